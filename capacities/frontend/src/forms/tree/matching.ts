/** The nodes that the search and the filter keep, live. */

import { Lazy } from "../../core";
import type { CanvasSession, Store } from "../../core";
import { treeOf } from "./tree";
import type { ViewerState } from "./viewer";

/** Letters compared without case nor accents: « énergie » is found by « Energie ». */
export function plain(words: string): string {
  return words
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .replace(/[’ʼ]/g, "'")
    .toLowerCase();
}

/** What of a card is searched: its text, and the words of its fields. */
function wordsOf(session: CanvasSession, id: string): string {
  const fields = session.card(id).get()?.fields ?? {};
  const words = Object.values(fields).filter((each) => typeof each === "string");
  return plain([session.text(id).get(), ...words].join("\n"));
}

/** Every word of the search must be in the card, in any order. */
export function matches(words: string, query: string): boolean {
  return plain(query)
    .split(/\s+/)
    .every((word) => words.includes(word));
}

/** Null when nothing is searched nor filtered. Follows the texts only while a search asks it. */
export function matchingStore(
  session: CanvasSession,
  viewer: Store<ViewerState>,
): Store<ReadonlySet<string> | null> {
  const tree = treeOf(session);
  const offs: (() => void)[] = [];
  const store = new Lazy<ReadonlySet<string> | null>(() => {
    const { query, types } = viewer.get();
    const asked = query.trim();
    if (asked === "" && types.size === 0) return null;
    return new Set(
      tree.get().order.filter((id) => {
        if (types.size > 0 && !types.has(session.card(id).get()?.color ?? "")) return false;
        return asked === "" || matches(wordsOf(session, id), asked);
      }),
    );
  }, sameSet);
  let { query, types } = viewer.get();
  const follow = () => {
    for (const off of offs.splice(0)) off();
    if (query.trim() === "" && types.size === 0) return;
    for (const id of tree.get().order) {
      offs.push(session.card(id).subscribe(invalidate));
      if (query.trim() !== "") offs.push(session.text(id).subscribe(invalidate));
    }
  };
  const invalidate = () => store.invalidate();
  viewer.subscribe(() => {
    const now = viewer.get();
    if (now.query === query && now.types === types) return;
    ({ query, types } = now);
    follow();
    invalidate();
  });
  tree.subscribe(() => {
    follow();
    if (query.trim() !== "" || types.size > 0) invalidate();
  });
  return store;
}

function sameSet(a: ReadonlySet<string> | null, b: ReadonlySet<string> | null): boolean {
  if (a === null || b === null) return a === b;
  return a.size === b.size && [...a].every((id) => b.has(id));
}
