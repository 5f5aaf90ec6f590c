/** Places on the map, from the sizes of what is shown: the layout, the columns of a chain of
 * questions, and what stays put when places change. */

import type { Box, Layout, LayoutOptions, Size } from "./layout";
import { layout } from "./layout";
import type { Shown } from "./shown";

/** Lines need room to fan out around the root, where there is some. */
const AROUND_ROOT_PX = 20;
/** A column is at least as wide as its caption. */
const LEAST_COLUMN_PX = 212;

interface Options extends LayoutOptions {
  /** One width for each level, so that levels make columns. */
  columns: boolean;
  aroundRoot?: number;
}

/** The layout of `layout.ts`; the boxes have the true sizes of the nodes. */
export function placeShown(
  shown: Shown,
  sizeOf: (id: string) => Size,
  { columns, aroundRoot = AROUND_ROOT_PX, ...options }: Options,
): Layout {
  const levels: number[] = [];
  if (columns) {
    for (const [id, { level }] of shown.nodes) {
      levels[level] = Math.max(levels[level] ?? LEAST_COLUMN_PX, sizeOf(id).width);
    }
  }
  const found = layout(
    {
      root: shown.root,
      childrenOf: (id) => shown.children.get(id) ?? [],
      sizeOf: (id) => {
        const { width, height } = sizeOf(id);
        if (id === shown.root) return { width: width + 2 * aroundRoot, height };
        return { width: levels[shown.nodes.get(id)!.level] ?? width, height };
      },
    },
    options,
  );
  let left = Infinity;
  for (const [id, box] of found.boxes) {
    const { width } = sizeOf(id);
    if (id === shown.root) box.x += aroundRoot;
    else if (box.side === "left") box.x += box.width - width;
    box.width = width;
    left = Math.min(left, box.x);
  }
  return { ...found, bounds: { ...found.bounds, left } };
}

/** The inner edge of each level on the right side. */
export function columnsOf(shown: Shown, boxes: ReadonlyMap<string, Box>): Map<number, number> {
  const columns = new Map<number, number>();
  for (const [id, box] of boxes) {
    const level = shown.nodes.get(id)?.level ?? 0;
    if (level > 0) columns.set(level, Math.min(columns.get(level) ?? Infinity, box.x));
  }
  return columns;
}

interface Placed {
  shown: Shown;
  boxes: ReadonlyMap<string, Box>;
}

/** Where the origin of the next layout is put, so that the held node does not move under the eyes.
 * One that was itself moved among others does move: the nearest above it that was not stays.
 * `fixed`: somebody writes in it here, it stays whatever happens. */
export function originHolding(
  held: { id: string; fixed: boolean } | null,
  last: Placed & { origin: { x: number; y: number } },
  next: Placed,
): { x: number; y: number } {
  const stays = (id: string): boolean => {
    const was = last.shown.nodes.get(id);
    const now = next.shown.nodes.get(id);
    if (was === undefined || now === undefined) return false;
    return held?.fixed === true || (now.parent === was.parent && now.position === was.position);
  };
  let id = held?.id ?? next.shown.root;
  while (id !== "" && !stays(id)) {
    id = (next.shown.nodes.get(id) ?? last.shown.nodes.get(id))?.parent ?? "";
  }
  const was = last.boxes.get(id);
  const now = next.boxes.get(id);
  if (was === undefined || now === undefined) return last.origin;
  /* The edge where its line comes in stays while the words grow; the middle, for the root. */
  const grown = now.width - was.width;
  const inner = id === next.shown.root ? grown / 2 : now.side === "left" ? grown : 0;
  return {
    x: was.side === now.side ? was.x - inner - now.x : last.origin.x,
    y: was.y - now.y,
  };
}
