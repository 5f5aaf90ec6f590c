/** Carrying things over a board by mouse, pen or finger: no React while it lasts, others may edit
 * meanwhile. Where they would go is the form's to say. */

import { installLift, nearEdge } from "../shared/lift";
import type { Board } from "./board";
import type { Point } from "./box";
import { elementOf, thingAt } from "./box";

const EDGE_PX = 48;
const SPEED_PX = 13;
const NOWHERE: Landing = { into: null, line: null };

/** What shows where things would go. */
export interface Landing {
  /** The thing that would receive them, or null. */
  into: string | null;
  /** Else a line between two things, on the board. */
  line: (Point & { width: number }) | null;
}

export interface CarryHost<Aim> {
  frame: HTMLElement;
  board: Board;
  canCarry: (id: string) => boolean;
  /** The things lifted with this one: the selection when it is in it. */
  idsWith: (id: string) => string[];
  /** The part of a thing whose words follow the pointer, as a CSS selector. */
  words: string;
  /** Where they would go from a point of the board, or null. */
  aimAt: (point: Point, lifted: ReadonlySet<string>) => Aim | null;
  landing: (aim: Aim) => Landing;
  onStart: (ids: readonly string[]) => void;
  onDrop: (ids: readonly string[], aim: Aim) => void;
  onCancel: () => void;
}

interface Flight<Aim> {
  lifted: ReadonlySet<string>;
  ghost: HTMLElement;
  mark: HTMLElement;
  x: number;
  y: number;
  aim: Aim | null;
  target: HTMLElement | null;
  frame: number;
}

/** Install carrying; `busy` tells whether a thing is held. */
export function installCarry<Aim>(host: CarryHost<Aim>): { stop: () => void; busy: () => boolean } {
  const { frame, board } = host;
  let flight: Flight<Aim> | null = null;

  const element = (id: string) => elementOf(frame, id);

  const end = (drop: boolean) => {
    if (flight === null) return;
    const { lifted, ghost, mark, target, aim, frame: request } = flight;
    flight = null;
    cancelAnimationFrame(request);
    ghost.remove();
    mark.remove();
    if (target !== null) delete target.dataset["target"];
    for (const id of lifted) delete element(id)?.dataset["lifted"];
    delete frame.dataset["dragging"];
    if (drop && aim !== null) host.onDrop([...lifted], aim);
    else host.onCancel();
  };

  const start = (id: string, x: number, y: number): boolean => {
    const ids = host.idsWith(id);
    const pressed = element(id);
    if (!host.canCarry(id) || ids.length === 0 || pressed === null) return false;
    const ghost = ghostOf(pressed.querySelector(host.words), ids.length);
    const mark = document.createElement("div");
    mark.className = "drop-line";
    mark.hidden = true;
    frame.append(ghost, mark);
    for (const id of ids) {
      const lifted = element(id);
      if (lifted !== null) lifted.dataset["lifted"] = "";
    }
    frame.dataset["dragging"] = "";
    const request = requestAnimationFrame(pan);
    flight = { lifted: new Set(ids), ghost, mark, x, y, aim: null, target: null, frame: request };
    host.onStart(ids);
    take();
    return true;
  };

  /** Near an edge, the board comes by itself. */
  const pan = () => {
    if (flight === null) return;
    const { left, right, top, bottom } = frame.getBoundingClientRect();
    const dx = speed(flight.x, left, right);
    const dy = speed(flight.y, top, bottom);
    if (dx !== 0 || dy !== 0) {
      const camera = board.camera.get();
      board.steer({ ...camera, x: camera.x - dx, y: camera.y - dy });
      take();
    }
    flight.frame = requestAnimationFrame(pan);
  };

  const take = () => {
    if (flight === null) return;
    const { x, y, ghost, mark, lifted } = flight;
    const { left, top } = frame.getBoundingClientRect();
    ghost.style.transform = `translate(${x - left + 12}px, ${y - top + 10}px)`;
    const aim = host.aimAt(board.pointAt(x, y), lifted);
    flight.aim = aim;
    const { into, line } = aim === null ? NOWHERE : host.landing(aim);
    const target = into === null ? null : element(into);
    if (target !== flight.target) {
      if (flight.target !== null) delete flight.target.dataset["target"];
      if (target !== null) target.dataset["target"] = "";
      flight.target = target;
    }
    mark.hidden = line === null;
    if (line === null) return;
    const { x: cx, y: cy, zoom } = board.camera.get();
    mark.style.width = `${line.width * zoom}px`;
    mark.style.transform = `translate(${line.x * zoom + cx}px, ${line.y * zoom + cy - 2}px)`;
  };

  const { stop, lifted } = installLift<string>({
    root: frame,
    grasp: (target, { ctrlKey, metaKey, shiftKey }) => {
      const id = thingAt(target);
      if (id === undefined || ctrlKey || metaKey || shiftKey || !host.canCarry(id)) return null;
      return target.closest("button, a, textarea, input, .popover") === null ? { what: id } : null;
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

/** How fast a board comes, for a pointer between two edges of its frame. */
export const speed = (position: number, start: number, end: number): number =>
  SPEED_PX * nearEdge(position, start, end, EDGE_PX);

/** What follows the pointer: the words of the thing, and how many go with it. */
function ghostOf(words: Element | null, count: number): HTMLElement {
  const ghost = document.createElement("div");
  ghost.className = "node-ghost";
  ghost.setAttribute("aria-hidden", "true");
  ghost.textContent = words?.textContent ?? "";
  if (count > 1) {
    const more = document.createElement("b");
    more.textContent = `+${count - 1}`;
    ghost.append(more);
  }
  return ghost;
}
