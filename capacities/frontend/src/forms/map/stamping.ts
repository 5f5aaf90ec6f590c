/* Where stamps stand: put by hand around what carries them, else where there is a corner left. */

import type { Box, Point } from "../board/box";
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
export function cornerOf({ width, height }: Pick<Box, "width" | "height">, index: number): Point {
  const [across, down] = CORNERS[index % CORNERS.length]!;
  const row = Math.floor(index / CORNERS.length);
  const side = across === 1 ? 1 : -1;
  return {
    x: across * width + side * (OUT_PX + row * APART_PX) - STAMP_SIZE.width / 2,
    y: down * height + (down === 1 ? OUT_PX : -OUT_PX) - STAMP_SIZE.height / 2,
  };
}

/** Where the stamp number `index` of a link stands, from the middle of the link. */
export function besideMiddle(index: number): Point {
  const step = Math.ceil(index / 2) * (index % 2 === 1 ? 1 : -1);
  return { x: step * APART_PX - STAMP_SIZE.width / 2, y: -STAMP_SIZE.height / 2 };
}

/** The words of a stamp stand above it in the upper half of what carries it, else under it. */
export function wordsAbove(stamp: Point, carrier: Box | null): boolean {
  return carrier !== null && stamp.y + STAMP_SIZE.height / 2 < carrier.y + carrier.height / 2;
}
