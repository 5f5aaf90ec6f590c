/** Clicks and taps on the frise: one takes in hand, a second one writes. */

import type { MouseEvent, PointerEvent } from "react";
import { useMemo } from "react";
import type { FriseContext } from "./context";

const NOT_OURS = "button, a, textarea, input, .popover";

export function stepAt(target: EventTarget | null): string | undefined {
  return target instanceof Element ? target.closest<HTMLElement>(".step")?.dataset["id"] : undefined;
}

export function usePressing(frise: FriseContext) {
  return useMemo(() => {
    const { session, viewer, hands, hovered, focus } = frise;
    /** What alone was selected when it was pressed. */
    let only: string | null = null;
    return {
      onPointerDown: () => {
        const { selected } = viewer.get();
        only = selected.length === 1 ? selected[0]! : null;
      },
      onPointerOver: (event: PointerEvent) => {
        if (event.pointerType !== "touch" && event.buttons === 0) hovered.set(stepAt(event.target) ?? null);
      },
      onPointerLeave: () => hovered.set(null),
      onClick: (event: MouseEvent) => {
        const { target } = event;
        if (!(target instanceof Element) || target.closest(NOT_OURS) !== null) return;
        const id = stepAt(target);
        const link = target.closest<HTMLElement>("[data-link]")?.dataset["link"];
        if (id === undefined) {
          if (viewer.get().editing === null) viewer.select(link === undefined ? [] : [link]);
          if (event.currentTarget instanceof HTMLElement) event.currentTarget.focus({ preventScroll: true });
          return;
        }
        if (viewer.get().editing === id) return;
        if (event.shiftKey || event.ctrlKey || event.metaKey) return viewer.toggle(id);
        if (only === id && session.editable.get()) return hands.write(id);
        viewer.select([id]);
        if (only === id) viewer.showDetails(true);
        focus(id);
      },
      onContextMenu: (event: MouseEvent) => {
        const id = stepAt(event.target);
        if (id === undefined || event.defaultPrevented || viewer.get().editing === id) return;
        const anchor = event.target instanceof Element ? event.target.closest(".step") : null;
        if (anchor === null) return;
        event.preventDefault();
        viewer.select([id]);
        frise.openMenu({ id, anchor });
      },
    };
  }, [frise]);
}
