/* Order inside a box: fractional indexes, ties broken by card id. Never by a clock. */

import { generateKeyBetween, generateNKeysBetween } from "fractional-indexing";

import type { Ranked } from "./types";

export function compareRanked(a: Ranked, b: Ranked): number {
  return compareText(a.rank, b.rank) || compareText(a.id, b.id);
}

/** Compare by code points, as Python does: the operators of JavaScript compare UTF-16 units,
 * which put "\uff5e" after an emoji. */
export function compareText(a: string, b: string): number {
  const shared = Math.min(a.length, b.length);
  for (let i = 0; i < shared; i++) {
    const left = a.charCodeAt(i);
    const right = b.charCodeAt(i);
    if (left !== right) return heightOf(left) < heightOf(right) ? -1 : 1;
  }
  return Math.sign(a.length - b.length);
}

/** Surrogates, halves of the highest characters, go above all other units. */
function heightOf(unit: number): number {
  if (unit < 0xd800) return unit;
  return unit < 0xe000 ? unit + 0x2000 : unit - 0x800;
}

/** Tell whether `rank` can serve as a bound (any text may be stored). */
export function isRank(rank: string): boolean {
  try {
    generateKeyBetween(rank, null);
    return true;
  } catch {
    return false;
  }
}

export interface Placement {
  /** Ranks of the cards put there, in order. */
  ranks: string[];
  /** Neighbours that had to get a new rank (ties, unusable ranks): usually none. */
  moved: Ranked[];
}

/**
 * Find `count` ranks at position `at` of `cards` (already in order). Two cards may hold the
 * same rank (added at once by two people) or an unusable one: the shortest run of such
 * neighbours is then ranked anew.
 */
export function placeAt(cards: readonly Ranked[], at: number, count: number): Placement {
  let before = at - 1;
  while (before >= 0 && !isRank(cards[before]!.rank)) before--;
  const low = before >= 0 ? cards[before]!.rank : null;
  let after = at;
  while (after < cards.length) {
    const rank = cards[after]!.rank;
    if (isRank(rank) && (low === null || rank > low)) break;
    after++;
  }
  const high = after < cards.length ? cards[after]!.rank : null;
  const left = cards.slice(before + 1, at);
  const right = cards.slice(at, after);
  const keys = generateNKeysBetween(low, high, left.length + count + right.length);
  const ranks = keys.splice(left.length, count);
  const moved = [...left, ...right].map(({ id }, i) => ({ id, rank: keys[i]! }));
  return { ranks, moved };
}
