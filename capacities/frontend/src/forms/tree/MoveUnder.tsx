/** « Déplacer sous… »: every idea by its words and its place, for who does not drag. */

import type { ReactElement } from "react";
import { useEffect, useMemo, useRef, useState } from "react";
import type { CanvasSession } from "../../core";
import { Dialog } from "../../ui/Dialog";
import { useScreen } from "../../ui/screen";
import { matches, plain } from "../panel/matching";
import { nodeName, pathWords, quoted } from "./say";
import { CENTRE, isUnder, treeOf } from "./tree";

const SHOWN = 60;

export interface Target {
  id: string;
  words: string;
  /** What it is under. */
  path: string;
  /** Why it cannot be chosen, or "". */
  refused: string;
}

/** The places where nodes may go, the centre first; `query` as in the search. */
export function targetsOf(session: CanvasSession, ids: readonly string[], query: string): Target[] {
  const tree = treeOf(session).get();
  const found: Target[] = [];
  for (const id of [CENTRE, ...tree.order]) {
    if (ids.some((moving) => isUnder(tree, id, moving))) continue;
    const words = nodeName(session, id);
    const path = id === CENTRE ? "idée centrale" : pathWords(session, tree.parent.get(id) ?? CENTRE);
    if (query.trim() !== "" && !matches(plain(`${words} ${path}`), query)) continue;
    const there = ids.every((moving) => tree.parent.get(moving) === id);
    found.push({ id, words, path, refused: there ? "elle y est" : "" });
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
  const [query, setQuery] = useState("");
  const field = useRef<HTMLInputElement>(null);
  /* After the window has opened, which puts the focus on its first button. */
  useEffect(() => field.current?.focus(), []);
  const targets = useMemo(() => targetsOf(session, ids, query), [session, ids, query]);
  const what = ids.length === 1 ? quoted(session, ids[0] ?? "") : `${ids.length} idées`;
  return (
    <Dialog title={`Déplacer ${what} sous…`} onClose={() => onDone(null)}>
      <label className="field">
        <span>Chercher où</span>
        <input
          ref={field}
          type="search"
          value={query}
          autoComplete="off"
          onChange={(event) => setQuery(event.target.value)}
        />
      </label>
      <p className="hint" role="status">
        {targets.length === 0
          ? "Aucune idée ne correspond."
          : targets.length > SHOWN
            ? `${targets.length} idées possibles\u00a0: les ${SHOWN} premières sont montrées, cherchez pour les autres.`
            : `${targets.length} place${targets.length > 1 ? "s" : ""} possible${targets.length > 1 ? "s" : ""}.`}
      </p>
      <ul className="choices">
        {targets.slice(0, SHOWN).map(({ id, words, path, refused }) => (
          <li key={id}>
            <button type="button" className="choice stacked" disabled={refused !== ""} onClick={() => onDone(id)}>
              <span>{words}</span>
              <small>{refused === "" ? path : refused}</small>
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
