/** Small drawings, always beside a word or inside a named button. */

import type { ReactElement } from "react";

const PATHS = {
  undo: "M9 7 4.5 11.5 9 16M5 11.5h9a5 5 0 0 1 0 10h-2",
  redo: "m15 7 4.5 4.5L15 16M19 11.5h-9a5 5 0 0 0 0 10h2",
  trash: "M4 7h16M9.5 7V4.5h5V7M6.5 7l1 13h9l1-13M10.5 11v5.5M13.5 11v5.5",
  check: "m5 12.5 4.5 4.5L19 7.5",
  close: "M6 6l12 12M18 6 6 18",
  down: "m7 10 5 5 5-5",
  up: "m7 14 5-5 5 5",
  left: "m14.5 6-6 6 6 6",
  right: "m9.5 6 6 6-6 6",
  plus: "M12 5v14M5 12h14",
  more: "M6 12h.01M12 12h.01M18 12h.01",
  cloudOff: "M4 4l16 16M9 6.3A6 6 0 0 1 18 11a4 4 0 0 1 2.6 6.9M6.4 9A5 5 0 0 0 7 19h9",
  wait: "M12 4a8 8 0 1 1-8 8",
  alert: "M12 4 2.8 20h18.4L12 4ZM12 10v4.5M12 17.3h.01",
  exit: "M14 4H5v16h9M10 12h11m-4-4 4 4-4 4",
  menu: "M4 7h16M4 12h16M4 17h16",
  copy: "M9 9h11v11H9zM5 15H4V4h11v1",
  move: "M12 3v18M3 12h18M12 3 9.5 5.5M12 3l2.5 2.5M12 21l-2.5-2.5M12 21l2.5-2.5M3 12l2.5-2.5M3 12l2.5 2.5M21 12l-2.5-2.5M21 12l-2.5 2.5",
  grip: "M9 6h.01M15 6h.01M9 12h.01M15 12h.01M9 18h.01M15 18h.01",
  full: "M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5",
  search: "M10.5 4a6.5 6.5 0 1 1 0 13 6.5 6.5 0 0 1 0-13M15.5 15.5 20.5 20.5",
  lock: "M6 11h12v9H6zM8.5 11V8a3.5 3.5 0 0 1 7 0v3",
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { name: IconName }): ReactElement {
  return <Glyph path={PATHS[name]} width={name === "more" || name === "grip" ? 3 : 2} />;
}

/** A sign drawn by a path of its own. */
export function Glyph({ path, width = 2 }: { path: string; width?: number }): ReactElement {
  return (
    <svg
      className="icon"
      viewBox="0 0 24 24"
      aria-hidden="true"
      focusable="false"
      fill="none"
      stroke="currentColor"
      strokeWidth={width}
      strokeLinecap="round"
      strokeLinejoin="round"
    >
      <path d={path} />
    </svg>
  );
}
