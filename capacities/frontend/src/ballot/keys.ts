/** Alt+G places a gommette on the idea in hand, Alt+Maj+G takes one back: letters alone are for
 * writing. Known by the place of the key, since Alt changes the sign on some keyboards. */

import type { DotActs } from "./hooks";

type Pressed = Pick<KeyboardEvent, "code" | "altKey" | "ctrlKey" | "metaKey" | "shiftKey">;

/** Do what a key asks on a card; false when it asks nothing of the vote. */
export function pressDots(event: Pressed, acts: DotActs | null, card: string): boolean {
  if (acts === null || event.code !== "KeyG") return false;
  if (!event.altKey || event.ctrlKey || event.metaKey) return false;
  if (event.shiftKey) acts.takeBack(card);
  else acts.place(card);
  return true;
}
