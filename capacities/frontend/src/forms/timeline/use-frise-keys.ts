/** The keyboard of the frise: what `frise-keys.ts` understands, done. */

import type { KeyboardEvent } from "react";
import { useMemo } from "react";
import { TRAY } from "../../core";
import { useScreen } from "../../ui/screen";
import type { Arrow } from "../board/press";
import { inControl, pressOf } from "../board/press";
import type { FriseContext } from "./context";
import type { Command } from "./frise-keys";
import { beside, commandOf } from "./frise-keys";
import { STEP } from "./frise-scene";
import type { Step } from "./types";

const WEEK = 7;

export function useFriseKeys(frise: FriseContext): (event: KeyboardEvent<HTMLElement>) => void {
  const { whisper } = useScreen();
  return useMemo(() => {
    const { session, viewer, scene, timeline } = frise;
    const run = (command: Command, event: KeyboardEvent<HTMLElement>) => {
      const at = viewer.get().selected.at(-1);
      if (command.kind === "go") return go(frise, at, command.to, whisper);
      if (command.kind === "zoom") {
        return command.to === "fit" ? scene.fit() : scene.zoom(command.to === "in" ? STEP : 1 / STEP);
      }
      if (command.kind === "leave") {
        if (viewer.get().details) return viewer.showDetails(false);
        return leave(frise, event.currentTarget);
      }
      if (at !== undefined) onStep(frise, command, at);
    };
    return (event) => {
      if (event.defaultPrevented || inControl(event.target) || viewer.get().editing !== null) return;
      const { selected } = viewer.get();
      const at = selected.at(-1);
      const step = at !== undefined && timeline.get().steps.has(at);
      const held = { inHand: at !== undefined, link: at !== undefined && !step, editable: session.editable.get() };
      const command = commandOf(pressOf(event), held);
      if (command === null) return;
      event.preventDefault();
      run(command, event);
    };
  }, [frise, whisper]);
}

function onStep(frise: FriseContext, command: Command, id: string): void {
  const { viewer, hands, scene } = frise;
  switch (command.kind) {
    case "before":
      return void hands.addBefore(id);
    case "after":
      return void hands.addAfter(id);
    case "write":
      return hands.write(id);
    case "remove":
      return remove(frise);
    case "duplicate":
      return void hands.duplicate(id);
    case "details":
      return viewer.showDetails(!viewer.get().details);
    case "join":
      return frise.ask({ from: id, before: false });
    case "menu": {
      const anchor = scene.elementOf(id);
      return anchor === null ? undefined : frise.openMenu({ id, anchor });
    }
    case "shift":
      return shift(frise, id, command.to);
    default:
      return undefined;
  }
}

/** What is removed leaves the keyboard on a neighbour. */
function remove({ session, viewer, hands, scene, timeline, focus }: FriseContext): void {
  const { selected } = viewer.get();
  const [link] = selected;
  if (selected.length === 1 && link !== undefined && session.edge(link).get() !== null) return hands.unlink(link);
  const ids = selected.filter((id) => timeline.get().steps.has(id));
  const last = ids.at(-1);
  const { boxes } = scene.layout.get();
  const next = last === undefined ? null : (beside(boxes, last, "right") ?? beside(boxes, last, "left"));
  hands.remove(ids);
  if (next === null || ids.includes(next)) return;
  viewer.select([next]);
  focus(next);
}

function go(
  { scene, viewer, first, focus, timeline }: FriseContext,
  at: string | undefined,
  to: Arrow,
  whisper: (sentence: string) => void,
): void {
  const { boxes } = scene.layout.get();
  const { steps, order } = timeline.get();
  const waiting = order.get(TRAY) ?? [];
  const place = at === undefined ? -1 : waiting.indexOf(at);
  let next: string | null | undefined;
  if (at === undefined) next = first.get();
  else if (place >= 0) next = to === "right" || to === "down" ? waiting[place + 1] : waiting[place - 1];
  else next = beside(boxes, at, to, (id) => steps.get(id)?.lane ?? "") ?? linked(steps.get(at), to);
  if (next == null && to === "down" && at !== undefined && place < 0) next = waiting[0];
  if (place === 0 && (to === "up" || to === "left")) next = [...boxes.keys()].at(-1);
  if (next == null) return whisper("Rien de ce côté.");
  viewer.select([next]);
  focus(next);
}

/** Past the end of its lane, what it waits for or makes possible in another. */
function linked(step: Step | undefined, to: Arrow): string | undefined {
  if (to === "left") return step?.before[0];
  return to === "right" ? step?.after[0] : undefined;
}

/** A week earlier or later; in the lane above or below. */
function shift({ timeline, hands, focus }: FriseContext, id: string, to: Arrow): void {
  const { lanes, steps } = timeline.get();
  const step = steps.get(id);
  if (step === undefined) return;
  if (to === "left" || to === "right") {
    hands.place(id, { date: step.dates.latestFinish + (to === "left" ? -WEEK : WEEK) });
  } else {
    const at = lanes.findIndex(({ key }) => key === step.lane);
    const lane = at < 0 ? lanes[0] : lanes[at + (to === "up" ? -1 : 1)];
    if (lane !== undefined) hands.place(id, { lane: lane.key });
  }
  queueMicrotask(() => focus(id));
}

/** Out of the frise, to its tools. */
function leave({ viewer }: FriseContext, frame: HTMLElement): void {
  if (viewer.get().selected.length > 0) viewer.select([]);
  frame.closest(".frise-sheet")?.querySelector<HTMLElement>(".frise-tools button")?.focus();
}
