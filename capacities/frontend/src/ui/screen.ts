/** What every part of the screen shares: the session, the view, and a voice. */

import type { CanvasData, CanvasSession } from "../core";
import type { FormEntry, FormModule } from "./form";
import { useStore } from "./hooks";
import type { Tell } from "./notice";
import { sharedContext } from "./shared-context";
import type { View } from "./view";

export type { Notice } from "./notice";

export interface ScreenContext {
  session: CanvasSession;
  data: CanvasData;
  /** What is drawn, once its code is there. */
  form: FormModule | null;
  /** What the screen knows of the form at once: its words. */
  entry: FormEntry;
  view: View;
  /** The page is being put on paper: everything is drawn, folded or not. */
  printing: boolean;
  setView: (view: View) => void;
  /** Show a sentence for a few seconds and announce it. */
  tell: Tell;
  /** Announce only (screen readers). */
  whisper: (sentence: string) => void;
  /** Bring a card into sight, and point it out. */
  show: (id: string) => void;
}

export const [Screen, useScreen] = sharedContext<ScreenContext>("<CanvasScreen>");

/** Whether this person may change the canvas now, in this view (a projector only shows). */
export function useEditable(): boolean {
  const { session, view } = useScreen();
  return useStore(session.editable) && view !== "presentation";
}
