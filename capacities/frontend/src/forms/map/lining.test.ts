/* Lining up. */

import { expect, test } from "vitest";
import { aligned, snap, spaced } from "./lining";

const box = (x: number, y: number, width = 100, height = 60) => ({ x, y, width, height });

test("what is moved near a line of another is drawn to it, and no further", () => {
  const others = [box(0, 0)];
  const near = snap({ left: 4, top: 203, right: 104, bottom: 263 }, others, 6);
  expect(near).toEqual({ dx: -4, dy: 0, x: 0, y: null });
  expect(snap({ left: 20, top: 203, right: 60, bottom: 263 }, others, 6).x).toBeNull();
  expect(snap({ left: 33, top: 203, right: 71, bottom: 263 }, others, 6)).toMatchObject({ dx: -2, x: 50 });
});

test("alignment brings one edge to one line and leaves the other direction", () => {
  const boxes = [
    ["a", box(0, 0)],
    ["b", box(30, 200, 40, 20)],
  ] as const;
  expect(aligned(boxes, "left")).toEqual([
    { id: "a", x: 0, y: 0 },
    { id: "b", x: 0, y: 200 },
  ]);
  expect(aligned(boxes, "right")[1]).toEqual({ id: "b", x: 60, y: 200 });
  expect(aligned(boxes, "centre")[1]).toEqual({ id: "b", x: 30, y: 200 });
  expect(aligned(boxes, "bottom")[0]).toEqual({ id: "a", x: 0, y: 160 });
  expect(aligned(boxes, "middle").map(({ y }) => y)).toEqual([80, 100]);
});

test("spacing leaves the same gap between all, the ends where they are", () => {
  const boxes = [
    ["a", box(0, 0)],
    ["c", box(500, 9)],
    ["b", box(110, 5)],
  ] as const;
  const found = spaced(boxes, true);
  expect(found.map(({ id, x }) => [id, x])).toEqual([
    ["a", 0],
    ["b", 250],
    ["c", 500],
  ]);
  expect(found[1]!.y).toBe(5);
  expect(spaced([], true)).toEqual([]);
});
