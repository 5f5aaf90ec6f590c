/* What a key asks for on the map. Pure: `map-keys.ts` does it. */

import { letterOf } from "../../core";
import type { Box } from "../board/box";
import type { Arrow, KeyPress } from "../board/press";
import { ARROWS, ZOOMS } from "../board/press";
import { centreOf } from "./routing";

export type Command =
  | { kind: "nudge"; x: number; y: number }
  | { kind: "go"; to: Arrow }
  | { kind: "write" | "type" | "remove" | "duplicate" | "all" | "details" | "join" | "menu" | "leave" | "pen" }
  | { kind: "zoom"; to: "in" | "out" | "fit" };

const STEP_PX = 10;
const FINE_PX = 1;
const STEPS: Readonly<Record<Arrow, readonly [x: number, y: number]>> = {
  left: [-1, 0],
  right: [1, 0],
  up: [0, -1],
  down: [0, 1],
};

export interface Held {
  /** Something is selected. */
  inHand: boolean;
  /** What is selected has no words: a letter is not for it. */
  wordless?: boolean;
  editable: boolean;
}

export function commandOf(press: KeyPress, { inHand, wordless = false, editable }: Held): Command | null {
  const { key, ctrlKey, metaKey, altKey, shiftKey } = press;
  if (press.isComposing === true || altKey) return null;
  const control = ctrlKey || metaKey;
  const arrow = ARROWS[key];
  if (arrow !== undefined) {
    if (control || !inHand) return { kind: "go", to: arrow };
    if (!editable) return { kind: "go", to: arrow };
    const [x, y] = STEPS[arrow];
    const step = shiftKey ? FINE_PX : STEP_PX;
    return { kind: "nudge", x: x * step, y: y * step };
  }
  if (control) return withControl(letterOf(press), inHand, editable);
  if (key === "Escape") return { kind: "leave" };
  if (key === "ContextMenu" || (key === "F10" && shiftKey)) return inHand ? { kind: "menu" } : null;
  const zoom = ZOOMS[key];
  if (editable && (!inHand || wordless) && isPen(press)) return { kind: "pen" };
  if (!inHand) return zoom === undefined ? null : { kind: "zoom", to: zoom };
  if (!editable) return zoom === undefined ? null : { kind: "zoom", to: zoom };
  if (key === "Enter" || key === "F2") return wordless ? null : { kind: "write" };
  if (key === "Delete" || key === "Backspace") return press.repeat === true ? null : { kind: "remove" };
  if (zoom !== undefined) return { kind: "zoom", to: zoom };
  if (wordless) return null;
  if (key === "Dead") return { kind: "type" };
  return key.length === 1 && key !== " " ? { kind: "type" } : null;
}

/** « P »: where no letter is Latin, the key that has its place. */
function isPen(press: KeyPress): boolean {
  return letterOf(press) === "p";
}

function withControl(key: string, inHand: boolean, editable: boolean): Command | null {
  if (key === "a") return { kind: "all" };
  if (key === "i" && inHand) return { kind: "details" };
  if (!inHand || !editable) return null;
  if (key === "d") return { kind: "duplicate" };
  return key === "k" ? { kind: "join" } : null;
}

/** The thing that one reaches from another in a direction: near, and not too much aside. */
export function beside(boxes: ReadonlyMap<string, Box>, from: string, to: Arrow): string | null {
  const box = boxes.get(from);
  if (box === undefined) return null;
  const here = centreOf(box);
  const [sx, sy] = STEPS[to];
  let best: string | null = null;
  let least = Infinity;
  for (const [id, other] of boxes) {
    if (id === from) continue;
    const there = centreOf(other);
    const ahead = (there.x - here.x) * sx + (there.y - here.y) * sy;
    const aside = Math.abs((there.x - here.x) * sy) + Math.abs((there.y - here.y) * sx);
    if (ahead <= 0 || aside > ahead * 2) continue;
    const far = ahead + aside * 2;
    if (far < least) [least, best] = [far, id];
  }
  return best;
}
