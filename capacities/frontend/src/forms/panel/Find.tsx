/** Searching among what a canvas holds, and going from one found to the next. */

import type { KeyboardEvent, ReactElement, ReactNode } from "react";
import { useEffect, useRef } from "react";
import { IconButton } from "../../ui/IconButton";
import { Icon } from "../../ui/icons";
import { useScreen } from "../../ui/screen";

/** A count is said when one stops typing. */
const SAID_MS = 700;

/** How the search of a form speaks. */
export interface FindWords {
  /** « Chercher une idée » */
  search: string;
  /** « Idée précédente », « Idée suivante » */
  previous: string;
  next: string;
  /** « 3 idées trouvées » */
  found: (count: number) => string;
}

/** The hit after or before the present one, around the ends. */
export function nextHit(hits: readonly string[], here: string | undefined, step: 1 | -1): string | undefined {
  if (hits.length === 0) return undefined;
  const at = here === undefined ? -1 : hits.indexOf(here);
  if (at < 0) return step === 1 ? hits[0] : hits.at(-1);
  return hits[(at + step + hits.length) % hits.length];
}

interface FindProps {
  /** The words searched. */
  query: string;
  onQuery: (query: string) => void;
  /** What is filtered on: another one says the count again. */
  filter: unknown;
  /** What the search and the filter keep, null when nothing is asked. */
  hits: readonly string[] | null;
  /** The one in hand. */
  here: string | undefined;
  /** Takes a hit in hand and shows it; the focus stays in the search. */
  onGo: (id: string) => void;
  /** No search, no filter. */
  onClear: () => void;
  nameOf: (id: string) => string;
  says: FindWords;
  /** The choices of the filter, where there are some. */
  children?: ReactNode;
}

export function FindBar({
  query,
  onQuery,
  filter,
  hits,
  here,
  onGo,
  onClear,
  nameOf,
  says,
  children,
}: FindProps): ReactElement {
  const { whisper } = useScreen();
  const field = useRef<HTMLInputElement>(null);
  const at = here === undefined ? -1 : (hits ?? []).indexOf(here);
  const count = hits === null ? null : hits.length;
  const found = count === null ? "" : says.found(count);
  useEffect(() => {
    if (found === "") return undefined;
    const timer = window.setTimeout(() => whisper(`${found}.`), SAID_MS);
    return () => window.clearTimeout(timer);
  }, [filter, found, query, whisper]);

  const go = (step: 1 | -1) => {
    const next = nextHit(hits ?? [], here, step);
    if (hits === null || next === undefined) return;
    onGo(next);
    whisper(`${hits.indexOf(next) + 1} sur ${hits.length}\u00a0: ${nameOf(next)}.`);
  };
  const clear = () => {
    onClear();
    field.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter") {
      event.preventDefault();
      go(event.shiftKey ? -1 : 1);
    } else if (event.key === "Escape" && query !== "") {
      event.preventDefault();
      event.stopPropagation();
      onQuery("");
    }
  };
  return (
    <div className="find" role="search">
      <span className="find-field">
        <Icon name="search" />
        <input
          ref={field}
          type="search"
          aria-label={says.search}
          placeholder={says.search}
          autoComplete="off"
          value={query}
          onChange={(event) => onQuery(event.target.value)}
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
            label={says.previous}
            title="Précédente (Maj + Entrée)"
            disabled={count === 0}
            onClick={() => go(-1)}
          />
          <IconButton
            icon="right"
            className="icon-button small"
            label={says.next}
            title="Suivante (Entrée)"
            disabled={count === 0}
            onClick={() => go(1)}
          />
          <button type="button" className="button quiet" onClick={clear}>
            Tout montrer
          </button>
        </span>
      )}
    </div>
  );
}
