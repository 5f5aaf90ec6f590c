/** The browser's own warning before a page closes, only when words would be lost with it. */

import { useEffect } from "react";
import type { CanvasSession } from "../core";

let decided = false;

/** The person has been warned and leaves: the browser must not ask again. */
export function leaveNow(url: string): void {
  decided = true;
  window.location.assign(url);
}

export function useLeavingWarning(session: CanvasSession): void {
  useEffect(() => {
    const warn = (event: BeforeUnloadEvent) => {
      const { pending, keptHere } = session.saved.get();
      if (pending && !keptHere && !decided) event.preventDefault();
    };
    window.addEventListener("beforeunload", warn);
    return () => window.removeEventListener("beforeunload", warn);
  }, [session]);
}
