/** Dragging a post-it by mouse, pen or finger. One set of listeners for the whole canvas, no
 * React while it lasts: 500 post-its stay fluid, and others may edit meanwhile. */

import { autoscroll } from "./autoscroll";
import { insertionIndex, insertionMark } from "./insertion";

const MOUSE_START_PX = 5;
const TOUCH_HOLD_MS = 320;
const TOUCH_SLACK_PX = 9;

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

interface Press {
  pointer: number;
  card: HTMLElement;
  x: number;
  y: number;
  touch: boolean;
  hold: number;
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
  let press: Press | null = null;
  let flight: Flight | null = null;

  const end = (drop: boolean) => {
    if (press !== null) window.clearTimeout(press.hold);
    press = null;
    if (flight === null) return;
    const { id, card, ghost, mark, place, stopScroll } = flight;
    flight = null;
    stopScroll();
    ghost.remove();
    mark.remove();
    delete card.dataset["dragged"];
    delete root.dataset["dragging"];
    swallowClick();
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
    const cards = [...body.querySelectorAll<HTMLElement>("[data-card]")].filter(
      (each) => each.dataset["card"] !== id,
    );
    const rects = cards.map((each) => each.getBoundingClientRect());
    const index = insertionIndex(rects, x, y);
    flight.place = {
      box: body.dataset["body"] ?? "",
      before: cards[index]?.dataset["card"] ?? null,
    };
    showMark(mark, insertionMark(rects, index, body.getBoundingClientRect()));
  };

  const start = () => {
    if (press === null) return;
    const { card, x, y } = press;
    const id = card.dataset["card"];
    if (id === undefined || !card.isConnected || !host.canDrag()) return;
    window.clearTimeout(press.hold);
    leaveField(root);
    window.getSelection()?.removeAllRanges();
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
      () =>
        flight === null
          ? null
          : { x: flight.x, y: flight.y, over: bodyAt(boxes, flight.x, flight.y) },
      aim,
    );
    flight = { id, card, ghost, mark, boxes, dx, dy, x, y, place: null, stopScroll };
    host.onStart(id);
    aim();
  };

  const onDown = (event: PointerEvent) => {
    if (flight !== null || press !== null || event.button !== 0 || !host.canDrag()) return;
    const target = event.composedPath()[0];
    if (!(target instanceof Element)) return;
    const card = target.closest<HTMLElement>("[data-card]");
    const grip = target.closest(".grip") !== null;
    if (card === null || target.closest("button, input, select, form") !== null) return;
    /* In the text being edited, the mouse selects words. */
    if (target instanceof HTMLTextAreaElement && isFocused(target)) return;
    const touch = event.pointerType === "touch";
    const { pointerId: pointer, clientX: x, clientY: y } = event;
    press = { pointer, card, x, y, touch, hold: 0 };
    if (grip) {
      event.preventDefault();
      if (touch) start();
    } else if (touch) {
      press.hold = window.setTimeout(start, TOUCH_HOLD_MS);
    }
  };

  const onMove = (event: PointerEvent) => {
    if (press === null || event.pointerId !== press.pointer) return;
    const far = Math.hypot(event.clientX - press.x, event.clientY - press.y);
    if (flight === null) {
      if (press.touch && far > TOUCH_SLACK_PX) end(false);
      else if (!press.touch && far > MOUSE_START_PX) start();
    }
    if (flight === null) return;
    event.preventDefault();
    flight.x = event.clientX;
    flight.y = event.clientY;
    aim();
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
  /* A finger that holds something must neither scroll nor open a menu. */
  const hold = (event: Event) => {
    if (flight !== null || (event.type === "contextmenu" && press?.touch === true)) {
      event.preventDefault();
    }
  };
  /* Pressing a post-it selects no text around it, and the browser drags no text itself. */
  const ownPress = (event: Event) => {
    if (press !== null) event.preventDefault();
  };
  const lost = () => end(false);

  root.addEventListener("pointerdown", onDown);
  root.addEventListener("touchmove", hold, { passive: false });
  root.addEventListener("contextmenu", hold);
  root.addEventListener("selectstart", ownPress);
  window.addEventListener("dragstart", ownPress, true);
  window.addEventListener("pointermove", onMove);
  window.addEventListener("pointerup", onUp);
  window.addEventListener("pointercancel", onUp);
  window.addEventListener("keydown", onKey, true);
  window.addEventListener("blur", lost);
  return () => {
    end(false);
    root.removeEventListener("pointerdown", onDown);
    root.removeEventListener("touchmove", hold);
    root.removeEventListener("contextmenu", hold);
    root.removeEventListener("selectstart", ownPress);
    window.removeEventListener("dragstart", ownPress, true);
    window.removeEventListener("pointermove", onMove);
    window.removeEventListener("pointerup", onUp);
    window.removeEventListener("pointercancel", onUp);
    window.removeEventListener("keydown", onKey, true);
    window.removeEventListener("blur", lost);
  };
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

/** The click that ends a drag is not a click. */
function swallowClick(): void {
  const swallow = (event: Event) => {
    event.stopPropagation();
    event.preventDefault();
  };
  window.addEventListener("click", swallow, { capture: true, once: true });
  window.setTimeout(() => window.removeEventListener("click", swallow, { capture: true }), 50);
}
