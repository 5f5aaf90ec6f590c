/** All that one step shows, as one value: a listener for each, not six. */

import { useMemo, useSyncExternalStore } from "react";
import type { CardView, Store } from "../../core";
import { getOrMake, sameItems } from "../../core";
import { othersIn } from "../shared/presence";
import type { FriseContext } from "./context";
import { findingOf } from "./FindStep";
import type { Step } from "./types";
import { titleOfLane } from "./words";

export interface Now {
  card: CardView | null;
  step: Step | undefined;
  words: string;
  /** See `othersIn`. */
  others: string;
  selected: boolean;
  /** The only one selected. */
  alone: boolean;
  editing: boolean;
  over: boolean;
  /** Tab comes here. */
  first: boolean;
  /** What is searched is in it. */
  hit: boolean;
  /** The title of its lane. */
  lane: string;
}

/** Hundreds of steps ask whether they are selected. */
const sets = new WeakMap<readonly string[], ReadonlySet<string>>();

export function useStep(frise: FriseContext, id: string): Now {
  const store = useMemo(() => {
    const { session, timeline, viewer, hovered, first } = frise;
    const [card, text] = [session.card(id), session.text(id)];
    const { matching } = findingOf(session);
    const sources: readonly Store<unknown>[] = [
      card,
      text,
      timeline,
      viewer,
      hovered,
      first,
      session.people,
      session.editable,
      matching,
    ];
    let last: Now | null = null;
    let seen: readonly unknown[] = [];
    const get = (): Now => {
      /* Asked again and again: what nothing changed is not made again. */
      const read = sources.map((source) => source.get());
      if (last !== null && sameItems(seen, read)) return last;
      seen = read;
      const { selected, editing } = viewer.get();
      const chosen = getOrMake(sets, selected, () => new Set(selected)).has(id);
      const all = timeline.get();
      const step = all.steps.get(id);
      const now: Now = {
        card: card.get(),
        step,
        words: text.get(),
        others: othersIn(session.people.get(), id),
        selected: chosen,
        alone: chosen && selected.length === 1,
        editing: editing === id && session.editable.get(),
        over: hovered.get() === id,
        first: first.get() === id,
        hit: matching.get()?.has(id) === true,
        lane: step === undefined ? "" : titleOfLane(all, step.lane),
      };
      if (last === null || !same(last, now)) last = now;
      return last;
    };
    const subscribe = (listener: () => void) => {
      const offs = sources.map((source) => source.subscribe(listener));
      return () => offs.forEach((off) => off());
    };
    return { get, subscribe };
  }, [frise, id]);
  return useSyncExternalStore(store.subscribe, store.get);
}

function same(a: Now, b: Now): boolean {
  return (Object.keys(a) as (keyof Now)[]).every((key) => a[key] === b[key]);
}
