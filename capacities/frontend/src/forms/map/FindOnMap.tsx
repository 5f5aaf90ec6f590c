/** The search of the map, on the board as in the lists. */

import type { ReactElement } from "react";
import { useSelected } from "../../ui/hooks";
import { Find } from "../panel/Find";
import { quoted } from "../shared/words";
import { useMap } from "./context";
import { findingOf } from "./finding";
import { graphOf } from "./graph";
import { anyName } from "./words";

/** « 3 trouvés ». */
export function foundWords(count: number): string {
  return count === 0 ? "Rien ne correspond" : `${count} trouvé${count > 1 ? "s" : ""}`;
}

/** `onGo`: shows a hit, already selected. Nothing is searched in an empty map. */
export function FindOnMap({ onGo }: { onGo: (id: string) => void }): ReactElement | null {
  const { session, viewer } = useMap();
  const { asked, matching, setQuery } = findingOf(session);
  const here = useSelected(viewer, (now) => now.selected.at(-1));
  const empty = useSelected(graphOf(session), (now) => now.elements.length + now.stamps.length === 0);
  if (empty) return null;
  return (
    <Find
      search={{
        asked,
        matching,
        here,
        select: (id) => viewer.select([id]),
        setQuery,
        showAll: () => setQuery(""),
      }}
      words={{
        field: "Chercher sur la carte",
        previous: "Précédent",
        next: "Suivant",
        all: "Effacer",
        found: foundWords,
        name: (id) => quoted(anyName(session, id)),
      }}
      onGo={onGo}
    />
  );
}

/** Puts in sight what a hidden layer holds. */
export function FindOnBoard(): ReactElement | null {
  const { viewer, scene, session } = useMap();
  return (
    <FindOnMap
      onGo={(id) => {
        const drawn = session.edge(id).get() === null ? scene.boxes.has(id) : scene.routes.has(id);
        if (!drawn) viewer.showLayers();
        scene.reveal(id);
      }}
    />
  );
}

const NOT_FOUND: readonly string[] = [];
const FOUND: readonly string[] = ["hit"];
const GONE_TO: readonly string[] = ["hit", "current"];

/** How a row of the lists shows that it is found. */
export function useFound(id: string): readonly string[] {
  const { session, viewer } = useMap();
  const hit = useSelected(findingOf(session).matching, (now) => now?.has(id) === true);
  const chosen = useSelected(viewer, (now) => now.selected.at(-1) === id);
  return hit ? (chosen ? GONE_TO : FOUND) : NOT_FOUND;
}
