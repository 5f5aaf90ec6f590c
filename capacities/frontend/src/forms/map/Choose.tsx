/** Choosing an element (or a link) by its words: the other end of a link, what a stamp is put on. */

import type { ReactElement } from "react";
import { useEffect, useMemo, useRef, useState } from "react";
import type { CanvasSession } from "../../core";
import { Dialog } from "../../ui/Dialog";
import { useScreen } from "../../ui/screen";
import { matches, plain } from "../panel/matching";
import type { Asked } from "./context";
import { graphOf, ofType } from "./graph";
import { planOf } from "./plan";
import { anyName, countWords, nameOf, quoted } from "./words";

const SHOWN = 60;

interface Choice {
  id: string;
  words: string;
  type: string;
}

export function choicesOf(session: CanvasSession, asked: Asked, query: string): Choice[] {
  const plan = planOf(session.data.template);
  const graph = graphOf(session).get();
  const { places } = graph;
  /* In the order of the lists. */
  const elements = [...plan.elements.map(({ key }) => key), ""].flatMap((key) => ofType(graph, key));
  const all: Choice[] = elements
    .filter((id) => asked.kind !== "join" || id !== asked.from)
    .map((id) => ({ id, words: nameOf(session, id), zone: places.get(id)!.zone }))
    .filter(({ zone }) => asked.kind !== "stamp" || plan.mayCarry(asked.type, zone))
    .map(({ id, words, zone }) => ({ id, words, type: plan.typeOf(zone).title }));
  if (asked.kind === "stamp") {
    for (const id of session.edges.get()) {
      const kind = session.edge(id).get()?.kind ?? "";
      if (plan.mayCarry(asked.type, kind)) all.push({ id, words: anyName(session, id), type: plan.kindOf(kind).title });
    }
  }
  return query.trim() === "" ? all : all.filter(({ words, type }) => matches(plain(`${words} ${type}`), query));
}

function titleOf(session: CanvasSession, asked: Asked): string {
  if (asked.kind === "start") return "Relier quel élément\u00a0?";
  if (asked.kind === "join") return `Relier ${quoted(nameOf(session, asked.from))} à…`;
  return `Poser ${quoted(planOf(session.data.template).typeOf(asked.type).title)} sur…`;
}

interface ChooseProps {
  asked: Asked;
  /** Called with what was chosen, or null when given up. */
  onDone: (id: string | null) => void;
}

export function ChooseDialog({ asked, onDone }: ChooseProps): ReactElement {
  const { session } = useScreen();
  const [query, setQuery] = useState("");
  const field = useRef<HTMLInputElement>(null);
  /* After the window has opened, which puts the focus on its first button. */
  useEffect(() => field.current?.focus(), []);
  const choices = useMemo(() => choicesOf(session, asked, query), [session, asked, query]);
  return (
    <Dialog title={titleOf(session, asked)} onClose={() => onDone(null)}>
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
            ? `${countWords(choices.length, "possible")}\u00a0: les ${SHOWN} premiers sont montrés, cherchez pour les autres.`
            : `${countWords(choices.length, "possible")}.`}
      </p>
      <ul className="choices">
        {choices.slice(0, SHOWN).map(({ id, words, type }) => (
          <li key={id}>
            <button type="button" className="choice stacked" onClick={() => onDone(id)}>
              <span>{words}</span>
              <small>{type}</small>
            </button>
          </li>
        ))}
        {asked.kind === "stamp" && (
          <li>
            <button type="button" className="choice stacked" onClick={() => onDone("")}>
              <span>Nulle part</span>
              <small>à poser plus tard</small>
            </button>
          </li>
        )}
      </ul>
    </Dialog>
  );
}
