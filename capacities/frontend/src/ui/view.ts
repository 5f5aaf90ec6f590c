/** How the document is looked at: kept in the address, so that a projector keeps its link. */

import { useCallback, useState } from "react";
import type { FormEntry } from "./form";
import { useMedia } from "./hooks";

/** « canevas », « liste », « presentation », or another one that the form offers. */
export type View = string;

/** Those of a form, in the order it gives them, then the projector. */
export function viewsOf({ views }: Pick<FormEntry, "views">): readonly View[] {
  return [...Object.keys(views), "presentation"];
}

/** Under this width the list is the natural way in. */
const PHONE = "(max-width: 699px)";

/** The view asked by an address (`?vue=liste`), or null when it is none of those offered. */
export function viewOf(search: string, offered: readonly View[]): View | null {
  const asked = new URLSearchParams(search).get("vue");
  return offered.find((view) => view === asked) ?? null;
}

function keepInAddress(view: View): void {
  const url = new URL(window.location.href);
  url.searchParams.set("vue", view);
  window.history.replaceState(window.history.state, "", url);
}

/** A screen so narrow that few things stand side by side. */
export function usePhone(): boolean {
  return useMedia(PHONE);
}

/** The current view and the way to change it; no request is made. A sheet of paper is no phone. */
export function useView(entry: Pick<FormEntry, "views">, printing: boolean): [View, (view: View) => void] {
  const phone = usePhone();
  const [chosen, setChosen] = useState<View | null>(() => viewOf(window.location.search, viewsOf(entry)));
  const choose = useCallback((view: View) => {
    keepInAddress(view);
    setChosen(view);
  }, []);
  return [chosen ?? (phone && !printing ? "liste" : "canevas"), choose];
}
