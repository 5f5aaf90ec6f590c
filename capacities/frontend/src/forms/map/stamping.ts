/* Where a stamp may stand around what carries it, the places that are wanted most first. */

import type { Box, Point, Size } from "../board/box";
import { pointAlong } from "./along";
import type { Route } from "./routing";
import type { Place, WordsSide } from "./seating";
import { STAMP_SIZE } from "./shapes";

/** The corners of an element in the order they are taken, as shares of its width and height. */
const CORNERS: readonly (readonly [across: number, down: number])[] = [
  [1, 0],
  [0, 1],
  [1, 1],
  [0, 0],
];
/** How far outside the corner the middle of a stamp is. */
const OUT_PX = 6;
const APART_PX = STAMP_SIZE.width + 8;

/** Where the stamp number `index` of an element stands, from the corner of the element. */
function cornerOf({ width, height }: Size, index: number): Point {
  const [across, down] = CORNERS[index % CORNERS.length]!;
  const row = Math.floor(index / CORNERS.length);
  const side = across === 1 ? 1 : -1;
  return {
    x: across * width + side * (OUT_PX + row * APART_PX) - STAMP_SIZE.width / 2,
    y: down * height + (down === 1 ? OUT_PX : -OUT_PX) - STAMP_SIZE.height / 2,
  };
}

/** Where the stamp number `index` of a link stands, from the middle of the link. */
function besideMiddle(index: number): Point {
  const step = Math.ceil(index / 2) * (index % 2 === 1 ? 1 : -1);
  return { x: step * APART_PX - STAMP_SIZE.width / 2, y: -STAMP_SIZE.height / 2 };
}

/** The words of a stamp rather stand above it in the upper half of what carries it, else under it. */
export function sideFrom(stamp: Point, carrier: Box | null): WordsSide {
  return carrier !== null && stamp.y + STAMP_SIZE.height / 2 < carrier.y + carrier.height / 2 ? "above" : "below";
}

/** What of a stamp is inside, where it is under or over the middle of the words. */
const INSIDE_PX = 6;
const LATER = 14;
const MIDDLE_OF_SIDE = 45;
const FURTHER = 240;
/** Of a place along a link, for the whole of its length. */
const ASTRAY = 120;
const SHARES = [0.36, 0.64, 0.24, 0.76];

/** The place number `index` around an element: the middle of its top, of its bottom, its corners, further out. */
export function placeAround(carrier: Size, index: number): Place {
  if (index >= 2) {
    const offset = cornerOf(carrier, index - 2);
    const row = Math.floor((index - 2) / CORNERS.length);
    const down = CORNERS[(index - 2) % CORNERS.length]![1];
    return { offset, side: down === 0 ? "above" : "below", base: (index - 2) * LATER + row * FURTHER };
  }
  const x = (carrier.width - STAMP_SIZE.width) / 2;
  const y = index === 0 ? INSIDE_PX - STAMP_SIZE.height : carrier.height - INSIDE_PX;
  return { offset: { x, y }, side: index === 0 ? "above" : "below", base: MIDDLE_OF_SIDE };
}

/** The place number `index` on a link, from its middle: along it, then on both sides of the middle. */
export function placeOn(route: Route | undefined, index: number): Place {
  const share = SHARES[index];
  if (share === undefined) {
    const beside = index - SHARES.length;
    return { offset: besideMiddle(beside), side: "below", base: beside * ASTRAY };
  }
  const base = Math.abs(share - 0.5) * ASTRAY;
  /* Without a line there is nowhere else than its middle. */
  if (route === undefined) return { offset: besideMiddle(0), side: "below", base: Infinity };
  const { x, y } = pointAlong(route, share);
  const offset = {
    x: x - route.middle.x - STAMP_SIZE.width / 2,
    y: y - route.middle.y - STAMP_SIZE.height / 2,
  };
  return { offset, side: "below", base };
}

/** Around an element that carries `count` stamps. */
export function placesAround(carrier: Size, count: number): Place[] {
  const rows = 2 + Math.floor(count / CORNERS.length);
  return Array.from({ length: 2 + rows * CORNERS.length }, (_, i) => placeAround(carrier, i));
}

/** On a link that carries `count` stamps. */
export function placesOn(route: Route | undefined, count: number): Place[] {
  return Array.from({ length: SHARES.length + count + 3 }, (_, i) => placeOn(route, i));
}
