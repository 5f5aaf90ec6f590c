// @vitest-environment node
/* Places on the map. */

import { expect, test } from "vitest";
import type { Box } from "./layout";
import { columnsOf, originHolding, placeShown } from "./placing";
import type { Shown } from "./shown";
import { show } from "./shown";
import type { TreeView } from "./tree";

/** A tree from "a(a1 a2) b": names are words. */
function shownOf(children: Record<string, string[]>): Shown {
  const order: string[] = [];
  const parent = new Map<string, string>();
  const depth = new Map<string, number>();
  const visit = (id: string, level: number) => {
    for (const child of children[id] ?? []) {
      order.push(child);
      parent.set(child, id);
      depth.set(child, level);
      visit(child, level + 1);
    }
  };
  visit("centre", 1);
  const tree: TreeView = { order, parent, depth, children: new Map(Object.entries(children)), hidden: [] };
  return show(tree, { folded: new Set(), focus: null }, null);
}

const SIZES: Record<string, number> = { centre: 200, a: 120, a1: 90, a2: 260, b: 80, c: 140 };
const sizeOf = (id: string) => ({ width: SIZES[id] ?? 100, height: 30 });
const BEFORE = shownOf({ centre: ["a", "b", "c"], a: ["a1", "a2"] });

test("boxes have the size of their nodes, on both sides, and the root is around the origin", () => {
  const { boxes } = placeShown(BEFORE, sizeOf, { columns: false });
  for (const [id, box] of boxes) expect(box.width).toBe(sizeOf(id).width);
  expect(boxes.get("centre")).toMatchObject({ x: -100, width: 200 });
  const left = [...boxes.values()].filter((box) => box.side === "left");
  expect(left.length).toBeGreaterThan(0);
  for (const box of left) expect(box.x + box.width).toBeLessThan(-100);
});

test("the branches stand closer to the root where the screen is narrow", () => {
  const from = (around: object) => placeShown(BEFORE, sizeOf, { columns: false, oneSided: true, ...around }).boxes;
  expect(from({ aroundRoot: 0 }).get("b")!.x).toBeLessThan(from({}).get("b")!.x);
  expect(from({ aroundRoot: 0 }).get("b")!.x).toBeGreaterThan(100);
});

test("the levels of a chain of questions are columns", () => {
  const { boxes } = placeShown(BEFORE, sizeOf, { columns: true, oneSided: true });
  expect(boxes.get("a")!.x).toBe(boxes.get("b")!.x);
  const columns = columnsOf(BEFORE, boxes);
  expect(columns.get(1)).toBe(boxes.get("a")!.x);
  expect(columns.get(2)! - columns.get(1)!).toBeGreaterThanOrEqual(230);
});

function placed(shown: Shown): { shown: Shown; boxes: Map<string, Box> } {
  return { shown, boxes: placeShown(shown, sizeOf, { columns: false, oneSided: true }).boxes };
}

const moved = (box: Box | undefined, by: { x: number; y: number }) => [box!.x + by.x, box!.y + by.y];

test("what one writes in does not move, even when its branch is put elsewhere", () => {
  const last = { ...placed(BEFORE), origin: { x: 0, y: 0 } };
  const next = placed(shownOf({ centre: ["b", "c"], c: ["a"], a: ["a1", "a2"] }));
  const origin = originHolding({ id: "a1", fixed: true }, last, next);
  expect(moved(next.boxes.get("a1"), origin)).toEqual(moved(last.boxes.get("a1"), last.origin));
});

test("what is only selected goes where it is moved, what is above it stays", () => {
  const last = { ...placed(BEFORE), origin: { x: 7, y: 9 } };
  const boxes = new Map([...last.boxes].map(([id, box]) => [id, { ...box, x: box.x + 7, y: box.y + 9 }]));
  const next = placed(shownOf({ centre: ["a", "b", "c"], a: ["a2", "a1"] }));
  const origin = originHolding({ id: "a2", fixed: false }, { ...last, boxes }, next);
  expect(moved(next.boxes.get("a"), origin)).toEqual(moved(boxes.get("a"), { x: 0, y: 0 }));
  expect(moved(next.boxes.get("a2"), origin)).not.toEqual(moved(boxes.get("a2"), { x: 0, y: 0 }));
});

test("with nothing in hand, the root stays", () => {
  const last = { ...placed(BEFORE), origin: { x: 0, y: 0 } };
  const next = placed(shownOf({ centre: ["a", "b", "c"], a: ["a1", "a2"], c: ["d", "e", "f"] }));
  const origin = originHolding(null, last, next);
  expect(moved(next.boxes.get("centre"), origin)).toEqual(moved(last.boxes.get("centre"), last.origin));
});
