/** Where a board is seen from: how far it was pulled, how large it is drawn. No React: a wheel
 * or two fingers change it sixty times a second. */

import type { Value } from "../../core";
import { value } from "../../core";
import type { Bounds, Box, Point, Size } from "./box";

export interface Camera {
  /** Where the origin of the board is in the frame, in pixels of the screen. */
  readonly x: number;
  readonly y: number;
  /** Pixels of the screen for one of the board. */
  readonly zoom: number;
}

export const LEAST = 0.1;
export const MOST = 2.5;
/** At opening the smallest words (12.5 px) keep 12 pixels of the screen, even if all does not fit. */
export const READABLE = 0.96;
export const STEP = 1.25;

/** What is left free above and below a fitted board, and how small it may be drawn at opening. */
export interface Fitting {
  above: number;
  under: number;
  readable: number;
}

/** The search is above, the legend and the zoom below. */
export const FITTING: Fitting = { above: 58, under: 62, readable: READABLE };
const MARGIN = 26;
/** Between what floats and what is drawn. */
const CLEAR = 8;
/** Where nothing floats, what is drawn goes nearly to the edge. */
const EDGE = 14;
/** On a phone, every word counts. */
const MARGIN_SHARE = 1 / 30;
/** The words a hand keeps from losing: at least this much of the board stays in the frame. */
const KEPT = 80;

function marginOf({ width }: Size): number {
  return Math.min(MARGIN, width * MARGIN_SHARE);
}

function clamp(value: number, least: number, most: number): number {
  return Math.max(least, Math.min(most, value));
}

/** Zoom around a point of the frame, which stays where it is. */
export function zoomAt(camera: Camera, factor: number, x: number, y: number): Camera {
  const zoom = clamp(camera.zoom * factor, LEAST, MOST);
  const ratio = zoom / camera.zoom;
  return { x: x - (x - camera.x) * ratio, y: y - (y - camera.y) * ratio, zoom };
}

/** The whole of `bounds` in the frame, centred; no larger than life. */
export function fit(bounds: Bounds, frame: Size, { above, under } = FITTING, margin = marginOf(frame)): Camera {
  const room = Math.min(
    (frame.width - 2 * margin) / (bounds.right - bounds.left),
    (frame.height - above - under) / (bounds.bottom - bounds.top),
  );
  const zoom = clamp(room, LEAST, 1);
  return {
    x: frame.width / 2 - ((bounds.left + bounds.right) / 2) * zoom,
    y: (frame.height + above - under) / 2 - ((bounds.top + bounds.bottom) / 2) * zoom,
    zoom,
  };
}

/** As `fit`, but never too small to read: then `centre` is in the middle, or nearer an edge when
 * nothing more is to be seen beyond it. */
export function opening(bounds: Bounds, centre: Point, frame: Size, fitting = FITTING): Camera {
  const whole = fit(bounds, frame, fitting);
  const { above, under, readable: zoom } = fitting;
  if (whole.zoom >= zoom && whole.zoom > LEAST) return whole;
  const margin = marginOf(frame);
  const put = (start: number, end: number, middle: number, from: number, to: number): number => {
    const size = (end - start) * zoom;
    if (size <= to - from) return (from + to - size) / 2 - start * zoom;
    /* All is on one side of it: it goes to the edge. */
    if (middle - start < (end - start) / 5) return from - start * zoom;
    return clamp((from + to) / 2 - middle * zoom, to - end * zoom, from - start * zoom);
  };
  return {
    x: put(bounds.left, bounds.right, centre.x, margin, frame.width - margin),
    y: put(bounds.top, bounds.bottom, centre.y, above, frame.height - under),
    zoom,
  };
}

/** What floats above a board, in pixels of its frame, and what it leaves free. */
export interface Over {
  rects: readonly Bounds[];
  above: number;
  under: number;
}

/** Bars in the upper half keep what is drawn below them, the others above. */
export function overOf(rects: readonly Bounds[], { height }: Size): Over {
  let [above, under] = [EDGE, EDGE];
  for (const rect of rects) {
    if (rect.top + rect.bottom < height) above = Math.max(above, rect.bottom + CLEAR);
    else under = Math.max(under, height - rect.top + CLEAR);
  }
  return { rects, above, under };
}

/** The whole of a board in the frame, none of its things under what floats above it: as high as it can
 * go beside the bars, else between them. Null when it would then be smaller than `least`. */
export function fitAround(
  bounds: Bounds,
  things: readonly Box[],
  frame: Size,
  over: Over,
  least: number,
): Camera | null {
  for (const [above, under] of roomsBeside(over)) {
    const camera = fit(bounds, frame, { above, under, readable: least }, Math.min(EDGE, marginOf(frame)));
    if (camera.zoom >= least && !things.some((box) => isUnder(box, camera, over.rects))) return camera;
  }
  return null;
}

function roomsBeside({ above, under }: Over) {
  return [
    [EDGE, EDGE],
    [above, EDGE],
    [EDGE, under],
    [above, under],
  ] as const;
}

/** The least pull that keeps all of a board in the frame, drawn as large as it is, clear of what floats above it.
 * Null when it has no room. */
export function keepAll(
  camera: Camera,
  bounds: Bounds,
  things: readonly Box[],
  frame: Size,
  over: Over,
): Camera | null {
  const { zoom } = camera;
  const side = Math.min(EDGE, marginOf(frame));
  const pull = (start: number, end: number, at: number, before: number, room: number): number | null => {
    if ((end - start) * zoom > room - before) return null;
    return clamp(at, before - start * zoom, room - end * zoom);
  };
  const x = pull(bounds.left, bounds.right, camera.x, side, frame.width - side);
  if (x === null) return null;
  for (const [above, under] of roomsBeside(over)) {
    const y = pull(bounds.top, bounds.bottom, camera.y, above, frame.height - under);
    if (y === null) continue;
    const pulled = { x, y, zoom };
    if (!things.some((box) => isUnder(box, pulled, over.rects))) return pulled;
  }
  return null;
}

function isUnder({ x, y, width, height }: Box, { x: left, y: top, zoom }: Camera, rects: readonly Bounds[]): boolean {
  return rects.some(
    (rect) =>
      x * zoom + left < rect.right + CLEAR &&
      (x + width) * zoom + left > rect.left - CLEAR &&
      y * zoom + top < rect.bottom + CLEAR &&
      (y + height) * zoom + top > rect.top - CLEAR,
  );
}

/** Whether a frame shows all of this. */
export function shows({ x, y, zoom }: Camera, { left, top, right, bottom }: Bounds, frame: Size): boolean {
  const across = left * zoom + x >= 0 && right * zoom + x <= frame.width;
  return across && top * zoom + y >= 0 && bottom * zoom + y <= frame.height;
}

/** The least pull that brings a part of the board inside the frame, clear of what floats above it. */
export function reveal(
  camera: Camera,
  part: Bounds,
  frame: Size,
  margin = Math.min(24, marginOf(frame)),
  over: Over = NOTHING_OVER,
): Camera {
  const { zoom } = camera;
  const pull = (start: number, end: number, at: number, before: number, room: number): number => {
    const [from, to] = [start * zoom + at, end * zoom + at];
    if (to - from > room - before || from < before) return at + before - from;
    return to > room ? at + room - to : at;
  };
  const pulled = (above: number, under: number): Camera => ({
    x: pull(part.left, part.right, camera.x, margin, frame.width - margin),
    y: pull(part.top, part.bottom, camera.y, above, frame.height - under),
    zoom,
  });
  const least = pulled(margin, margin);
  const box = { x: part.left, y: part.top, width: part.right - part.left, height: part.bottom - part.top };
  if (!isUnder(box, least, over.rects)) return least;
  return pulled(Math.max(margin, over.above), Math.max(margin, over.under));
}

const NOTHING_OVER: Over = { rects: [], above: 0, under: 0 };

/** A camera that still sees some of the board. */
export function kept(camera: Camera, bounds: Bounds, frame: Size): Camera {
  const { zoom } = camera;
  return {
    x: clamp(camera.x, KEPT - bounds.right * zoom, frame.width - KEPT - bounds.left * zoom),
    y: clamp(camera.y, KEPT - bounds.bottom * zoom, frame.height - KEPT - bounds.top * zoom),
    zoom,
  };
}

/** Where a point of the frame is on the board. */
export function toBoard(camera: Camera, x: number, y: number): Point {
  return { x: (x - camera.x) / camera.zoom, y: (y - camera.y) / camera.zoom };
}

export function cameraSignal(): Value<Camera> {
  return value<Camera>({ x: 0, y: 0, zoom: 1 });
}

/** On the way from one to the other. */
export function between(from: Camera, to: Camera, part: number): Camera {
  const at = (a: number, b: number) => a + (b - a) * part;
  return { x: at(from.x, to.x), y: at(from.y, to.y), zoom: at(from.zoom, to.zoom) };
}

/** The same middle, in a frame of another size. */
export function centred(camera: Camera, before: Size, size: Size): Camera {
  const [dx, dy] = [size.width - before.width, size.height - before.height];
  return { ...camera, x: camera.x + dx / 2, y: camera.y + dy / 2 };
}

/** Tells whether a thing would be in the frame, there. */
export function seenFrom({ x, y, zoom }: Camera, frame: Size): (at: Point, size: Size) => boolean {
  const [left, top] = [-x / zoom, -y / zoom];
  const [right, bottom] = [left + frame.width / zoom, top + frame.height / zoom];
  return (at, { width, height }) => at.x < right && at.x + width > left && at.y < bottom && at.y + height > top;
}
