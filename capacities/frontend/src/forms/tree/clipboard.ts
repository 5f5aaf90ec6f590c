/** Copying branches of the map as an outline, and pasting one under the node in hand. */

import type { HTMLAttributes } from "react";
import { clipboardText } from "../../core";
import { inControl } from "../board/press";
import { topmost } from "./hands";
import type { MapContext } from "./map-context";
import { outlineText } from "./outline-text";
import { CENTRE } from "./tree";

export function clipboard(
  { session, viewer, hands }: MapContext,
  whisper: (sentence: string) => void,
): HTMLAttributes<HTMLElement> {
  return {
    onPaste: (event) => {
      const { selected, editing } = viewer.get();
      /* Taken by the field that was being written: it may have made way for what it took. */
      if (event.defaultPrevented || inControl(event.target) || editing !== null) return;
      event.preventDefault();
      hands.paste(selected.at(-1) ?? viewer.shown.get().root, clipboardText(event.clipboardData));
    },
    onCopy: (event) => {
      const { selected, editing } = viewer.get();
      if (inControl(event.target) || editing !== null) return;
      /* The centre holds all the others. */
      const ids = selected.includes(CENTRE) ? [CENTRE] : topmost(session, selected);
      if (ids.length === 0) return;
      event.preventDefault();
      event.clipboardData.setData("text/plain", outlineText(session, ids));
      whisper("Copié.");
    },
  };
}
