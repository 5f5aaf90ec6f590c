/* Points along the line of a link, at even steps. */

import { getOrMake } from "../../core";
import type { Point } from "../board/box";
import type { Route } from "./routing";

const STEP_PX = 12;
const PARTS = 10;

/** By the corners of a line, which one that was moved as a whole shares with what it was. */
const known = new WeakMap<readonly Point[], Float64Array>();

/** From the beginning of a line to its end, x then y; `by` is to be added. */
export function along({ line }: Route): Float64Array {
  return getOrMake(known, line, () => even(drawn(line)));
}

/** The point at a share of the way. */
export function pointAlong(route: Route, share: number): Point {
  const points = along(route);
  const at = 2 * Math.round(share * (points.length / 2 - 1));
  const { x, y } = route.by ?? { x: 0, y: 0 };
  return { x: points[at]! + x, y: points[at + 1]! + y };
}

/** Straight parts: a line of two points is one, one of four is bent. */
function drawn(line: readonly Point[]): Float64Array {
  const [a, b, c, d] = line;
  if (a === undefined || b === undefined) throw new Error("a line has two points at least");
  if (c === undefined || d === undefined) return Float64Array.of(a.x, a.y, b.x, b.y);
  const points = new Float64Array(2 * PARTS + 2);
  for (let i = 0; i <= PARTS; i++) {
    const t = i / PARTS;
    const u = 1 - t;
    const [p, q, r, s] = [u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t];
    points[2 * i] = p * a.x + q * b.x + r * c.x + s * d.x;
    points[2 * i + 1] = p * a.y + q * b.y + r * c.y + s * d.y;
  }
  return points;
}

function even(points: Float64Array): Float64Array {
  const lengths = new Float64Array(points.length / 2 - 1);
  for (let i = 0; i < lengths.length; i++) {
    lengths[i] = Math.hypot(points[2 * i + 2]! - points[2 * i]!, points[2 * i + 3]! - points[2 * i + 1]!);
  }
  const total = lengths.reduce((sum, length) => sum + length, 0);
  const count = Math.max(2, Math.round(total / STEP_PX));
  const found = new Float64Array(2 * count + 2);
  let [part, before] = [0, 0];
  for (let i = 0; i <= count; i++) {
    const far = (total * i) / count;
    while (part < lengths.length - 1 && before + lengths[part]! < far) before += lengths[part++]!;
    const share = lengths[part] === 0 ? 0 : (far - before) / lengths[part]!;
    for (const axis of [2 * part, 2 * part + 1]) {
      found[2 * i + (axis & 1)] = points[axis]! + (points[axis + 2]! - points[axis]!) * share;
    }
  }
  return found;
}
