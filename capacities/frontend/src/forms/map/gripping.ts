/** The map under the hand: pulled, zoomed; its things moved, joined, caught in a rectangle. No React
 * while it lasts: others may edit meanwhile. */

import { flushSync } from "react-dom";
import type { CardMove } from "../../core";
import type { Notice } from "../../ui/screen";
import type { Box, Point } from "../board/box";
import { elementOf, thingAt } from "../board/box";
import { speed } from "../board/carry";
import { installGestures } from "../board/gestures";
import { installLift } from "../shared/lift";
import { whole } from "./acts";
import type { MapContext } from "./context";
import { graphOf } from "./graph";
import { snap } from "./lining";
import { installPen, NOT_PAPER } from "./pen";
import { boundsOf } from "./room";
import { centreOf } from "./routing";
import { tenth } from "./shapes";
import { LASSO } from "./viewer";

/** On the screen: how near is in line. */
const SNAP_PX = 6;
const SVG = "http://www.w3.org/2000/svg";

type Grip = { kind: "move" | "pull"; id: string } | { kind: "lasso" };

/** Something held: follows the pointer, on the board; then put down, or given up. */
interface Carried {
  move: (at: Point) => void;
  end: (at: Point, drop: boolean) => void;
}

/** The record an element is of: an element, a stamp, a link. */
export function recordAt(target: Element): string | undefined {
  return target.closest<HTMLElement>("[data-node], [data-link]")?.dataset["link"] ?? thingAt(target);
}

/** On the screen: how near a stroke is pressed, on the paper, by a finger, over what it is drawn on. */
const STROKE_PX = 7;
const STROKE_FINGER_PX = 14;
const STROKE_OVER_PX = 1;

/** The stroke that is pressed, or null: over a thing it must be pressed itself. */
export function strokeUnder(
  { scene, ink }: MapContext,
  at: Point,
  record: string | undefined,
  touch: boolean,
): string | null {
  const reach = record !== undefined ? STROKE_OVER_PX : touch ? STROKE_FINGER_PX : STROKE_PX;
  return ink.strokeAt(at, reach / scene.camera.get().zoom);
}

export function installGrips(map: MapContext, frame: HTMLElement, tell: (notice: Notice) => void): () => void {
  const { session, viewer, scene } = map;
  let held: Carried | null = null;
  let last: Point = { x: 0, y: 0 };
  let pointer: Point = { x: 0, y: 0 };
  let request = 0;
  /** Read once: reading it between two moves would lay the page out at each. */
  let rect = new DOMRect();
  /** Near an edge, the map comes by itself. */
  const come = () => {
    const { left, right, top, bottom } = rect;
    const [dx, dy] = [speed(pointer.x, left, right), speed(pointer.y, top, bottom)];
    if (dx !== 0 || dy !== 0) {
      const camera = scene.camera.get();
      scene.steer({ ...camera, x: camera.x - dx, y: camera.y - dy });
      follow();
    }
    request = requestAnimationFrame(come);
  };
  const follow = () => {
    last = scene.pointAt(pointer.x, pointer.y, rect);
    held?.move(last);
  };
  const strokeOf = (target: Element, { clientX, clientY, pointerType }: PointerEvent) =>
    strokeUnder(map, scene.pointAt(clientX, clientY), recordAt(target), pointerType === "touch");
  const pen = installPen(map, frame, {
    isPaper: (target, event) =>
      recordAt(target) === undefined && !viewer.get().selected.includes(strokeOf(target, event) ?? ""),
    tell,
  });
  const { stop, lifted } = installLift<Grip>({
    root: frame,
    grasp: (target, event) => {
      if (pen.takes(target, event)) return null;
      if (target.closest(NOT_PAPER) !== null) return null;
      const id = thingAt(target);
      const editable = session.editable.get();
      const { tool } = viewer.get();
      if (id !== undefined && editable && target.closest("[data-pull]") !== null) {
        return { what: { kind: "pull", id }, handle: true };
      }
      const several = event.ctrlKey || event.metaKey || event.shiftKey;
      const stroke = several || tool !== null || !editable ? null : strokeOf(target, event);
      if (stroke !== null) return { what: { kind: "move", id: stroke } };
      if (id !== undefined) return editable && !several && tool === null ? { what: { kind: "move", id } } : null;
      if (recordAt(target) !== undefined) return null;
      return event.shiftKey || tool === LASSO ? { what: { kind: "lasso" }, handle: true } : null;
    },
    start: (grip, x, y) => {
      rect = frame.getBoundingClientRect();
      last = scene.pointAt(x, y, rect);
      if (grip.kind === "lasso") held = lasso(map, frame, last);
      else held = grip.kind === "pull" ? pull(map, frame, grip.id) : carry(map, frame, grip.id, last);
      if (held === null) return false;
      frame.dataset["dragging"] = "";
      pointer = { x, y };
      request = requestAnimationFrame(come);
      return true;
    },
    move: (x, y) => {
      pointer = { x, y };
      follow();
    },
    end: (drop) => {
      cancelAnimationFrame(request);
      delete frame.dataset["dragging"];
      held?.end(last, drop);
      held = null;
    },
  });
  const stopGestures = installGestures({
    frame,
    get: () => scene.camera.get(),
    set: (camera) => scene.steer(camera),
    /* A finger pulls the map by what is on it too, unless it stays there. */
    pulls: (target, event) =>
      !event.shiftKey &&
      viewer.get().tool !== LASSO &&
      target.closest("[data-pull]") === null &&
      !pen.takes(target, event) &&
      (event.pointerType === "touch" || (recordAt(target) === undefined && strokeOf(target, event) === null)),
    busy: lifted,
  });
  return () => {
    pen.stop();
    stop();
    stopGestures();
  };
}

/** Shows what would receive what is held. */
function marker(frame: HTMLElement): (id: string | null) => void {
  let marked: HTMLElement | null = null;
  return (id) => {
    const now = id === null ? null : recordElement(frame, id);
    if (now === marked) return;
    if (marked !== null) delete marked.dataset["target"];
    if (now !== null) now.dataset["target"] = "";
    marked = now;
  };
}

/** The element that draws a record, the words of a link. */
export function recordElement(frame: ParentNode, id: string): HTMLElement | null {
  return elementOf(frame, id) ?? frame.querySelector<HTMLElement>(`.link-label[data-link="${CSS.escape(id)}"]`);
}

/** What of these is moved: what others of them carry, or their links, goes by itself. */
export function movedOf({ session }: MapContext, ids: readonly string[]): string[] {
  const all = new Set(ids.filter((id) => session.card(id).get()?.deleted === false));
  return [...all].filter((id) => {
    const on = session.card(id).get()?.on ?? "";
    const edge = session.edge(on).get();
    return !(edge === null ? [on] : [edge.from, edge.to]).some((each) => all.has(each));
  });
}

function carry(map: MapContext, frame: HTMLElement, id: string, from: Point): Carried | null {
  const { session, viewer, scene, ink, hands } = map;
  const { selected } = viewer.get();
  const all = selected.includes(id) ? selected : [id];
  const ids = movedOf(map, all);
  const strokes = ink.strokesOf(all);
  const start = boundsOf([...scene.boxesOf(ids), ...ink.boxesOf(strokes)]);
  if (start === null) return null;
  if (!selected.includes(id)) flushSync(() => viewer.select([id]));
  const set = new Set(ids);
  const { elements } = graphOf(session).get();
  const others = scene.boxesOf(elements.filter((each) => !set.has(each)));
  const stamp = all.length === 1 && ids.length === 1 && !elements.includes(id) ? id : null;
  /* What is drawn by hand is put anywhere. */
  const guides = stamp === null && ids.length > 0 ? drawGuides(frame) : null;
  const mark = marker(frame);
  return {
    move: (at) => {
      let by = { x: at.x - from.x, y: at.y - from.y };
      if (guides !== null) {
        const bounds = {
          left: start.left + by.x,
          top: start.top + by.y,
          right: start.right + by.x,
          bottom: start.bottom + by.y,
        };
        const met = snap(bounds, others, SNAP_PX / scene.camera.get().zoom);
        /* Whole, as it will be written: nothing is drawn again when it is put down. */
        by = whole({ x: by.x + met.dx, y: by.y + met.dy });
        guides?.show(met.x, met.y);
      }
      ink.drag(strokes, by);
      if (ids.length > 0) scene.drag(set, by);
      if (stamp !== null) mark(carrierOf(map, stamp));
    },
    end: (_, drop) => {
      guides?.clear();
      mark(null);
      const moves = drop ? [...movesOf(map, ids, stamp), ...ink.moves()] : [];
      const put = () => {
        if (moves.length > 0) flushSync(() => hands.move(moves));
      };
      ink.release(() => (ids.length > 0 ? scene.release(put) : put()));
    },
  };
}

/** What a stamp would stand on where it is drawn, or null. */
export function carrierOf({ session, scene, plan }: MapContext, stamp: string): string | null {
  const box = scene.boxes.get(stamp);
  const zone = session.card(stamp).get()?.zone ?? "";
  if (box === undefined) return null;
  const centre = centreOf(box);
  const element = scene.elementAt(centre, new Set([stamp])) ?? scene.elementAt(nearer(centre), new Set([stamp]));
  if (element !== null && plan.mayCarry(zone, session.card(element).get()?.zone ?? "")) return element;
  const link = scene.linkAt(centre);
  return link !== null && plan.mayCarry(zone, session.edge(link).get()?.kind ?? "") ? link : null;
}

/** A stamp stands astride the corner of what carries it: a little outside is still on it. */
function nearer({ x, y }: Point): Point {
  return { x: x - 14, y: y + 14 };
}

/** Places are written as they are drawn; a stamp on something, from where that is. */
function movesOf(map: MapContext, ids: readonly string[], stamp: string | null): CardMove[] {
  const { session, scene } = map;
  return ids.flatMap((id) => {
    const box = scene.boxes.get(id);
    if (box === undefined) return [];
    const was = session.card(id).get()?.on ?? null;
    const on = id === stamp ? carrierOf(map, id) : was;
    const origin = on === null ? null : scene.originOf(on);
    /* An offset from what is not there would throw it away the day that comes back. */
    if (origin === null) return [{ id, ...whole(box), on: null }];
    return [{ id, ...whole({ x: box.x - origin.x, y: box.y - origin.y }), on }];
  });
}

/** The lines that what is moved meets. */
function drawGuides(frame: HTMLElement): { show: (x: number | null, y: number | null) => void; clear: () => void } {
  const plane = frame.querySelector(".map-plane");
  const guide = (className: string) => {
    const line = document.createElement("div");
    line.className = className;
    line.hidden = true;
    plane?.append(line);
    return line;
  };
  const [upright, level] = [guide("guide upright"), guide("guide level")];
  return {
    show: (x, y) => {
      upright.hidden = x === null;
      level.hidden = y === null;
      if (x !== null) upright.style.transform = `translateX(${x}px)`;
      if (y !== null) level.style.transform = `translateY(${y}px)`;
    },
    clear: () => {
      upright.remove();
      level.remove();
    },
  };
}

/** A link being drawn, from an element to the pointer. */
function pull(map: MapContext, frame: HTMLElement, id: string): Carried | null {
  const { scene, hands } = map;
  const box = scene.boxes.get(id);
  const host = frame.querySelector(".map-links");
  if (box === undefined || host === null) return null;
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("class", "link-pulled");
  path.setAttribute("transform", `translate(${-scene.shift.x} ${-scene.shift.y})`);
  host.append(path);
  const mark = marker(frame);
  const from = centreOf(box);
  const mine = new Set([id]);
  return {
    move: (at) => {
      const start = borderTowards(box, from, at);
      path.setAttribute("d", `M${tenth(start.x)} ${tenth(start.y)}L${tenth(at.x)} ${tenth(at.y)}`);
      mark(scene.elementAt(at, mine));
    },
    end: (at, drop) => {
      path.remove();
      mark(null);
      const to = drop ? scene.elementAt(at, mine) : null;
      if (to !== null) hands.join(id, to);
    },
  };
}

function borderTowards(box: Box, from: Point, to: Point): Point {
  const [dx, dy] = [to.x - from.x, to.y - from.y];
  const part = Math.min(1, box.width / 2 / Math.max(1, Math.abs(dx)), box.height / 2 / Math.max(1, Math.abs(dy)));
  return { x: from.x + dx * part, y: from.y + dy * part };
}

function lasso({ scene, ink, viewer }: MapContext, frame: HTMLElement, from: Point): Carried {
  const area = document.createElement("div");
  area.className = "lasso";
  frame.querySelector(".map-plane")?.append(area);
  const around = (at: Point): Box => ({
    x: Math.min(from.x, at.x),
    y: Math.min(from.y, at.y),
    width: Math.abs(at.x - from.x),
    height: Math.abs(at.y - from.y),
  });
  return {
    move: (at) => {
      const { x, y, width, height } = around(at);
      area.style.transform = `translate(${x}px, ${y}px)`;
      area.style.width = `${width}px`;
      area.style.height = `${height}px`;
    },
    end: (at, drop) => {
      area.remove();
      if (!drop) return;
      const caught = around(at);
      const inside = [...scene.boxes].filter(([, box]) => {
        const { x, y } = centreOf(box);
        return x >= caught.x && x <= caught.x + caught.width && y >= caught.y && y <= caught.y + caught.height;
      });
      viewer.select([...inside.map(([id]) => id), ...ink.inside(caught)]);
      viewer.arm(null);
    },
  };
}
