/** All that one node shows, as one value: a thousand nodes are a thousand listeners, not six thousand. */

import { useMemo, useSyncExternalStore } from "react";
import type { CardView, Store } from "../../core";
import { sameParts } from "../../ui/same";
import { othersIn } from "../shared/presence";
import type { MapContext } from "./map-context";
import { CENTRE } from "./tree";

export interface NodeNow {
  card: CardView | null;
  words: string;
  /** Colour and words of those who are in it; see `othersIn`. */
  others: string;
  selected: boolean;
  /** The only one selected. */
  alone: boolean;
  /** Where the keyboard is. */
  current: boolean;
  editing: boolean;
  /** Under the mouse. */
  over: boolean;
  /** What the search or the filter was looking for. */
  found: boolean;
}

function storeOf({ session, viewer, hovered }: MapContext, id: string): Store<NodeNow> {
  const card = session.card(id);
  const text = session.text(id);
  const sources = [card, text, session.people, viewer, viewer.matching, hovered];
  let last: NodeNow | null = null;
  return {
    get: () => {
      const { selected, editing } = viewer.get();
      const chosen = selected.includes(id);
      const now: NodeNow = {
        card: card.get(),
        words: text.get(),
        others: othersIn(session.people.get(), id),
        selected: chosen,
        alone: chosen && selected.length === 1,
        current: (selected.at(-1) ?? CENTRE) === id,
        editing: editing === id,
        over: hovered.get() === id,
        found: viewer.matching.get()?.has(id) === true,
      };
      if (last === null || !sameParts(last, now)) last = now;
      return last;
    },
    subscribe: (listener) => {
      const offs = sources.map((source) => source.subscribe(listener));
      return () => offs.forEach((off) => off());
    },
  };
}

export function useNodeNow(map: MapContext, id: string): NodeNow {
  const store = useMemo(() => storeOf(map, id), [map, id]);
  return useSyncExternalStore(store.subscribe, store.get);
}
