/** Choosing a step by its words: the other end of a link. */

import type { ReactElement } from "react";
import { useEffect, useMemo, useRef, useState } from "react";
import { Dialog } from "../../ui/Dialog";
import { useStore } from "../../ui/hooks";
import { matches, plain } from "../panel/matching";
import type { Asked } from "./context";
import { useFrise } from "./context";
import { countWords, nameOf, short, titleOfLane } from "./words";

const SHOWN = 60;

export function ChooseStep({ asked, onDone }: { asked: Asked; onDone: (id: string | null) => void }): ReactElement {
  const { session, timeline } = useFrise();
  const now = useStore(timeline);
  const [query, setQuery] = useState("");
  const field = useRef<HTMLInputElement>(null);
  /* After the window has opened, which puts the focus on its first button. */
  useEffect(() => field.current?.focus(), []);
  const choices = useMemo(() => {
    const known = new Set(asked.before ? now.steps.get(asked.from)?.before : now.steps.get(asked.from)?.after);
    return [...now.order.values()]
      .flat()
      .filter((id) => id !== asked.from && !known.has(id))
      .map((id) => ({ id, words: short(session.text(id).get()) || "sans texte", lane: titleOfLane(now, now.steps.get(id)!.lane) }))
      .filter(({ words, lane }) => query.trim() === "" || matches(plain(`${words} ${lane}`), query));
  }, [asked, now, query, session]);
  const name = nameOf(session, asked.from);
  const count = countWords(choices.length, "étape possible").replace("étape possibles", "étapes possibles");
  return (
    <Dialog
      title={asked.before ? `Qu’est-ce qui vient avant ${name}\u00a0?` : `${name} rend possible…`}
      onClose={() => onDone(null)}
    >
      <label className="field">
        <span>Chercher</span>
        <input
          ref={field}
          type="search"
          value={query}
          autoComplete="off"
          onChange={(event) => setQuery(event.target.value)}
          onKeyDown={(event) => {
            const [first] = choices;
            if (event.key !== "Enter" || event.nativeEvent.isComposing || first === undefined || query.trim() === "")
              return;
            event.preventDefault();
            onDone(first.id);
          }}
        />
      </label>
      <p className="hint" role="status">
        {choices.length === 0
          ? "Rien ne correspond."
          : choices.length > SHOWN
            ? `${count}\u00a0: les ${SHOWN} premières sont montrées, cherchez pour les autres.`
            : `${count}.`}
      </p>
      <ul className="choices">
        {choices.slice(0, SHOWN).map(({ id, words, lane }) => (
          <li key={id}>
            <button type="button" className="choice stacked" onClick={() => onDone(id)}>
              <span>{words}</span>
              <small>{lane}</small>
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
