/** One more lane, whose title is written at once. */

import { flushSync } from "react-dom";
import type { Over } from "./over";

export function beginLane({ hands, viewer }: Pick<Over, "hands" | "viewer">): void {
  const key = hands.addLane("");
  const card = key === null ? null : hands.laneCard(key);
  if (card !== null) flushSync(() => viewer.edit(card));
}
