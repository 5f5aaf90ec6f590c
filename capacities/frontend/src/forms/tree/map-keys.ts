/** The keyboard of the map: what `keys.ts` understands, done. */

import type { KeyboardEvent } from "react";
import { useMemo, useRef } from "react";
import { pressDots, useDotActs } from "../../ballot";
import { letterOf } from "../../core";
import { focusedBeside } from "../../ui/hooks";
import { useScreen } from "../../ui/screen";
import { elementOf } from "../board/box";
import { inControl, pressOf } from "../board/press";
import { STEP } from "../board/zoom";
import type { MapCommand } from "./keys";
import { commandOf } from "./keys";
import type { MapContext } from "./map-context";
import { selectedWords } from "./say";
import { CENTRE } from "./tree";
import { hasTypes } from "./types";

export function useMapKeys(map: MapContext): (event: KeyboardEvent<HTMLElement>) => void {
  const { whisper } = useScreen();
  const dots = useDotActs();
  const leaving = useRef(false);
  return useMemo(() => {
    const { session, viewer, scene, hands } = map;
    const at = () => viewer.get().selected.at(-1) ?? viewer.shown.get().root;

    const own = (event: KeyboardEvent<HTMLElement>): boolean => {
      const { key } = event;
      const control = event.ctrlKey || event.metaKey;
      if (control && !event.altKey && !event.shiftKey && letterOf(event) === "i") {
        viewer.showDetails(!viewer.get().details);
        return true;
      }
      if (at() !== CENTRE && pressDots(event, dots, at())) return true;
      const writing = viewer.get().editing !== null;
      if (writing || control || event.altKey) return false;
      if (key === "ContextMenu" || (key === "F10" && event.shiftKey)) {
        const element = elementOf(event.currentTarget, at());
        if (element !== null) map.openMenu({ id: at(), anchor: element });
        return true;
      }
      return false;
    };

    const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
      if (event.defaultPrevented || inControl(event.target)) return;
      /* The mouse is at rest: its buttons leave the words. */
      map.hovered.set(null);
      const left = leaving.current;
      leaving.current = false;
      if (event.key === "Tab" && left) return;
      if (own(event)) {
        event.preventDefault();
        return;
      }
      const { selected, editing } = viewer.get();
      const command = commandOf(pressOf(event), {
        shown: viewer.shown.get(),
        boxOf: (id) => scene.boxes.get(id),
        selected,
        editing: editing !== null,
        editable: session.editable.get(),
        empty: editing !== null && session.text(editing).get().trim() === "",
        types: hasTypes(session.data.template) ? session.data.template.colors.map((color) => color.key) : [],
      });
      if (command === null) {
        /* An accent that begins a letter: the field must be there before it. */
        if (event.key === "Dead" && editing === null && session.editable.get()) writeOn(event, at());
        return;
      }
      if (command.kind === "type") {
        writeOn(event, command.id);
        return;
      }
      event.preventDefault();
      if (command.kind === "leave") {
        /* What one opened is closed first. */
        if (viewer.get().details) return viewer.showDetails(false);
        leaving.current = true;
        if (viewer.get().selected.length > 1) viewer.select([at()]);
        whisper("Tab pour quitter la carte.");
        return;
      }
      run(command, event.shiftKey);
    };

    /** The field is there, the caret after its words, before the browser puts this very sign in
     * it: a letter typed by mistake must not take the place of an idea. */
    const writeOn = (event: KeyboardEvent<HTMLElement>, id: string) => {
      hands.write(id);
      const field = focusedBeside(event.currentTarget);
      if (field instanceof HTMLTextAreaElement) {
        field.setSelectionRange(field.value.length, field.value.length);
      }
    };

    const run = (command: MapCommand, extending: boolean) => {
      switch (command.kind) {
        case "select":
          viewer.select(command.ids);
          if (command.ids.length > 1) whisper(selectedWords(command.ids.length));
          return;
        case "extend":
          viewer.extendTo(command.id);
          if (extending) whisper(selectedWords(viewer.get().selected.length));
          return;
        case "child":
          return hands.child(command.of);
        case "sibling":
          return hands.sibling(command.of, command.where);
        case "edit":
          return hands.write(command.id);
        case "shift":
          return hands.shift(command.ids, command.to);
        case "set-type":
          return hands.setType(command.ids, command.type);
        case "remove":
          return hands.remove(command.ids);
        case "duplicate":
          return hands.duplicate(command.id);
        case "fold":
          return hands.fold(command.ids, command.folded);
        case "zoom":
          if (command.to === "fit") scene.fit();
          else scene.zoom(command.to === "in" ? STEP : 1 / STEP);
          return;
        case "stop-editing": {
          const { editing } = viewer.get();
          if (editing !== null) hands.settle(editing);
          map.focusNode(at());
          return;
        }
        default:
          return;
      }
    };

    return onKeyDown;
  }, [dots, map, whisper]);
}
