/** The ballot of a session in React, and the two acts with their answer told. */

import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { Store } from "../core";
import { useSelected } from "../ui/hooks";
import { useScreen } from "../ui/screen";
import type { Ballot } from "./ballot";
import { ballotOf } from "./ballot";
import type { BallotView, Dots, Refusal } from "./types";

/** The ballot of this canvas, or null when its template has no gommettes. */
export function useBallot(): Ballot | null {
  return ballotOf(useScreen().session);
}

export interface DotActs {
  place(card: string): void;
  takeBack(card: string): void;
}

/** Place or take back a gommette (buttons, keys g and G); what happens is told. */
export function useDotActs(): DotActs | null {
  const { whisper } = useScreen();
  const ballot = useBallot();
  const told = useTold();
  return useMemo(() => {
    if (ballot === null) return null;
    const left = () => {
      const count = ballot.view.get().hand?.left ?? 0;
      return count === 0 ? "Plus de gommette à poser." : `Il en reste ${count} à poser.`;
    };
    return {
      place: (card) => {
        if (ballot.cannotPlace(card) === null) queueMicrotask(() => whisper(`Gommette posée. ${left()}`));
        told(ballot.place(card));
      },
      takeBack: (card) => {
        if (ballot.cannotTakeBack(card) === null) queueMicrotask(() => whisper(`Gommette reprise. ${left()}`));
        told(ballot.takeBack(card));
      },
    };
  }, [ballot, told, whisper]);
}

/** Tell the refusal of an act, when there is one. */
export function useTold(): (act: Promise<Refusal>) => void {
  const { tell } = useScreen();
  return useCallback((act) => void act.then((refusal) => refusal !== null && tell(refusal)), [tell]);
}

/** What a window asks of the server: why it was refused, and whether the answer is awaited. `ask` is
 * true once done. */
export function useAsked(): { refusal: Refusal; busy: boolean; ask: (act: Promise<Refusal>) => Promise<boolean> } {
  const [refusal, setRefusal] = useState<Refusal>(null);
  const [busy, setBusy] = useState(false);
  const ask = async (act: Promise<Refusal>) => {
    setBusy(true);
    setRefusal(null);
    const said = await act;
    setBusy(false);
    setRefusal(said);
    return said === null;
  };
  return { refusal, busy, ask };
}

/** What is under the finger after an act may be its contrary: a second tap is not meant for it. */
const CALM_MS = 700;

/** Do an act, unless one was just done by this button. */
export function useCalm(): (act: () => void) => void {
  const last = useRef(-CALM_MS);
  return useCallback((act) => {
    const now = performance.now();
    if (now - last.current < CALM_MS) return;
    last.current = now;
    act();
  }, []);
}

/** Announce a sentence each time that it changes, and not when one arrives. */
export function useAnnounced(sentence: string): void {
  const { whisper } = useScreen();
  const before = useRef(sentence);
  useEffect(() => {
    if (before.current === sentence) return;
    before.current = sentence;
    whisper(sentence);
  }, [sentence, whisper]);
}

/** The ideas on which one votes, as the light page has them: which cards these are is the server's to say. None
 * until they are read, or when they cannot be. */
export function useVotingIdeas(): readonly { id: string; text: string }[] {
  const { data } = useScreen();
  const [ideas, setIdeas] = useState<readonly { id: string; text: string }[]>([]);
  useEffect(() => {
    const stop = new AbortController();
    fetch(`/vote/${data.room}/idees`, { signal: stop.signal })
      .then(async (answer) => {
        if (!answer.ok) return;
        const { groups } = (await answer.json()) as { groups: { ideas: { id: string; text: string }[] }[] };
        setIdeas(groups.flatMap(({ ideas: some }) => some));
      })
      .catch(() => undefined);
    return () => stop.abort();
  }, [data.room]);
  return ideas;
}

const NO_VOTE: Store<BallotView | null> = { get: () => null, subscribe: () => () => undefined };

/** The totals that this person may see, null while there are none. */
export function useTotals(): Dots | null {
  const view: Store<BallotView | null> = useBallot()?.view ?? NO_VOTE;
  return useSelected(view, (now) => now?.state?.totals ?? null);
}

/** Whether there are totals that this person may see. */
export function useResultsShown(): boolean {
  const view: Store<BallotView | null> = useBallot()?.view ?? NO_VOTE;
  return useSelected(view, (now) => now?.state?.totals != null);
}
