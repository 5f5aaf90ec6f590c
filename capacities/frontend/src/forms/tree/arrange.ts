/* Who is under whom, whatever the document holds: the rule of capacities/domain/tree.py, written
 * again here and held to the same answers by tests/vectors/tree.json. */

import type { CanvasSession, CardPlace } from "../../core";
import { CENTRE, compareRanked, compareText, getOrMake } from "../../core";

export type Placed = Pick<CardPlace, "id" | "parent" | "rank" | "deleted">;

/** Immutable; structure only (no text, no field). What did not change keeps its reference. */
export interface TreeView {
  /** Live nodes, top to bottom, each before its children; centre excluded. */
  readonly order: readonly string[];
  /** By id, CENTRE included; a node without children has no entry. */
  readonly children: ReadonlyMap<string, readonly string[]>;
  /** What each node of `order` is really under. */
  readonly parent: ReadonlyMap<string, string>;
  /** 1 = main branch. */
  readonly depth: ReadonlyMap<string, number>;
  /** Cards deleted, or under a deleted one, by id. */
  readonly hidden: readonly string[];
}

/** A tree just arranged, whose groups may still be replaced by those of before. */
export interface Arranged extends TreeView {
  children: Map<string, readonly string[]>;
}

/** What the tree needs of a session. */
export type TreeSource = Pick<CanvasSession, "places" | "text" | "adopt">;

/** Those of one key together, in their order. */
export function grouped<T>(items: Iterable<T>, keyOf: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) getOrMake(groups, keyOf(item), () => []).push(item);
  return groups;
}

/** Arrange cards, deleted ones too, as a tree. Never fails and loses no card. */
export function arrange(cards: Iterable<Placed>): Arranged {
  const known = new Map<string, Placed>();
  for (const card of cards) if (card.id !== CENTRE) known.set(card.id, card);
  const under = trueParents(known);
  const live = [...known.values()].filter((card) => !card.deleted);
  const below = grouped(live, ({ id }) => under.get(id)!);
  for (const brothers of below.values()) brothers.sort(compareRanked);
  return walk(known, under, below);
}

function walk(
  known: ReadonlyMap<string, Placed>,
  under: ReadonlyMap<string, string>,
  below: ReadonlyMap<string, readonly Placed[]>,
): Arranged {
  const order: string[] = [];
  const children = new Map<string, readonly string[]>();
  const parent = new Map<string, string>();
  const depth = new Map<string, number>();
  const waiting = [CENTRE];
  while (waiting.length > 0) {
    const id = waiting.pop()!;
    if (id !== CENTRE) {
      order.push(id);
      parent.set(id, under.get(id)!);
      depth.set(id, (depth.get(under.get(id)!) ?? 0) + 1);
    }
    const group = below.get(id);
    if (group === undefined) continue;
    const brothers = group.map((card) => card.id);
    children.set(id, brothers);
    for (let i = group.length - 1; i >= 0; i--) waiting.push(group[i]!.id);
  }
  const hidden = [...known.keys()].filter((id) => !depth.has(id)).sort(compareText);
  return { order, children, parent, depth, hidden };
}

/** What each card is under: its parent if there is such a card, else the centre; in each cycle
 * (two people moved two branches into each other's at once), the smallest id goes under the
 * centre. */
export function trueParents(known: ReadonlyMap<string, Placed>): Map<string, string> {
  const under = new Map<string, string>();
  for (const { id, parent } of known.values()) {
    under.set(id, parent !== null && parent !== id && known.has(parent) ? parent : CENTRE);
  }
  const settled = new Set<string>([CENTRE]);
  for (const start of known.keys()) {
    const path: string[] = [];
    const places = new Map<string, number>();
    let card = start;
    while (!settled.has(card) && !places.has(card)) {
      places.set(card, path.length);
      path.push(card);
      card = under.get(card)!;
    }
    const turn = places.get(card);
    for (const id of path) settled.add(id);
    if (turn === undefined) continue;
    const cycle = path.slice(turn);
    const first = cycle.reduce((a, b) => (compareText(a, b) < 0 ? a : b));
    under.set(first, CENTRE);
  }
  return under;
}
