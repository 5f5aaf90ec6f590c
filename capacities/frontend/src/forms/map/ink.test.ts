// @vitest-environment node
/* Strokes read, written, outlined and met; the rule is held to that of Python by the shared vectors. */

import { describe, expect, it, test } from "vitest";
import vectors from "../../../../../tests/vectors/ink.json";
import { svgText } from "../picture/picture";
import { groupsOf } from "./InkList";
import { inkColors, inkHue, inkLayer, inkOutline, isNear, readInk, readPoints, seedsOf, writePoints } from "./ink";
import type { InkPoint } from "./ink-line";
import { MAP } from "./testing";

const LIMITS = { ...MAP.limits, stroke_chars: 60 };
const at = (x: number, y: number, pressure: number | null = null): InkPoint => ({ x, y, pressure });
const line = (count: number) => Array.from({ length: count }, (_, i) => at(i * 3.217, i % 7));

test.each(vectors.points.filter(({ points }) => typeof points === "string"))("$name", ({ points, read }) => {
  expect(readPoints(points as string, MAP.limits).map(({ x, y, pressure }) => [x, y, pressure])).toEqual(read);
});

describe("what is written", () => {
  it("is read again, to the tenth of a point, with what the pen told of its pressure", () => {
    expect(writePoints([at(1.26, -0.01), at(1.26, -0.04), at(3, 4, 0.456)], LIMITS)).toEqual(["1.3,0 3,4,0.46"]);
  });

  it("is cut where it would be too long, each part going on from the one before, nothing lost", () => {
    const parts = writePoints(line(100), LIMITS);
    expect(parts.length).toBeGreaterThan(10);
    expect(parts.every((part) => part.length <= 60)).toBe(true);
    const read = parts.map((part) => readPoints(part, LIMITS));
    read.slice(1).forEach((part, i) => expect(part[0]).toEqual(read[i]!.at(-1)));
    expect(read.flatMap((part, i) => part.slice(i === 0 ? 0 : 1))).toHaveLength(100);
  });

  it("stays where anybody can go", () => {
    expect(writePoints([at(1e9, -1e9), at(0, 0)], LIMITS)).toEqual(["20000,-20000 0,0"]);
    expect(writePoints([], LIMITS)).toEqual([]);
  });

  it("is a stroke for each part, of the pen that one has", () => {
    const seeds = seedsOf(line(100), { color: "vert", thick: true }, LIMITS);
    expect(new Set(seeds.map(({ id }) => id)).size).toBe(seeds.length);
    expect(seeds.every(({ color, thick }) => color === "vert" && thick)).toBe(true);
  });
});

describe("a stroke", () => {
  const ink = readInk({ id: "s", points: "0,0 100,0 100,50", thick: false }, MAP.limits)!;

  it("is read once however often it is moved, and anew when it is another", () => {
    expect(readInk({ id: "s", points: "0,0 100,0 100,50", thick: false }, MAP.limits)).toBe(ink);
    expect(readInk({ id: "s", points: "0,0", thick: false }, MAP.limits)).not.toBe(ink);
    expect(readInk({ id: "t", points: "rien", thick: false }, MAP.limits)).toBeNull();
    expect(readInk({ id: "u", points: `1,1 ${"2,2 ".repeat(200)}`, thick: false }, MAP.limits)).toBeNull();
  });

  it("is met near its line, not inside what it goes around", () => {
    expect(isNear(ink.points, { x: 50, y: 5 }, 6)).toBe(true);
    expect(isNear(ink.points, { x: 50, y: 30 }, 6)).toBe(false);
    expect(isNear([at(1, 1)], { x: 3, y: 1 }, 2)).toBe(true);
    expect(ink.box).toEqual({ x: -2.25, y: -2.25, width: 104.5, height: 54.5 });
  });

  it("is outlined by a closed path of plain numbers, a dot too", () => {
    for (const points of [ink.points, [at(3, 4)], [at(3, 4), at(3, 4)]]) {
      expect(inkOutline(points, true)).toMatch(/^M-?[\d.]+ -?[\d.]+Q[-\d. ]+Z$/);
    }
    expect(inkOutline([], true)).toBe("");
  });
});

describe("the colours", () => {
  it("are those of the canvas that can be read on paper, black, or the usual ones, each with a name", () => {
    expect(inkColors(MAP).map(({ title }) => title)).toEqual(["Noir", "Vert"]);
    const black = [{ key: "encre", title: "Encre", hue: "black", sign: "" }] as const;
    expect(inkColors({ colors: [...black] })).toEqual(black);
    expect(inkColors({ colors: [] }).map(({ title }) => title)).toEqual(["Noir", "Bleu", "Rouge", "Vert"]);
    expect(["vert", "bleu", "?"].map((color) => inkHue(MAP, color))).toEqual(["wish", "existing", "black"]);
  });

  it("put a stroke on their layer, else on the one where all begins", () => {
    expect(inkLayer(MAP, "vert")).toBe("demain");
    expect(inkLayer(MAP, "bleu")).toBe("hier");
    expect(inkLayer({ ...MAP, map: { elements: [], layers: [], value: null } }, "vert")).toBe("");
  });
});

test("the list tells those of one hand and one colour together, and what cannot be drawn apart", () => {
  const stroke = (id: string, author: string, color: string, points = "1,1 2,2") => ({
    ...{ id, author, color, points, thick: false, x: 0, y: 0, created: "", deleted: false, fields: {} },
    text: null as never,
  });
  const strokes = [stroke("a", "Ada", "vert"), stroke("b", "Eve", "vert"), stroke("c", "Ada", "vert")];
  const groups = groupsOf([...strokes, stroke("d", "", "", "rien")], MAP);
  expect(groups.map(({ words, ids }) => [words, ids])).toEqual([
    ["vert, de Ada", ["a", "c"]],
    ["vert, de Eve", ["b"]],
    ["vide ou illisible", ["d"]],
  ]);
});

test("a picture keeps the curves of a stroke where they are moved", () => {
  const marks = [{ kind: "line", d: "M1 2Q3 4 5 6Z", stroke: "#000", width: 0, fill: "#000" } as const];
  expect(svgText({ width: 9, height: 9, title: "", description: "", marks })).toContain("M1 2Q3 4 5 6Z");
});
