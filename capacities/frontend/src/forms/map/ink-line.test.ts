// @vitest-environment node
/* A line is made light, and the eye does not see it. */

import { describe, expect, it } from "vitest";
import { mulberry } from "../../core/testing-random";
import type { Point } from "../board/box";
import { readPoints, widthOf, writePoints } from "./ink";
import type { InkPoint } from "./ink-line";
import { curveOf, simplified, TOLERANCE } from "./ink-line";
import { MAP } from "./testing";

const LIMITS = { ...MAP.limits, stroke_chars: 20_000 };
const at = (x: number, y: number, pressure: number | null = null): InkPoint => ({ x, y, pressure });

const light = (points: readonly InkPoint[], zoom = 1) => simplified(points, widthOf(false), zoom);

/** A hand that follows a way, seen every 1.2 point, and shakes by 0.3 point at most. */
function hand(way: (part: number) => Point, length: number, pressed: boolean, random: () => number): InkPoint[] {
  const count = Math.ceil(length / 1.2);
  const shaken = () => (random() - 0.5) * 0.6;
  return Array.from({ length: count + 1 }, (_, i) => {
    const { x, y } = way(i / count);
    const pressure = pressed ? 0.5 + 0.3 * Math.sin((i / count) * Math.PI) + (random() - 0.5) * 0.04 : null;
    return at(x + shaken(), y + shaken(), pressure);
  });
}

/** A word of loops as high as a letter, from left to right. */
const word = (letters: number, x: number, y: number) => (part: number) => ({
  x: x + part * letters * 9 + 4 * Math.sin(part * letters * 2 * Math.PI),
  y: y + 7 * Math.cos(part * letters * 2 * Math.PI),
});

/** How far a point is from the nearest segment of a line. */
function farFrom(line: readonly Point[], { x, y }: Point): number {
  const far = line.slice(1).map((to, i) => {
    const from = line[i]!;
    const [dx, dy] = [to.x - from.x, to.y - from.y];
    const length = dx * dx + dy * dy || 1;
    const part = Math.max(0, Math.min(1, ((x - from.x) * dx + (y - from.y) * dy) / length));
    return Math.hypot(x - from.x - part * dx, y - from.y - part * dy);
  });
  return Math.min(...far);
}

const raw = (points: readonly InkPoint[]) =>
  points.map(
    ({ x, y, pressure }) => `${x.toFixed(1)},${y.toFixed(1)}${pressure === null ? "" : `,${pressure.toFixed(2)}`}`,
  );

describe.each([
  ["with the pressure of a pen", true],
  ["by finger", false],
])("a line drawn %s", (_, pressed) => {
  const chance = mulberry(7);
  const random = () => chance(1_000) / 1_000;
  const wave = (part: number) => ({ x: part * 1_000, y: 60 * Math.sin(part * 20) });
  const circle = (part: number) => ({ x: 200 * Math.cos(part * 6.28), y: 200 * Math.sin(part * 6.28) });

  it.each([
    ["a wave", wave],
    ["a circle", circle],
  ])("that is %s of a thousand points keeps a hundred, and its curve", (_name, way) => {
    const points = hand(way, 1_200, pressed, random);
    const [written, ...others] = writePoints(light(points), LIMITS);
    const read = readPoints(written!, LIMITS);
    expect(others).toEqual([]);
    expect(points.length).toBeGreaterThan(1_000);
    expect(read.length).toBeLessThan(140);
    expect(written!.length).toBeLessThan(pressed ? 2_200 : 1_500);
    const curve = curveOf(read);
    expect(Math.max(...points.map((point) => farFrom(curve, point)))).toBeLessThan(2 * TOLERANCE);
    expect(read.every(({ pressure }) => (pressure !== null) === pressed)).toBe(true);
  });

  it("that is a page of handwriting weighs a third of it at most", () => {
    let [before, after] = [0, 0];
    for (let at = 0; at < 200; at++) {
      const points = hand(word(5, (at % 8) * 60, Math.floor(at / 8) * 30), 5 * 40, pressed, random);
      before += raw(points).join(" ").length;
      after += writePoints(light(points), LIMITS).join("").length;
    }
    expect(after).toBeLessThan(before / 3);
  });
});

describe("what is kept of a line", () => {
  it("is its ends, its corners, and where the pen pressed otherwise", () => {
    const straight = Array.from({ length: 50 }, (_, i) => at(i, 0));
    expect(light(straight)).toEqual([straight[0], straight[49]]);
    const corner = [...straight, ...Array.from({ length: 50 }, (_, i) => at(49, i + 1))];
    expect(light(corner)).toEqual([at(0, 0), at(49, 0), at(49, 50)]);
    const pressed = straight.map(({ x }) => at(x, 0, x < 25 ? 0.2 : 0.9));
    expect(light(pressed)).toEqual([pressed[0], pressed[24], pressed[25], pressed[49]]);
  });

  it("tells less of how a thin pen pressed than a thick one", () => {
    const points = Array.from({ length: 50 }, (_, i) => at(i, 0, 0.5 + (i % 2) * 0.15));
    expect(simplified(points, widthOf(false))).toHaveLength(2);
    expect(simplified(points, widthOf(true)).length).toBeGreaterThan(20);
  });

  it("is all of a dot, of a tap, of a line that comes back on itself", () => {
    for (const points of [[], [at(1, 1)], [at(1, 1), at(1, 1)], [at(0, 0), at(9, 0), at(0, 0)]]) {
      expect(light(points)).toEqual(points);
    }
  });

  it("is finer where one drew larger", () => {
    const small = hand(word(3, 0, 0), 120, false, () => 0.5).map(({ x, y }) => at(x / 8, y / 8));
    expect(light(small, 4).length).toBeGreaterThan(light(small).length);
  });
});

describe("the curve of a line", () => {
  it("goes through its points, and stays near its sides: corners are sharp", () => {
    const corner = [at(0, 0), at(300, 0), at(300, 200)];
    const curve = curveOf(corner);
    expect(corner.every((point) => curve.includes(point))).toBe(true);
    expect(Math.max(...curve.map((point) => farFrom(corner, point)))).toBeLessThanOrEqual(TOLERANCE);
  });

  it("is round where its points are", () => {
    const around = Array.from({ length: 25 }, (_, i) => (i / 24) * 2 * Math.PI);
    const curve = curveOf(around.map((angle) => at(50 * Math.cos(angle), 50 * Math.sin(angle), 0.5)));
    expect(curve.slice(8, -8).every(({ x, y }) => Math.abs(Math.hypot(x, y) - 50) < 0.1)).toBe(true);
    expect(curve.every(({ pressure }) => pressure === 0.5)).toBe(true);
  });

  it("adds nothing to a line of near points, and is of bounded length however long it is", () => {
    const near = Array.from({ length: 9 }, (_, i) => at(i * 2, i % 2));
    expect(curveOf(near)).toBe(near);
    const far = Array.from({ length: 2_000 }, (_, i) => at((i % 2) * 20_000, (i % 3) * 20_000));
    expect(curveOf(far).length).toBeLessThan(6_001);
    expect(curveOf([])).toEqual([]);
  });
});
