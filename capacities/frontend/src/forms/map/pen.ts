/** The pen and the rubber: what the hand draws on the board, picture by picture, without React. */

import { value } from "../../core";
import { keep, readKept } from "../../ui/kept";
import type { Notice } from "../../ui/screen";
import type { Point } from "../board/box";
import { swallowClick } from "../shared/lift";
import type { MapContext } from "./context";
import { inkLayer, inkOutline, seedsOf, widthOf } from "./ink";
import type { InkPoint } from "./ink-line";
import { curveOf, simplified } from "./ink-line";
import { ERASER, PEN } from "./viewer";

const SVG = "http://www.w3.org/2000/svg";
/** On the screen: nearer points add nothing. */
const STEP_PX = 1.2;
/** A line that goes on is drawn by parts: outlining all of it at each picture would slow the hand. */
const PART_POINTS = 400;
/** What a finger drew before a second one came, to zoom, is no line. */
const SLIP_PX = 24;
const RUBBER_PX = 10;
/** What is pressed for itself. */
export const NOT_PAPER = "button, a, textarea, input, .popover, .details";
/** So soon after a line, a tap of the pen is a dot of the same hand. */
const DOT_MS = 2_000;
/** The button at the other end of a pen. */
const RUBBER_BUTTON = 5;

const KEY = "capacities-stylet";
const CUT_SHORT = "La carte est pleine\u00a0: la fin du trait n’a pas été gardée.";
type Habit = "" | "dessine" | "pointe";

/** What the pens of this device do: nothing is known while none was seen. */
export const penHabit = value<Habit>("");

export function setPenHabit(habit: Habit): void {
  keep("localStorage", KEY, habit);
  penHabit.set(habit);
}

function readHabit(): void {
  const kept = readKept("localStorage", KEY);
  if (kept === "dessine" || kept === "pointe") penHabit.set(kept);
}

interface Line {
  pointer: number;
  touch: boolean;
  /** What is drawn, or what is rubbed out. */
  erased: Set<string> | null;
  /** Drawn without the tool: a tap is then a tap. */
  free: boolean;
  points: InkPoint[];
  /** From where the part being drawn goes on. */
  part: number;
  path: SVGPathElement | null;
}

interface PenHost {
  /** Whether what is pressed would be moved, or opened, were there no pen. */
  isPaper: (target: Element, event: PointerEvent) => boolean;
  tell: (notice: Notice) => void;
}

/** Install in `frame`; `takes` tells whether a press draws. */
export function installPen(
  map: MapContext,
  frame: HTMLElement,
  { isPaper, tell }: PenHost,
): { stop: () => void; takes: (target: Element, event: PointerEvent) => boolean } {
  const { session, viewer, scene, ink, hands } = map;
  let line: Line | null = null;
  let request = 0;
  let rect = new DOMRect();
  /** When the last line was ended; the first one of a pen gives the tool, which tells its colours. */
  let drawnAt = -DOT_MS;
  let fresh = false;
  readHabit();

  const takes = (target: Element, event: PointerEvent): boolean => {
    if (line !== null && line.pointer === event.pointerId) return true;
    if (!session.editable.get() || target.closest(NOT_PAPER) !== null) return false;
    const { tool } = viewer.get();
    const armed = tool === PEN || tool === ERASER;
    const habit = penHabit.get();
    if (event.pointerType === "touch") return armed && habit !== "dessine";
    if (event.pointerType !== "pen" || habit === "pointe") return armed;
    return armed || (tool === null && isPaper(target, event));
  };

  const light = (points: readonly InkPoint[]) =>
    simplified(points, widthOf(ink.pen.get().thick), scene.camera.get().zoom);

  const draw = () => {
    request = 0;
    if (line === null || line.erased !== null) return;
    if (line.path === null) {
      line.path = document.createElementNS(SVG, "path");
      line.path.dataset["hue"] = ink.hueOf(ink.pen.get().color);
      line.path.setAttribute("class", "drawing");
      frame.querySelector(".map-ink")?.append(line.path);
    }
    /* As it will be kept: nothing changes when the pen lifts. */
    const drawn = curveOf(light(line.points.slice(line.part)));
    line.path.setAttribute("d", inkOutline(drawn, ink.pen.get().thick, true));
    if (line.points.length - line.part < PART_POINTS) return;
    line.part = line.points.length - 1;
    line.path = null;
  };

  const add = (event: PointerEvent) => {
    if (line === null) return;
    const { zoom } = scene.camera.get();
    const at = scene.pointAt(event.clientX, event.clientY, rect);
    if (line.erased !== null) return rub(line.erased, line.points.at(-1) ?? null, at);
    const last = line.points.at(-1);
    if (last !== undefined && Math.hypot(at.x - last.x, at.y - last.y) * zoom < STEP_PX) return;
    const pressure = event.pointerType === "pen" && event.pressure > 0 ? event.pressure : null;
    line.points.push({ ...at, pressure });
    if (request === 0) request = requestAnimationFrame(draw);
  };

  /** All along the way: a quick hand leaves few points. */
  const rub = (erased: Set<string>, from: Point | null, to: Point) => {
    const reach = RUBBER_PX / scene.camera.get().zoom;
    const steps = from === null ? 1 : Math.max(1, Math.ceil(Math.hypot(to.x - from.x, to.y - from.y) / reach));
    const before = erased.size;
    for (let i = 1; i <= steps; i++) {
      const part = i / steps;
      const at = from === null ? to : { x: from.x + (to.x - from.x) * part, y: from.y + (to.y - from.y) * part };
      const met = ink.strokeAt(at, reach, erased);
      if (met !== null) erased.add(met);
    }
    line?.points.push({ ...to, pressure: null });
    if (erased.size > before) ink.fade(erased);
  };

  const write = (points: readonly InkPoint[]): void => {
    const { actions, data } = session;
    const all = seedsOf(light(points), ink.pen.get(), data.template.limits);
    /* A long line is several strokes: as many as fit. */
    const kept = all.slice(0, Math.max(1, actions.room()));
    const written = actions.create([], [], null, [], kept);
    if (written.length > 0 && kept.length < all.length) tell({ sentence: CUT_SHORT });
  };

  /** What is drawn is kept, however the line ends. */
  const finish = (kept = true) => {
    if (line === null) return;
    const { points, erased, free } = line;
    line = null;
    cancelAnimationFrame(request);
    request = 0;
    if (free && points.length < 2 && performance.now() - drawnAt > DOT_MS) kept = false;
    else swallowClick();
    if (erased !== null) {
      ink.fade(new Set());
      if (kept && erased.size > 0) hands.remove([...erased]);
    } else if (kept && session.editable.get()) {
      write(points);
      drawnAt = performance.now();
      if (fresh) viewer.arm(PEN);
      fresh = false;
    }
    for (const each of frame.querySelectorAll(".map-ink > .drawing")) each.remove();
  };

  const meetPen = () => {
    if (penHabit.get() !== "") return;
    setPenHabit("dessine");
    fresh = true;
    tell({
      sentence: "Stylet reconnu\u00a0: il dessine, le doigt déplace la carte.",
      action: { title: "Ne pas dessiner au stylet", run: () => setPenHabit("pointe") },
    });
  };

  /** What is drawn on a layer that is not shown would be out of sight. */
  const showLayer = () => {
    const layer = inkLayer(session.data.template, ink.pen.get().color);
    if (viewer.get().hidden.has(layer)) viewer.flipLayer(layer);
  };

  const onDown = (event: PointerEvent) => {
    if (line !== null) {
      const { points } = line;
      const [from, to] = [points[0], points.at(-1)];
      const slip = from === undefined || Math.hypot(to!.x - from.x, to!.y - from.y) * scene.camera.get().zoom < SLIP_PX;
      if (event.pointerType === "touch" && line.touch) finish(!slip);
      return;
    }
    const target = event.composedPath()[0];
    if (!(target instanceof Element) || (event.button !== 0 && event.button !== RUBBER_BUTTON)) return;
    if (event.pointerType === "pen" && session.editable.get()) meetPen();
    if (!takes(target, event)) return;
    const { tool } = viewer.get();
    rect = frame.getBoundingClientRect();
    const rubs = tool === ERASER || event.button === RUBBER_BUTTON;
    event.preventDefault();
    frame.focus({ preventScroll: true });
    /* Refused, and told why, before one draws for nothing. */
    if (!rubs && !session.actions.canDraw()) return;
    line = {
      pointer: event.pointerId,
      touch: event.pointerType === "touch",
      erased: rubs ? new Set() : null,
      free: tool === null,
      points: [],
      part: 0,
      path: null,
    };
    if (!rubs) showLayer();
    add(event);
  };

  const onMove = (event: PointerEvent) => {
    if (line === null || event.pointerId !== line.pointer) return;
    event.preventDefault();
    const all = event.getCoalescedEvents?.() ?? [];
    for (const each of all.length > 0 ? all : [event]) add(each);
  };

  const onUp = (event: PointerEvent) => {
    if (line !== null && event.pointerId === line.pointer) finish();
  };
  const hold = (event: Event) => {
    if (line !== null) event.preventDefault();
  };

  const listening = new AbortController();
  const { signal } = listening;
  frame.addEventListener("pointerdown", onDown, { signal });
  frame.addEventListener("contextmenu", hold, { signal });
  window.addEventListener("pointermove", onMove, { signal });
  window.addEventListener("pointerup", onUp, { signal });
  window.addEventListener("pointercancel", onUp, { signal });
  window.addEventListener("blur", () => finish(), { signal });
  const stopFlush = session.onFlush(() => finish());
  return {
    takes,
    stop: () => {
      finish();
      stopFlush();
      listening.abort();
    },
  };
}
