// @vitest-environment node
/* Cards keep their order, even with ranks that tie or mean nothing. */

import { expect, test } from "vitest";
import { compareRanked, isRank, placeAt } from "./ordering";
import type { Ranked } from "./types";

/** Apply a placement as a canvas does, and return the ids in order. */
function insert(cards: Ranked[], at: number, ids: string[]): string[] {
  const { ranks, moved } = placeAt(cards, at, ids.length);
  const after = cards.map((card) => moved.find(({ id }) => id === card.id) ?? card);
  after.push(...ids.map((id, i) => ({ id, rank: ranks[i]! })));
  for (const { rank } of after.slice(cards.length)) expect(isRank(rank)).toBe(true);
  return after.sort(compareRanked).map(({ id }) => id);
}

const sorted = (...cards: [string, string][]): Ranked[] =>
  cards.map(([id, rank]) => ({ id, rank })).sort(compareRanked);

test("ordinary places move no neighbour", () => {
  const cards = sorted(["x", "a0"], ["y", "a1"]);
  for (const at of [0, 1, 2]) {
    expect(placeAt(cards, at, 1).moved).toEqual([]);
    const expected = ["x", "y"];
    expected.splice(at, 0, "new");
    expect(insert(cards, at, ["new"])).toEqual(expected);
  }
  expect(insert([], 0, ["a", "b", "c"])).toEqual(["a", "b", "c"]);
});

test("ties are broken by id, and a card can be put between two that tie", () => {
  const cards = sorted(["b", "a1"], ["a", "a1"], ["c", "a1"], ["d", "a2"]);
  expect(cards.map(({ id }) => id)).toEqual(["a", "b", "c", "d"]);
  expect(insert(cards, 1, ["new"])).toEqual(["a", "new", "b", "c", "d"]);
  expect(insert(cards, 3, ["new"])).toEqual(["a", "b", "c", "new", "d"]);
});

test("ranks that are no fractional index are put right where it is needed", () => {
  const cards = sorted(["a", ""], ["b", "!!"], ["c", "a0"], ["d", "zzz"]);
  for (let at = 0; at <= cards.length; at++) {
    const expected = ["a", "b", "c", "d"];
    expected.splice(at, 0, "n1", "n2");
    expect(insert(cards, at, ["n1", "n2"])).toEqual(expected);
  }
});

test("ids are compared as text when ranks tie", () => {
  expect(compareRanked({ id: "a", rank: "a0" }, { id: "a", rank: "a0" })).toBe(0);
  expect(compareRanked({ id: "B", rank: "a0" }, { id: "a", rank: "a0" })).toBe(-1);
});
