/** Where a dragged post-it falls, from the rectangles of the post-its already there. */

import type { Bounds } from "../board/box";

/** Whether the post-its follow one another on lines (wide boxes) or in one column. */
export function flowsInRows(rects: readonly Bounds[]): boolean {
  return rects.some((rect, i) => {
    const next = rects[i + 1];
    return next !== undefined && next.top < (rect.top + rect.bottom) / 2 && next.left >= rect.right;
  });
}

/** Index at which a post-it dropped at (x, y) goes, among `rects` in reading order. */
export function insertionIndex(rects: readonly Bounds[], x: number, y: number): number {
  const inRows = flowsInRows(rects);
  for (const [i, rect] of rects.entries()) {
    if (y < rect.top) return i;
    if (y > rect.bottom) continue;
    const before = inRows ? x < (rect.left + rect.right) / 2 : y < (rect.top + rect.bottom) / 2;
    if (before) return i;
    if (!inRows) return i + 1;
  }
  return rects.length;
}

export interface Mark extends Bounds {
  vertical: boolean;
}

const GAP = 4;

/** The line that shows the place `index`: between two post-its, or on an edge of the last. */
export function insertionMark(rects: readonly Bounds[], index: number, area: Bounds): Mark {
  const vertical = flowsInRows(rects);
  const next = rects[index];
  const previous = rects[index - 1];
  if (vertical && next !== undefined) {
    return { ...next, left: next.left - GAP - 1, right: next.left - GAP + 2, vertical };
  }
  if (vertical && previous !== undefined) {
    return { ...previous, left: previous.right + GAP - 1, right: previous.right + GAP + 2, vertical };
  }
  const y = next !== undefined ? next.top - GAP : previous !== undefined ? previous.bottom + GAP : area.top + GAP;
  const across = next ?? previous ?? { left: area.left + GAP, right: area.right - GAP };
  return { left: across.left, right: across.right, top: y - 1, bottom: y + 2, vertical: false };
}
