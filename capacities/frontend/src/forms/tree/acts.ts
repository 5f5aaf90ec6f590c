/* What a person may do to the tree. Each act is one step of the undo history. */

import type { CanvasSession, CardMove, CardSeed, PasteResult, Ranked } from "../../core";
import { newId, placeAt } from "../../core";
import { grouped } from "./arrange";
import { knotsOf } from "./knots";
import { type OutlineLine, readOutline } from "./outline";
import { below, CENTRE, childrenOf, isUnder, NODE, type TreeView, treeOf } from "./tree";
import { rulesOf } from "./words";

export type Shift = "up" | "down" | "indent" | "outdent";

/** Which brothers one sees: what a filter hides is passed over. */
export type Seen = (id: string) => boolean;
const EVERY: Seen = () => true;

export type TreeActs = ReturnType<typeof acts>;

/** What the acts need of a session. */
export type ActsSource = Pick<
  CanvasSession,
  "places" | "card" | "text" | "adopt" | "actions" | "data" | "editable" | "notice"
>;

/** Under which node, and before which brother; null: last. */
interface Spot {
  parent: string;
  before: string | null;
}

const GONE = "Cette idée vient d’être mise à la corbeille par quelqu’un d’autre : rien n’a été changé.";
const CENTRAL = "L’idée centrale reste au centre : seules les branches se déplacent.";
const UNDER_ITSELF = "Une branche ne peut pas aller sous elle-même : elle est restée où elle était.";

export function acts(session: ActsSource) {
  const { actions } = session;
  const notice = (sentence: string) => session.notice(sentence);
  const tree = treeOf(session);
  const indexOf = (id: string) => {
    const parent = tree.get().parent.get(id);
    if (parent === undefined) return null;
    const brothers = childrenOf(tree.get(), parent);
    return { parent, brothers, at: brothers.indexOf(id) };
  };

  /** Last child, or before a brother. Null: refused (a notice was given). */
  const addChild = (parent: string, before: string | null = null): string | null => {
    if (!session.editable.get()) return null;
    if (!isIn(tree.get(), parent)) return (notice(GONE), null);
    const { ranks, moved } = ranksAt(session, childrenOf(tree.get(), parent), before, 1);
    const seed = { id: newId(), zone: NODE, parent, rank: ranks[0]! };
    return actions.create([seed], moved)[0] ?? null;
  };

  /** False, with a notice, when a node would go under itself. */
  const move = (ids: readonly string[], parent: string, before: string | null): boolean => {
    if (!session.editable.get()) return false;
    const now = tree.get();
    const tops = topsOf(now, ids);
    if (tops.length === 0 && ids.includes(CENTRE)) return (notice(CENTRAL), false);
    if (tops.length === 0 || !isIn(now, parent)) return (notice(GONE), false);
    if (tops.some((id) => isUnder(now, parent, id))) return (notice(UNDER_ITSELF), false);
    const moves = movesOf(session, now, tops, { parent, before });
    if (moves.length > 0) actions.place(moves);
    return true;
  };

  /** One place among the brothers seen, under the brother above, or beside the parent; false when there
   * is no such place. Nodes of one parent go together, as one step. */
  const shift = (ids: readonly string[], to: Shift, seen: Seen = EVERY): boolean => {
    /* Brothers with brothers. */
    const groups = grouped(topsOf(tree.get(), ids), (id) => tree.get().parent.get(id)!);
    const done = [...groups.values()].map((group) => {
      const spot = spotOf(tree.get(), group, to, seen);
      if (spot === null || !session.editable.get()) return false;
      const moves = movesOf(session, tree.get(), group, spot);
      if (moves.length > 0) actions.place(moves);
      return moves.length > 0;
    });
    return done.includes(true);
  };

  return {
    addChild,
    /** Of the centre: a child. */
    addSibling(id: string, where: "before" | "after"): string | null {
      const here = indexOf(id);
      if (here === null) return addChild(id);
      return addChild(here.parent, where === "before" ? id : (here.brothers[here.at + 1] ?? null));
    },
    move,
    shift,
    /** "" = no type. */
    setType(ids: readonly string[], type: string): void {
      const nodes = ids.filter((id) => tree.get().parent.has(id));
      actions.setColors(nodes, type);
    },
    /** To the corbeille, one undo step. */
    remove(ids: readonly string[]): void {
      actions.removeAll(topsOf(tree.get(), ids));
    },
    /** The whole branch, right after it. Null: refused (a notice was given). */
    duplicate(id: string): string | null {
      const here = indexOf(id);
      if (here === null || !session.editable.get()) return null;
      const { ranks, moved } = ranksAt(session, here.brothers, here.brothers[here.at + 1] ?? null, 1);
      const seeds = copies(session, tree.get(), id, here.parent, ranks[0]!);
      return actions.create(seeds, moved)[0] ?? null;
    },
    /** Indentation, bullets, # = branches. `instead`: the node before which they go is empty and
     * makes way for them, unless others are under it. */
    pasteOutline(parent: string, text: string, before: string | null = null, instead = false): PasteResult {
      const nothing = (message: string | null) => ({ ids: [], message, leftOut: text });
      if (!session.editable.get()) return nothing(null);
      const now = tree.get();
      if (!isIn(now, parent)) return nothing(GONE);
      const { words, live } = rulesOf(session, tree.get);
      const { limits } = session.data.template;
      const room = Math.max(0, limits.cards_per_canvas - live());
      const read = readOutline(text, limits, room, words, now.depth.get(parent) ?? 0);
      const gone = instead && before !== null && childrenOf(now, before).length === 0 ? before : null;
      const ids = plant(session, now, read.lines, { parent, before }, gone);
      return { ids, message: read.message, leftOut: read.leftOut };
    },
  };
}

function isIn(tree: TreeView, id: string): boolean {
  return id === CENTRE || tree.parent.has(id);
}

/** Those of the nodes that are in the tree and under none of the others, top to bottom. */
export function topsOf(tree: TreeView, ids: readonly string[]): string[] {
  const asked = new Set(ids.filter((id) => tree.parent.has(id)));
  if (asked.size < 2) return [...asked];
  const covered = new Set<string>();
  return tree.order.filter((id) => {
    const isCovered = covered.has(tree.parent.get(id)!);
    if (isCovered || asked.has(id)) covered.add(id);
    return asked.has(id) && !isCovered;
  });
}

/** Where nodes of one parent go, or null when there is no such place. */
function spotOf(tree: TreeView, group: readonly string[], to: Shift, seen: Seen): Spot | null {
  const parent = tree.parent.get(group[0]!)!;
  const brothers = childrenOf(tree, parent);
  const first = brothers.indexOf(group[0]!);
  const last = brothers.indexOf(group.at(-1)!);
  const above = brothers.slice(0, first).findLast(seen);
  if (to === "up") return above === undefined ? null : { parent, before: above };
  if (to === "down") {
    const next = brothers.slice(last + 1).find(seen);
    return next === undefined ? null : { parent, before: brothers[brothers.indexOf(next) + 1] ?? null };
  }
  if (to === "indent") {
    return above === undefined ? null : { parent: above, before: null };
  }
  const grandparent = tree.parent.get(parent);
  if (grandparent === undefined) return null;
  const uncles = childrenOf(tree, grandparent);
  return { parent: grandparent, before: uncles[uncles.indexOf(parent) + 1] ?? null };
}

/** Ranks for `count` nodes put before one of the brothers, or last. */
function ranksAt(session: ActsSource, brothers: readonly string[], before: string | null, count: number) {
  const places = session.places.get();
  const ranked: Ranked[] = brothers.map((id) => ({ id, rank: places.get(id)!.rank }));
  const found = before === null ? -1 : brothers.indexOf(before);
  return placeAt(ranked, found < 0 ? brothers.length : found, count);
}

function movesOf(session: ActsSource, tree: TreeView, tops: readonly string[], { parent, before }: Spot): CardMove[] {
  const moving = new Set(tops);
  const brothers = childrenOf(tree, parent);
  let at = before !== null && brothers.includes(before) ? brothers.indexOf(before) : brothers.length;
  while (at < brothers.length && moving.has(brothers[at]!)) at++;
  const others = brothers.filter((id) => !moving.has(id));
  const next = brothers[at] ?? null;
  const then = next === null ? others.length : others.indexOf(next);
  const after = [...others.slice(0, then), ...tops, ...others.slice(then)];
  if (after.length === brothers.length && after.every((id, i) => id === brothers[i])) return [];
  const { ranks, moved } = ranksAt(session, others, next, tops.length);
  const untied = knotsOf(session.places.get(), tops).filter((id) => !moving.has(id));
  return [
    ...tops.map((id, i) => ({ id, parent, rank: ranks[i]! })),
    ...moved,
    ...untied.map((id) => ({ id, parent: CENTRE })),
  ];
}

/** A branch again: same texts, types and fields, by who copies it. */
function copies(session: ActsSource, tree: TreeView, top: string, parent: string, rank: string): CardSeed[] {
  const places = session.places.get();
  const twins = new Map([top, ...below(tree, top)].map((id) => [id, newId()]));
  return [...twins].map(([id, twin]) => {
    const { color = "", fields = {} } = session.card(id).get() ?? {};
    const above = id === top ? parent : twins.get(tree.parent.get(id)!)!;
    const place = id === top ? rank : places.get(id)!.rank;
    const text = session.text(id).get();
    return { id: twin, zone: NODE, parent: above, rank: place, text, color, fields };
  });
}

/** Create the lines of an outline under a node, as one step; the ids, line by line. */
function plant(
  session: ActsSource,
  tree: TreeView,
  lines: readonly OutlineLine[],
  { parent, before }: Spot,
  gone: string | null,
): string[] {
  if (lines.length === 0) return [];
  const path: string[] = [];
  const planted = lines.map(({ text, depth }) => {
    path.length = Math.min(depth, path.length);
    const above = path.at(-1) ?? parent;
    const id = newId();
    path.push(id);
    return { id, text, zone: NODE, parent: above };
  });
  const counts = new Map<string, number>();
  for (const { parent: above } of planted) counts.set(above, (counts.get(above) ?? 0) + 1);
  const tops = ranksAt(session, childrenOf(tree, parent), before, counts.get(parent)!);
  const ranks = new Map([[parent, tops.ranks.values()]]);
  const seeds = planted.map((line): CardSeed => {
    const free = ranks.get(line.parent) ?? placeAt([], 0, counts.get(line.parent)!).ranks.values();
    ranks.set(line.parent, free);
    return { ...line, rank: free.next().value! };
  });
  return session.actions.create(seeds, tops.moved, gone);
}
