/** Tells the rest of the page, calmly, that the canvas is no longer what its figures count.
 *
 * Python draws them anew in every open page: never at each letter, and the more people there
 * are the less often. */

import type { CanvasSession } from "../core";

/** Event of the document: what the server holds of the canvas has changed. */
export const MOVED = "capacities:moved";

/** Milliseconds without any change before it is told. */
const QUIET_MS = 3_000;
/** Added for each person present: their pages are all drawn by one server. */
const EACH_MS = 200;
/** While changes never stop, it is told after this many times the quiet asked for. */
const AT_MOST = 4;

type Watched = Pick<CanvasSession, "doc" | "saved" | "people" | "ballotVersion">;

/** Returns what stops it. */
export function watchMoves(
  session: Watched,
  tell: () => void = () => document.dispatchEvent(new CustomEvent(MOVED)),
): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let since = 0;
  let due = false;

  const tellWhenSaved = () => {
    due = session.saved.get().kind !== "saved";
    if (due) return;
    since = 0;
    tell();
  };
  const note = () => {
    if (session.saved.get().kind === "loading") return;
    const quiet = QUIET_MS + EACH_MS * session.people.get().length;
    const now = performance.now();
    if (since === 0) since = now;
    clearTimeout(timer);
    timer = setTimeout(tellWhenSaved, Math.max(0, Math.min(quiet, since + AT_MOST * quiet - now)));
  };
  const onSaved = () => {
    if (due) tellWhenSaved();
  };

  session.doc.on("update", note);
  const stopped = [session.saved.subscribe(onSaved), session.ballotVersion.subscribe(note)];
  return () => {
    clearTimeout(timer);
    session.doc.off("update", note);
    for (const stop of stopped) stop();
  };
}
