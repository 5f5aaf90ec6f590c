/** The folded branches of a canvas, kept on this device: each person folds for themself. */

import { keep, readKept } from "../../ui/kept";

const MOST = 500;

function keyOf(room: string): string {
  return `capacities-plis ${room}`;
}

export function readFolded(room: string): ReadonlySet<string> {
  try {
    const kept: unknown = JSON.parse(readKept("localStorage", keyOf(room)) ?? "[]");
    const ids = Array.isArray(kept) ? kept.filter((id): id is string => typeof id === "string") : [];
    return new Set(ids.slice(0, MOST));
  } catch {
    /* Not ours: nothing is folded. */
    return new Set();
  }
}

export function writeFolded(room: string, folded: ReadonlySet<string>): void {
  keep("localStorage", keyOf(room), folded.size === 0 ? null : JSON.stringify([...folded].slice(-MOST)));
}
