/** A thing left without a word goes by itself. Not while somebody else is in it, nor when something holds to it; and it
 * comes back if what somebody was adding to it arrives after it went. */

import { mayHoldDots } from "../../ballot";
import type { CanvasSession } from "../../core";
import { carriedOf } from "./sequel";

/** For so long, words on their way from somebody else bring back what went. */
const AWAITED_MS = 30_000;

/** What came with a thing as it was made is nobody's work. */
export interface Made {
  /** It was made here, just now. */
  fresh: boolean;
  fields?: ReadonlySet<string>;
  links?: readonly string[];
}

/** Tells whether nothing was written in a card that is there, by anybody, nobody else is in it and nothing holds to
 * it. Not while its words may still be redone: its removal would be one more step, and there is no redoing past that. */
export function isLeftEmpty(session: CanvasSession, id: string, made: Made): boolean {
  const card = session.card(id).get();
  if (card === null || card.deleted || session.text(id).get().trim() !== "") return false;
  if (session.undoState.get().canRedo) return false;
  if (Object.keys(card.fields).some((key) => made.fields?.has(key) !== true)) return false;
  if (holds(session, id, made)) return false;
  return !session.people.get().some((person) => !person.self && person.card === id);
}

/** Gommettes, links, what it was carried on from or to. */
function holds(session: CanvasSession, id: string, { fresh, links = [] }: Made): boolean {
  if (
    session
      .edgesAt(id)
      .get()
      .some((link) => !links.includes(link))
  )
    return true;
  if (session.card(id).get()?.origin != null || carriedOf(session).get().has(id)) return true;
  return !fresh && mayHoldDots(session, id);
}

/** To the corbeille by `remove`, one step to undo; back from it when words come. */
export function leaveEmpty(session: CanvasSession, id: string, remove = () => session.actions.remove(id)): void {
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
    session.actions.standAgain(id);
  });
  const timer = setTimeout(stop, AWAITED_MS);
}
