/* A page that stands in for another one, until the site gives that one: how it asks, what its button
 * says, and when nobody touches it. The same on the page of a canvas and on that of a vote. */

import type { Reason } from "./offline";
import { pageAnswers, siteAnswers, watchReturn } from "./return";

const TRYING = "Nouvel essai…";
const STILL = "Toujours pas de réponse. La page réessaie toute seule.";

/** Of a page that was slow to come, that the site is well says nothing. */
export function answering(why: Reason | null): () => Promise<boolean> {
  return why === "slow" ? pageAnswers : siteAnswers;
}

/** Load this address again as soon as it answers. Returns what asks at once, and tells it in `said`. */
export function comeBack(why: Reason, said: HTMLElement): () => void {
  const watch = watchReturn(() => location.reload(), answering(why));
  return () => {
    said.textContent = TRYING;
    void watch.ask().then((there) => {
      if (!there) said.textContent = STILL;
    });
  };
}

/** Nobody has touched anything for so long: the page may be changed under them. */
const QUIET_MS = 5_000;
/** Whoever reads with the cursor of a screen reader presses and types nothing that the page is told of:
 * what they read is selected, focused, or scrolled to. */
const TOUCHES = ["keydown", "pointerdown", "input", "scroll", "selectionchange", "focusin"];

/** Whether nobody has touched the page for a while. What scrolls in a shadow root is heard there only:
 * `places` names those that count beside the document. */
export function watchQuiet(...places: EventTarget[]): () => boolean {
  let touched = performance.now();
  const touch = () => {
    touched = performance.now();
  };
  for (const place of [document, ...places]) {
    for (const act of TOUCHES) place.addEventListener(act, touch, true);
  }
  return () => performance.now() - touched >= QUIET_MS;
}
