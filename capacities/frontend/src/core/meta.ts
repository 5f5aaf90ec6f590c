/* What holds for the whole canvas, in the root "meta", beside what tells which canvas it is. */

import type * as Y from "yjs";
import { metaOf } from "./document";
import { Lazy, sameRecord } from "./store";
import type { Store } from "./types";

type Meta = Readonly<Record<string, string | number>>;

const OURS: ReadonlySet<string> = new Set(["schema", "template"]);

/** Read all of it: texts and finite numbers; what else is stored there is none of ours. */
export function readMeta(doc: Y.Doc): Meta {
  const found = [...metaOf(doc)].filter(
    (entry): entry is [string, string | number] =>
      !OURS.has(entry[0]) &&
      (typeof entry[1] === "string" || (typeof entry[1] === "number" && Number.isFinite(entry[1]))),
  );
  return Object.fromEntries(found);
}

/** Set one, or remove it: null. By a transaction that is no step to undo. */
export function setMeta(doc: Y.Doc, key: string, value: string | number | null): void {
  const root = metaOf(doc);
  if (OURS.has(key) || (root.get(key) ?? null) === value) return;
  if (value === null) root.delete(key);
  else root.set(key, value);
}

/** It as React sees it. */
export class MetaStore {
  private readonly lazy: Lazy<Meta>;

  constructor(private readonly doc: Y.Doc) {
    this.lazy = new Lazy(() => readMeta(doc), sameRecord);
    metaOf(doc).observe(this.changed);
  }

  get store(): Store<Meta> {
    return this.lazy;
  }

  destroy(): void {
    metaOf(this.doc).unobserve(this.changed);
  }

  private readonly changed = (): void => this.lazy.invalidate();
}
