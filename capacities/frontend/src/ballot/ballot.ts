/** The ballot of a session, one per session. */

import type { CanvasSession, Store } from "../core";
import { getOrMake } from "../core";
import { Ballot } from "./engine";
import { seatOf } from "./seat";
import type { BallotState, Dots } from "./types";
import { gommettes } from "./words";

export { Ballot };

/** What the parts of a vote are drawn from. */
export interface BallotProps {
  ballot: Ballot;
  state: BallotState;
}

const ballots = new WeakMap<CanvasSession, Ballot>();

/** The ballot of a session, one per session; null when its template has no gommettes. */
export function ballotOf(session: CanvasSession): Ballot | null {
  if (session.data.template.dots === null) return null;
  return getOrMake(ballots, session, () => {
    const { data, ballotVersion: version } = session;
    return new Ballot({
      url: `/gommettes/${data.room}`,
      online: onlineOf(session),
      version,
      seat: seatOf(data.room),
    });
  });
}

/** Whether somebody may have put a gommette on a card; what a secret vote does not tell, it may hold. */
export function mayHoldDots(session: CanvasSession, card: string): boolean {
  const state = ballotOf(session)?.view.get().state ?? null;
  if (state === null) return session.data.template.dots !== null;
  const { totals, mine, tables, placed } = state;
  const on = (dots: Dots | null) => (dots?.[card] ?? 0) > 0;
  return on(mine) || tables.some(({ dots }) => on(dots)) || (totals === null ? placed > 0 : on(totals));
}

/** « 3 gommettes » on an idea, "" while nobody may see it, or when it has none. */
export function totalWords(session: CanvasSession, id: string): string {
  const total = ballotOf(session)?.view.get().state?.totals?.[id] ?? 0;
  return total > 0 ? gommettes(total) : "";
}

function onlineOf({ saved }: CanvasSession): Store<boolean> {
  return {
    get: () => ["saved", "saving", "unsaved"].includes(saved.get().kind),
    subscribe: (listener) => saved.subscribe(listener),
  };
}
