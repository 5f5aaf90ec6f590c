/** What a box that scrolls holds above and below what it shows: « 3 de plus », which one may press. */

import type { ReactElement, RefObject } from "react";
import { useLayoutEffect, useState } from "react";
import { Icon } from "../../ui/icons";

/** Less than this much of a thing out of sight is not missed. */
const SLACK_PX = 10;
/** How much of what is shown one goes on by. */
const STEP = 0.8;

export interface Extent {
  top: number;
  bottom: number;
}

/** How many of these are not wholly seen, above and below. */
export function beyond(frame: Extent, things: readonly Extent[]): { above: number; below: number } {
  let [above, below] = [0, 0];
  for (const { top, bottom } of things) {
    if (bottom > frame.bottom + SLACK_PX) below += 1;
    else if (top < frame.top - SLACK_PX) above += 1;
  }
  return { above, below };
}

interface BeyondProps {
  /** What scrolls. */
  of: RefObject<HTMLElement | null>;
  /** Selects what is counted in it. */
  items: string;
  /** Changes when things come and go. */
  count: number;
}

/** Nothing when all is seen. It has its own place, under what scrolls: it covers no words. Who reads by ear or by
 * keyboard goes through the things themselves. */
export function Beyond({ of, items, count }: BeyondProps): ReactElement | null {
  const [seen, setSeen] = useState({ above: 0, below: 0 });
  useLayoutEffect(() => {
    const host = of.current;
    if (host === null) return undefined;
    const look = () => {
      const fits = host.scrollHeight <= host.clientHeight + 1;
      const things = fits ? [] : [...host.querySelectorAll(items)].map((each) => each.getBoundingClientRect());
      const now = beyond(host.getBoundingClientRect(), things);
      setSeen((was) => (was.above === now.above && was.below === now.below ? was : now));
    };
    look();
    const observer = new ResizeObserver(look);
    observer.observe(host);
    for (const child of host.children) observer.observe(child);
    host.addEventListener("scroll", look, { passive: true });
    return () => {
      observer.disconnect();
      host.removeEventListener("scroll", look);
    };
  }, [of, items, count]);
  const { above, below } = seen;
  if (above + below === 0) return null;
  const go = (way: 1 | -1) => {
    const host = of.current;
    const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    host?.scrollBy({ top: way * STEP * host.clientHeight, behavior: still ? "auto" : "smooth" });
  };
  return (
    <div className="further" aria-hidden="true">
      {above > 0 && (
        <button type="button" tabIndex={-1} onClick={() => go(-1)}>
          <Icon name="up" /> {above} au-dessus
        </button>
      )}
      {below > 0 && (
        <button type="button" tabIndex={-1} onClick={() => go(1)}>
          <Icon name="down" /> {below} de plus
        </button>
      )}
    </div>
  );
}
