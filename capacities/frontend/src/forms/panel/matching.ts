/** The cards that a search and a filter keep, live. */

import type { CanvasSession, Store } from "../../core";
import { Lazy } from "../../core";

/** What is searched and filtered. */
export interface Asked {
  readonly query: string;
  /** The types kept; empty: all. */
  readonly types: ReadonlySet<string>;
}

/** Among what. */
export interface Searched extends Pick<Store<unknown>, "subscribe"> {
  /** In the order of the screen. */
  ids(): readonly string[];
  typeOf(id: string): string;
  /** What of one is searched, and what it is read from; a card's text and fields when not given. */
  wordsOf?(id: string): string;
  sourcesOf?(id: string): readonly Pick<Store<unknown>, "subscribe">[];
}

/** Letters compared without case nor accents: « énergie » is found by « Energie », « œuvre » by « oeuvre ». */
export function plain(words: string): string {
  const letters = words.normalize("NFD").replace(/\p{M}/gu, "").replace(/[’ʼ]/g, "'").toLowerCase();
  return letters.replaceAll("œ", "oe").replaceAll("æ", "ae");
}

/** What of a card is searched: its text, and the words of its fields. */
function wordsOf(session: CanvasSession, id: string): string {
  const fields = session.card(id).get()?.fields ?? {};
  const words = Object.values(fields).filter((each) => typeof each === "string");
  return [session.text(id).get(), ...words].join("\n");
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
  asked: Store<Asked>,
  among: Searched,
): Store<ReadonlySet<string> | null> {
  const offs: (() => void)[] = [];
  const wordsIn = (id: string) => plain(among.wordsOf?.(id) ?? wordsOf(session, id));
  const store = new Lazy<ReadonlySet<string> | null>(() => {
    const { query, types } = asked.get();
    const words = query.trim();
    if (words === "" && types.size === 0) return null;
    return new Set(
      among.ids().filter((id) => {
        if (types.size > 0 && !types.has(among.typeOf(id))) return false;
        return words === "" || matches(wordsIn(id), words);
      }),
    );
  }, sameSet);
  let { query, types } = asked.get();
  const follow = () => {
    for (const off of offs.splice(0)) off();
    if (query.trim() === "" && types.size === 0) return;
    for (const id of among.ids()) {
      const sources = among.sourcesOf?.(id) ?? [session.card(id), ...(query.trim() === "" ? [] : [session.text(id)])];
      for (const source of sources) offs.push(source.subscribe(invalidate));
    }
  };
  const invalidate = () => store.invalidate();
  asked.subscribe(() => {
    const now = asked.get();
    if (now.query === query && now.types === types) return;
    ({ query, types } = now);
    follow();
    invalidate();
  });
  among.subscribe(() => {
    follow();
    if (query.trim() !== "" || types.size > 0) invalidate();
  });
  return store;
}

function sameSet(a: ReadonlySet<string> | null, b: ReadonlySet<string> | null): boolean {
  if (a === null || b === null) return a === b;
  return a.size === b.size && [...a].every((id) => b.has(id));
}
