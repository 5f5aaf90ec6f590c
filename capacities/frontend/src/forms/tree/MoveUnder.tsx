/** « Déplacer sous… »: every idea by its words and its place, for who does not drag. */

import type { ReactElement } from "react";
import { useCallback } from "react";
import type { CanvasSession } from "../../core";
import { useScreen } from "../../ui/screen";
import type { Choice } from "../panel/Choices";
import { Choices } from "../panel/Choices";
import { matches, plain } from "../panel/matching";
import { nodeName, pathWords, quoted } from "./say";
import { CENTRE, isUnder, treeOf } from "./tree";

/** The places where nodes may go, the centre first; `query` as in the search. */
export function targetsOf(session: CanvasSession, ids: readonly string[], query: string): Choice[] {
  const tree = treeOf(session).get();
  const found: Choice[] = [];
  for (const id of [CENTRE, ...tree.order]) {
    if (ids.some((moving) => isUnder(tree, id, moving))) continue;
    const words = nodeName(session, id);
    const path = id === CENTRE ? "idée centrale" : pathWords(session, tree.parent.get(id) ?? CENTRE);
    if (query.trim() !== "" && !matches(plain(`${words} ${path}`), query)) continue;
    const refused = ids.every((moving) => tree.parent.get(moving) === id);
    found.push({ id, words, detail: refused ? "elle y est" : path, refused });
  }
  return found;
}

interface MoveUnderProps {
  ids: readonly string[];
  /** Called after the window is closed, with the chosen parent, or null when given up. */
  onDone: (parent: string | null) => void;
}

export function MoveUnderDialog({ ids, onDone }: MoveUnderProps): ReactElement {
  const { session } = useScreen();
  const choicesFor = useCallback((query: string) => targetsOf(session, ids, query), [session, ids]);
  const what = ids.length === 1 ? quoted(session, ids[0] ?? "") : `${ids.length} idées`;
  return (
    <Choices
      title={`Déplacer ${what} sous…`}
      label="Chercher où"
      choicesFor={choicesFor}
      count={(count) => `${count} place${count > 1 ? "s" : ""} possible${count > 1 ? "s" : ""}`}
      firsts={(count) => `les ${count} premières sont montrées`}
      none="Aucune idée ne correspond."
      onDone={onDone}
    />
  );
}
