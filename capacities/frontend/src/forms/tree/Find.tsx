/** Searching and filtering ideas: what is kept is shown with all that leads to it. */

import type { ReactElement } from "react";
import { useMemo } from "react";
import { useSelected, useStore } from "../../ui/hooks";
import { useScreen } from "../../ui/screen";
import { FindBar } from "../panel/Find";
import { ideas } from "../shared/words";
import { quoted } from "./say";
import { hasTypes, TypeSign } from "./types";
import { useViewerOf } from "./viewer";

/** « 3 idées trouvées ». */
export function foundWords(count: number): string {
  return count === 0 ? "Aucune idée trouvée" : `${ideas(count)} trouvée${count > 1 ? "s" : ""}`;
}

const SAYS = {
  search: "Chercher une idée",
  previous: "Idée précédente",
  next: "Idée suivante",
  found: foundWords,
};

interface FindProps {
  /** Shows a hit, already selected. */
  onGo: (id: string) => void;
  /** False where a legend filters already. */
  types?: boolean;
}

export function FindIdea({ onGo, types: filter = true }: FindProps): ReactElement {
  const { session, data } = useScreen();
  const viewer = useViewerOf();
  const { query, types } = useStore(viewer);
  const matching = useStore(viewer.matching);
  const hits = useMemo(() => (matching === null ? null : [...matching]), [matching]);
  return (
    <FindBar
      query={query}
      onQuery={viewer.setQuery}
      filter={types}
      hits={hits}
      here={useSelected(viewer, (now) => now.selected.at(-1))}
      onGo={(id) => {
        viewer.select([id]);
        onGo(id);
      }}
      onClear={viewer.showAll}
      nameOf={(id) => quoted(session, id)}
      says={SAYS}
    >
      {filter && hasTypes(data.template) && <TypeFilter />}
    </FindBar>
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
