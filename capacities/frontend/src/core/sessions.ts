/* The sessions open in this page, one per room: they survive React's and Streamlit's remounts. */

import { Session } from "./session";
import type { CanvasData, CanvasSession } from "./types";

/** How long a session nobody shows stays open: a rerun unmounts and mounts again. */
const LINGER_MS = 5_000;

interface Open {
  session: Session;
  uses: number;
  timer: ReturnType<typeof setTimeout> | undefined;
}

const open = new Map<string, Open>();

/** Open the session of `data.room`, or join the one already open in this page. Each call must
 * be matched by one `release`. */
export function openSession(data: CanvasData): CanvasSession {
  const found = open.get(data.room);
  if (found !== undefined && (found.uses > 0 || sameRights(found.session.data, data))) {
    clearTimeout(found.timer);
    found.uses++;
    found.session.reopen();
    return found.session;
  }
  if (found !== undefined) forget(found);
  const entry: Open = { session: new Session(data), uses: 1, timer: undefined };
  open.set(data.room, entry);
  return entry.session;
}

/** The caller no longer shows the canvas; the session closes a little after the last release,
 * or, when edits are not saved yet, after they are. */
export function release(session: CanvasSession): void {
  const found = open.get(session.room);
  if (found === undefined || found.session !== session || --found.uses > 0) return;
  found.timer = setTimeout(() => closeWhenSaved(found), LINGER_MS);
}

function closeWhenSaved(entry: Open): void {
  if (entry.uses > 0 || open.get(entry.session.room) !== entry) return;
  if (!entry.session.saved.get().pending) return forget(entry);
  const unsubscribe = entry.session.saved.subscribe(() => {
    if (entry.session.saved.get().pending && entry.uses === 0) return;
    unsubscribe();
    closeWhenSaved(entry);
  });
}

function forget(entry: Open): void {
  clearTimeout(entry.timer);
  open.delete(entry.session.room);
  entry.session.close();
}

function sameRights(a: CanvasData, b: CanvasData): boolean {
  return JSON.stringify([a.me, a.abilities]) === JSON.stringify([b.me, b.abilities]);
}
