/** What is named here is said anew when its name changes: an element by its words, a link by those of its ends. */

import { useMemo } from "react";
import type { CanvasSession, Store } from "../../core";
import { useStores } from "../../ui/hooks";

/** `ids`: of any records, the same array as long as it holds the same. */
export function useNames(session: CanvasSession, ids: readonly string[]): void {
  const edges = useStores(useMemo(() => ids.map((id) => session.edge(id)), [ids, session]));
  const joined = edges.map((edge, i) => (edge === null ? ids[i]! : `${edge.from} ${edge.to}`)).join(" ");
  const named = useMemo(() => [...new Set(joined.split(" "))], [joined]);
  useStores(useMemo(() => named.map((id) => kindIn(session, id)), [named, session]));
  useStores(useMemo(() => named.map((id) => session.text(id)), [named, session]));
}

/** What a card is named by besides its words: wherever it is. */
function kindIn(session: CanvasSession, id: string): Store<string> {
  const card = session.card(id);
  const get = () => {
    const now = card.get();
    return now === null ? "" : `${now.zone} ${now.deleted}`;
  };
  return { get, subscribe: (listener) => card.subscribe(listener) };
}

/** The same, of one record. */
export function useName(session: CanvasSession, id: string): void {
  useNames(
    session,
    useMemo(() => [id], [id]),
  );
}
