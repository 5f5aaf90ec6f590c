/* A line made light when the pen lifts, and the curve that is drawn through what is left of it. */

import type { Point } from "../board/box";

/** A point of a stroke; `pressure` from 0 to 1, null when what drew does not tell it. */
export interface InkPoint extends Point {
  pressure: number | null;
}

/** How far from what the hand drew a line may pass, in points of the map: as much as a hand shakes. */
export const TOLERANCE = 0.5;
/** Without it, a line is as wide as a pen half pressed. */
const USUAL_PRESSURE = 0.5;
/** Between two points of a curve that is outlined. */
const STEP = 3;
/** Points added to one line at most, however far from one another its own are. */
const MOST_ADDED = 2_000;

type Spot = readonly [x: number, y: number, z: number];

/** The square of how far a spot is from a segment. */
function farness(at: Spot, from: Spot, to: Spot): number {
  const [x, y, z] = [at[0] - from[0], at[1] - from[1], at[2] - from[2]];
  const [dx, dy, dz] = [to[0] - from[0], to[1] - from[1], to[2] - from[2]];
  const length = dx * dx + dy * dy + dz * dz;
  const part = length === 0 ? 0 : Math.max(0, Math.min(1, (x * dx + y * dy + z * dz) / length));
  return (x - part * dx) ** 2 + (y - part * dy) ** 2 + (z - part * dz) ** 2;
}

/** The points that a line of this width needs (Ramer, Douglas and Peucker): by all others, it passes within the
 * tolerance, on each of its sides. That is one of the screen where one draws larger. */
export function simplified(points: readonly InkPoint[], width: number, zoom = 1): readonly InkPoint[] {
  if (points.length < 3) return points;
  /* A pen makes its side wider by half of it, from nothing to full. */
  const spots = points.map(({ x, y, pressure }): Spot => [x, y, ((pressure ?? USUAL_PRESSURE) * width) / 2]);
  const near = (TOLERANCE / Math.max(1, zoom)) ** 2;
  const kept = new Set([0, points.length - 1]);
  const spans: [number, number][] = [[0, points.length - 1]];
  for (let span = spans.pop(); span !== undefined; span = spans.pop()) {
    const [from, to] = span;
    let [most, at] = [near, -1];
    for (let i = from + 1; i < to; i++) {
      const far = farness(spots[i]!, spots[from]!, spots[to]!);
      if (far > most) [most, at] = [far, i];
    }
    if (at < 0) continue;
    kept.add(at);
    spans.push([from, at], [at, to]);
  }
  return points.filter((_, i) => kept.has(i));
}

/** The same line with points in between, on a curve that stays within TOLERANCE of it: corners stay sharp,
 * what was round is again. */
export function curveOf(points: readonly InkPoint[]): readonly InkPoint[] {
  const lengths = points.map((to, i) => (i === 0 ? 0 : Math.hypot(to.x - points[i - 1]!.x, to.y - points[i - 1]!.y)));
  const step = Math.max(STEP, lengths.reduce((sum, each) => sum + each, 0) / MOST_ADDED);
  if (lengths.every((length) => length <= step)) return points;
  return points.flatMap((to, i) => {
    const count = Math.ceil(lengths[i]! / step);
    if (count < 2) return [to];
    const from = points[i - 1]!;
    const out = bend(from, to, points[i - 2] ?? from, to);
    const back = bend(from, to, from, points[i + 1] ?? to);
    return Array.from({ length: count }, (_, n) =>
      n + 1 === count ? to : between(from, to, out, back, (n + 1) / count),
    );
  });
}

/** How far from a segment its curve is pulled, at the end where the line goes as from `before` to `after`. */
function bend(from: InkPoint, to: InkPoint, before: InkPoint, after: InkPoint): Point {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const [tx, ty] = [after.x - before.x, after.y - before.y];
  const third = Math.hypot(dx, dy) / 3 / (Math.hypot(tx, ty) || 1);
  const [x, y] = [tx * third - dx / 3, ty * third - dy / 3];
  const kept = Math.min(1, ((4 / 3) * TOLERANCE) / (Math.hypot(x, y) || 1));
  return { x: x * kept, y: y * kept };
}

function between(from: InkPoint, to: InkPoint, out: Point, back: Point, part: number): InkPoint {
  const left = 1 - part;
  const [near, far] = [3 * left * left * part, 3 * left * part * part];
  const pressed = from.pressure === null || to.pressure === null;
  return {
    x: from.x * left + to.x * part + out.x * near - back.x * far,
    y: from.y * left + to.y * part + out.y * near - back.y * far,
    pressure: pressed ? null : from.pressure! * left + to.pressure! * part,
  };
}
