/** Lifting what is under a mouse, a pen or a finger: when it begins, follows, is dropped or given
 * up. One set of listeners for a whole canvas and no React: others may edit meanwhile. */

const MOUSE_START_PX = 5;
const TOUCH_HOLD_MS = 320;
const TOUCH_SLACK_PX = 9;

/** What a press takes hold of. `handle`: it serves only to be dragged; a finger lifts it at once. */
export interface Grasp<What> {
  what: What;
  handle?: boolean;
}

export interface LiftHost<What> {
  root: HTMLElement;
  /** What is pressed, null when it is not to be lifted. */
  grasp: (target: Element, event: PointerEvent) => Grasp<What> | null;
  /** Lift it, from where it was pressed; false when it cannot be any more. */
  start: (what: What, x: number, y: number) => boolean;
  move: (x: number, y: number) => void;
  /** Put it down: dropped where it is, or given up. */
  end: (drop: boolean) => void;
}

interface Press<What> {
  pointer: number;
  what: What;
  x: number;
  y: number;
  touch: boolean;
  hold: number;
}

/** Install the gesture; `lifted` tells whether something is held. */
export function installLift<What>(host: LiftHost<What>): { stop: () => void; lifted: () => boolean } {
  const { root } = host;
  const listening = new AbortController();
  let press: Press<What> | null = null;
  let lifted = false;

  const end = (drop: boolean) => {
    if (press !== null) window.clearTimeout(press.hold);
    press = null;
    if (!lifted) return;
    lifted = false;
    swallowClick();
    host.end(drop);
  };

  const start = () => {
    if (press === null) return;
    window.clearTimeout(press.hold);
    lifted = host.start(press.what, press.x, press.y);
    if (lifted) window.getSelection()?.removeAllRanges();
    else press = null;
  };

  const onDown = (event: PointerEvent) => {
    if (lifted || event.button !== 0) return;
    /* A second finger zooms. */
    if (press !== null) return end(false);
    const target = event.composedPath()[0];
    const grasp = target instanceof Element ? host.grasp(target, event) : null;
    if (grasp === null) return;
    const touch = event.pointerType === "touch";
    const { pointerId: pointer, clientX: x, clientY: y } = event;
    press = { pointer, what: grasp.what, x, y, touch, hold: 0 };
    if (grasp.handle === true) {
      event.preventDefault();
      if (touch) start();
    } else if (touch) {
      press.hold = window.setTimeout(start, TOUCH_HOLD_MS);
    }
  };

  const onMove = (event: PointerEvent) => {
    if (press === null || event.pointerId !== press.pointer) return;
    if (!lifted) {
      const far = Math.hypot(event.clientX - press.x, event.clientY - press.y);
      if (press.touch && far > TOUCH_SLACK_PX) end(false);
      else if (!press.touch && far > MOUSE_START_PX) start();
    }
    if (!lifted) return;
    event.preventDefault();
    host.move(event.clientX, event.clientY);
  };

  const onUp = (event: PointerEvent) => {
    if (press !== null && event.pointerId === press.pointer) end(event.type === "pointerup");
  };
  const onKey = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || !lifted) return;
    event.preventDefault();
    event.stopPropagation();
    end(false);
  };
  /* A finger that holds something must neither scroll nor open a menu. */
  const hold = (event: Event) => {
    if (lifted || (event.type === "contextmenu" && press?.touch === true)) event.preventDefault();
  };
  /* A press selects no text around it, and the browser drags no text itself. */
  const ownPress = (event: Event) => {
    if (press !== null) event.preventDefault();
  };

  const { signal } = listening;
  root.addEventListener("pointerdown", onDown, { signal });
  root.addEventListener("touchmove", hold, { passive: false, signal });
  root.addEventListener("contextmenu", hold, { signal });
  root.addEventListener("selectstart", ownPress, { signal });
  window.addEventListener("dragstart", ownPress, { capture: true, signal });
  window.addEventListener("pointermove", onMove, { signal });
  window.addEventListener("pointerup", onUp, { signal });
  window.addEventListener("pointercancel", onUp, { signal });
  window.addEventListener("keydown", onKey, { capture: true, signal });
  window.addEventListener("blur", () => end(false), { signal });
  return {
    lifted: () => lifted,
    stop: () => {
      end(false);
      listening.abort();
    },
  };
}

/** How near an end of a frame what is held is: 0 farther than `edge`, -1 at the start, 1 at the end. */
export function nearEdge(position: number, start: number, end: number, edge: number): number {
  if (position < start + edge) return -Math.min(1, (start + edge - position) / edge);
  return position > end - edge ? Math.min(1, (position - end + edge) / edge) : 0;
}

/** The click that ends a drag is not a click. */
export function swallowClick(): void {
  const swallow = (event: Event) => {
    event.stopPropagation();
    event.preventDefault();
  };
  window.addEventListener("click", swallow, { capture: true, once: true });
  window.setTimeout(() => window.removeEventListener("click", swallow, { capture: true }), 50);
}
