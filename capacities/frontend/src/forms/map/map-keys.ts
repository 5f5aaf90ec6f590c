/** The keyboard of the map: what `keys.ts` understands, done. */

import type { KeyboardEvent } from "react";
import { useEffect, useMemo } from "react";
import { flushSync } from "react-dom";
import type { CardMove } from "../../core";
import { focusedBeside } from "../../ui/hooks";
import { useScreen } from "../../ui/screen";
import { inControl, pressOf } from "../board/press";
import { STEP } from "../board/zoom";
import { whole } from "./acts";
import type { MapContext } from "./context";
import { graphOf } from "./graph";
import { movedOf, recordElement } from "./gripping";
import type { Command } from "./keys";
import { beside, commandOf } from "./keys";
import { PEN } from "./viewer";

/** Presses that follow one another are one move: one step to undo. */
const PAUSE_MS = 450;

/** Moving by the arrows, written when one pauses. */
class Nudge {
  private ids: readonly string[] = [];
  private by = { x: 0, y: 0 };
  private timer = 0;

  constructor(private readonly map: MapContext) {}

  move(ids: readonly string[], x: number, y: number): void {
    if (this.ids.length > 0 && ids.join() !== this.ids.join()) this.write();
    this.ids = ids;
    this.by = { x: this.by.x + x, y: this.by.y + y };
    const { scene, ink } = this.map;
    ink.drag(ink.strokesOf(ids), this.by);
    const things = ids.filter((id) => scene.boxes.has(id));
    if (things.length > 0) scene.drag(new Set(things), this.by);
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => this.write(), PAUSE_MS);
  }

  write(): void {
    window.clearTimeout(this.timer);
    const { ids, by, map } = this;
    if (ids.length === 0) return;
    this.ids = [];
    this.by = { x: 0, y: 0 };
    const { session, scene, ink, hands } = map;
    const moves: CardMove[] = ids.flatMap((id) => {
      const { x = null, y = null, on = null } = session.card(id).get() ?? {};
      if (x !== null && y !== null) return [{ id, ...whole({ x: x + by.x, y: y + by.y }) }];
      /* It had no place of its own: that where it is drawn becomes one. */
      const box = scene.boxes.get(id);
      if (box === undefined) return [];
      const origin = on === null ? null : scene.originOf(on);
      if (origin === null) return [{ id, ...whole(box), on: null }];
      return [{ id, ...whole({ x: box.x - origin.x, y: box.y - origin.y }) }];
    });
    moves.push(...ink.moves());
    ink.release(() => scene.release(() => flushSync(() => hands.move(moves))));
  }
}

export function useMapKeys(map: MapContext): (event: KeyboardEvent<HTMLElement>) => void {
  const { whisper } = useScreen();
  const nudge = useMemo(() => new Nudge(map), [map]);
  useEffect(() => {
    const stop = map.session.onFlush(() => nudge.write());
    return () => {
      stop();
      nudge.write();
    };
  }, [map, nudge]);
  return useMemo(() => {
    const { session, viewer, scene, ink, hands } = map;
    const run = (command: Command, event: KeyboardEvent<HTMLElement>) => {
      const { selected } = viewer.get();
      const at = selected.at(-1);
      if (command.kind !== "nudge") nudge.write();
      switch (command.kind) {
        case "nudge":
          return nudge.move([...movedOf(map, selected), ...ink.strokesOf(selected)], command.x, command.y);
        case "go": {
          const { elements } = graphOf(session).get();
          const next = at === undefined ? elements[0] : beside(scene.boxes, at, command.to);
          if (next == null) return whisper("Rien de ce côté.");
          viewer.select([next]);
          return map.focus(next);
        }
        case "write":
          return at === undefined ? undefined : hands.write(at);
        case "remove":
          return hands.remove(selected);
        case "duplicate":
          return hands.duplicate(selected);
        case "all":
          viewer.select([...scene.boxes.keys(), ...ink.allIds()]);
          return whisper(`${viewer.get().selected.length} sélectionnés.`);
        case "pen":
          viewer.select([]);
          viewer.arm(PEN);
          return whisper("Crayon\u00a0: dessinez sur la carte. Échap pour finir.");
        case "details":
          return viewer.showDetails(!viewer.get().details);
        case "join":
          if (at !== undefined && session.card(at).get() !== null) map.ask({ kind: "join", from: at });
          return undefined;
        case "menu": {
          const anchor = at === undefined ? null : recordElement(event.currentTarget, at);
          if (at !== undefined && anchor !== null) map.openMenu({ id: at, anchor });
          return undefined;
        }
        case "zoom":
          if (command.to === "fit") return scene.fit();
          return scene.zoom(command.to === "in" ? STEP : 1 / STEP);
        default:
          return undefined;
      }
    };

    return (event) => {
      if (event.defaultPrevented || inControl(event.target)) return;
      const { selected, editing, tool } = viewer.get();
      if (editing !== null) return;
      const wordless = selected.length > 0 && session.stroke(selected.at(-1)!).get() !== null;
      const asked = { inHand: selected.length > 0, wordless, editable: session.editable.get() };
      const command = commandOf(pressOf(event), asked);
      /* What is undone is the move too. */
      if (event.ctrlKey || event.metaKey) nudge.write();
      if (command === null) return;
      if (command.kind === "type") {
        /* The field is there, the caret after its words, before the browser puts this very sign in it. */
        nudge.write();
        hands.write(selected.at(-1)!);
        const field = focusedBeside(event.currentTarget);
        if (field instanceof HTMLTextAreaElement) field.setSelectionRange(field.value.length, field.value.length);
        return;
      }
      event.preventDefault();
      if (command.kind !== "leave") return run(command, event);
      nudge.write();
      if (tool !== null) return viewer.arm(null);
      if (viewer.get().details) return viewer.showDetails(false);
      if (selected.length > 0) viewer.select([]);
      event.currentTarget.closest(".map-column")?.querySelector<HTMLElement>(".map-tools button")?.focus();
      return undefined;
    };
  }, [map, nudge, whisper]);
}
