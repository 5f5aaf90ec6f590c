/** Scrolling by itself what is near the pointer, while something is held. */

import { nearEdge } from "../shared/lift";

const EDGE_PX = 44;
const SPEED_PX = 14;

interface Aim {
  x: number;
  y: number;
  over: Element | null;
}

/** The element's scrolling ancestors, nearest first, out of shadow roots too. */
function scrollers(from: Element | null): Element[] {
  const found: Element[] = [];
  let here: Element | null = from;
  while (here !== null) {
    const { overflowY } = getComputedStyle(here);
    const scrolls = overflowY === "auto" || overflowY === "scroll";
    if (scrolls && here.scrollHeight > here.clientHeight + 1) found.push(here);
    const root: Node = here.getRootNode();
    here = here.parentElement ?? (root instanceof ShadowRoot ? root.host : null);
  }
  if (document.scrollingElement !== null) found.push(document.scrollingElement);
  return found;
}

/** Scroll at each frame while `aim` answers; `moved` is called when something scrolled. */
export function autoscroll(aim: () => Aim | null, moved: () => void): () => void {
  let frame = 0;
  let last: Element | null = null;
  const tick = () => {
    const at = aim();
    if (at !== null) {
      last = at.over ?? last;
      for (const scroller of scrollers(last)) {
        const page = scroller === document.scrollingElement;
        const { top, bottom } = page ? { top: 0, bottom: window.innerHeight } : scroller.getBoundingClientRect();
        const before = scroller.scrollTop;
        scroller.scrollTop +=
          SPEED_PX * nearEdge(at.y, Math.max(0, top), Math.min(bottom, window.innerHeight), EDGE_PX);
        if (scroller.scrollTop !== before) {
          moved();
          break;
        }
      }
    }
    frame = requestAnimationFrame(tick);
  };
  frame = requestAnimationFrame(tick);
  return () => cancelAnimationFrame(frame);
}
