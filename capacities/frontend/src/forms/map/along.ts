/* Points along the line of a link, at even steps. */

import type { Point } from "../board/box";
import type { Route } from "./routing";

const STEP_PX = 12;
const PARTS = 10;
const NOWHERE: Point = { x: 0, y: 0 };

const known = new WeakMap<Route, readonly Point[]>();

/** From its beginning to its end. */
export function along(route: Route): readonly Point[] {
  let points = known.get(route);
  if (points === undefined) {
    const { x, y } = route.by ?? NOWHERE;
    points = even(drawn(route.d)).map((at) => ({ x: at.x + x, y: at.y + y }));
    known.set(route, points);
  }
  return points;
}

/** Both ends of a line: where it leaves, and where the head of its arrow is. */
export function endsOfLine(route: Route): readonly Point[] {
  const points = along(route);
  const [first, last] = [points[0], points.at(-1)];
  return first === undefined || last === undefined ? [] : [first, last];
}

/** The path as straight parts; paths here are made of M, L and C. */
function drawn(d: string): Point[] {
  const points: Point[] = [];
  for (const [, letter, numbers] of d.matchAll(/([MLC])([^MLCZ]*)/g)) {
    const values = numbers!
      .trim()
      .split(/[\s,]+/)
      .map(Number);
    const from = points.at(-1);
    if (letter === "C" && from !== undefined) points.push(...bent([from.x, from.y, ...values]));
    else for (let i = 0; i + 1 < values.length; i += 2) points.push({ x: values[i]!, y: values[i + 1]! });
  }
  return points;
}

function bent(values: readonly number[]): Point[] {
  const [ax, ay, bx, by, cx, cy, dx, dy] = values as [number, number, number, number, number, number, number, number];
  return Array.from({ length: PARTS }, (_, i) => {
    const t = (i + 1) / PARTS;
    const u = 1 - t;
    const [a, b, c, d] = [u * u * u, 3 * u * u * t, 3 * u * t * t, t * t * t];
    return { x: a * ax + b * bx + c * cx + d * dx, y: a * ay + b * by + c * cy + d * dy };
  });
}

function even(points: readonly Point[]): Point[] {
  const lengths = points.slice(1).map((to, i) => Math.hypot(to.x - points[i]!.x, to.y - points[i]!.y));
  const total = lengths.reduce((sum, length) => sum + length, 0);
  const count = Math.max(2, Math.round(total / STEP_PX));
  const found: Point[] = [];
  let [part, before] = [0, 0];
  for (let i = 0; i <= count && points.length > 1; i++) {
    const far = (total * i) / count;
    while (part < lengths.length - 1 && before + lengths[part]! < far) before += lengths[part++]!;
    const share = lengths[part] === 0 ? 0 : (far - before) / lengths[part]!;
    const [a, b] = [points[part]!, points[part + 1]!];
    found.push({ x: a.x + (b.x - a.x) * share, y: a.y + (b.y - a.y) * share });
  }
  return found.length === 0 ? [...points] : found;
}
