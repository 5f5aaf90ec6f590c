/** Dragging a post-it by mouse, pen or finger. One set of listeners for the whole canvas, no
 * React while it lasts: 500 post-its stay fluid, and others may edit meanwhile. */

import { installLift } from "../shared/lift";
import { autoscroll } from "./autoscroll";
import { insertionIndex, insertionMark } from "./insertion";

export interface Drop {
  id: string;
  box: string;
  /** The post-it it goes before, null for the last place. */
  before: string | null;
}

export interface DragHost {
  root: HTMLElement;
  canDrag: () => boolean;
  onStart: (id: string) => void;
  onDrop: (drop: Drop) => void;
  onCancel: () => void;
}

interface Flight {
  id: string;
  card: HTMLElement;
  ghost: HTMLElement;
  mark: HTMLElement;
  boxes: readonly HTMLElement[];
  dx: number;
  dy: number;
  x: number;
  y: number;
  place: { box: string; before: string | null } | null;
  stopScroll: () => void;
}

/** Install dragging in `host.root`; returns the clean-up. */
export function installDrag(host: DragHost): () => void {
  const { root } = host;
  let flight: Flight | null = null;

  const end = (drop: boolean) => {
    if (flight === null) return;
    const { id, card, ghost, mark, place, stopScroll } = flight;
    flight = null;
    stopScroll();
    ghost.remove();
    mark.remove();
    delete card.dataset["dragged"];
    delete root.dataset["dragging"];
    if (drop && place !== null) host.onDrop({ id, ...place });
    else host.onCancel();
  };

  const aim = () => {
    if (flight === null) return;
    const { x, y, ghost, dx, dy, mark, id, boxes } = flight;
    ghost.style.transform = `translate(${x - dx}px, ${y - dy}px) rotate(1.2deg)`;
    const body = bodyAt(boxes, x, y);
    if (body === null) {
      flight.place = null;
      mark.hidden = true;
      return;
    }
    const cards = [...body.querySelectorAll<HTMLElement>("[data-card]")].filter((each) => each.dataset["card"] !== id);
    const rects = cards.map((each) => each.getBoundingClientRect());
    const index = insertionIndex(rects, x, y);
    flight.place = {
      box: body.dataset["body"] ?? "",
      before: cards[index]?.dataset["card"] ?? null,
    };
    showMark(mark, insertionMark(rects, index, body.getBoundingClientRect()));
  };

  const start = (card: HTMLElement, x: number, y: number): boolean => {
    const id = card.dataset["card"];
    if (id === undefined || !card.isConnected || !host.canDrag()) return false;
    leaveField(root);
    const rect = card.getBoundingClientRect();
    const ghost = ghostOf(card, rect);
    const mark = document.createElement("div");
    mark.className = "drop-mark";
    root.append(ghost, mark);
    card.dataset["dragged"] = "";
    root.dataset["dragging"] = "";
    const dx = x - rect.left;
    const dy = y - rect.top;
    const boxes = [...root.querySelectorAll<HTMLElement>("[data-box]")];
    const stopScroll = autoscroll(
      () => (flight === null ? null : { x: flight.x, y: flight.y, over: bodyAt(boxes, flight.x, flight.y) }),
      aim,
    );
    flight = { id, card, ghost, mark, boxes, dx, dy, x, y, place: null, stopScroll };
    host.onStart(id);
    aim();
    return true;
  };

  const { stop } = installLift<HTMLElement>({
    root,
    grasp: (target) => {
      const card = target.closest<HTMLElement>("[data-card]");
      if (card === null || !host.canDrag()) return null;
      if (target.closest("a, button, input, select, form") !== null) return null;
      /* In the text being edited, the mouse selects words. */
      if (target instanceof HTMLTextAreaElement && isFocused(target)) return null;
      return { what: card, handle: target.closest(".grip") !== null };
    },
    start,
    move: (x, y) => {
      if (flight === null) return;
      flight.x = x;
      flight.y = y;
      aim();
    },
    end,
  });
  return stop;
}

function rootOf(node: Node): Document | ShadowRoot {
  const root = node.getRootNode();
  return root instanceof ShadowRoot ? root : document;
}

function isFocused(field: Element): boolean {
  return rootOf(field).activeElement === field;
}

function leaveField(root: HTMLElement): void {
  const focused = rootOf(root).activeElement;
  if (focused instanceof HTMLTextAreaElement) focused.blur();
}

/** The part that receives post-its, of the box under a point (its title counts too). Boxes are
 * measured and not asked of the browser: a hit test among 500 post-its takes milliseconds. */
function bodyAt(boxes: readonly HTMLElement[], x: number, y: number): HTMLElement | null {
  const box = boxes.find((each) => {
    const { left, right, top, bottom } = each.getBoundingClientRect();
    return x >= left && x <= right && y >= top && y <= bottom;
  });
  return box?.querySelector<HTMLElement>("[data-body]") ?? null;
}

function ghostOf(card: HTMLElement, rect: DOMRect): HTMLElement {
  const ghost = document.createElement("div");
  ghost.className = `${card.className} ghost`;
  ghost.dataset["hue"] = card.dataset["hue"] ?? "";
  ghost.setAttribute("aria-hidden", "true");
  const sign = document.createElement("span");
  sign.className = "sign";
  sign.textContent = card.querySelector(".sign [aria-hidden]")?.textContent ?? "";
  const words = document.createElement("p");
  words.className = "words";
  words.textContent = card.querySelector("textarea")?.value ?? "";
  ghost.append(sign, words);
  ghost.style.width = `${rect.width}px`;
  ghost.style.maxHeight = `${Math.max(rect.height, 40)}px`;
  return ghost;
}

function showMark(mark: HTMLElement, at: { left: number; top: number; right: number; bottom: number }): void {
  mark.hidden = false;
  mark.style.left = `${at.left}px`;
  mark.style.top = `${at.top}px`;
  mark.style.width = `${at.right - at.left}px`;
  mark.style.height = `${at.bottom - at.top}px`;
}
