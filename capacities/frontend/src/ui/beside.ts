/** The figures that Python draws beside a canvas: whether this device shows them or folds them.
 *
 * The canvas and the head of the figures are two components of the page: they only share this
 * choice, an attribute of the page that the style sheet reads, and one event (see moved.ts). */

import { keep, readKept } from "./kept";

const KEPT = "capacities-figures";
/** From this width on they are open until somebody folds them: below, the canvas needs the room
 * (they stand beside it from 1200 px on, else under it: style.css). */
const WIDE = "(min-width: 1440px)";

/** What was chosen last on this device; else open where there is room beside the canvas. */
export function figuresOpen(): boolean {
  const kept = readKept("localStorage", KEPT);
  return kept === null ? window.matchMedia(WIDE).matches : kept === "open";
}

export function keepChoice(open: boolean): void {
  keep("localStorage", KEPT, open ? "open" : "folded");
}

/** Let the style sheet know, so that the canvas leaves the room they take. */
export function markPage(open: boolean | null): void {
  const { dataset } = document.documentElement;
  if (open === null) delete dataset["figures"];
  else dataset["figures"] = open ? "open" : "folded";
}
