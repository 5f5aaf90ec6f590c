/** Where a dragged branch would go, from where the pointer is among the nodes. */

import type { Landing } from "../board/carry";
import type { Box } from "./layout";
import type { Shown } from "./shown";

export interface Aim {
  parent: string;
  /** The brother it goes before, null for the last place. */
  before: string | null;
  /** The node pointed at. */
  over: string;
  how: "under" | "before" | "after";
}

/** The band of a node's edge where it is a brother that is meant. */
const EDGE = 0.3;
/** How far from a node it is still the one meant: less across than along its line. */
const REACH_Y = 14;
const REACH_X = 46;

/** How far a point is from a box, on each side; 0 inside. */
function gap(value: number, start: number, size: number): number {
  return Math.max(start - value, 0, value - start - size);
}

function nearest(
  boxes: ReadonlyMap<string, Box>,
  point: { x: number; y: number },
  banned: (id: string) => boolean,
): string | null {
  let best: string | null = null;
  let least = Infinity;
  for (const [id, box] of boxes) {
    const dx = gap(point.x, box.x, box.width);
    const dy = gap(point.y, box.y, box.height);
    if (dx > REACH_X || dy > REACH_Y) continue;
    const far = dx + 2 * dy;
    if (far < least && !banned(id)) [best, least] = [id, far];
  }
  return best;
}

/** Null when the pointer means no node. `lifted` and what is under them receive nothing. */
export function aimAt(
  shown: Shown,
  boxes: ReadonlyMap<string, Box>,
  point: { x: number; y: number },
  lifted: ReadonlySet<string>,
): Aim | null {
  const banned = (id: string): boolean => {
    for (let node = id; node !== ""; node = shown.nodes.get(node)?.parent ?? "") if (lifted.has(node)) return true;
    return false;
  };
  const over = nearest(boxes, point, banned);
  if (over === null) return null;
  const box = boxes.get(over)!;
  const node = shown.nodes.get(over)!;
  const part = (point.y - box.y) / box.height;
  const beyond = box.side === "right" ? point.x > box.x + box.width : point.x < box.x;
  if (node.level === 0 || beyond || (part >= EDGE && part <= 1 - EDGE)) {
    return { parent: over, before: null, over, how: "under" };
  }
  if (part < EDGE) return { parent: node.parent, before: over, over, how: "before" };
  const brothers = shown.children.get(node.parent) ?? [];
  const next = brothers.slice(brothers.indexOf(over) + 1).find((id) => !lifted.has(id));
  return { parent: node.parent, before: next ?? null, over, how: "after" };
}

/** A line on the edge of the brother pointed at, or the node that would receive the branch. */
export function landingOf({ over, how }: Aim, boxes: ReadonlyMap<string, Box>): Landing {
  if (how === "under") return { into: over, line: null };
  const { x, y, width, height } = boxes.get(over)!;
  return { into: null, line: { x, y: how === "before" ? y - 3 : y + height + 3, width: Math.max(64, width) } };
}
