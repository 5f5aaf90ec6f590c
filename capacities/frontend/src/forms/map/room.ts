/* Where a new element goes when nobody says where: quietly, where there is room. */

import type { Bounds, Box, Point, Size } from "../board/box";

const GAP_PX = 36;
const BETWEEN_PX = 96;
/** What stands together: a few screens, around the one in the middle. */
const NEAR_PX = 3000;

export function boundsOf(boxes: Iterable<Box>): Bounds | null {
  let bounds: Bounds | null = null;
  for (const { x, y, width, height } of boxes) {
    bounds ??= { left: x, top: y, right: x, bottom: y };
    bounds.left = Math.min(bounds.left, x);
    bounds.top = Math.min(bounds.top, y);
    bounds.right = Math.max(bounds.right, x + width);
    bounds.bottom = Math.max(bounds.bottom, y + height);
  }
  return bounds;
}

export function boxIn({ left, top, right, bottom }: Bounds): Box {
  return { x: left, y: top, width: right - left, height: bottom - top };
}

/** Where one begins to read: the left and the top of what stands together, whoever went far away. */
export function heartOf(boxes: readonly Box[]): Point {
  const middle = (values: readonly number[]) => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
  const [x, y] = [middle(boxes.map((box) => box.x)), middle(boxes.map((box) => box.y))];
  const near = boundsOf(boxes.filter((box) => Math.abs(box.x - x) < NEAR_PX && Math.abs(box.y - y) < NEAR_PX));
  return { x: near?.left ?? x, y: near?.top ?? y };
}

function meets(a: Box, b: Box): boolean {
  return (
    a.x < b.x + b.width + GAP_PX &&
    a.x + a.width + GAP_PX > b.x &&
    a.y < b.y + b.height + GAP_PX &&
    a.y + a.height + GAP_PX > b.y
  );
}

/** The first free place from `from` on, going down. */
function down(from: Point, size: Size, taken: readonly Box[]): Point {
  const box = { ...from, ...size };
  for (;;) {
    const met = taken.find((each) => meets(box, each));
    if (met === undefined) return { x: box.x, y: box.y };
    box.y = met.y + met.height + GAP_PX;
  }
}

/** Under the last of its kind; the first of its kind begins a column at the right of all. */
export function roomFor(size: Size, alike: readonly Box[], taken: readonly Box[]): Point {
  const last = alike.at(-1);
  if (last !== undefined) {
    const x = last.x + last.width / 2 - size.width / 2;
    return down({ x, y: last.y + last.height + GAP_PX }, size, taken);
  }
  const bounds = boundsOf(taken);
  return down(bounds === null ? { x: 0, y: 0 } : { x: bounds.right + BETWEEN_PX, y: bounds.top }, size, taken);
}

/** Places for several things in rows, the middle of the first at `at`. */
export function rowsAt(count: number, size: Size, at: Point): Point[] {
  const columns = Math.max(1, Math.ceil(Math.sqrt(count)));
  return Array.from({ length: count }, (_, i) => ({
    x: at.x - size.width / 2 + (i % columns) * (size.width + GAP_PX),
    y: at.y - size.height / 2 + Math.floor(i / columns) * (size.height + GAP_PX),
  }));
}
