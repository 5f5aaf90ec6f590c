import { describe, expect, it } from "vitest";
import type { Bounds } from "../board/box";
import { flowsInRows, insertionIndex, insertionMark } from "./insertion";

const column: Bounds[] = [0, 1, 2].map((i) => ({ left: 0, right: 100, top: i * 50, bottom: i * 50 + 40 }));
const rows: Bounds[] = [
  { left: 0, right: 90, top: 0, bottom: 40 },
  { left: 100, right: 190, top: 0, bottom: 40 },
  { left: 0, right: 90, top: 50, bottom: 90 },
];
const area: Bounds = { left: 0, right: 200, top: 0, bottom: 300 };

describe("insertionIndex", () => {
  it("goes first in an empty box", () => {
    expect(insertionIndex([], 10, 10)).toBe(0);
  });

  it("splits each post-it of a column at its middle", () => {
    expect(insertionIndex(column, 50, 10)).toBe(0);
    expect(insertionIndex(column, 50, 30)).toBe(1);
    expect(insertionIndex(column, 50, 45)).toBe(1);
    expect(insertionIndex(column, 50, 75)).toBe(2);
    expect(insertionIndex(column, 50, 280)).toBe(3);
  });

  it("follows lines of post-its in a wide box", () => {
    expect(flowsInRows(rows)).toBe(true);
    expect(insertionIndex(rows, 10, 20)).toBe(0);
    expect(insertionIndex(rows, 80, 20)).toBe(1);
    expect(insertionIndex(rows, 180, 20)).toBe(2);
    expect(insertionIndex(rows, 10, 70)).toBe(2);
    expect(insertionIndex(rows, 180, 70)).toBe(3);
  });

  it("shows the place by a line beside the neighbours", () => {
    expect(insertionMark(column, 1, area)).toMatchObject({ vertical: false, left: 0, right: 100 });
    expect(insertionMark(rows, 1, area)).toMatchObject({ vertical: true, top: 0, bottom: 40 });
    expect(insertionMark([], 0, area).right).toBeLessThan(area.right);
  });
});
