/* Freehand strokes, without a page: read, written, outlined, met by a point. */

import { getStroke } from "perfect-freehand";
import type { StrokeSeed, StrokeView } from "../../core";
import { getOrMake, newId } from "../../core";
import type { Box, Point } from "../board/box";
import type { Color, Template } from "../shared/template";
import type { InkPoint } from "./ink-line";
import { curveOf } from "./ink-line";
import type { Hue } from "./plan";
import { planOf } from "./plan";
import { tenth } from "./shapes";

type Limits = Pick<Template["limits"], "stroke_chars" | "map_reach">;

/* The same rule as in Python (documents/ink.py); tests/vectors/ink.json holds both to it. */
const POINT =
  /(?:^|(?<= ))(-?[0-9]{1,6}(?:\.[0-9]+)?),(-?[0-9]{1,6}(?:\.[0-9]+)?)(?:,(0(?:\.[0-9]+)?|1(?:\.0+)?))?(?= |$)/g;

/** The points that can be read, on the map; none when there are too many characters. */
export function readPoints(points: string, { stroke_chars, map_reach }: Limits): InkPoint[] {
  if (points.length > stroke_chars) return [];
  const found: InkPoint[] = [];
  for (const [, left, top, pressure] of points.matchAll(POINT)) {
    const [x, y] = [Number(left), Number(top)];
    if (Math.max(Math.abs(x), Math.abs(y)) > map_reach) continue;
    found.push({ x, y, pressure: pressure === undefined ? null : Number(pressure) });
  }
  return found;
}

/** What is written of a line: cut where it would be too long, each part begins where the one before ends. */
export function writePoints(points: readonly InkPoint[], { stroke_chars, map_reach }: Limits): string[] {
  const within = (at: number) => tenth(Math.max(-map_reach, Math.min(map_reach, at))) || 0;
  const parts: string[] = [];
  let part = "";
  let last = "";
  for (const { x, y, pressure } of points) {
    const point = `${within(x)},${within(y)}${pressure === null ? "" : `,${Math.round(pressure * 100) / 100}`}`;
    if (point === last) continue;
    if (part !== "" && part.length + 1 + point.length > stroke_chars) {
      parts.push(part);
      part = last;
    }
    part = part === "" ? point : `${part} ${point}`;
    last = point;
  }
  return part === "" ? parts : [...parts, part];
}

/** What is drawn with, until one chooses otherwise. */
export interface Pen {
  color: string;
  thick: boolean;
}

export function seedsOf(points: readonly InkPoint[], pen: Pen, limits: Limits): StrokeSeed[] {
  return writePoints(points, limits).map((part) => ({ id: newId(), points: part, ...pen }));
}

const USUAL: readonly Color[] = [
  { key: "noir", title: "Noir", hue: "black", sign: "" },
  { key: "bleu", title: "Bleu", hue: "existing", sign: "" },
  { key: "rouge", title: "Rouge", hue: "problem", sign: "" },
  { key: "vert", title: "Vert", hue: "wish", sign: "" },
];

/** The colours of the pens: those of the canvas, which say what they mean, but that of the paper of post-its; and black. */
export function inkColors({ colors }: Pick<Template, "colors">): readonly Color[] {
  const legible = colors.filter(({ hue }) => hue !== "note");
  if (legible.length === 0) return USUAL;
  return legible.some(({ hue }) => hue === "black") ? legible : [USUAL[0]!, ...legible];
}

function colorOf(template: Pick<Template, "colors">, key: string): Color | undefined {
  return [...template.colors, ...USUAL].find((color) => color.key === key);
}

export function inkHue(template: Pick<Template, "colors">, color: string): Hue {
  return colorOf(template, color)?.hue ?? "black";
}

/** « rouge, problème », to be said after other words. */
export function colorWords(template: Pick<Template, "colors">, color: string): string {
  return (colorOf(template, color)?.title ?? "Noir").toLowerCase();
}

/** The layer of a stroke: that of its colour, else the first that has none, where all begins. */
export function inkLayer(template: Template, color: string): string {
  const { layers } = planOf(template);
  const hue = inkHue(template, color);
  return (layers.find((layer) => layer.hue === hue) ?? layers.find((layer) => layer.hue === ""))?.key ?? "";
}

const THIN_PX = 4.5;
const THICK_PX = 10;

/** How wide a stroke is where the pen presses most. */
export function widthOf(thick: boolean): number {
  return thick ? THICK_PX : THIN_PX;
}

/** The outline of a line, as an SVG path to be filled; "" for none. `open`: it is still being drawn. */
export function inkOutline(points: readonly InkPoint[], thick: boolean, open = false): string {
  const simulatePressure = points.every(({ pressure }) => pressure === null);
  const outline = getStroke(
    points.map(({ x, y, pressure }) => [x, y, pressure ?? 0.5]),
    { size: widthOf(thick), thinning: 0.5, smoothing: 0.5, streamline: 0.4, simulatePressure, last: !open },
  );
  const first = outline[0];
  if (first === undefined) return "";
  let d = `M${tenth(first[0]!)} ${tenth(first[1]!)}Q`;
  outline.forEach(([x, y], i) => {
    const [nextX, nextY] = outline[(i + 1) % outline.length]!;
    d += `${i === 0 ? "" : " "}${tenth(x!)} ${tenth(y!)} ${tenth((x! + nextX!) / 2)} ${tenth((y! + nextY!) / 2)}`;
  });
  return `${d}Z`;
}

/** A stroke ready to be drawn, as a curve, where it was drawn; where it was moved to is added. */
export interface Ink {
  points: readonly InkPoint[];
  box: Box;
  /** Outlined when asked the first time: that takes longer than all the rest. */
  d(): string;
}

type Drawn = Pick<StrokeView, "id" | "points" | "thick">;

/** What was read of each stroke; the limits are those of one canvas. */
const inks = new WeakMap<Limits, Map<string, Drawn & { ink: Ink | null }>>();

/** A stroke read, once however often it is moved. Null when nothing of it can be drawn. */
export function readInk({ id, points, thick }: Drawn, limits: Limits): Ink | null {
  const all = getOrMake(inks, limits, () => new Map<string, Drawn & { ink: Ink | null }>());
  const known = all.get(id);
  if (known?.points === points && known.thick === thick) return known.ink;
  const read = readPoints(points, limits);
  const ink = read.length === 0 ? null : makeInk(read, thick);
  all.set(id, { id, points, thick, ink });
  return ink;
}

function makeInk(points: readonly InkPoint[], thick: boolean): Ink {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const { x, y } of points) {
    left = Math.min(left, x);
    top = Math.min(top, y);
    right = Math.max(right, x);
    bottom = Math.max(bottom, y);
  }
  const width = widthOf(thick);
  const box = { x: left - width / 2, y: top - width / 2, width: right - left + width, height: bottom - top + width };
  let outline: string | undefined;
  const curve = curveOf(points);
  return { points: curve, box, d: () => (outline ??= inkOutline(curve, thick)) };
}

/** Whether a line passes as near as this to a point. */
export function isNear(points: readonly InkPoint[], at: Point, reach: number): boolean {
  const near = ({ x, y }: Point) => Math.hypot(x - at.x, y - at.y) <= reach;
  if (points.length === 1) return near(points[0]!);
  return points.some((point, i) => i > 0 && near(closest(points[i - 1]!, point, at)));
}

/** The point of a segment that is nearest to another. */
function closest(from: Point, to: Point, at: Point): Point {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const length = dx * dx + dy * dy;
  const part = length === 0 ? 0 : ((at.x - from.x) * dx + (at.y - from.y) * dy) / length;
  const kept = Math.max(0, Math.min(1, part));
  return { x: from.x + dx * kept, y: from.y + dy * kept };
}
