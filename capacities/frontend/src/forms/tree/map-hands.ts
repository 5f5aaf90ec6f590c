/** The map under the hand: pulled, zoomed, its branches carried; and the focus that follows. */

import type { RefObject } from "react";
import { useEffect } from "react";
import { flushSync } from "react-dom";
import { focusedBeside } from "../../ui/hooks";
import { useScreen } from "../../ui/screen";
import { THING } from "../board/box";
import { installCarry } from "../board/carry";
import { installGestures } from "../board/gestures";
import type { Aim } from "./aim";
import { aimAt, landingOf } from "./aim";
import { topmost } from "./hands";
import type { MapContext } from "./map-context";
import { treeOf } from "./tree";

/** Mouse and fingers: pulling, zooming, dragging. */
export function useHandsOfMap(map: MapContext, frame: RefObject<HTMLDivElement | null>): void {
  const { whisper } = useScreen();
  const { session, scene, viewer, hands, work } = map;
  useEffect(() => {
    const host = frame.current;
    if (host === null) return undefined;
    const carry = installCarry<Aim>({
      frame: host,
      board: scene,
      canCarry: (id) => session.editable.get() && treeOf(session).get().parent.has(id),
      idsWith: (id) => {
        const { selected } = viewer.get();
        return topmost(session, selected.includes(id) ? selected : [id]);
      },
      words: ".node-words",
      aimAt: (point, lifted) => aimAt(viewer.shown.get(), scene.boxes, point, lifted),
      landing: (aim) => landingOf(aim, scene.boxes),
      onStart: (ids) => whisper(ids.length > 1 ? `${ids.length} branches soulevées.` : "Branche soulevée."),
      onDrop: (ids, { parent, before }) => flushSync(() => hands.move(ids, parent, before)),
      onCancel: () => whisper("Déplacement abandonné."),
    });
    work.carrying = carry.busy;
    const unwatch = work.watch(host, () => scene.resume());
    const stop = installGestures({
      frame: host,
      get: () => scene.camera.get(),
      set: (camera) => scene.steer(camera),
      /* A finger pulls the map by a node too, unless it stays there. */
      pulls: (target, { pointerType }) => pointerType === "touch" || target.closest(THING) === null,
      busy: () => carry.busy(),
    });
    return () => {
      carry.stop();
      unwatch();
      work.carrying = () => false;
      stop();
    };
  }, [frame, hands, scene, session, viewer, whisper, work]);
}

/** The focus follows the selection when it is in the map; what is selected is brought into view,
 * and told to the others. */
export function useFollowSelection(map: MapContext, frame: RefObject<HTMLDivElement | null>): void {
  const { session, viewer, scene } = map;
  useEffect(() => {
    let { selected, editing, types, query } = viewer.get();
    return viewer.subscribe(() => {
      const now = viewer.get();
      const last = now.selected.at(-1);
      const moved = last !== selected.at(-1);
      const settled = editing !== null && now.editing === null;
      if (now.types !== types || now.query !== query) scene.fitSoon();
      ({ selected, editing, types, query } = now);
      if (!moved && !settled) return;
      if (last === undefined || now.editing !== null) return;
      /* After React has drawn it. */
      queueMicrotask(() => {
        const host = frame.current;
        const focused = host === null ? null : focusedBeside(host);
        const within = focused === null || host?.contains(focused) === true || focused === host?.ownerDocument.body;
        const elsewhere = focused?.closest("dialog, .popover, .details, .map-over") ?? null;
        if (within && elsewhere === null) map.focusNode(last);
        else scene.reveal(last);
        if (within) session.setPresence(last, false);
      });
    });
  }, [frame, map, scene, session, viewer]);
}
