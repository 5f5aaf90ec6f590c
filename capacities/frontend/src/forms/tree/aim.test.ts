// @vitest-environment node
/* Where a dragged branch would go. */

import { expect, test } from "vitest";
import { aimAt } from "./aim";
import type { Box } from "./layout";
import type { Shown, ShownNode } from "./shown";

/* centre(a(a1 a2 a3)), all on the right; boxes 100 × 20. */
const SHOWN: Shown = {
  root: "centre",
  ids: ["centre", "a", "a1", "a2", "a3"],
  nodes: new Map(
    (
      [
        ["centre", "", 0],
        ["a", "centre", 1],
        ["a1", "a", 2],
        ["a2", "a", 2],
        ["a3", "a", 2],
      ] as const
    ).map(([id, parent, level]) => [id, { id, parent, level } as ShownNode]),
  ),
  children: new Map([
    ["centre", ["a"]],
    ["a", ["a1", "a2", "a3"]],
  ]),
};

function box(x: number, y: number, side: Box["side"] = "right"): Box {
  return { x, y, width: 100, height: 20, side };
}

const BOXES = new Map([
  ["centre", box(-50, 0)],
  ["a", box(120, 0)],
  ["a1", box(280, -40)],
  ["a2", box(280, 0)],
  ["a3", box(280, 40)],
]);

const aim = (x: number, y: number, ...lifted: string[]) => aimAt(SHOWN, BOXES, { x, y }, new Set(lifted));

test("over the middle of a node it goes under it", () => {
  expect(aim(170, 10, "a3")).toEqual({ parent: "a", before: null, over: "a", how: "under" });
  expect(aim(330, 10, "a3")).toEqual({ parent: "a2", before: null, over: "a2", how: "under" });
});

test("over the upper or the lower edge it goes among the brothers", () => {
  expect(aim(330, 2, "a3")).toMatchObject({ parent: "a", before: "a2", how: "before" });
  expect(aim(330, 18, "a1")).toMatchObject({ parent: "a", before: "a3", how: "after" });
  expect(aim(330, 18, "a3")).toMatchObject({ parent: "a", before: null, how: "after" });
});

test("just beyond a node, where its children begin, it goes under it", () => {
  expect(aim(395, 4, "a3")).toMatchObject({ parent: "a2", how: "under" });
});

test("the root has no brothers", () => {
  expect(aim(0, 1, "a")).toMatchObject({ parent: "centre", how: "under" });
});

test("it never goes under itself, nor anywhere when nothing is near", () => {
  expect(aim(330, 10, "a")).toBeNull();
  expect(aim(170, 10, "a")).toBeNull();
  expect(aim(900, 900, "a3")).toBeNull();
});

test("on the left side, beyond is to the left", () => {
  const boxes = new Map([
    ["centre", box(-50, 0)],
    ["a", box(-300, 0, "left")],
  ] as const);
  expect(aimAt(SHOWN, boxes, { x: -320, y: 3 }, new Set(["a3"]))).toMatchObject({ parent: "a", how: "under" });
});
