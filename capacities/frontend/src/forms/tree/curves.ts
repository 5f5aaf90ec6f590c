/** The lines from a node to those under it, as SVG paths. */

import type { Box } from "./layout";

/** How far inside the pill of the root its lines begin: hidden under it, they seem to fan out. */
const INSIDE_ROOT = 14;

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

/** One curve, leaving the side of `from` and entering that of `to` level with its middle. */
export function curve(from: Box, to: Box, fromRoot: boolean): string {
  const right = to.side === "right";
  const inside = fromRoot ? INSIDE_ROOT : 0;
  const x1 = right ? from.x + from.width - inside : from.x + inside;
  const y1 = from.y + from.height / 2;
  const x2 = right ? to.x : to.x + to.width;
  const y2 = to.y + to.height / 2;
  if (Math.abs(y2 - y1) < 0.5) return `M${round(x1)} ${round(y1)}H${round(x2)}`;
  const bend = (x2 - x1) * (fromRoot ? 0.55 : 0.5);
  return `M${round(x1)} ${round(y1)}C${round(x1 + bend)} ${round(y1)} ${round(x2 - bend)} ${round(y2)} ${round(x2)} ${round(y2)}`;
}
