// @vitest-environment node
/* Where a board is seen from. */

import { expect, test } from "vitest";
import { wheelFactor } from "./gestures";
import { fit, fitAround, keepAll, kept, LEAST, MOST, opening, overOf, READABLE, reveal, toBoard, zoomAt } from "./zoom";

const FRAME = { width: 1000, height: 700 };
const SMALL = { left: -200, top: -100, right: 200, bottom: 100 };
const HUGE = { left: -4000, top: -3000, right: 4000, bottom: 3000 };

test("zooming keeps the point under the pointer where it is, within bounds", () => {
  const before = { x: 120, y: 80, zoom: 1 };
  const after = zoomAt(before, 1.5, 400, 300);
  expect(after.zoom).toBe(1.5);
  expect(toBoard(after, 400, 300)).toEqual(toBoard(before, 400, 300));
  expect(zoomAt(before, 100, 0, 0).zoom).toBe(MOST);
  expect(zoomAt(before, 0.001, 0, 0).zoom).toBe(LEAST);
});

test("a map that fits is shown whole, in the middle, and never larger than life", () => {
  const camera = fit(SMALL, FRAME);
  expect(camera.zoom).toBe(1);
  expect(camera.x).toBe(500);
  const narrow = fit({ ...SMALL, right: 1400 }, FRAME);
  expect(narrow.zoom).toBeLessThan(1);
  expect(1400 * narrow.zoom + narrow.x).toBeLessThanOrEqual(FRAME.width);
  expect(-200 * narrow.zoom + narrow.x).toBeGreaterThanOrEqual(0);
});

test("at opening a large map can be read, its root in the middle", () => {
  const camera = opening(HUGE, { x: 0, y: 0 }, FRAME);
  expect(camera.zoom).toBe(READABLE);
  expect(camera.x).toBe(500);
});

test("what cannot be so small is seen around its centre", () => {
  const far = { left: -20000, top: -20000, right: 20000, bottom: 20000 };
  const camera = opening(far, { x: 9000, y: 50 }, FRAME, { above: 58, under: 62, readable: LEAST });
  expect(camera.zoom).toBe(LEAST);
  expect(9000 * camera.zoom + camera.x).toBe(FRAME.width / 2);
});

test("at opening nothing is wasted on an empty side", () => {
  const camera = opening({ ...HUGE, left: -100 }, { x: 0, y: 0 }, FRAME);
  expect(-100 * camera.zoom + camera.x).toBeLessThan(60);
  expect(camera.x).toBeLessThan(500);
});

test("what is revealed is pulled in by the least, and not at all when it is in sight", () => {
  const camera = { x: 0, y: 0, zoom: 1 };
  expect(reveal(camera, { left: 100, top: 100, right: 200, bottom: 130 }, FRAME)).toEqual(camera);
  const pulled = reveal(camera, { left: 990, top: 100, right: 1090, bottom: 130 }, FRAME);
  expect(pulled.y).toBe(0);
  expect(1090 + pulled.x).toBeLessThan(FRAME.width);
  expect(990 + pulled.x).toBeGreaterThan(0);
});

test("the map cannot be pulled out of sight", () => {
  const lost = kept({ x: 9000, y: -9000, zoom: 1 }, SMALL, FRAME);
  expect(SMALL.left + lost.x).toBeLessThan(FRAME.width);
  expect(SMALL.bottom + lost.y).toBeGreaterThan(0);
});

test("a wheel zooms alike in pixels and in lines, and not by leaps", () => {
  expect(wheelFactor({ deltaY: -36, deltaMode: 0 })).toBeCloseTo(wheelFactor({ deltaY: -2, deltaMode: 1 }));
  expect(wheelFactor({ deltaY: -5000, deltaMode: 0 })).toBeLessThan(2);
});

test("nothing is drawn under what floats: beside it when there is room, else between the bars", () => {
  const frame = { width: 1000, height: 600 };
  const over = overOf([{ left: 750, top: 12, right: 990, bottom: 48 }], frame);
  const bounds = { left: 0, top: 0, right: 600, bottom: 560 };
  const low = [{ x: 0, y: 0, width: 200, height: 560 }];
  const high = [...low, { x: 500, y: 0, width: 100, height: 560 }];
  expect(fitAround(bounds, low, frame, over, 0.9)).toMatchObject({ zoom: 1, y: 20 });
  expect(over.above).toBe(56);
  const under = fitAround({ ...bounds, right: 900 }, [{ x: 800, y: 0, width: 100, height: 560 }], frame, over, 0.9);
  expect(under!.y).toBeGreaterThanOrEqual(48);
  expect(fitAround({ ...bounds, bottom: 700 }, high, frame, over, 0.9)).toBeNull();
});

test("what is revealed comes clear of the bars", () => {
  const frame = { width: 1000, height: 600 };
  const over = overOf([{ left: 750, top: 12, right: 990, bottom: 48 }], frame);
  const at = { x: 0, y: 0, zoom: 1 };
  expect(reveal(at, { left: 800, top: 30, right: 900, bottom: 60 }, frame, 24, over).y).toBe(26);
  expect(reveal(at, { left: 100, top: 30, right: 200, bottom: 60 }, frame, 24, over).y).toBe(0);
});

test("what grows is kept in sight by the least pull, as long as it has room as large as it is", () => {
  const bar = { left: 0, top: 660, right: 1000, bottom: 700 };
  const over = overOf([bar], FRAME);
  const keep = (camera: { x: number; y: number; zoom: number }, high: number) => {
    const bounds = { left: 0, top: 0, right: 400, bottom: high };
    return keepAll(camera, bounds, [{ x: 0, y: 0, width: 400, height: high }], FRAME, over);
  };
  expect(keep({ x: 300, y: 100, zoom: 1 }, 400)).toEqual({ x: 300, y: 100, zoom: 1 });
  /* Its first line is off the top, and there is room below: down by that much. */
  expect(keep({ x: 300, y: -120, zoom: 1 }, 500)).toEqual({ x: 300, y: 14, zoom: 1 });
  /* Not under the bar. */
  expect(keep({ x: 300, y: 300, zoom: 1 }, 500)?.y).toBe(660 - 8 - 500);
  expect(keep({ x: 700, y: 100, zoom: 1 }, 400)).toEqual({ x: 586, y: 100, zoom: 1 });
  expect(keep({ x: 300, y: 100, zoom: 1 }, 700)).toBe(null);
});
