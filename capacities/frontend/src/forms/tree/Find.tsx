/** Searching and filtering ideas: what is kept is shown with all that leads to it. */

import type { ReactElement } from "react";
import { useSelected } from "../../ui/hooks";
import { useScreen } from "../../ui/screen";
import { Find } from "../panel/Find";
import { ideas } from "../shared/words";
import { quoted } from "./say";
import { hasTypes, TypeSign } from "./types";
import { useViewerOf } from "./viewer";

/** « 3 idées trouvées ». */
export function foundWords(count: number): string {
  return count === 0 ? "Aucune idée trouvée" : `${ideas(count)} trouvée${count > 1 ? "s" : ""}`;
}

interface FindProps {
  /** Shows a hit, already selected; the focus stays in the search. */
  onGo: (id: string) => void;
  /** False where a legend filters already. */
  types?: boolean;
}

export function FindIdea({ onGo, types = true }: FindProps): ReactElement {
  const { session, data } = useScreen();
  const viewer = useViewerOf();
  const here = useSelected(viewer, (now) => now.selected.at(-1));
  const { matching, setQuery, showAll } = viewer;
  return (
    <Find
      search={{ asked: viewer, matching, here, select: (id) => viewer.select([id]), setQuery, showAll }}
      words={{
        field: "Chercher une idée",
        previous: "Idée précédente",
        next: "Idée suivante",
        all: "Tout montrer",
        found: foundWords,
        name: (id) => quoted(session, id),
      }}
      onGo={onGo}
    >
      {types && hasTypes(data.template) && <TypeFilter />}
    </Find>
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
