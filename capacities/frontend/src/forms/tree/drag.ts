/** Dragging branches by mouse, pen or finger: no React while it lasts, others may edit meanwhile. */

import { installLift } from "../shared/lift";
import { aimAt } from "./aim";
import type { Aim } from "./aim";
import type { Scene } from "./scene";
import type { Shown } from "./shown";
import type { TreeView } from "./tree";

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
  let flight: Flight | null = null;

  const element = (id: string) => frame.querySelector<HTMLElement>(`[data-node="${CSS.escape(id)}"]`);

  const end = (drop: boolean) => {
    if (flight === null) return;
    const { ids, ghost, mark, target, aim, frame: request } = flight;
    flight = null;
    cancelAnimationFrame(request);
    ghost.remove();
    mark.remove();
    if (target !== null) delete target.dataset["target"];
    for (const id of ids) delete element(id)?.dataset["lifted"];
    delete frame.dataset["dragging"];
    if (drop && aim !== null) host.onDrop(ids, aim.parent, aim.before);
    else host.onCancel();
  };

  const start = (id: string, x: number, y: number): boolean => {
    const ids = host.idsWith(id);
    const pressed = element(id);
    if (!host.canDrag() || ids.length === 0 || pressed === null) return false;
    const ghost = ghostOf(pressed, ids.length);
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
      x,
      y,
      aim: null,
      target: null,
      frame: requestAnimationFrame(pan),
    };
    host.onStart(ids);
    take();
    return true;
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

  const { stop, lifted } = installLift<string>({
    root: frame,
    grasp: (target, { ctrlKey, metaKey, shiftKey }) => {
      const id = target.closest<HTMLElement>("[data-node]")?.dataset["node"];
      if (id === undefined || ctrlKey || metaKey || shiftKey || !host.canDrag()) return null;
      if (target.closest("button, a, textarea, input, .popover") !== null) return null;
      return host.tree().parent.has(id) ? { what: id } : null;
    },
    start,
    move: (x, y) => {
      if (flight === null) return;
      flight.x = x;
      flight.y = y;
      take();
    },
    end,
  });
  return { stop, busy: lifted };
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
