/** Keeping the focus in a post-it that is drawn later, redrawn, or moved by somebody. */

export interface Caret {
  start: number;
  end: number;
}

const WAIT_MS = 1_500;

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
