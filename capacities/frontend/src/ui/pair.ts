/** Whoever double-clicks what goes away at the first click does not press what was behind it. */

/** Between the two clicks of a double click, in milliseconds: what systems wait by default. */
const PAIR_MS = 500;
/** How far the hand may slip between the two, in pixels. */
const SLIP_PX = 8;

const PRESSES = ["pointerdown", "pointerup", "mousedown", "mouseup", "click", "dblclick"] as const;

let stop: (() => void) | null = null;

/** Swallow the rest of a double click that begins with `first`. Counting clicks is not enough:
 * some browsers count again from one when what is pressed is another thing. */
export function swallowPair(first: MouseEvent): void {
  stop?.();
  /* The keyboard's. */
  if (first.detail === 0) return;
  let timer = 0;
  const wait = () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(() => stop?.(), PAIR_MS);
  };
  const swallow = (event: MouseEvent) => {
    if (Math.hypot(event.clientX - first.clientX, event.clientY - first.clientY) > SLIP_PX) {
      /* What is pressed elsewhere is no double click. */
      return stop?.();
    }
    event.preventDefault();
    event.stopImmediatePropagation();
    wait();
  };
  for (const kind of PRESSES) window.addEventListener(kind, swallow, true);
  stop = () => {
    window.clearTimeout(timer);
    for (const kind of PRESSES) window.removeEventListener(kind, swallow, true);
    stop = null;
  };
  wait();
}
