/* A bar taken by the mouse, a pen or a finger: drawn at once, written when let go. */

import type { PointerEvent, RefObject } from "react";
import { useCallback, useEffect, useRef } from "react";
import { dayWords, durationWords } from "./days";
import type { Step } from "./types";

/** Less is a click. */
const FIRM_PX = 4;

interface Held {
  id: string;
  /** Its start is pulled: it lasts more or less. */
  edge: boolean;
  pointer: number;
  from: number;
  /** Where the sheet was scrolled. */
  scrolled: number;
  bar: HTMLElement;
  days: number;
  firm: boolean;
}

export interface Dragging {
  scale: number;
  stepOf: (id: string) => Step | undefined;
  shift: (id: string, days: number) => void;
  lastFor: (id: string, days: number) => void;
}

/** `onDown` for the sheet; `wasDrag` tells that the click which follows is none. */
export function useBarDrag(sheet: RefObject<HTMLElement | null>, dragging: Dragging | null) {
  const held = useRef<Held | null>(null);
  const dragged = useRef(false);
  const now = useRef(dragging);
  now.current = dragging;
  const release = useCallback((keep: boolean) => {
    const here = held.current;
    held.current = null;
    if (here === null) return;
    dragged.current = here.firm;
    settle(here.bar);
    const step = now.current?.stepOf(here.id);
    if (!keep || !here.firm || step === undefined || here.days === 0) return;
    if (here.edge) now.current?.lastFor(here.id, step.dates.days - here.days);
    else now.current?.shift(here.id, here.days);
  }, []);
  useEffect(() => {
    const onMove = (event: globalThis.PointerEvent) => {
      const here = held.current;
      if (here === null || event.pointerId !== here.pointer || now.current === null) return;
      const by = event.clientX - here.from + (sheet.current?.scrollLeft ?? 0) - here.scrolled;
      here.firm ||= Math.abs(by) >= FIRM_PX;
      if (!here.firm) return;
      here.days = Math.round(by / now.current.scale);
      const step = now.current.stepOf(here.id);
      if (step !== undefined) follow(here, step, now.current.scale);
    };
    const onUp = (event: globalThis.PointerEvent) => held.current?.pointer === event.pointerId && release(true);
    const onCancel = () => release(false);
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "Escape" || held.current === null) return;
      event.preventDefault();
      release(false);
    };
    window.addEventListener("pointermove", onMove);
    window.addEventListener("pointerup", onUp);
    window.addEventListener("pointercancel", onCancel);
    window.addEventListener("keydown", onKey, true);
    return () => {
      window.removeEventListener("pointermove", onMove);
      window.removeEventListener("pointerup", onUp);
      window.removeEventListener("pointercancel", onCancel);
      window.removeEventListener("keydown", onKey, true);
    };
  }, [release, sheet]);
  const onDown = useCallback(
    (event: PointerEvent) => {
      dragged.current = false;
      const target = event.target as HTMLElement;
      const bar = target.closest<HTMLElement>("[data-bar]");
      if (bar === null || event.button !== 0 || now.current === null) return;
      held.current = {
        id: bar.dataset["bar"]!,
        edge: target.closest("[data-edge]") !== null,
        pointer: event.pointerId,
        from: event.clientX,
        scrolled: sheet.current?.scrollLeft ?? 0,
        bar,
        days: 0,
        firm: false,
      };
    },
    [sheet],
  );
  return { onDown, wasDrag: () => dragged.current };
}

function follow({ bar, edge, days }: Held, { dates, done }: Step, scale: number): void {
  bar.dataset["dragging"] = "";
  const lasts = Math.max(0, dates.days - days);
  if (edge) {
    const by = (dates.days - lasts) * scale;
    bar.style.setProperty("--pull", `${by}px`);
    bar.dataset["says"] = durationWords(lasts);
  } else {
    bar.style.setProperty("--shift", `${days * scale}px`);
    bar.dataset["says"] = `${done ? "au" : "au plus tard le"} ${dayWords(dates.latestFinish + days)}`;
  }
}

function settle(bar: HTMLElement): void {
  delete bar.dataset["dragging"];
  delete bar.dataset["says"];
  bar.style.removeProperty("--shift");
  bar.style.removeProperty("--pull");
}
