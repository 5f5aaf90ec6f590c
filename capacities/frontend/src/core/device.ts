/* The copy kept on this device (IndexedDB): what was typed survives a cut and a reload. */

import { IndexeddbPersistence } from "y-indexeddb";
import type * as Y from "yjs";
import { COPY, copiesOf, markStore, marks, newMark, PAGE, withEdits } from "./keeping";
import type { CanvasData } from "./types";

export interface DeviceListener {
  /** The copy was read into the document, or there is none (`kept` false). `edited`: it holds
   * edits that were not known to be saved when they were made, of `changed`. */
  read(kept: boolean, edited: boolean, changed: readonly string[]): void;
  /** Nothing more is kept here: storage full, failing, or erased by another tab. */
  lost(): void;
}

export interface DeviceCopy {
  /** Tell whether a transaction with this origin came from this device's copy. */
  isOrigin(origin: unknown): boolean;
  /** Remember beyond a reload that edits (of `changed`) are not known to be saved, or are. */
  mark(edited: boolean, changed?: ReadonlySet<string>): void;
  /** Keep, once, what the page was given, to open it again without network. */
  keepPage(data: CanvasData): void;
  /** Stop keeping, without erasing. */
  close(): Promise<void>;
}

/** Open (or create) the copy of `room`. Never fails: without storage, `read(false, false, [])`. */
export function openDeviceCopy(room: string, doc: Y.Doc, listener: DeviceListener): DeviceCopy {
  return new IndexedCopy(COPY + room, doc, listener);
}

/** For a page that only reads: nothing is written on the device. */
export function noDeviceCopy(listener: DeviceListener): DeviceCopy {
  queueMicrotask(() => listener.read(false, false, []));
  return { isOrigin: () => false, mark: () => undefined, keepPage: () => undefined, close: () => Promise.resolve() };
}

/** The other rooms of the dossier whose copy here holds edits not known to be saved. */
export async function unsavedElsewhere(room: string): Promise<string[]> {
  const others = (await copiesOf(room.split("/", 1)[0] ?? "")).filter((name) => name !== COPY + room);
  return (await withEdits(others)).map((name) => name.slice(COPY.length));
}

const NOTHING: ReadonlySet<string> = new Set();

class IndexedCopy implements DeviceCopy {
  private persistence: IndexeddbPersistence | null = null;
  /** This page's own mark: another tab that is saved must not clear it. */
  private readonly mine = newMark();
  private found: string[] = [];
  private marked = 0;
  private wanted: ReadonlySet<string> | null = null;
  private closed = false;
  /** What the page was given, asked to be kept; "": too large, the former one goes. */
  private page: string | null = null;

  constructor(
    private readonly name: string,
    private readonly doc: Y.Doc,
    private readonly listener: DeviceListener,
  ) {
    void this.open();
  }

  isOrigin(origin: unknown): boolean {
    return this.persistence !== null && origin === this.persistence;
  }

  mark(edited: boolean, changed: ReadonlySet<string> = NOTHING): void {
    this.wanted = edited ? changed : null;
    const weight = edited ? 1 + changed.size : 0;
    if (weight === this.marked && (edited || this.found.length === 0)) return;
    this.write((store) => {
      this.marked = weight;
      if (edited) store.put([...changed], this.mine);
      else for (const key of [this.mine, ...this.found.splice(0)]) store.delete(key);
    });
  }

  keepPage(data: CanvasData): void {
    if (this.page !== null || data.light) return;
    /* The time it was: read again days later, it would date what is written then. */
    const { now: _, ...page } = data;
    const text = JSON.stringify(page);
    this.page = text.length <= (data.offline ?? 0) ? text : "";
    this.writePage();
  }

  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    await this.persistence?.destroy();
  }

  private writePage(): void {
    const { page } = this;
    if (page === null) return;
    this.write((store) => {
      if (page === "") store.delete(PAGE);
      else store.put(page, PAGE);
    });
  }

  private write(act: (store: IDBObjectStore) => void): void {
    const database = this.persistence?.db;
    if (this.closed || database == null) return;
    try {
      act(markStore(database));
    } catch {
      this.lose();
    }
  }

  private async open(): Promise<void> {
    if (!(await storageWorks())) return this.listener.read(false, false, []);
    if (this.closed) return;
    const persistence = new IndexeddbPersistence(this.name, this.doc);
    this.persistence = persistence;
    let changed: string[];
    try {
      await Promise.race([persistence._db.then(() => persistence.whenSynced), tooLate()]);
      if (this.closed || persistence.db === null) return;
      this.watch(persistence.db);
      const found = await marks(persistence.db);
      this.found = [...found.keys()];
      changed = [...found.values()].flat();
    } catch {
      return this.lose();
    }
    const wanted = this.wanted;
    this.listener.read(true, this.found.length > 0, changed);
    if (wanted !== null) this.mark(true, wanted);
    this.writePage(); // asked for before there was anywhere to write it
  }

  /** Errors of the library's own transactions bubble up to the database. */
  private watch(database: IDBDatabase): void {
    const lose = () => this.lose();
    database.addEventListener("abort", lose);
    database.addEventListener("close", lose);
    // Another tab leaves the dossier and erases the copy: let it.
    database.addEventListener("versionchange", lose);
  }

  private lose(): void {
    if (this.closed) return;
    void this.close();
    this.listener.lost();
  }
}

/** A copy that cannot be opened (another page, asleep, holds one that is being erased) or read
 * must not keep the page waiting. */
function tooLate(): Promise<never> {
  return new Promise((_, reject) => setTimeout(() => reject(new Error("too late")), READ_MS));
}

const PROBE = "capacities-essai";
const PROBE_MS = 3_000;
const READ_MS = 15_000;

/** Private modes refuse, throw or never answer: try before trusting. */
function storageWorks(): Promise<boolean> {
  return new Promise((resolve) => {
    setTimeout(() => resolve(false), PROBE_MS);
    try {
      const request = indexedDB.open(PROBE);
      request.onsuccess = () => {
        request.result.close();
        indexedDB.deleteDatabase(PROBE);
        resolve(true);
      };
      request.onerror = () => resolve(false);
      request.onblocked = () => resolve(false);
    } catch {
      resolve(false);
    }
  });
}
