/** Clicks and taps on nodes: one takes in hand, a second one writes. */

import type { HTMLAttributes } from "react";
import { THING, thingAt } from "../board/box";
import type { MapContext } from "./map-context";

function nodeAt(event: { target: EventTarget | null }): { id: string; element: HTMLElement } | null {
  if (!(event.target instanceof Element)) return null;
  if (event.target.closest("button, a, textarea, .popover") !== null) return null;
  const element = event.target.closest<HTMLElement>(THING);
  const id = element?.dataset["node"];
  return element === null || id === undefined ? null : { id, element };
}

export function pressing(map: MapContext): HTMLAttributes<HTMLElement> {
  const { viewer, hands, hovered, press } = map;
  return {
    onPointerMove: (event) => {
      press.x = event.clientX;
      press.y = event.clientY;
    },
    onPointerDown: (event) => {
      press.touch = event.pointerType === "touch";
      const { selected } = viewer.get();
      press.only = selected.length === 1 ? selected[0]! : null;
    },
    onPointerOver: (event) => {
      if (event.pointerType === "touch" || event.buttons !== 0) return;
      /* A node that came under a mouse at rest is not pointed at. */
      if (event.clientX === press.x && event.clientY === press.y) return;
      press.x = event.clientX;
      press.y = event.clientY;
      hovered.set((event.target instanceof Element ? thingAt(event.target) : undefined) ?? null);
    },
    onPointerLeave: () => hovered.set(null),
    onClick: (event) => {
      const at = nodeAt(event);
      if (at === null) return;
      const { id } = at;
      const sign = event.target instanceof Element ? event.target.closest(".node-sign") : null;
      if (sign !== null && map.session.editable.get() && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
        if (!viewer.get().selected.includes(id)) viewer.select([id]);
        return map.openMenu({ id, anchor: at.element, types: true });
      }
      if (event.ctrlKey || event.metaKey) viewer.toggle(id);
      else if (event.shiftKey) viewer.extendTo(id);
      else if (press.touch && press.only === id) hands.write(id);
      else viewer.select([id]);
      if (viewer.get().editing === null) map.focusNode(viewer.get().selected.at(-1) ?? id);
    },
    onDoubleClick: (event) => {
      const at = nodeAt(event);
      if (event.target instanceof Element && event.target.closest(".node-sign") !== null) return;
      if (at !== null && !event.ctrlKey && !event.shiftKey && !event.metaKey) hands.write(at.id);
    },
    onContextMenu: (event) => {
      const at = nodeAt(event);
      /* A long touch drags; the browser's menu stays for who holds Maj. */
      if (at === null || event.shiftKey) return;
      event.preventDefault();
      if (press.touch) return;
      if (!viewer.get().selected.includes(at.id)) viewer.select([at.id]);
      map.openMenu({ id: at.id, anchor: at.element });
    },
  };
}
