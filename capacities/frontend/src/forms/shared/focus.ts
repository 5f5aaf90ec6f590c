/** Keeping the focus in a post-it that is drawn later, redrawn, or moved by somebody. */

import type { RefObject } from "react";
import { focusedBeside } from "../../ui/hooks";

export interface Caret {
  start: number;
  end: number;
}

/** Where the caret goes when the field of a card goes away and comes back. */
export interface CaretPlaces {
  /** The caret asked for a card that is being drawn, once. */
  takeFocus: (id: string) => Caret | null;
  /** The card that is going away (moved or deleted by somebody) had the focus. */
  keepFocus: (id: string, caret: Caret) => void;
}

const WAIT_MS = 1_500;
/** What somebody moved is drawn again well before. */
const GONE_MS = 300;

/** The text field of a post-it, or null while it is not drawn. */
export function fieldOf(root: ParentNode, id: string): HTMLTextAreaElement | null {
  return root.querySelector<HTMLTextAreaElement>(`textarea[data-text="${CSS.escape(id)}"]`);
}

export function caretOf(field: HTMLTextAreaElement): Caret {
  return { start: field.selectionStart, end: field.selectionEnd };
}

export function putCaret(field: HTMLTextAreaElement, caret: Caret): void {
  field.focus();
  field.setSelectionRange(caret.start, caret.end);
}

/** At most one post-it waits for the focus, and not for long. */
export class FocusKeeper {
  private waiting: { id: string; caret: Caret; since: number } | null = null;

  constructor(private readonly now: () => number = () => performance.now()) {}

  keep(id: string, caret: Caret): void {
    this.waiting = { id, caret, since: this.now() };
  }

  take(id: string): Caret | null {
    const { waiting } = this;
    if (waiting?.id !== id) return null;
    this.waiting = null;
    return this.now() - waiting.since < WAIT_MS ? waiting.caret : null;
  }
}

/** `gone` is called when a card that had the focus is not drawn again in `root`, and nothing has it. */
export function caretPlaces(
  keeper: FocusKeeper,
  root: RefObject<HTMLElement | null>,
  gone: (id: string) => void,
): CaretPlaces {
  return {
    takeFocus: (id) => keeper.take(id),
    keepFocus: (id, caret) => {
      keeper.keep(id, caret);
      window.setTimeout(() => {
        const lost = root.current !== null && focusedBeside(root.current) === null;
        if (keeper.take(id) !== null && lost) gone(id);
      }, GONE_MS);
    },
  };
}
