/** The search among the steps, by their words and those of their fields, on the frise as in the lists. */

import type { ReactElement } from "react";
import type { CanvasSession, Store } from "../../core";
import { getOrMake, value } from "../../core";
import { useSelected } from "../../ui/hooks";
import { useScreen } from "../../ui/screen";
import { Find } from "../panel/Find";
import type { Asked } from "../panel/matching";
import { matchingStore } from "../panel/matching";
import { timelineOf } from "./model";
import { listOrder } from "./telling";
import { viewerOf } from "./viewer";
import { countWords, nameOf } from "./words";

interface Finding {
  asked: Store<Asked>;
  matching: Store<ReadonlySet<string> | null>;
  setQuery: (query: string) => void;
}

const NO_TYPES: ReadonlySet<string> = new Set();
const findings = new WeakMap<CanvasSession, Finding>();

/** The search of a session. */
export function findingOf(session: CanvasSession): Finding {
  return getOrMake(findings, session, () => {
    const asked = value<Asked>({ query: "", types: NO_TYPES });
    const timeline = timelineOf(session);
    const matching = matchingStore(session, asked, {
      ids: () => [...timeline.get().order.keys()].flatMap((lane) => listOrder(timeline.get(), lane)),
      typeOf: () => "",
      subscribe: (listener) => timeline.subscribe(listener),
    });
    return { asked, matching, setQuery: (query) => asked.set({ query, types: NO_TYPES }) };
  });
}

/** `onGo`: shows a hit, already selected. Nothing is searched where nothing is written. */
export function FindStep({ onGo }: { onGo: (id: string) => void }): ReactElement | null {
  const { session } = useScreen();
  const viewer = viewerOf(session);
  const { asked, matching, setQuery } = findingOf(session);
  const here = useSelected(viewer, (now) => now.selected.at(-1));
  const empty = useSelected(timelineOf(session), (now) => now.steps.size === 0);
  if (empty) return null;
  return (
    <Find
      search={{ asked, matching, here, select: (id) => viewer.select([id]), setQuery, showAll: () => setQuery("") }}
      words={{
        field: "Chercher une étape",
        previous: "Précédente",
        next: "Suivante",
        all: "Effacer",
        found: (count) => (count === 0 ? "Rien ne correspond" : countWords(count, "étape")),
        name: (id) => nameOf(session, id),
      }}
      onGo={onGo}
    />
  );
}

const NOT_FOUND: readonly string[] = [];
const FOUND: readonly string[] = ["hit"];
const GONE_TO: readonly string[] = ["hit", "current"];

/** How a step shows that it is found. */
export function useFound(id: string): readonly string[] {
  const { session } = useScreen();
  const hit = useSelected(findingOf(session).matching, (now) => now?.has(id) === true);
  const chosen = useSelected(viewerOf(session), (now) => now.selected.at(-1) === id);
  return hit ? (chosen ? GONE_TO : FOUND) : NOT_FOUND;
}
