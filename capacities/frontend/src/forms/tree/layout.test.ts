// @vitest-environment node
/* The map's places: no overlap whatever the sizes, order kept, sides balanced and stable. */

import { expect, test } from "vitest";
import { mulberry } from "../../core/testing-random";
import { type Layout, type LayoutTree, layout, type Size } from "./layout";

type Children = Record<string, string[]>;

function treeOf(children: Children, sizes: (id: string) => Size): LayoutTree {
  return { root: "centre", childrenOf: (id) => children[id] ?? [], sizeOf: sizes };
}

const LINE: Size = { width: 160, height: 32 };
const same = () => LINE;

function randomTree(seed: number, count: number): LayoutTree {
  const random = mulberry(seed);
  const ids = ["centre"];
  const children: Children = {};
  for (let i = 0; i < count; i++) {
    const parent = ids[random(4) === 0 ? random(ids.length) : Math.max(0, ids.length - 1 - random(8))]!;
    (children[parent] ??= []).push(`n${i}`);
    ids.push(`n${i}`);
  }
  const sizes = new Map(ids.map((id) => [id, sizeOf(random)]));
  return treeOf(children, (id) => sizes.get(id)!);
}

/** Mostly ordinary, sometimes absurd. */
function sizeOf(random: (n: number) => number): Size {
  const wild = random(10);
  if (wild === 0) return { width: 1 + random(900), height: 1 + random(900) };
  if (wild === 1) return { width: 0, height: 0 };
  return { width: 60 + random(220), height: 28 + 20 * random(6) };
}

/** Plain comparisons: there are millions, and only a failure is worth a sentence. */
function check({ boxes, bounds }: Layout, tree: LayoutTree): void {
  const wrong: unknown[] = [];
  for (const [id, box] of boxes) {
    const inBounds =
      box.x >= bounds.left &&
      box.y >= bounds.top &&
      box.x + box.width <= bounds.right &&
      box.y + box.height <= bounds.bottom;
    if (!inBounds) wrong.push(["out of the bounds", id]);
    let above = -Infinity;
    let side = box.side;
    for (const child of tree.childrenOf(id)) {
      const inner = boxes.get(child)!;
      if (id === "centre" && inner.side !== side) [above, side] = [-Infinity, inner.side];
      const beyond = side === "right" ? inner.x > box.x + box.width : inner.x + inner.width < box.x;
      if (inner.side !== side || !beyond) wrong.push(["not beyond its parent", child]);
      if (inner.y < above) wrong.push(["not below its brother", child]);
      above = inner.y + inner.height;
    }
  }
  const byTop = [...boxes.values()].sort((a, b) => a.y - b.y);
  byTop.forEach((box, i) => {
    for (let j = i + 1; j < byTop.length && byTop[j]!.y < box.y + box.height - 1e-6; j++) {
      const other = byTop[j]!;
      const apart = other.x >= box.x + box.width - 1e-6 || box.x >= other.x + other.width - 1e-6;
      if (!apart) wrong.push(["one over the other", box, other]);
    }
  });
  expect(wrong).toEqual([]);
}

test("300 random maps: no two boxes meet, children lie beyond their parent, in their order", () => {
  for (let seed = 0; seed < 300; seed++) {
    const tree = randomTree(seed, 1 + (seed % 90));
    check(layout(tree), tree);
    check(layout(tree, { oneSided: true, gapX: 1, gapY: 0, gapBranch: 0 }), tree);
  }
});

test("the centre is at (0, 0), the first branches right of it, the others left, from top to bottom", () => {
  const { boxes } = layout(treeOf({ centre: ["a", "b", "c", "d"] }, same));
  expect(boxes.get("centre")).toEqual({ ...LINE, x: -80, y: -16, side: "right" });
  expect([..."abcd"].map((id) => boxes.get(id)!.side)).toEqual(["right", "right", "left", "left"]);
  for (const [high, low] of ["ab", "cd"]) {
    expect(boxes.get(high!)!.y).toBeLessThan(boxes.get(low!)!.y);
    expect(boxes.get(high!)!.y + boxes.get(low!)!.y + LINE.height).toBe(0);
  }
});

test("both sides are as even as the order allows", () => {
  const children = { centre: ["big", "b", "c", "d"], big: ["1", "2", "3", "4", "5"] };
  const { boxes } = layout(treeOf(children, same));
  expect(boxes.get("big")!.side).toBe("right");
  for (const id of "bcd") expect(boxes.get(id)!.side).toBe("left");
});

test("a line of text more, or a node more, makes no branch jump to the other side", () => {
  const centre = ["a", "b", "c", "d", "e", "f"];
  const first = layout(treeOf({ centre }, same));
  const sides = (found: Layout) => centre.map((id) => found.boxes.get(id)!.side);
  const grown = treeOf({ centre, a: ["1", "2", "3", "4"] }, (id) => (id === "b" ? { width: 160, height: 120 } : LINE));
  expect(sides(layout(grown))).not.toEqual(sides(first));
  expect(sides(layout(grown, { split: first.split }))).toEqual(sides(first));
});

test("far from even, the sides are shared out anew", () => {
  const centre = ["a", "b", "c", "d"];
  const first = layout(treeOf({ centre }, same));
  const leaves = (of: string) => Array.from({ length: 20 }, (_, i) => `${of}${i}`);
  const grown = treeOf({ centre, a: leaves("a"), b: leaves("b") }, same);
  const { boxes } = layout(grown, { split: first.split });
  expect(boxes.get("b")!.side).toBe("left");
});

test("a branch that enters or leaves changes the side of no other", () => {
  const centre = ["a", "b", "c", "d"];
  const { split } = layout(treeOf({ centre }, same));
  const sides = (order: string[]) => {
    const { boxes } = layout(treeOf({ centre: order }, same), { split });
    return order.map((id) => `${id} ${boxes.get(id)!.side}`).join(", ");
  };
  expect(sides(["a", "new", "b", "c", "d"])).toBe("a right, new right, b right, c left, d left");
  expect(sides(["a", "b", "d"])).toBe("a right, b right, d left");
  expect(sides(["a", "c", "d"])).toBe("a right, c left, d left");
  expect(sides(["b", "c", "d", "a"])).toBe("b right, c left, d left, a left");
});

test("on one side, everything is on the right", () => {
  const { boxes } = layout(treeOf({ centre: ["a", "b"], a: ["c"] }, same), { oneSided: true });
  expect(new Set([...boxes.values()].map(({ side }) => side))).toEqual(new Set(["right"]));
});

test("a lone centre, a child given twice and a cycle are laid out all the same", () => {
  expect(layout(treeOf({}, same)).bounds).toEqual({ left: -80, top: -16, right: 80, bottom: 16 });
  const odd = treeOf({ centre: ["a", "a"], a: ["b"], b: ["a", "centre"] }, same);
  expect([...layout(odd).boxes.keys()]).toEqual(["centre", "a", "b"]);
});

test("1,000 nodes take less than 5 ms, and a chain of 3,000 does not overflow", () => {
  const tree = randomTree(7, 1_000);
  const times = Array.from({ length: 30 }, () => {
    const start = performance.now();
    layout(tree);
    return performance.now() - start;
  }).sort((a, b) => a - b);
  // The better half: what else the machine does is no matter of ours.
  expect(times[10]).toBeLessThan(5);
  const chain = Object.fromEntries(Array.from({ length: 3_000 }, (_, i) => [`${i}`, [`${i + 1}`]]));
  expect(layout(treeOf({ ...chain, centre: ["0"] }, same)).boxes.size).toBe(3_002);
});
