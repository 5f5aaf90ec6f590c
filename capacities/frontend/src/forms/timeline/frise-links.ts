/** How a link is drawn between two steps: straight in a row, bent just before what it reaches. Pure. */

import type { Box } from "./frise-layout";
import { ANCHOR, isStair, LINK_GAP, stairOut } from "./frise-layout";

export interface Route {
  line: string;
  head: string;
}

const HEAD = { length: 8, half: 4.5 };
/** Beyond so much, from a lane to another, a link bends all the way. */
const FAR = 150;

const anchorOf = ({ y, height }: Box): number => Math.round(y + Math.min(ANCHOR, height / 2));
const n = (value: number): string => `${Math.round(value * 10) / 10}`;

export const startOfLink = (box: Box): { x: number; y: number } => ({ x: box.x + box.width, y: anchorOf(box) });
export const endOfLink = (box: Box): { x: number; y: number } => ({ x: box.x, y: anchorOf(box) });

function headAt(x: number, y: number): string {
  return `M${n(x)} ${n(y)}l${-HEAD.length} ${-HEAD.half}v${2 * HEAD.half}z`;
}

/** From the right edge of one to the left edge of the other; on a staircase, from above or below. */
export function routeOf(from: Box, to: Box): Route {
  if (isStair(from, to) && (from.y + from.height <= to.y || to.y + to.height <= from.y)) return stairTo(from, to);
  return lineTo(startOfLink(from), endOfLink(to), Math.abs(from.y - to.y) > FAR);
}

const TURN = 8;

function stairTo(from: Box, to: Box): Route {
  const down = to.y > from.y;
  const x = from.x + stairOut(from, to);
  const { x: end, y } = endOfLink(to);
  const tip = end - HEAD.length + 1;
  const before = y + (down ? -TURN : TURN);
  const start = `M${n(x)} ${n(down ? from.y + from.height : from.y)}`;
  return {
    line: `${start}V${n(before)}Q${n(x)} ${n(y)} ${n(Math.min(tip, x + TURN))} ${n(y)}H${n(tip)}`,
    head: headAt(end, y),
  };
}

/** The same between two points: a link that one is pulling. */
export function lineTo(start: { x: number; y: number }, end: { x: number; y: number }, far = false): Route {
  const tip = end.x - HEAD.length + 1;
  const head = headAt(end.x, end.y);
  const dx = tip - start.x;
  if (dx < 4) return { line: around(start, end, tip), head };
  if (Math.abs(start.y - end.y) < 1) return { line: `M${n(start.x)} ${n(start.y)}H${n(tip)}`, head };
  if (far) {
    const bend = Math.max(LINK_GAP, Math.min(dx * 0.55, 130));
    const curve = `C${n(start.x + bend)} ${n(start.y)} ${n(tip - bend)} ${n(end.y)} ${n(tip)} ${n(end.y)}`;
    return { line: `M${n(start.x)} ${n(start.y)}${curve}`, head };
  }
  /* In its own row as long as it can: it is kept free. */
  const turn = Math.max(start.x, tip - LINK_GAP + HEAD.length);
  const middle = (turn + tip) / 2;
  const curve = `C${n(middle + 3)} ${n(start.y)} ${n(middle - 3)} ${n(end.y)} ${n(tip)} ${n(end.y)}`;
  return { line: `M${n(start.x)} ${n(start.y)}H${n(turn)}${curve}`, head };
}

/** Back to what is before: below both, then up. */
function around(start: { x: number; y: number }, end: { x: number; y: number }, tip: number): string {
  const low = Math.max(start.y, end.y) + 46;
  const out = `C${n(start.x + 30)} ${n(start.y)} ${n(start.x + 30)} ${n(low)} ${n((start.x + tip) / 2)} ${n(low)}`;
  return `M${n(start.x)} ${n(start.y)}${out}S${n(tip - 30)} ${n(end.y)} ${n(tip)} ${n(end.y)}`;
}
