/** Searching among what a form draws, and going from one found to the next. */

import type { KeyboardEvent, ReactElement, ReactNode } from "react";
import { useEffect, useRef } from "react";
import type { Store } from "../../core";
import { isComposed, letterOf } from "../../core";
import { focusedBeside, useStore } from "../../ui/hooks";
import { IconButton } from "../../ui/IconButton";
import { Icon } from "../../ui/icons";
import { useScreen } from "../../ui/screen";
import type { Asked } from "./matching";

/** A count is said when one stops typing. */
const SAID_MS = 700;

/** The hit after or before the present one, around the ends. */
export function nextHit(hits: readonly string[], here: string | undefined, step: 1 | -1): string | undefined {
  if (hits.length === 0) return undefined;
  const at = here === undefined ? -1 : hits.indexOf(here);
  if (at < 0) return step === 1 ? hits[0] : hits.at(-1);
  return hits[(at + step + hits.length) % hits.length];
}

/** What is asked, what answers, and what is in hand. */
export interface Search {
  asked: Store<Asked>;
  matching: Store<ReadonlySet<string> | null>;
  here: string | undefined;
  select: (id: string) => void;
  setQuery: (query: string) => void;
  showAll: () => void;
}

/** How a form speaks of what is searched. */
export interface FindWords {
  /** « Chercher une idée ». */
  field: string;
  previous: string;
  next: string;
  /** What puts an end to it. */
  all: string;
  /** « 3 idées trouvées ». */
  found: (count: number) => string;
  /** One found, between quotes. */
  name: (id: string) => string;
}

interface FindProps {
  search: Search;
  words: FindWords;
  /** Shows a hit, already selected; the focus stays in the search. */
  onGo: (id: string) => void;
  /** Between the field and the count. */
  children?: ReactNode;
}

export function Find({ search, words, onGo, children }: FindProps): ReactElement {
  const { whisper } = useScreen();
  const { here, setQuery, showAll } = search;
  const { query, types } = useStore(search.asked);
  const matching = useStore(search.matching);
  const field = useRef<HTMLInputElement>(null);
  useFindKey(field);
  const hits = matching === null ? [] : [...matching];
  const at = here === undefined ? -1 : hits.indexOf(here);
  const count = matching === null ? null : hits.length;
  const found = count === null ? "" : words.found(count);
  useEffect(() => {
    if (found === "") return undefined;
    const timer = window.setTimeout(() => whisper(`${found}.`), SAID_MS);
    return () => window.clearTimeout(timer);
  }, [found, query, types, whisper]);

  const go = (step: 1 | -1) => {
    const next = nextHit(hits, here, step);
    if (next === undefined) return;
    search.select(next);
    onGo(next);
    whisper(`${hits.indexOf(next) + 1} sur ${hits.length}\u00a0: ${words.name(next)}.`);
  };
  const clear = () => {
    showAll();
    field.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (isComposed(event.nativeEvent)) return;
    if (event.key === "Enter") {
      event.preventDefault();
      go(event.shiftKey ? -1 : 1);
    } else if (event.key === "Escape" && query !== "") {
      event.preventDefault();
      event.stopPropagation();
      setQuery("");
    }
  };
  return (
    <div className="find" role="search">
      <span className="find-field">
        <Icon name="search" />
        <input
          ref={field}
          type="search"
          aria-label={words.field}
          placeholder={words.field}
          title={`${words.field} (Ctrl + F)`}
          autoComplete="off"
          value={query}
          onChange={(event) => setQuery(event.target.value)}
          onKeyDown={onKeyDown}
        />
      </span>
      {children}
      {count !== null && (
        <span className="find-count">
          <span>{at < 0 ? found : `${at + 1} sur ${count}`}</span>
          <IconButton
            icon="left"
            className="icon-button small"
            label={words.previous}
            title="Précédent (Maj + Entrée)"
            disabled={count === 0}
            onClick={() => go(-1)}
          />
          <IconButton
            icon="right"
            className="icon-button small"
            label={words.next}
            title="Suivant (Entrée)"
            disabled={count === 0}
            onClick={() => go(1)}
          />
          <button type="button" className="button quiet" onClick={clear}>
            {words.all}
          </button>
        </span>
      )}
    </div>
  );
}

export function asksToFind(event: globalThis.KeyboardEvent): boolean {
  const { altKey, ctrlKey, metaKey, shiftKey } = event;
  return letterOf(event) === "f" && (ctrlKey || metaKey) && !altKey && !shiftKey;
}

/** Ctrl + F comes here; from here, it is the browser's. */
function useFindKey(field: { current: HTMLInputElement | null }): void {
  useEffect(() => {
    const onKey = (event: globalThis.KeyboardEvent) => {
      const input = field.current;
      if (!asksToFind(event) || input === null || focusedBeside(input) === input) return;
      if ((input.getRootNode() as ParentNode).querySelector("dialog[open]") !== null) return;
      event.preventDefault();
      input.focus();
      input.select();
    };
    window.addEventListener("keydown", onKey);
    return () => window.removeEventListener("keydown", onKey);
  }, [field]);
}
