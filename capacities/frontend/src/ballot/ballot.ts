/** The ballot of a session, one per session. */

import type { CanvasSession, Store } from "../core";
import { getOrMake } from "../core";
import { Ballot } from "./engine";
import { seatOf } from "./seat";
import type { BallotState } from "./types";

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

function onlineOf({ saved }: CanvasSession): Store<boolean> {
  return {
    get: () => ["saved", "saving", "unsaved"].includes(saved.get().kind),
    subscribe: (listener) => saved.subscribe(listener),
  };
}
