/** All that one thing of the map shows, as one value: a listener for each, not six. */

import { useMemo, useSyncExternalStore } from "react";
import type { RecordView, Store } from "../../core";
import { othersIn } from "../shared/presence";
import type { MapContext } from "./context";

export interface Now<View extends RecordView> {
  view: View | null;
  words: string;
  /** See `othersIn`. */
  others: string;
  selected: boolean;
  /** The only one selected. */
  alone: boolean;
  editing: boolean;
  /** Under the mouse. */
  over: boolean;
}

function storeOf<View extends RecordView>(
  { session, viewer, hovered }: MapContext,
  id: string,
  view: Store<View | null>,
  text: Store<string>,
): Store<Now<View>> {
  const sources = [view, text, session.people, viewer, hovered];
  let last: Now<View> | null = null;
  return {
    get: () => {
      const { selected, editing } = viewer.get();
      const chosen = selected.includes(id);
      const now: Now<View> = {
        view: view.get(),
        words: text.get(),
        others: othersIn(session.people.get(), id),
        selected: chosen,
        alone: chosen && selected.length === 1,
        editing: editing === id && session.editable.get(),
        over: hovered.get() === id,
      };
      if (last === null || !same(last, now)) last = now;
      return last;
    },
    subscribe: (listener) => {
      const offs = sources.map((source) => source.subscribe(listener));
      return () => offs.forEach((off) => off());
    },
  };
}

function same<View extends RecordView>(a: Now<View>, b: Now<View>): boolean {
  return (Object.keys(a) as (keyof Now<View>)[]).every((key) => a[key] === b[key]);
}

export function useNow<View extends RecordView>(
  map: MapContext,
  id: string,
  view: Store<View | null>,
  text: Store<string>,
): Now<View> {
  const store = useMemo(() => storeOf(map, id, view, text), [map, id, view, text]);
  return useSyncExternalStore(store.subscribe, store.get);
}
