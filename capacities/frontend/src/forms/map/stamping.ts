/* Where a stamp may stand around what carries it, the places that are wanted most first. */

import type { Box, Point } from "../board/box";
import { along } from "./along";
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
function cornerOf({ width, height }: Pick<Box, "width" | "height">, index: number): Point {
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
const SHARES = [0.5, 0.36, 0.64, 0.24, 0.76];

/** Around an element that carries `count` stamps: its corners, the middles of its top and bottom, further out. */
export function placesAround(carrier: Box, count: number): Place[] {
  const rows = 2 + Math.floor(count / CORNERS.length);
  const corners = Array.from({ length: rows * CORNERS.length }, (_, i): Place => {
    const down = CORNERS[i % CORNERS.length]![1];
    const base = i * LATER + Math.floor(i / CORNERS.length) * FURTHER;
    return { offset: cornerOf(carrier, i), side: down === 0 ? "above" : "below", base };
  });
  const x = (carrier.width - STAMP_SIZE.width) / 2;
  const top = INSIDE_PX - STAMP_SIZE.height;
  return [
    ...corners,
    { offset: { x, y: top }, side: "above", base: MIDDLE_OF_SIDE },
    { offset: { x, y: carrier.height - INSIDE_PX }, side: "below", base: MIDDLE_OF_SIDE },
  ];
}

/** On a link that carries `count` stamps, from its middle: along it, then on both sides. */
export function placesOn(route: Route | undefined, count: number): Place[] {
  const beside = Array.from({ length: count + 3 }, (_, i): Place => {
    return { offset: besideMiddle(i), side: "below", base: i * ASTRAY };
  });
  if (route === undefined) return beside;
  const points = along(route);
  const on = SHARES.slice(1).map((share): Place => {
    const { x, y } = points[Math.round(share * (points.length - 1))] ?? route.middle;
    const offset = {
      x: x - route.middle.x - STAMP_SIZE.width / 2,
      y: y - route.middle.y - STAMP_SIZE.height / 2,
    };
    return { offset, side: "below", base: Math.abs(share - 0.5) * ASTRAY };
  });
  return [...beside, ...on];
}
