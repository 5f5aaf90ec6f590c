/** The picture of a canvas on a projector. What is too large to be read whole is seen by parts, and says so. */

import type { ReactElement, ReactNode } from "react";
import { useLayoutEffect, useRef, useState } from "react";

const SLACK_PX = 4;
/** How much of what is shown one goes on by. */
const STEP = 0.7;

interface Way {
  key: string;
  title: string;
  x: number;
  y: number;
}

const WAYS: readonly Way[] = [
  { key: "left", title: "← à gauche", x: -1, y: 0 },
  { key: "up", title: "↑ au-dessus", x: 0, y: -1 },
  { key: "down", title: "↓ en dessous", x: 0, y: 1 },
  { key: "right", title: "à droite →", x: 1, y: 0 },
];

/** The sides on which there is more than a frame shows. */
export function sidesOf(
  frame: Pick<
    HTMLElement,
    "scrollLeft" | "scrollTop" | "scrollWidth" | "scrollHeight" | "clientWidth" | "clientHeight"
  >,
): string[] {
  const { scrollLeft, scrollTop, scrollWidth, scrollHeight, clientWidth, clientHeight } = frame;
  const there: Record<string, boolean> = {
    left: scrollLeft > SLACK_PX,
    up: scrollTop > SLACK_PX,
    down: scrollTop + clientHeight < scrollHeight - SLACK_PX,
    right: scrollLeft + clientWidth < scrollWidth - SLACK_PX,
  };
  return WAYS.map(({ key }) => key).filter((key) => there[key]);
}

export function SlideMap({ label, children }: { label: string; children: ReactNode }): ReactElement {
  const frame = useRef<HTMLDivElement>(null);
  const [sides, setSides] = useState("");
  useLayoutEffect(() => {
    const host = frame.current;
    if (host === null) return undefined;
    const look = () => setSides(sidesOf(host).join(" "));
    const observer = new ResizeObserver(look);
    observer.observe(host);
    for (const child of host.children) observer.observe(child);
    host.addEventListener("scroll", look, { passive: true });
    return () => {
      observer.disconnect();
      host.removeEventListener("scroll", look);
    };
  }, []);
  const go = ({ x, y }: Way) => {
    const host = frame.current;
    const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    const by = { left: x * STEP * (host?.clientWidth ?? 0), top: y * STEP * (host?.clientHeight ?? 0) };
    host?.scrollBy({ ...by, behavior: still ? "auto" : "smooth" });
  };
  const more = WAYS.filter(({ key }) => sides.split(" ").includes(key));
  return (
    <>
      <div ref={frame} className="slide-map" tabIndex={0} role="group" aria-label={label}>
        {children}
      </div>
      {more.length > 0 && (
        <div className="further sides" role="group" aria-label="La suite du dessin">
          <span>La suite&nbsp;:</span>
          {more.map((way) => (
            <button key={way.key} type="button" onClick={() => go(way)}>
              {way.title}
            </button>
          ))}
        </div>
      )}
    </>
  );
}
