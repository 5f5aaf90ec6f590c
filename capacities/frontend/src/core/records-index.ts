/* The records of the document (cards, links) as React sees them, kept up to date by what changed
 * and nothing else: a keystroke touches one text store. */

import * as Y from "yjs";
import { textString } from "./document";
import { getOrMake, Lazy, sameItems, sameRecord } from "./store";
import type { RecordView, Store } from "./types";

/** What one transaction did to one record, for announcements. */
export interface RecordChange<View> {
  id: string;
  before: View | null;
  after: View | null;
}

export interface IndexChange<View> {
  records: RecordChange<View>[];
  /** Records whose text changed. */
  texts: string[];
  transaction: Y.Transaction;
}

export abstract class RecordsIndex<View extends RecordView> {
  protected readonly views = new Map<string, View>();
  private readonly stores = new Map<string, Lazy<View | null>>();
  private readonly textStores = new Map<string, Lazy<string>>();
  /** When a record was seen going to the corbeille, in this page's own count. */
  private readonly deletedAt = new Map<string, number>();
  private deletions = 0;
  private readonly listeners = new Set<(change: IndexChange<View>) => void>();

  /** Deleted here first (last first), then the others in order. */
  readonly trash = new Lazy<readonly View[]>(() => this.readTrash(), sameItems);

  constructor(
    private readonly root: Y.Map<unknown>,
    /** Read one record; null when what is stored there is none. */
    private readonly read: (id: string, stored: unknown) => View | null,
  ) {}

  destroy(): void {
    this.root.unobserveDeep(this.observe);
    this.listeners.clear();
  }

  onChange(listener: (change: IndexChange<View>) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  view(id: string): View | null {
    return this.views.get(id) ?? null;
  }

  record(id: string): Store<View | null> {
    return getOrMake(this.stores, id, () => new Lazy(() => this.view(id)));
  }

  text(id: string): Store<string> {
    return getOrMake(this.textStores, id, () => {
      return new Lazy(() => {
        const stored = this.root.get(id);
        return stored instanceof Y.Map ? textString(stored) : "";
      });
    });
  }

  /** Tell each store of its own that something changed; the views are read anew already. */
  protected abstract publish(changes: readonly RecordChange<View>[]): void;

  /** The order of those in the corbeille that this page did not see going there. */
  protected abstract compare(a: View, b: View): number;

  /** To be called once, when the stores of its own are there. */
  protected start(): void {
    this.root.observeDeep(this.observe);
    this.apply(new Set(this.root.keys()));
  }

  private readonly observe = (
    // Yjs types the events of a tree as `any`.
    events: Y.YEvent<any>[],
    transaction: Y.Transaction,
  ): void => {
    const changed = new Set<string>();
    const texts = new Set<string>();
    for (const event of events) {
      const path = event.path;
      const id = String(path[0] ?? "");
      if (path.length === 0) for (const key of event.keys.keys()) changed.add(key);
      else if (path.length === 1) {
        changed.add(id);
        if (event.keys.has("text")) texts.add(id);
      } else if (path[1] === "text") texts.add(id);
    }
    const records = this.apply(changed);
    // A whole record set anew brings another text.
    for (const { id, before, after } of records) if (before?.text !== after?.text) texts.add(id);
    for (const id of texts) this.textStores.get(id)?.invalidate();
    if (records.length === 0 && texts.size === 0) return;
    for (const listener of [...this.listeners]) listener({ records, texts: [...texts], transaction });
  };

  /** Read again the records named, then tell each store that something of its own changed. */
  private apply(ids: ReadonlySet<string>): RecordChange<View>[] {
    const changes: RecordChange<View>[] = [];
    let trashChanged = false;
    for (const id of ids) {
      const before = this.view(id);
      const after = this.read(id, this.root.get(id));
      if (before !== null && after !== null && sameView(before, after)) continue;
      if (after === null) this.views.delete(id);
      else this.views.set(id, after);
      if (before === null && after === null) continue;
      changes.push({ id, before, after });
      this.noteDeletion(id, before, after);
      trashChanged ||= before?.deleted === true || after?.deleted === true;
    }
    this.publish(changes);
    for (const { id } of changes) this.stores.get(id)?.invalidate();
    if (trashChanged) this.trash.invalidate();
    return changes;
  }

  private noteDeletion(id: string, before: View | null, after: View | null): void {
    if (after?.deleted !== true) this.deletedAt.delete(id);
    else if (before !== null && !before.deleted) this.deletedAt.set(id, ++this.deletions);
  }

  private readTrash(): readonly View[] {
    const when = ({ id }: View) => this.deletedAt.get(id) ?? 0;
    const deleted = [...this.views.values()].filter((view) => view.deleted);
    return deleted.sort((a, b) => when(b) - when(a) || this.compare(a, b));
  }
}

function sameView<View extends RecordView>(a: View, b: View): boolean {
  const same = (key: keyof View) => (key === "fields" ? sameRecord(a.fields, b.fields) : Object.is(a[key], b[key]));
  return (Object.keys(a) as (keyof View)[]).every(same);
}
