/** What the scene of the frise reads and writes of what is drawn. */

import { sameRecord } from "../../core";
import type { Box, Layout } from "./frise-layout";

export const NOWHERE: Box = { x: 0, y: 0, width: 0, height: 0 };
/** Of a post-it out of the hand: four lines of words. */
const WORDS_HEIGHT = 68;

export function meet(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

/** What a link crosses. */
export function aroundOf(a: Box | undefined, b: Box | undefined): Box {
  if (a === undefined || b === undefined) return NOWHERE;
  const [x, y] = [Math.min(a.x, b.x), Math.min(a.y, b.y)];
  const [right, bottom] = [Math.max(a.x + a.width, b.x + b.width), Math.max(a.y + a.height, b.y + b.height)];
  return { x, y, width: right - x, height: bottom - y };
}

/** In hand, a step shows all of its words over what is below: nothing moves for that. */
export function heightOf(element: HTMLElement): number {
  const words = element.querySelector<HTMLElement>(":scope > .step-words");
  return element.offsetHeight - Math.max(0, (words?.offsetHeight ?? 0) - WORDS_HEIGHT);
}

export function put(element: HTMLElement, x: number, y: number): void {
  const placed = `translate(${Math.round(x)}px, ${Math.round(y)}px)`;
  if (element.style.transform !== placed) element.style.transform = placed;
}

export function calm(): boolean {
  return window.matchMedia("(prefers-reduced-motion: reduce)").matches;
}

export function sameLanes(a: Layout["lanes"], b: Layout["lanes"]): boolean {
  return a.length === b.length && a.every((lane, i) => sameRecord(lane, b[i]!));
}
