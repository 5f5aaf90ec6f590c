/** Undo and redo of one's own edits, and what is said of it. */

import type { UndoResult } from "../core";
import { letterOf, REPLAYED } from "../core";
import type { ScreenContext } from "./screen";

function report({ tell, whisper }: ScreenContext, result: UndoResult, done: string): void {
  if (result.message !== null) tell(result.message);
  else if (result.done) whisper(done);
}

/* What is projected is only looked at: the keys change nothing there. */

export function undo(screen: ScreenContext): void {
  if (screen.view === "presentation") return;
  report(screen, screen.session.actions.undo(), REPLAYED.undo);
}

export function redo(screen: ScreenContext): void {
  if (screen.view === "presentation") return;
  report(screen, screen.session.actions.redo(), REPLAYED.redo);
}

type Pressed = Pick<KeyboardEvent, "key" | "altKey" | "ctrlKey" | "metaKey" | "shiftKey"> & { code?: string };

/** Which of the two a key press asks for, or null. */
export function historyKey(event: Pressed): "undo" | "redo" | null {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return null;
  const key = letterOf(event);
  if (key === "z") return event.shiftKey ? "redo" : "undo";
  return key === "y" && !event.shiftKey ? "redo" : null;
}
