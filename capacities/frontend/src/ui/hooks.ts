/** The bridge between the core's stores and React. */

import { useCallback, useEffect, useMemo, useRef, useState, useSyncExternalStore } from "react";
import type { Store } from "../core";

/** The value of a store; redraws the component when it changes. */
export function useStore<T>(store: Store<T>): T {
  const subscribe = useCallback((listener: () => void) => store.subscribe(listener), [store]);
  const get = useCallback(() => store.get(), [store]);
  return useSyncExternalStore(subscribe, get);
}

/** What `select` draws from a store; redraws only when that part changes (compared by ===). */
export function useSelected<T, P>(store: Store<T>, select: (value: T) => P): P {
  const chosen = useRef(select);
  chosen.current = select;
  const subscribe = useCallback((listener: () => void) => store.subscribe(listener), [store]);
  return useSyncExternalStore(subscribe, () => chosen.current(store.get()));
}

/** Values of a changing list of stores (one per item), as one stable array. */
export function useStores<T>(stores: readonly Store<T>[]): readonly T[] {
  const last = useRef<readonly T[]>([]);
  const joined = useMemo<Store<readonly T[]>>(
    () => ({
      get: () => {
        const now = stores.map((store) => store.get());
        const same = now.length === last.current.length && now.every((value, i) => value === last.current[i]);
        if (!same) last.current = now;
        return last.current;
      },
      subscribe: (listener) => {
        const offs = stores.map((store) => store.subscribe(listener));
        return () => offs.forEach((off) => off());
      },
    }),
    [stores],
  );
  return useStore(joined);
}

/** Whether a media query matches, live. Not while the page is printed: a browser tells that a sheet
 * is not a phone once it has counted the pages, and what is drawn anew would leave blank ones. */
export function useMedia(query: string): boolean {
  const [matches, setMatches] = useState(() => window.matchMedia(query).matches);
  useEffect(() => {
    const list = window.matchMedia(query);
    let printing = false;
    const update = () => {
      if (!printing) setMatches(list.matches);
    };
    const onPrint = ({ type }: Event) => {
      printing = type === "beforeprint";
      update();
    };
    update();
    list.addEventListener("change", update);
    window.addEventListener("beforeprint", onPrint);
    window.addEventListener("afterprint", onPrint);
    return () => {
      list.removeEventListener("change", update);
      window.removeEventListener("beforeprint", onPrint);
      window.removeEventListener("afterprint", onPrint);
    };
  }, [query]);
  return matches;
}

/** The focused element as seen from `inside`, in a shadow root as in a document. */
export function focusedBeside(inside: Node): Element | null {
  const root = inside.getRootNode();
  return root instanceof ShadowRoot || root instanceof Document ? root.activeElement : null;
}
