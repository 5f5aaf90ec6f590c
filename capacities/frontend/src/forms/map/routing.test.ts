/* Links from border to border. */

import { expect, test } from "vitest";
import type { Point } from "../board/box";
import type { Met, Route } from "./routing";
import { Router, routesOf } from "./routing";

const box = (x: number, y: number, more: Partial<Met> = {}): Met => ({
  x,
  y,
  width: 100,
  height: 60,
  shape: "square",
  ...more,
});

function routes(links: readonly (readonly [string, string])[], boxes: Record<string, Met>) {
  return routesOf(
    links.map(([from, to], i) => ({ id: `l${i}`, from, to })),
    (id) => boxes[id],
  );
}

const startOf = (d: string) => d.slice(1).split("C")[0]!.split(" ").map(Number);

test("a link leaves by the side that faces what it reaches, and enters by the one that faces back", () => {
  const side = routes([["a", "b"]], { a: box(0, 0), b: box(300, 20) }).get("l0")!;
  expect(startOf(side.d)).toEqual([100, 30]);
  expect(side.head.startsWith("M300 50")).toBe(true);
  const under = routes([["a", "b"]], { a: box(0, 0), b: box(20, 300) }).get("l0")!;
  expect(startOf(under.d)).toEqual([50, 60]);
  expect(under.head.startsWith("M70 300")).toBe(true);
});

test("one reads from left to right as long as there is room to turn between two columns", () => {
  const near = routes([["a", "b"]], { a: box(0, 0), b: box(160, 170) }).get("l0")!;
  expect(startOf(near.d)).toEqual([100, 30]);
  const far = routes([["a", "b"]], { a: box(0, 0), b: box(160, 700) }).get("l0")!;
  expect(startOf(far.d)).toEqual([50, 60]);
});

test("links of one side stand apart, in the order of what they join", () => {
  const all = { a: box(0, 300), b: box(0, 0), c: box(400, 150) };
  const found = routes(
    [
      ["a", "c"],
      ["b", "c"],
    ],
    all,
  );
  const [low, high] = ["l0", "l1"].map((id) => Number(/M400 ([\d.]+)/.exec(found.get(id)!.head)![1]));
  expect(low! - high!).toBe(18);
  expect((low! + high!) / 2).toBe(180);
});

test("many links of one side stay within it", () => {
  const all: Record<string, Met> = { z: box(800, 500) };
  const links = Array.from({ length: 40 }, (_, i) => {
    all[`n${i}`] = box(0, i * 90);
    return [`n${i}`, "z"] as const;
  });
  for (const { head } of routes(links, all).values()) {
    const y = Number(/M[\d.]+ ([\d.]+)/.exec(head)![1]);
    if (head.startsWith("M800")) expect(Math.abs(y - 530)).toBeLessThanOrEqual(60 / 2);
  }
});

test("the middle of a link is on its way", () => {
  const { middle } = routes([["a", "b"]], { a: box(0, 0), b: box(300, 0) }).get("l0")!;
  expect(middle).toEqual({ x: 195.5, y: 30 });
});

test("a link of which an end is gone stops on its way and says so; with no end it is not drawn", () => {
  const one = routes([["a", "b"]], { a: box(0, 0), b: box(300, 0, { gone: true }) }).get("l0")!;
  expect(one.broken).toBe(true);
  expect(one.d).toBe("M100 30L184 30");
  expect(routes([["a", "x"]], { a: box(0, 0) }).get("l0")!.broken).toBe(true);
  expect(routes([["x", "a"]], { a: box(0, 0) }).get("l0")!.broken).toBe(true);
  expect(routes([["x", "y"]], {}).size).toBe(0);
  expect(routes([["a", "b"]], { a: box(0, 0, { gone: true }), b: box(9, 9, { gone: true }) }).size).toBe(0);
});

test("a link from an element to itself is a loop beside it", () => {
  const { d, middle } = routes([["a", "a"]], { a: box(0, 0) }).get("l0")!;
  expect(d).toContain("C");
  expect(middle.x).toBeGreaterThan(100);
});

test("a link meets the side of a lozenge where that side is", () => {
  const found = routes(
    [
      ["a", "c"],
      ["b", "c"],
    ],
    { a: box(0, 300), b: box(0, 0), c: box(400, 150, { shape: "diamond" }) },
  );
  for (const { head } of found.values()) expect(Number(/M([\d.]+)/.exec(head)![1])).toBe(415);
});

test("whatever moves, links run as they would if all were routed anew", () => {
  const chance = dice(7);
  const names = "abcdefghij".split("");
  const boxes = new Map(names.map((name, i) => [name, box((i % 4) * 200, Math.floor(i / 4) * 150)]));
  const pick = () => names[Math.floor(chance() * names.length)]!;
  const links = Array.from({ length: 20 }, (_, i) => ({ id: `l${i}`, from: pick(), to: pick() }));
  const router = new Router();
  for (let round = 0; round < 60; round++) {
    const by = { x: Math.floor(chance() * 300) - 150, y: Math.floor(chance() * 300) - 150 };
    const share = chance();
    const moved = names.filter(() => chance() < share);
    for (const name of moved) {
      const { x, y, ...rest } = boxes.get(name)!;
      boxes.set(name, { ...rest, x: x + by.x, y: y + by.y });
    }
    if (chance() < 0.2) boxes.set(pick(), box(50, 50, { width: 80 + round }));
    if (chance() < 0.1) boxes.set("a", { ...boxes.get("a")!, gone: round % 2 === 0 });
    const met = (name: string) => (name === "j" && round % 9 === 0 ? undefined : boxes.get(name));
    expect(whereAll(router.route(links, met))).toEqual(whereAll(routesOf(links, met)));
    const { x, y, ...rest } = boxes.get("b")!;
    boxes.set("b", { ...rest, x: x + 30, y });
    expect(whereAll(router.route(links, met, new Set(["b"])))).toEqual(whereAll(routesOf(links, met)));
  }
});

test("links inside what moves as one are not drawn again, nor are those that it is not joined to", () => {
  const boxes: Record<string, Met> = { a: box(0, 0), b: box(300, 0), c: box(0, 400), d: box(300, 400) };
  const links = ["ab", "cd"].map((id) => ({ id, from: id[0]!, to: id[1]! }));
  const router = new Router();
  const before = router.route(links, (id) => boxes[id]);
  for (const id of ["a", "b"]) boxes[id] = { ...boxes[id]!, x: boxes[id]!.x + 7 };
  const after = router.route(links, (id) => boxes[id]);
  expect(after.get("ab")).toMatchObject({ d: before.get("ab")!.d, by: { x: 7, y: 0 } });
  expect(after.get("cd")).toBe(before.get("cd"));
  expect(router.route(links, (id) => boxes[id])).toBe(after);
});

function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    return state / 2 ** 31;
  };
}

/** Where lines and heads are drawn, whatever they were moved from; tenths are rounded before or after. */
function whereAll(all: ReadonlyMap<string, Route>) {
  const put = (path: string, by: Point) =>
    path.replace(/(-?[\d.]+) (-?[\d.]+)/g, (_, x, y) => `${Math.round(+x + by.x)} ${Math.round(+y + by.y)}`);
  const sorted = [...all].sort(([a], [b]) => (a < b ? -1 : 1));
  return sorted.map(([id, { d, head, middle, broken, by = { x: 0, y: 0 } }]) => {
    return [id, put(d, by), put(head, by), put(`${middle.x} ${middle.y}`, { x: 0, y: 0 }), broken];
  });
}
