/* All that this browser keeps of a dossier, listed and erased in one place. Loaded by every page,
 * the way in too: nothing of Yjs here.
 *
 * - IndexedDB `capacities:{dossier}/{canvas}`: the copy of a canvas, and what its page was given
 *   when it was last opened (device.ts, shelf.ts);
 * - the caches of the service worker: the programs of the pages without network, nothing of a dossier;
 * - localStorage and sessionStorage, under names that begin by `capacities`: folded branches, the
 *   vote as it was last seen, the table one votes for… Those of a dossier hold its identifier; the others are of the device. */

import { tellTabs } from "./left";
import { forgetOffline, KEPT_VOTE } from "./worker";

export const COPY = "capacities:";
const EDITED = "edited:";
export const MARKS = "custom";
/** Where, in a copy, what its page was given at its last opening is: `CanvasData` as JSON. */
export const PAGE = "page";
const NOTE = "capacities";
const DOSSIER = /(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])/;
/** As many as the server answers about at once (domain/limits.py). */
const ASKED_AT_ONCE = 500;
const ANSWER_MS = 20_000;

/** A dossier deleted for everyone, of which this device kept a copy until now. */
export interface Erased {
  dossier: string;
  /** ISO 8601. */
  deletedAt: string;
}

/** The names of the copies kept here; older browsers cannot list them: none. */
export async function copies(): Promise<string[]> {
  try {
    const kept = await indexedDB.databases();
    return kept.map(({ name }) => name ?? "").filter((name) => name.startsWith(COPY));
  } catch {
    return [];
  }
}

/** The names of the copies of one dossier. */
export async function copiesOf(dossier: string): Promise<string[]> {
  const prefix = `${COPY}${dossier}/`;
  return (await copies()).filter((name) => name.startsWith(prefix));
}

/** Erase what this device keeps of a dossier; `room` is erased even if copies cannot be listed. */
export async function eraseDossier(dossier: string, room?: string): Promise<void> {
  eraseNotes((key) => key.includes(dossier));
  const names = new Set(await copiesOf(dossier));
  if (room !== undefined) names.add(COPY + room);
  await Promise.all([...names].map(eraseDatabase));
  const votes = notes().some((key) => key.startsWith(KEPT_VOTE));
  if (!votes && (await copies()).length === 0) await forgetOffline();
}

/** Tell the server that one leaves; with the last dossier it forgets this browser, and what was
 * chosen for all of them goes too. False: it did not answer. What is kept of the dossier is left
 * to `eraseDossier`. */
export async function tellLeaving(dossier: string): Promise<boolean> {
  const answer = await post<{ dernier: boolean }>("/quitter", { dossier });
  if (answer?.dernier === true) eraseNotes(() => true);
  if (answer !== null) tellTabs(dossier);
  return answer !== null;
}

/** Which of these dossiers were deleted for everyone, and when. One that is merely not found is
 * not among them; nor is any when the server does not answer. */
export async function deletedAmong(dossiers: readonly string[]): Promise<ReadonlyMap<string, string>> {
  const deleted = new Map<string, string>();
  for (let at = 0; at < dossiers.length; at += ASKED_AT_ONCE) {
    const some = dossiers.slice(at, at + ASKED_AT_ONCE).join(" ");
    const answer = await post<{ supprimes: Record<string, string> }>("/supprimes", { dossiers: some });
    for (const [dossier, moment] of Object.entries(answer?.supprimes ?? {})) {
      if (dossiers.includes(dossier)) deleted.set(dossier, moment);
    }
  }
  return deleted;
}

/** Erase what is kept here of the dossiers that were deleted for everyone; tell of which there
 * was a copy. */
export async function eraseDeleted(): Promise<Erased[]> {
  const copied = dossiersIn(await copies());
  const known = [...new Set([...copied, ...dossiersIn(notes())])];
  const deleted = await deletedAmong(known);
  await Promise.all([...deleted.keys()].map((dossier) => eraseDossier(dossier)));
  return [...deleted]
    .filter(([dossier]) => copied.includes(dossier))
    .map(([dossier, deletedAt]) => ({ dossier, deletedAt }));
}

/** What to tell of it; "" when there is nothing. */
export function sentenceOf(erased: readonly Erased[]): string {
  const [first] = erased;
  if (first === undefined) return "";
  if (erased.length > 1) {
    return (
      `${erased.length} dossiers ouverts auparavant sur cet appareil ont été supprimés pour tout ` +
      "le monde\u00a0: les copies gardées ici viennent d’être effacées."
    );
  }
  const day = new Date(first.deletedAt).toLocaleDateString("fr-FR");
  return (
    "Un dossier ouvert auparavant sur cet appareil a été supprimé pour tout le monde le " +
    `${day}\u00a0: la copie gardée ici vient d’être effacée.`
  );
}

/** Those of these copies that hold edits not known to be saved. */
export async function withEdits(names: readonly string[]): Promise<string[]> {
  const edited = await Promise.all(names.map(holdsEdits));
  return names.filter((_, i) => edited[i]);
}

/** The marks of the pages whose edits are not known to be saved: under each, what was edited. */
export function marks(database: IDBDatabase): Promise<Map<string, readonly string[]>> {
  return new Promise((resolve, reject) => {
    const found = new Map<string, readonly string[]>();
    const store = database.transaction([MARKS], "readonly").objectStore(MARKS);
    const request = store.openCursor(IDBKeyRange.bound(EDITED, `${EDITED}\uffff`));
    request.onsuccess = () => {
      const cursor = request.result;
      if (cursor === null) return resolve(found);
      const edited: unknown = cursor.value; // true, from a former version: it is not known what
      found.set(String(cursor.key), Array.isArray(edited) ? edited.map(String) : []);
      cursor.continue();
    };
    request.onerror = () => reject(request.error ?? new Error("IndexedDB"));
  });
}

/** A fresh mark for one page. */
export function newMark(): string {
  return EDITED + crypto.getRandomValues(new Uint32Array(2)).join("-");
}

/** Where the marks are, in a copy. */
export function markStore(database: IDBDatabase): IDBObjectStore {
  return database.transaction([MARKS], "readwrite").objectStore(MARKS);
}

const PROBE_MS = 3_000;

/** A copy that does not open in time (another page is erasing it) holds nothing more. */
function holdsEdits(name: string): Promise<boolean> {
  return new Promise((resolve) => {
    setTimeout(() => resolve(false), PROBE_MS);
    const request = indexedDB.open(name);
    request.onerror = () => resolve(false);
    request.onsuccess = () => {
      const database = request.result;
      const read = database.objectStoreNames.contains(MARKS)
        ? marks(database).catch(() => null)
        : Promise.resolve(null);
      void read.then((found) => {
        database.close();
        resolve(found !== null && found.size > 0);
      });
    };
  });
}

/** Another page that sleeps may hold the copy open: the browser then erases it when it can. */
const ERASE_MS = 3_000;

function eraseDatabase(name: string): Promise<void> {
  return new Promise((resolve, reject) => {
    setTimeout(resolve, ERASE_MS);
    try {
      const request = indexedDB.deleteDatabase(name);
      request.onsuccess = () => resolve();
      request.onerror = () => reject(request.error ?? new Error("IndexedDB"));
    } catch {
      resolve();
    }
  });
}

function dossiersIn(names: readonly string[]): string[] {
  const found = names.map((name) => DOSSIER.exec(name)?.[0]);
  return [...new Set(found.filter((dossier) => dossier !== undefined))];
}

function notes(): string[] {
  return storages().flatMap((storage) => Object.keys(storage).filter((key) => key.startsWith(NOTE)));
}

function eraseNotes(chosen: (key: string) => boolean): void {
  for (const storage of storages()) {
    for (const key of Object.keys(storage)) {
      if (key.startsWith(NOTE) && chosen(key)) storage.removeItem(key);
    }
  }
}

/** A browser may refuse its storages: it then keeps nothing there. */
function storages(): Storage[] {
  const found: Storage[] = [];
  for (const name of ["localStorage", "sessionStorage"] as const) {
    try {
      found.push(globalThis[name]);
    } catch {
      /* Said above. */
    }
  }
  return found.filter((storage) => storage !== undefined);
}

/** Null when the server does not answer, or refuses. */
async function post<T>(path: string, body: Record<string, string>): Promise<T | null> {
  try {
    const answer = await fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json" },
      body: JSON.stringify(body),
      credentials: "same-origin",
      cache: "no-store",
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    return answer.ok ? ((await answer.json()) as T) : null;
  } catch {
    return null;
  }
}
