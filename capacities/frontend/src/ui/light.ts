/** What the light page, shown without network, says with the canvas: nothing on Streamlit's own page. */

import type { CanvasSession } from "../core";
import { value } from "../core";

export interface LightNotice {
  words: string;
  act: string;
  run: () => void;
}

/** What the light page gives the canvas that it mounts. */
export interface LightMounting {
  /** Called with the session, and what shows words of the page in the canvas. */
  onLight?: (session: CanvasSession, say: (notice: LightNotice) => void) => void;
}

export const light = value<LightNotice | null>(null);
