/** All that one thing of the map shows, as one value: a listener for each, not six. */

import { useMemo, useSyncExternalStore } from "react";
import type { RecordView, Store } from "../../core";
import { getOrMake, sameRecord } from "../../core";
import { othersIn } from "../shared/presence";
import type { MapContext } from "./context";

export interface Now<View extends RecordView> {
  /** But for where it is: what is moved is not drawn again, the scene puts it there. */
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

/** A thousand things ask whether they are selected. */
const sets = new WeakMap<readonly string[], ReadonlySet<string>>();

export function nowOf<View extends RecordView>(
  { session, viewer, hovered }: Pick<MapContext, "session" | "viewer" | "hovered">,
  id: string,
  view: Store<View | null>,
  text: Store<string>,
): Store<Now<View>> {
  const sources = [view, text, session.people, viewer, hovered];
  let last: Now<View> | null = null;
  return {
    get: () => {
      const { selected, editing } = viewer.get();
      const chosen = getOrMake(sets, selected, () => new Set(selected)).has(id);
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
  return (Object.keys(a) as (keyof Now<View>)[]).every((key) => a[key] === b[key] || (key === "view" && alike(a, b)));
}

const PLACE: ReadonlySet<string> = new Set(["x", "y", "rank"]);

function alike<View extends RecordView>({ view: a }: Now<View>, { view: b }: Now<View>): boolean {
  if (a === null || b === null) return false;
  const shown = (Object.keys(a) as (keyof View)[]).filter((key) => !PLACE.has(key as string) && key !== "fields");
  return shown.every((key) => a[key] === b[key]) && sameRecord(a.fields, b.fields);
}

export function useNow<View extends RecordView>(
  map: MapContext,
  id: string,
  view: Store<View | null>,
  text: Store<string>,
): Now<View> {
  const store = useMemo(() => nowOf(map, id, view, text), [map, id, view, text]);
  return useSyncExternalStore(store.subscribe, store.get);
}
