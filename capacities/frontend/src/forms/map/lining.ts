/* Lining up: what is moved is drawn a little to the others; what is selected is aligned, spaced out. */

import type { Bounds, Box } from "../board/box";

export type Edge = "left" | "centre" | "right" | "top" | "middle" | "bottom";

export interface Snapped {
  dx: number;
  dy: number;
  /** The line met, on the board, or null. */
  x: number | null;
  y: number | null;
}

interface Met {
  shift: number;
  at: number | null;
}

function nearest(mine: readonly number[], theirs: Iterable<number>, within: number): Met {
  let best: Met = { shift: 0, at: null };
  let least = within;
  for (const at of theirs) {
    for (const edge of mine) {
      const far = Math.abs(at - edge);
      if (far < least) [least, best] = [far, { shift: at - edge, at }];
    }
  }
  return best;
}

/** How much more to move what takes `bounds`, so that it lines up with one of the others `within` a
 * distance. */
export function snap({ left, top, right, bottom }: Bounds, others: readonly Box[], within: number): Snapped {
  const across = nearest([left, (left + right) / 2, right], xs(others), within);
  const down = nearest([top, (top + bottom) / 2, bottom], ys(others), within);
  return { dx: across.shift, dy: down.shift, x: across.at, y: down.at };
}

function* xs(boxes: readonly Box[]): Generator<number> {
  for (const { x, width } of boxes) yield* [x, x + width / 2, x + width];
}

function* ys(boxes: readonly Box[]): Generator<number> {
  for (const { y, height } of boxes) yield* [y, y + height / 2, y + height];
}

export interface Moved {
  id: string;
  x: number;
  y: number;
}

type Named = readonly [id: string, box: Box];

/** Bring one edge of all to the same line. */
export function aligned(boxes: readonly Named[], edge: Edge): Moved[] {
  const all = boxes.map(([, box]) => box);
  const left = Math.min(...all.map(({ x }) => x));
  const right = Math.max(...all.map(({ x, width }) => x + width));
  const top = Math.min(...all.map(({ y }) => y));
  const bottom = Math.max(...all.map(({ y, height }) => y + height));
  return boxes.map(([id, { x, y, width, height }]) => {
    switch (edge) {
      case "left":
        return { id, x: left, y };
      case "centre":
        return { id, x: (left + right - width) / 2, y };
      case "right":
        return { id, x: right - width, y };
      case "top":
        return { id, x, y: top };
      case "middle":
        return { id, x, y: (top + bottom - height) / 2 };
      case "bottom":
        return { id, x, y: bottom - height };
    }
  });
}

/** The same space between each and the next; the first and the last stay. */
export function spaced(boxes: readonly Named[], across: boolean): Moved[] {
  const [at, size] = across ? (["x", "width"] as const) : (["y", "height"] as const);
  const sorted = [...boxes].sort(([, a], [, b]) => a[at] - b[at]);
  const [first, last] = [sorted[0]?.[1], sorted.at(-1)?.[1]];
  if (first === undefined || last === undefined) return [];
  const room = last[at] + last[size] - first[at] - sorted.reduce((sum, [, box]) => sum + box[size], 0);
  const gap = sorted.length > 1 ? room / (sorted.length - 1) : 0;
  let next = first[at];
  return sorted.map(([id, box]) => {
    const moved = { id, x: box.x, y: box.y, [at]: next };
    next += box[size] + gap;
    return moved;
  });
}
