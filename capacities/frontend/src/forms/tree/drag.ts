/** Dragging branches by mouse, pen or finger: no React while it lasts, others may edit meanwhile. */

import { aimAt } from "./aim";
import type { Aim } from "./aim";
import { swallowClick } from "./gestures";
import type { Scene } from "./scene";
import type { Shown } from "./shown";
import type { TreeView } from "./tree";

const MOUSE_START_PX = 5;
const TOUCH_HOLD_MS = 320;
const TOUCH_SLACK_PX = 8;
const EDGE_PX = 48;
const SPEED_PX = 13;

export interface NodeDragHost {
  frame: HTMLElement;
  scene: Scene;
  canDrag: () => boolean;
  /** The branches lifted with this node: the selection when it is in it. */
  idsWith: (id: string) => string[];
  shown: () => Shown;
  tree: () => TreeView;
  onStart: (ids: readonly string[]) => void;
  onDrop: (ids: readonly string[], parent: string, before: string | null) => void;
  onCancel: () => void;
}

interface Press {
  pointer: number;
  id: string;
  x: number;
  y: number;
  touch: boolean;
  hold: number;
}

interface Flight {
  ids: readonly string[];
  lifted: ReadonlySet<string>;
  ghost: HTMLElement;
  mark: HTMLElement;
  x: number;
  y: number;
  aim: Aim | null;
  target: HTMLElement | null;
  frame: number;
}

/** Install dragging; `busy` tells whether a node is held. */
export function installNodeDrag(host: NodeDragHost): { stop: () => void; busy: () => boolean } {
  const { frame, scene } = host;
  let press: Press | null = null;
  let flight: Flight | null = null;

  const element = (id: string) => frame.querySelector<HTMLElement>(`[data-node="${CSS.escape(id)}"]`);

  const end = (drop: boolean) => {
    if (press !== null) window.clearTimeout(press.hold);
    press = null;
    if (flight === null) return;
    const { ids, ghost, mark, target, aim, frame: request } = flight;
    flight = null;
    cancelAnimationFrame(request);
    ghost.remove();
    mark.remove();
    if (target !== null) delete target.dataset["target"];
    for (const id of ids) delete element(id)?.dataset["lifted"];
    delete frame.dataset["dragging"];
    swallowClick();
    if (drop && aim !== null) host.onDrop(ids, aim.parent, aim.before);
    else host.onCancel();
  };

  const start = () => {
    if (press === null || !host.canDrag()) return;
    window.clearTimeout(press.hold);
    const ids = host.idsWith(press.id);
    const first = ids[0];
    if (first === undefined || element(press.id) === null) {
      press = null;
      return;
    }
    window.getSelection()?.removeAllRanges();
    const ghost = ghostOf(element(press.id)!, ids.length);
    const mark = document.createElement("div");
    mark.className = "drop-line";
    mark.hidden = true;
    frame.append(ghost, mark);
    for (const id of ids) {
      const lifted = element(id);
      if (lifted !== null) lifted.dataset["lifted"] = "";
    }
    frame.dataset["dragging"] = "";
    flight = {
      ids,
      lifted: new Set(ids),
      ghost,
      mark,
      x: press.x,
      y: press.y,
      aim: null,
      target: null,
      frame: requestAnimationFrame(pan),
    };
    host.onStart(ids);
    take();
  };

  /** Near an edge, the map comes by itself. */
  const pan = () => {
    if (flight === null) return;
    const { left, right, top, bottom } = frame.getBoundingClientRect();
    const dx = speed(flight.x, left, right);
    const dy = speed(flight.y, top, bottom);
    if (dx !== 0 || dy !== 0) {
      const camera = scene.camera.get();
      scene.steer({ ...camera, x: camera.x - dx, y: camera.y - dy });
      take();
    }
    flight.frame = requestAnimationFrame(pan);
  };

  const take = () => {
    if (flight === null) return;
    const { x, y, ghost, mark, lifted } = flight;
    const { left, top } = frame.getBoundingClientRect();
    ghost.style.transform = `translate(${x - left + 12}px, ${y - top + 10}px)`;
    const aim = aimAt(host.shown(), scene.boxes, scene.pointAt(x, y), lifted);
    flight.aim = aim;
    const target = aim?.how === "under" ? element(aim.over) : null;
    if (target !== flight.target) {
      if (flight.target !== null) delete flight.target.dataset["target"];
      if (target !== null) target.dataset["target"] = "";
      flight.target = target;
    }
    mark.hidden = aim === null || aim.how === "under";
    if (aim === null || mark.hidden) return;
    const box = scene.boxes.get(aim.over)!;
    const { x: cx, y: cy, zoom } = scene.camera.get();
    const edge = aim.how === "before" ? box.y - 3 : box.y + box.height + 3;
    mark.style.width = `${Math.max(64, box.width) * zoom}px`;
    mark.style.transform = `translate(${box.x * zoom + cx}px, ${edge * zoom + cy - 2}px)`;
  };

  const onDown = (event: PointerEvent) => {
    if (flight !== null || event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey) return;
    /* A second finger zooms. */
    if (press !== null) return end(false);
    const target = event.composedPath()[0];
    if (!(target instanceof Element) || !host.canDrag()) return;
    const id = target.closest<HTMLElement>("[data-node]")?.dataset["node"];
    if (id === undefined || target.closest("button, a, textarea, input, .popover") !== null) return;
    if (host.tree().parent.get(id) === undefined) return;
    const touch = event.pointerType === "touch";
    press = { pointer: event.pointerId, id, x: event.clientX, y: event.clientY, touch, hold: 0 };
    if (touch) press.hold = window.setTimeout(start, TOUCH_HOLD_MS);
  };

  const onMove = (event: PointerEvent) => {
    if (press === null || event.pointerId !== press.pointer) return;
    if (flight === null) {
      const far = Math.hypot(event.clientX - press.x, event.clientY - press.y);
      if (press.touch && far > TOUCH_SLACK_PX) end(false);
      else if (!press.touch && far > MOUSE_START_PX) start();
    }
    if (flight === null) return;
    event.preventDefault();
    flight.x = event.clientX;
    flight.y = event.clientY;
    take();
  };

  const onUp = (event: PointerEvent) => {
    if (press !== null && event.pointerId === press.pointer) end(event.type === "pointerup");
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || flight === null) return;
    event.preventDefault();
    event.stopPropagation();
    end(false);
  };
  const hold = (event: Event) => {
    if (flight !== null || (event.type === "contextmenu" && press?.touch === true)) event.preventDefault();
  };
  const ownPress = (event: Event) => {
    if (press !== null) event.preventDefault();
  };
  const lost = () => end(false);

  frame.addEventListener("pointerdown", onDown);
  frame.addEventListener("touchmove", hold, { passive: false });
  frame.addEventListener("contextmenu", hold);
  frame.addEventListener("selectstart", ownPress);
  frame.addEventListener("dragstart", ownPress);
  window.addEventListener("pointermove", onMove);
  window.addEventListener("pointerup", onUp);
  window.addEventListener("pointercancel", onUp);
  window.addEventListener("keydown", onKey, true);
  window.addEventListener("blur", lost);
  return {
    busy: () => flight !== null,
    stop: () => {
      end(false);
      frame.removeEventListener("pointerdown", onDown);
      frame.removeEventListener("touchmove", hold);
      frame.removeEventListener("contextmenu", hold);
      frame.removeEventListener("selectstart", ownPress);
      frame.removeEventListener("dragstart", ownPress);
      window.removeEventListener("pointermove", onMove);
      window.removeEventListener("pointerup", onUp);
      window.removeEventListener("pointercancel", onUp);
      window.removeEventListener("keydown", onKey, true);
      window.removeEventListener("blur", lost);
    },
  };
}

function speed(position: number, start: number, end: number): number {
  if (position < start + EDGE_PX) return -Math.min(1, (start + EDGE_PX - position) / EDGE_PX) * SPEED_PX;
  if (position > end - EDGE_PX) return Math.min(1, (position - end + EDGE_PX) / EDGE_PX) * SPEED_PX;
  return 0;
}

/** What follows the pointer: the words of the node, and how many go with it. */
function ghostOf(node: HTMLElement, count: number): HTMLElement {
  const ghost = document.createElement("div");
  ghost.className = "node-ghost";
  ghost.setAttribute("aria-hidden", "true");
  ghost.textContent = node.querySelector(".node-words")?.textContent ?? "";
  if (count > 1) {
    const more = document.createElement("b");
    more.textContent = `+${count - 1}`;
    ghost.append(more);
  }
  return ghost;
}
