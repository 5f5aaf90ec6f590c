/** Clicks and taps on the map: one takes in hand, a second one writes; a tool puts something down. */

import type { MouseEvent, PointerEvent } from "react";
import { useScreen } from "../../ui/screen";
import type { MapContext } from "./context";
import { carrierFor } from "./graph";
import { recordAt, recordElement, strokeUnder } from "./gripping";
import { NOT_PAPER } from "./pen";
import { ERASER, LASSO, PEN } from "./viewer";

/** What of the map is pressed, undefined for the paper; null in a tool. */
function pressed(event: { target: EventTarget | null }): { id: string | undefined } | null {
  const { target } = event;
  if (!(target instanceof Element) || target.closest(NOT_PAPER) !== null) return null;
  return { id: recordAt(target) };
}

export function usePressing(map: MapContext) {
  const { whisper } = useScreen();
  const { session, viewer, scene, hands, plan, press, hovered } = map;
  const strokeOf = (event: MouseEvent, record: string | undefined) =>
    strokeUnder(map, scene.pointAt(event.clientX, event.clientY), record, press.touch);
  const put = (event: MouseEvent, id: string | undefined, tool: string) => {
    const at = scene.pointAt(event.clientX, event.clientY);
    if (!plan.typeOf(tool).stamp) return void hands.add(tool, at);
    hands.stamp(tool, carrierFor(session, plan, tool, id ?? ""), at);
  };
  /** Pressed twice: one writes in it; a stamp opens, it is its fields that matter. Who may not write looks. */
  const enter = (id: string) => {
    const stamp = plan.typeOf(session.card(id).get()?.zone ?? "").stamp;
    if (!stamp && session.editable.get()) return hands.write(id);
    viewer.select([id]);
    viewer.showDetails(true);
  };
  return {
    onPointerDown: (event: PointerEvent) => {
      press.touch = event.pointerType === "touch";
      const { selected } = viewer.get();
      press.only = selected.length === 1 ? selected[0]! : null;
    },
    onPointerOver: (event: PointerEvent) => {
      if (event.pointerType === "touch" || event.buttons !== 0) return;
      hovered.set((event.target instanceof Element ? recordAt(event.target) : undefined) ?? null);
    },
    onPointerLeave: () => hovered.set(null),
    onClick: (event: MouseEvent) => {
      const at = pressed(event);
      if (at === null) return;
      const { tool, selected, editing } = viewer.get();
      if (tool === PEN || tool === ERASER) return;
      if (tool !== null && tool !== LASSO && session.editable.get()) return put(event, at.id, tool);
      const stroke = editing === null ? strokeOf(event, at.id) : null;
      const id = stroke ?? at.id;
      if (id === undefined) {
        if (editing !== null) return;
        if (selected.length > 0) viewer.select([]);
        /* The keyboard stays on the map. */
        if (event.currentTarget instanceof HTMLElement) event.currentTarget.focus({ preventScroll: true });
        return;
      }
      const several = event.ctrlKey || event.metaKey || event.shiftKey;
      if (several) {
        viewer.toggle(id);
        whisper(`${viewer.get().selected.length} sélectionnés.`);
      } else if (press.touch && press.only === id && stroke === null) enter(id);
      else viewer.select([id]);
      if (viewer.get().editing === null) map.focus(id);
    },
    onDoubleClick: (event: MouseEvent) => {
      const at = pressed(event);
      if (at === null || event.ctrlKey || event.shiftKey || event.metaKey) return;
      if (viewer.get().tool === PEN || viewer.get().tool === ERASER) return;
      if (at.id !== undefined) return enter(at.id);
      if (strokeOf(event, undefined) !== null) return;
      if (viewer.get().tool === null && session.editable.get())
        hands.add(plan.note.key, scene.pointAt(event.clientX, event.clientY));
    },
    onContextMenu: (event: MouseEvent<HTMLElement>) => {
      const at = pressed(event);
      /* The browser's menu stays for who holds Maj. */
      if (at?.id === undefined || event.shiftKey) return;
      event.preventDefault();
      if (press.touch) return;
      if (!viewer.get().selected.includes(at.id)) viewer.select([at.id]);
      const anchor = recordElement(event.currentTarget, at.id);
      if (anchor !== null) map.openMenu({ id: at.id, anchor });
    },
  };
}
