/** A thing left without a word goes by itself. Not while somebody else is in it; and it comes back if what somebody was
 * adding to it arrives after it went. */

import type { CanvasSession } from "../../core";

type Leaving = Pick<CanvasSession, "actions" | "card" | "editable" | "people" | "text">;

/** For so long, words on their way from somebody else bring back what went. */
const AWAITED_MS = 30_000;

/** Tells whether nothing was written in a card that is there, by anybody, and nobody else is in it. */
export function isLeftEmpty(session: Leaving, id: string, kept: ReadonlySet<string> = NOTHING): boolean {
  const card = session.card(id).get();
  if (card === null || card.deleted || session.text(id).get().trim() !== "") return false;
  if (Object.keys(card.fields).some((key) => !kept.has(key))) return false;
  return !session.people.get().some((person) => !person.self && person.card === id);
}

const NOTHING: ReadonlySet<string> = new Set();

/** To the corbeille by `remove`, one step to undo; back from it when words come. */
export function leaveEmpty(session: Leaving, id: string, remove = () => session.actions.remove(id)): void {
  if (!session.editable.get()) return;
  remove();
  const text = session.text(id);
  const stop = () => {
    off();
    clearTimeout(timer);
  };
  const off = text.subscribe(() => {
    if (text.get().trim() === "") return;
    stop();
    if (session.card(id).get()?.deleted === true) session.actions.restore(id);
  });
  const timer = setTimeout(stop, AWAITED_MS);
}
