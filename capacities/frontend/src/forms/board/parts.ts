/** What a board is made of: where it is drawn, where a form puts its things, how it is looked at. */

import type { Bounds, Box, Point } from "./box";
import type { FrameParts } from "./frames";
import type { Camera, Fitting } from "./zoom";

export const MOVE_MS = 150;
/** For so long after opening, what arrives late (the vote, fonts) is still fitted. */
export const SETTLING_MS = 2_000;
/** Beyond this many new things at once, they simply appear. */
export const MOST_FADED = 40;

export interface BoardParts {
  /** What one looks through. */
  frame: HTMLElement;
  /** What is pulled and zoomed. */
  plane: HTMLElement;
  /** Of the plane, what holds all things and lines, and nothing else: when most things move alike, these do. */
  layers?: readonly (HTMLElement | SVGElement)[];
}

/** Where a form puts its things. */
export interface Placed<B extends Box = Box> {
  boxes: ReadonlyMap<string, B>;
  /** All of them, with what must be seen around. */
  bounds: Bounds;
  /** What must not be under what floats above, when it is more than the things themselves. */
  taken?: readonly Box[];
  /** What is in the middle at opening, when all does not fit. */
  centre: Point;
}

export interface BoardOptions extends FrameParts {
  /** Things may change size by themselves (gommettes come later): the browser tells it. */
  late: boolean;
  /** Where there is another room than around a tree. */
  fitting?: Fitting;
  /** What floats above it, as a CSS selector: nothing is put under that. */
  over?: string;
  /** Beyond this many moved at once, they do not travel; any number by default. */
  most?: number;
}

/** Where a thing is drawn, and what is written of it: from the corner of its layer. */
export interface Drawn extends Point {
  left: number;
  top: number;
}

export interface Move {
  id: string;
  fromX: number;
  fromY: number;
  to: Box;
}

export function calm(): boolean {
  return window.matchMedia("(prefers-reduced-motion: reduce)").matches || document.hidden;
}

/** Whether going from one to the other would be seen. */
export function apart(a: Camera, b: Camera): boolean {
  return Math.abs(a.x - b.x) > 2 || Math.abs(a.y - b.y) > 2 || Math.abs(a.zoom / b.zoom - 1) > 0.01;
}

/** Where what a selector finds in a frame is, in the pixels of that frame. */
export function rectsIn(frame: HTMLElement, selector: string): Bounds[] {
  const { left, top } = frame.getBoundingClientRect();
  const rects = [...frame.querySelectorAll(selector)].map((each) => each.getBoundingClientRect());
  return rects
    .filter(({ width }) => width > 0)
    .map((each) => ({
      left: each.left - left,
      top: each.top - top,
      right: each.right - left,
      bottom: each.bottom - top,
    }));
}
