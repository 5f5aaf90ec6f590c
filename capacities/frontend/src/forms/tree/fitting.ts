/** Which branches fold by themselves, so that what is left can be read on this screen. Nobody else sees it,
 * and nothing of it is written: a larger screen shows more of the same tree. */

import type { Shown } from "./shown";

/** As much of what is shown as a layout needs, without what is under folded nodes. */
export function pruned({ root, nodes, children }: Shown, folded: ReadonlySet<string>): Shown {
  const kept = new Map<string, readonly string[]>();
  const ids: string[] = [];
  const waiting = [root];
  while (waiting.length > 0) {
    const id = waiting.pop()!;
    ids.push(id);
    const under = folded.has(id) ? undefined : children.get(id);
    if (under === undefined) continue;
    kept.set(id, under);
    for (let i = under.length - 1; i >= 0; i--) waiting.push(under[i]!);
  }
  return { root, ids, nodes: new Map(ids.map((id) => [id, nodes.get(id)!])), children: kept };
}

/** What tells which branches are worth the room, when there is not enough for all. */
export interface Wanted {
  /** Open whatever happens: somebody here has it in hand. */
  held: ReadonlySet<string>;
  /** Some of these were opened on purpose: if they leave no room, nothing else is folded for them. */
  asked?: boolean;
  /** Opened first: somebody writes in it, or it is open now. */
  first: (id: string) => number;
}

/** The screen is full when so many in a row do not fit: the rest is not tried at each key of somebody. */
const REFUSED = 24;

/** The parents to fold: level by level, each opens as long as all of it fits. Null: as they are. */
export function foldedToFit(whole: Shown, fits: (shown: Shown) => boolean, wanted: Wanted): ReadonlySet<string> | null {
  const parents = whole.ids.filter((id) => id !== whole.root && whole.children.has(id));
  if (parents.length === 0 || fits(whole)) return new Set();
  const folded = new Set(parents.filter((id) => !wanted.held.has(id)));
  /* Nothing more could be opened. */
  if (!fits(pruned(whole, folded))) return wanted.asked === true ? null : folded;
  const levelOf = (id: string) => whole.nodes.get(id)!.level;
  const sizeOf = (id: string) => whole.children.get(id)!.length;
  const tried = [...folded].map((id, at) => ({
    id,
    at,
    level: levelOf(id),
    size: sizeOf(id),
    first: wanted.first(id),
  }));
  /* The small ones first: more of them are open. */
  tried.sort((a, b) => a.level - b.level || b.first - a.first || a.size - b.size || a.at - b.at);
  let refused = 0;
  for (const { id } of tried) {
    const parent = whole.nodes.get(id)!.parent;
    if (folded.has(parent)) continue;
    folded.delete(id);
    if (fits(pruned(whole, folded))) {
      refused = 0;
      continue;
    }
    folded.add(id);
    refused += 1;
    if (refused >= REFUSED) break;
  }
  return folded;
}
