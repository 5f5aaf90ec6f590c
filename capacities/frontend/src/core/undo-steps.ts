/* The steps of the undo history: what is noted of each, and what each one did. */

import * as Y from "yjs";
import { cardIdOf } from "./document";

export type Step = Y.UndoManager["undoStack"][number];

/** What it created; what it brought back; what was written by then; it is the server's. */
export const [CREATED, BROUGHT, SINCE, WRITTEN] = ["created", "brought", "since", "written"] as const;

/** Cards and links that a step brought back from the corbeille, and how much each had written by then. */
export interface Brought {
  ids: readonly string[];
  known: ReadonlyMap<number, number>;
}

/** A step that no transaction of this page made. */
export function stepOf(meta: Readonly<Record<string, unknown>>): Step {
  return {
    insertions: Y.createDeleteSet(),
    deletions: Y.createDeleteSet(),
    meta: new Map<unknown, unknown>(Object.entries(meta)),
  };
}

export function isLive(record: Y.Map<unknown> | null): boolean {
  return record !== null && record.get("deleted") !== true;
}

export function touchedCards(changed: Map<unknown, unknown>): string[] {
  const ids = new Set<string>();
  for (const type of changed.keys()) {
    const id = type instanceof Y.Text ? cardIdOf(type) : type instanceof Y.Map ? type._item?.parentSub : null;
    if (id != null) ids.add(id);
  }
  return [...ids];
}

/** The step created these and nothing else. */
export function isCreationOf({ meta }: Step, ids: readonly string[]): boolean {
  const created = new Set((meta.get(CREATED) ?? []) as readonly string[]);
  return ids.length > 0 && created.size === ids.length && ids.every((id) => created.has(id));
}

/** The step took away words that were in the text before it, and nothing is left of it. */
export function isEmptyingOf({ deletions, insertions }: Step, record: Y.Map<unknown> | null): boolean {
  const text = record?.get("text");
  if (!(text instanceof Y.Text) || text.length > 0) return false;
  for (let item = text._start; item !== null; item = item.right) {
    if (Y.isDeleted(deletions, item.id) && !Y.isDeleted(insertions, item.id)) return true;
  }
  return false;
}
