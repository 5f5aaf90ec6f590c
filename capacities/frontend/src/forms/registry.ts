/** Every form a canvas may take, by the name the template gives it. One line per form. */

import type { ComponentType } from "react";
import type { CanvasSession } from "../core";

export interface FormModule {
  /** Draws the content in the current view; reads the session from the screen. */
  Form: ComponentType;
  /** What people call the place where a card is (for the corbeille), or "". */
  placeName: (session: CanvasSession, zone: string) => string;
}

export const FORMS: Readonly<Record<string, () => Promise<FormModule>>> = {
  zones: () => import("./zones"),
};
