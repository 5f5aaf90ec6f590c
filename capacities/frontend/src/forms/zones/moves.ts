/** Where Alt + an arrow sends a post-it. */

import type { Arrow } from "../board/press";

export type Move =
  | { kind: "within"; index: number }
  | { kind: "across"; box: string; index: number }
  | { kind: "none"; reason: string };

export interface Place {
  /** Boxes in reading order. */
  boxes: readonly string[];
  box: string;
  /** Place of the post-it among the `count` of its box. */
  index: number;
  count: number;
  /** How many post-its the other box holds. */
  countOf: (box: string) => number;
}

/** Up and down stay in the box; left and right go to the box before or after, same height. */
export function keyboardMove(arrow: Arrow, place: Place): Move {
  if (arrow === "up") {
    return place.index > 0
      ? { kind: "within", index: place.index - 1 }
      : { kind: "none", reason: "C’est déjà le premier post-it de la case." };
  }
  if (arrow === "down") {
    return place.index < place.count - 1
      ? { kind: "within", index: place.index + 1 }
      : { kind: "none", reason: "C’est déjà le dernier post-it de la case." };
  }
  const here = place.boxes.indexOf(place.box);
  const box = here < 0 ? undefined : place.boxes[here + (arrow === "left" ? -1 : 1)];
  if (box === undefined) {
    const side = arrow === "left" ? "avant" : "après";
    return { kind: "none", reason: `Il n’y a pas de case ${side} celle-ci.` };
  }
  return { kind: "across", box, index: Math.min(place.index, place.countOf(box)) };
}
