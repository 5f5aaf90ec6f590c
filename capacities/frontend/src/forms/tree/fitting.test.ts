/* Branches that fold by themselves when there is no room for all of them. */

import { expect, test } from "vitest";
import type { Wanted } from "./fitting";
import { foldedToFit, pruned } from "./fitting";
import { show } from "./shown";
import { CENTRE } from "./tree";

/** Two branches of three and one idea, the first with something under it. */
const PARENTS = { a: CENTRE, a1: "a", a2: "a", a3: "a", a11: "a1", b: CENTRE, b1: "b" };

function whole() {
  const parent = new Map(Object.entries(PARENTS));
  const order = [...parent.keys()].toSorted();
  const children = new Map<string, string[]>();
  const depth = new Map<string, number>([[CENTRE, 0]]);
  for (const id of order) {
    const above = parent.get(id)!;
    children.set(above, [...(children.get(above) ?? []), id]);
    depth.set(id, depth.get(above)! + 1);
  }
  return show({ order, children, parent, depth, hidden: [] }, { folded: new Set(), focus: null }, null);
}

const atMost = (most: number) => (shown: { ids: readonly string[] }) => shown.ids.length <= most;
const nobody: Wanted = { held: new Set<string>(), first: () => 0 };
const folded = (most: number, wanted = nobody) =>
  [...(foldedToFit(whole(), atMost(most), wanted) ?? ["as it is"])].toSorted();

test("nothing folds as long as all of it fits", () => {
  expect(folded(8)).toEqual([]);
});

test("what is deepest folds first, then the largest branches", () => {
  expect(folded(7)).toEqual(["a1"]);
  expect(folded(5)).toEqual(["a", "a1"]);
  expect(folded(2)).toEqual(["a", "a1", "b"]);
});

test("where somebody writes opens before the rest", () => {
  expect(folded(6, { ...nobody, first: (id) => (id === "a" ? 2 : 0) })).toEqual(["a1", "b"]);
});

test("what is in hand here stays open, even when that leaves no room", () => {
  expect(folded(2, { ...nobody, held: new Set(["a"]) })).toEqual(["a1", "b"]);
  expect(foldedToFit(whole(), atMost(2), { ...nobody, held: new Set(["a"]), asked: true })).toBeNull();
});

test("what is under a folded branch is not laid out", () => {
  expect(pruned(whole(), new Set(["a"])).ids).toEqual([CENTRE, "a", "b", "b1"]);
});
