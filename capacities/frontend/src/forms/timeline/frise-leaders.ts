/* Where the true date of a step is, when its post-it stands well before it for want of room. Pure. */

import type { Day } from "./days";
import type { Axis } from "./frise-axis";
import { xOf } from "./frise-axis";
import type { Box } from "./frise-layout";

/** Nearer, nobody reads another date. */
export const FAR_PX = 60;
const BELOW = 6;
const TICK = 5;
const INSIDE = 14;

/** From under the post-it to its date, where a tick crosses; "" when the post-it is there, or nearly. */
export function leaderOf({ x, y, width, height }: Box, axis: Axis, latestFinish: Day): string {
  const there = Math.round(Math.min(xOf(axis, latestFinish), axis.width));
  if (there - (x + width) <= FAR_PX) return "";
  const bottom = Math.round(y + height);
  return `M${Math.round(x + width - INSIDE)} ${bottom}v${BELOW}H${there}m0 ${-TICK}v${2 * TICK}`;
}
