/** Choosing one thing among many by its words, in a window: what is typed leaves those that match. */

import type { ReactElement } from "react";
import { useEffect, useMemo, useRef, useState } from "react";
import { isComposed } from "../../core";
import { Dialog } from "../../ui/Dialog";

const SHOWN = 60;

export interface Choice {
  id: string;
  words: string;
  /** Smaller, under the words. */
  detail: string;
  /** It is shown and cannot be chosen. */
  refused?: boolean;
}

interface ChoicesProps {
  title: string;
  label?: string;
  /** The choices that match what was typed. */
  choicesFor: (query: string) => readonly Choice[];
  /** « 3 places possibles ». */
  count: (count: number) => string;
  /** « les 60 premières sont montrées ». */
  firsts: (count: number) => string;
  none?: string;
  /** Always offered, after the others. */
  last?: Choice | null;
  /** Called with what was chosen, or null when given up. */
  onDone: (id: string | null) => void;
}

export function Choices(props: ChoicesProps): ReactElement {
  const { title, label = "Chercher", choicesFor, count, firsts, none = "Rien ne correspond.", last, onDone } = props;
  const [query, setQuery] = useState("");
  const field = useRef<HTMLInputElement>(null);
  /* After the window has opened, which puts the focus on its first button. */
  useEffect(() => field.current?.focus(), []);
  const choices = useMemo(() => choicesFor(query), [choicesFor, query]);
  const more = choices.length > SHOWN ? `\u00a0: ${firsts(SHOWN)}, cherchez pour les autres` : "";
  const offered = [...choices.slice(0, SHOWN), ...(last == null ? [] : [last])];
  return (
    <Dialog title={title} onClose={() => onDone(null)}>
      <label className="field">
        <span>{label}</span>
        <input
          ref={field}
          type="search"
          value={query}
          autoComplete="off"
          onChange={(event) => setQuery(event.target.value)}
          onKeyDown={(event) => {
            const first = choices.find(({ refused }) => refused !== true);
            if (event.key !== "Enter" || isComposed(event.nativeEvent) || first === undefined || query.trim() === "")
              return;
            event.preventDefault();
            onDone(first.id);
          }}
        />
      </label>
      <p className="hint" role="status">
        {choices.length === 0 ? none : `${count(choices.length)}${more}.`}
      </p>
      <ul className="choices">
        {offered.map(({ id, words, detail, refused = false }) => (
          <li key={id}>
            <button type="button" className="choice stacked" disabled={refused} onClick={() => onDone(id)}>
              <span>{words}</span>
              <small>{detail}</small>
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
