/* Where new elements go. */

import { expect, test } from "vitest";
import { boundsOf, heartOf, roomFor, rowsAt } from "./room";

const SIZE = { width: 100, height: 60 };
const box = (x: number, y: number) => ({ x, y, ...SIZE });

test("the first of all goes at the origin, the first of its kind at the right of all", () => {
  expect(roomFor(SIZE, [], [])).toEqual({ x: 0, y: 0 });
  expect(roomFor(SIZE, [], [box(0, 40), box(200, 90)])).toEqual({ x: 396, y: 40 });
});

test("the next goes under the last of its kind, further down when something is there", () => {
  const alike = [box(0, 0)];
  expect(roomFor(SIZE, alike, alike)).toEqual({ x: 0, y: 96 });
  expect(roomFor(SIZE, alike, [...alike, box(50, 100)])).toEqual({ x: 0, y: 196 });
});

test("several go in rows that do not meet, around the point", () => {
  const places = rowsAt(5, SIZE, { x: 50, y: 30 });
  expect(places[0]).toEqual({ x: 0, y: 0 });
  expect(new Set(places.map(({ x, y }) => `${x} ${y}`)).size).toBe(5);
  expect(new Set(places.map(({ x }) => x)).size).toBe(3);
});

test("nothing takes no room", () => {
  expect(boundsOf([])).toBeNull();
  expect(boundsOf([box(0, 0), box(-10, 500)])).toEqual({ left: -10, top: 0, right: 100, bottom: 560 });
});

test("one begins to read where things stand together, wherever one of them went", () => {
  expect(heartOf([])).toEqual({ x: 0, y: 0 });
  expect(heartOf([box(-19000, -15000), box(300, 90), box(0, 40)])).toEqual({ x: 0, y: 40 });
});
