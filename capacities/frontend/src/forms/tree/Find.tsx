/** Searching and filtering ideas: what is kept is shown with all that leads to it, and one goes from
 * one found to the next. */

import type { KeyboardEvent, ReactElement } from "react";
import { useEffect, useRef } from "react";
import { useSelected, useStore } from "../../ui/hooks";
import { IconButton } from "../../ui/IconButton";
import { Icon } from "../../ui/icons";
import { useScreen } from "../../ui/screen";
import { ideas } from "../shared/words";
import { quoted } from "./say";
import { hasTypes, TypeSign } from "./types";
import { useViewerOf } from "./viewer";

/** A count is said when one stops typing. */
const SAID_MS = 700;

/** « 3 idées trouvées ». */
export function foundWords(count: number): string {
  return count === 0 ? "Aucune idée trouvée" : `${ideas(count)} trouvée${count > 1 ? "s" : ""}`;
}

/** The hit after or before the present one, around the ends. */
export function nextHit(hits: readonly string[], here: string | undefined, step: 1 | -1): string | undefined {
  if (hits.length === 0) return undefined;
  const at = here === undefined ? -1 : hits.indexOf(here);
  if (at < 0) return step === 1 ? hits[0] : hits.at(-1);
  return hits[(at + step + hits.length) % hits.length];
}

interface FindProps {
  /** Shows a hit, already selected; the focus stays in the search. */
  onGo: (id: string) => void;
  /** False where a legend filters already. */
  types?: boolean;
}

export function FindIdea({ onGo, types: filter = true }: FindProps): ReactElement {
  const { session, data, whisper } = useScreen();
  const viewer = useViewerOf();
  const { query, types, selected } = useStore(viewer);
  const matching = useStore(viewer.matching);
  const here = selected.at(-1);
  const field = useRef<HTMLInputElement>(null);
  const hits = matching === null ? [] : [...matching];
  const at = here === undefined ? -1 : hits.indexOf(here);
  const count = matching === null ? null : hits.length;
  const found = count === null ? "" : foundWords(count);
  useEffect(() => {
    if (found === "") return undefined;
    const timer = window.setTimeout(() => whisper(`${found}.`), SAID_MS);
    return () => window.clearTimeout(timer);
  }, [found, query, types, whisper]);

  const go = (step: 1 | -1) => {
    const next = nextHit(hits, here, step);
    if (next === undefined) return;
    viewer.select([next]);
    onGo(next);
    whisper(`${hits.indexOf(next) + 1} sur ${hits.length}\u00a0: ${quoted(session, next)}.`);
  };
  const clear = () => {
    viewer.showAll();
    field.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Enter") {
      event.preventDefault();
      go(event.shiftKey ? -1 : 1);
    } else if (event.key === "Escape" && query !== "") {
      event.preventDefault();
      event.stopPropagation();
      viewer.setQuery("");
    }
  };
  return (
    <div className="find" role="search">
      <span className="find-field">
        <Icon name="search" />
        <input
          ref={field}
          type="search"
          aria-label="Chercher une idée"
          placeholder="Chercher une idée"
          autoComplete="off"
          value={query}
          onChange={(event) => viewer.setQuery(event.target.value)}
          onKeyDown={onKeyDown}
        />
      </span>
      {filter && hasTypes(data.template) && <TypeFilter />}
      {count !== null && (
        <span className="find-count">
          <span>{at < 0 ? found : `${at + 1} sur ${count}`}</span>
          <IconButton
            icon="left"
            className="icon-button small"
            label="Idée précédente"
            title="Précédente (Maj + Entrée)"
            disabled={count === 0}
            onClick={() => go(-1)}
          />
          <IconButton
            icon="right"
            className="icon-button small"
            label="Idée suivante"
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

function TypeFilter(): ReactElement {
  const { data } = useScreen();
  const viewer = useViewerOf();
  const types = useSelected(viewer, (now) => now.types);
  return (
    <span className="find-types" role="group" aria-label="Ne montrer que">
      {data.template.colors.map((color) => (
        <button
          key={color.key}
          type="button"
          aria-pressed={types.has(color.key)}
          title={`Ne montrer que\u00a0: ${color.title}`}
          onClick={() => viewer.flipType(color.key)}
        >
          <TypeSign type={color} />
        </button>
      ))}
    </span>
  );
}
