/* The core's public face: forms import from here only. */

export type * from "./types";

import type * as Y from "yjs";
import type { CanvasData, CanvasSession } from "./types";

/** Open the session of `data.room`, or join the one already open in this page (one per room:
 * it survives remounts). Each call must be matched by one `release`. */
export declare function openSession(data: CanvasData): CanvasSession;

/** The caller no longer shows the canvas; the session closes a little after the last release. */
export declare function release(session: CanvasSession): void;

/**
 * Bind a text area (uncontrolled: React must not set `value`) to a card's text; returns the
 * clean-up. Caret kept, input methods respected, length limited, Ctrl+Z / Ctrl+Maj+Z / Ctrl+Y
 * sent to the session's undo with preventDefault: handlers higher up should ignore
 * `event.defaultPrevented`.
 */
export declare function bindTextArea(
  el: HTMLTextAreaElement | HTMLInputElement,
  text: Y.Text,
  session: CanvasSession,
): () => void;

/** True when a paste should become several cards rather than go into one text. */
export declare function isSeveralLines(text: string): boolean;
