/** What is projected follows whoever facilitates: the slide that holds the card they show. */

import { useEffect } from "react";
import type { CanvasSession, Value } from "../core";
import { getOrMake, value } from "../core";

const asked = new WeakMap<CanvasSession, Value<string | null>>();

const askedOf = (session: CanvasSession) => getOrMake(asked, session, () => value<string | null>(null));

/** Turn to the slide of a card, as soon as there are slides. */
export function project(session: CanvasSession, card: string): void {
  askedOf(session).set(card);
}

/** Answer what is asked, and what was asked before. */
export function useProjected(session: CanvasSession, turn: (card: string) => void): void {
  useEffect(() => {
    const wanted = askedOf(session);
    const answer = () => {
      const card = wanted.get();
      if (card === null) return;
      wanted.set(null);
      turn(card);
    };
    answer();
    return wanted.subscribe(answer);
  }, [session, turn]);
}
