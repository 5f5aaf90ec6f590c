/** Where things are on a board, in its own pixels. */

export interface Point {
  x: number;
  y: number;
}

export interface Size {
  width: number;
  height: number;
}

/** A thing on the board: its top left corner, and how large it is. */
export interface Box extends Point, Size {}

export interface Bounds {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

/** The element of a thing names it in `data-node`. */
export const THING = "[data-node]";

/** The element of a thing of the board drawn in `root`. */
export function elementOf(root: ParentNode | null | undefined, id: string): HTMLElement | null {
  return root?.querySelector<HTMLElement>(`[data-node="${CSS.escape(id)}"]`) ?? null;
}

/** The thing that an element is in, if any. */
export function thingAt(element: Element): string | undefined {
  return element.closest<HTMLElement>(THING)?.dataset["node"];
}
