/** How the document is looked at: kept in the address, so that a projector keeps its link. */

import { useCallback, useState } from "react";
import { useMedia } from "./hooks";

export type View = "canevas" | "liste" | "presentation";

export const VIEWS: readonly View[] = ["canevas", "liste", "presentation"];

/** Under this width the list is the natural way in. */
const PHONE = "(max-width: 699px)";

/** The view asked by an address (`?vue=liste`), or null. */
export function viewOf(search: string): View | null {
  const asked = new URLSearchParams(search).get("vue");
  return VIEWS.find((view) => view === asked) ?? null;
}

function keepInAddress(view: View): void {
  const url = new URL(window.location.href);
  url.searchParams.set("vue", view);
  window.history.replaceState(window.history.state, "", url);
}

/** The current view and the way to change it; no request is made. */
export function useView(): [View, (view: View) => void] {
  const phone = useMedia(PHONE);
  const [chosen, setChosen] = useState<View | null>(() => viewOf(window.location.search));
  const choose = useCallback((view: View) => {
    keepInAddress(view);
    setChosen(view);
  }, []);
  return [chosen ?? (phone ? "liste" : "canevas"), choose];
}
