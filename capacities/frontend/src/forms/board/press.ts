/** A key pressed on a board, as the pure functions that understand it read it. */

import type { KeyboardEvent } from "react";
import { isComposed } from "../../core";

export interface KeyPress {
  key: string;
  /** Which key of the keyboard it is, whatever is written on it. */
  code?: string;
  ctrlKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
  metaKey: boolean;
  /** An accent or a word is being composed: nothing is ours then. */
  isComposing?: boolean;
  /** Held down: one press takes away one thing, not its neighbours after it. */
  repeat?: boolean;
}

export type Arrow = "up" | "down" | "left" | "right";

export const ARROWS: Readonly<Record<string, Arrow>> = {
  ArrowUp: "up",
  ArrowDown: "down",
  ArrowLeft: "left",
  ArrowRight: "right",
};

export const ZOOMS: Readonly<Record<string, "in" | "out" | "fit">> = { "+": "in", "-": "out", "0": "fit" };

export function pressOf(event: KeyboardEvent): KeyPress {
  const { key, code, ctrlKey, altKey, shiftKey, metaKey, repeat } = event;
  return { key, code, ctrlKey, altKey, shiftKey, metaKey, repeat, isComposing: isComposed(event.nativeEvent) };
}

/** Pressed in a control that is on the board: the key is for it. */
export function inControl(target: EventTarget): boolean {
  return target instanceof Element && target.closest("button, a, input, select, .popover") !== null;
}
