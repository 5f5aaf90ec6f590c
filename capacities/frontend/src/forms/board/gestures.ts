/** Wheel, mouse, pen and fingers that pull and zoom a board. */

import { swallowClick } from "../shared/lift";
import type { Camera } from "./zoom";
import { zoomAt } from "./zoom";

const TAP_SLACK_PX = 8;
const LINE_PX = 18;

export interface GestureHost {
  frame: HTMLElement;
  get: () => Camera;
  set: (camera: Camera) => void;
  /** Tells whether one pointer pressed there, on no control, pulls the board; two fingers always do. */
  pulls: (target: Element, event: PointerEvent) => boolean;
  /** Something is being carried: the fingers are not for the board. */
  busy: () => boolean;
  /** What floats over the board, as a CSS selector: it keeps its own presses and its own wheel. */
  over?: string;
}

interface Finger {
  x: number;
  y: number;
  startX: number;
  startY: number;
  /** Pulls without a second one. */
  alone: boolean;
}

/** What is pressed for itself. */
const CONTROLS = "button, input, select, textarea:focus, a";

/** How much a wheel event asks to zoom. */
export function wheelFactor(event: Pick<WheelEvent, "deltaY" | "deltaMode">): number {
  const delta = event.deltaMode === 1 ? event.deltaY * LINE_PX : event.deltaY;
  return Math.exp(-Math.max(-60, Math.min(60, delta)) * 0.0085);
}

/** Install in `host.frame`; returns the clean-up. */
export function installGestures(host: GestureHost): () => void {
  const { frame, over = ".map-over" } = host;
  const fingers = new Map<number, Finger>();
  let pulling = false;

  const local = (event: MouseEvent) => {
    const { left, top } = frame.getBoundingClientRect();
    return { x: event.clientX - left, y: event.clientY - top };
  };

  const onWheel = (event: WheelEvent) => {
    if (event.target instanceof Element && event.target.closest(over) !== null) return;
    event.preventDefault();
    const camera = host.get();
    if (event.ctrlKey || event.metaKey) {
      const { x, y } = local(event);
      host.set(zoomAt(camera, wheelFactor(event), x, y));
      return;
    }
    const unit = event.deltaMode === 1 ? LINE_PX : event.deltaMode === 2 ? frame.clientHeight : 1;
    const sideways = event.shiftKey && event.deltaX === 0;
    const dx = (sideways ? event.deltaY : event.deltaX) * unit;
    const dy = (sideways ? 0 : event.deltaY) * unit;
    host.set({ ...camera, x: camera.x - dx, y: camera.y - dy });
  };

  const onDown = (event: PointerEvent) => {
    const target = event.composedPath()[0];
    if (!(target instanceof Element)) return;
    const middle = event.button === 1;
    if (!middle && event.button !== 0) return;
    if (!middle && target.closest(`${CONTROLS}, ${over}`) !== null) return;
    const alone = middle || host.pulls(target, event);
    if (!alone && event.pointerType !== "touch") return;
    if (middle) event.preventDefault();
    const { x, y } = local(event);
    fingers.set(event.pointerId, { x, y, startX: x, startY: y, alone });
    if (fingers.size > 2) fingers.clear();
    if (fingers.size === 2) startPull();
  };

  const startPull = () => {
    pulling = true;
    frame.dataset["pulling"] = "";
  };

  const onMove = (event: PointerEvent) => {
    const finger = fingers.get(event.pointerId);
    if (finger === undefined) return;
    if (host.busy()) return end();
    const { x, y } = local(event);
    if (!pulling && !finger.alone) {
      finger.x = x;
      finger.y = y;
      return;
    }
    if (!pulling) {
      const slack = event.pointerType === "touch" ? TAP_SLACK_PX : 3;
      if (Math.hypot(x - finger.startX, y - finger.startY) < slack) return;
      startPull();
    }
    event.preventDefault();
    const camera = host.get();
    const other = [...fingers.values()].find((each) => each !== finger);
    if (other === undefined) {
      host.set({ ...camera, x: camera.x + x - finger.x, y: camera.y + y - finger.y });
    } else {
      const before = Math.hypot(finger.x - other.x, finger.y - other.y);
      const after = Math.hypot(x - other.x, y - other.y);
      const mid = { x: (x + other.x) / 2, y: (y + other.y) / 2 };
      const moved = { ...camera, x: camera.x + (x - finger.x) / 2, y: camera.y + (y - finger.y) / 2 };
      host.set(before < 1 ? moved : zoomAt(moved, after / before, mid.x, mid.y));
    }
    finger.x = x;
    finger.y = y;
  };

  const end = () => {
    fingers.clear();
    pulling = false;
    delete frame.dataset["pulling"];
  };

  const onUp = (event: PointerEvent) => {
    if (!fingers.delete(event.pointerId) || fingers.size > 0) return;
    if (pulling) swallowClick();
    end();
  };

  frame.addEventListener("wheel", onWheel, { passive: false });
  frame.addEventListener("pointerdown", onDown);
  window.addEventListener("pointermove", onMove);
  window.addEventListener("pointerup", onUp);
  window.addEventListener("pointercancel", onUp);
  window.addEventListener("blur", end);
  return () => {
    frame.removeEventListener("wheel", onWheel);
    frame.removeEventListener("pointerdown", onDown);
    window.removeEventListener("pointermove", onMove);
    window.removeEventListener("pointerup", onUp);
    window.removeEventListener("pointercancel", onUp);
    window.removeEventListener("blur", end);
  };
}
