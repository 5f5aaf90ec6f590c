/** Taking a post-it in hand from outside the board: it waits until the board is drawn. */

import { useEffect } from "react";
import type { CanvasSession, Value } from "../../core";
import { getOrMake, value } from "../../core";

const asked = new WeakMap<CanvasSession, Value<string | null>>();

const askedOf = (session: CanvasSession) => getOrMake(asked, session, () => value<string | null>(null));

/** Put the caret in a post-it. */
export function goTo(session: CanvasSession, id: string): void {
  askedOf(session).set(id);
}

/** Answer what is asked, and what was asked before. */
export function useGoing(session: CanvasSession, go: (id: string) => void): void {
  useEffect(() => {
    const wanted = askedOf(session);
    const answer = () => {
      const id = wanted.get();
      if (id === null) return;
      wanted.set(null);
      go(id);
    };
    answer();
    return wanted.subscribe(answer);
  }, [session, go]);
}
