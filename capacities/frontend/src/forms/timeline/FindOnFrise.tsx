/** The search of the frise: the steps, by their words and those of their fields. */

import type { ReactElement } from "react";
import { useSelected } from "../../ui/hooks";
import { Find } from "../panel/Find";
import { useFrise } from "./context";
import { findingOf } from "./finding";
import { countWords, nameOf } from "./words";

export function FindOnFrise(): ReactElement | null {
  const { session, viewer, scene, timeline } = useFrise();
  const { asked, matching, setQuery } = findingOf(session);
  const here = useSelected(viewer, (now) => now.selected.at(-1));
  const empty = useSelected(timeline, (now) => now.steps.size === 0);
  if (empty) return null;
  return (
    <Find
      search={{ asked, matching, here, select: (id) => viewer.select([id]), setQuery, showAll: () => setQuery("") }}
      words={{
        field: "Chercher une étape",
        previous: "Précédente",
        next: "Suivante",
        all: "Effacer",
        found: (count) => (count === 0 ? "Rien ne correspond" : `${countWords(count, "étape")}`),
        name: (id) => nameOf(session, id),
      }}
      onGo={(id) => scene.reveal(id)}
    />
  );
}
