/** One colour for each main branch: the same on every screen, kept when branches change place. */

import type { Template } from "../shared/template";
import type { TreeView } from "./tree";
import { CENTRE, childrenOf } from "./tree";

/** Drawn on white and on paper as lines and small figures: all at least 4.5 to 1. */
export const HUES: readonly string[] = [
  "#0b5d66",
  "#7556b8",
  "#a85400",
  "#1f7a3a",
  "#2f6cab",
  "#b9342a",
  "#7d6400",
  "#a3327b",
  "#4a5fb5",
  "#8a4b2a",
  "#0f7490",
  "#47752f",
];

function hash(id: string): number {
  let sum = 0;
  for (let i = 0; i < id.length; i++) sum = (Math.imul(sum, 31) + id.charCodeAt(i)) >>> 0;
  return sum;
}

/** The colour of each main branch. Those of the template take theirs in its order; those that
 * people add take a free one, drawn from their id: moving or adding a branch recolours no other
 * (save when colours run short). */
export function huesOf(tree: TreeView, { zones }: Pick<Template, "zones">): ReadonlyMap<string, string> {
  const hues = new Map<string, string>();
  const taken = new Set<number>();
  const take = (id: string, wanted: number) => {
    let index = wanted % HUES.length;
    for (let tries = 0; taken.has(index) && tries < HUES.length; tries++) index = (index + 1) % HUES.length;
    if (taken.size < HUES.length) taken.add(index);
    hues.set(id, HUES[index]!);
  };
  const branches = childrenOf(tree, CENTRE);
  const seeded = zones.map(({ key }) => key);
  for (const id of branches) if (seeded.includes(id)) take(id, seeded.indexOf(id));
  for (const id of branches.filter((each) => !hues.has(each)).sort()) take(id, hash(id));
  return hues;
}
