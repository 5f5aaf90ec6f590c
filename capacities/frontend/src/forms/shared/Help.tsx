/** The « ? » of a place to fill: its questions in plain words, and an example. */

import type { ReactElement } from "react";
import { useState } from "react";
import { Popover, useOpener } from "../../ui/Popover";

interface HelpProps {
  name: string;
  questions: readonly string[];
  example: string;
  /** False inside a widget that has keys of its own. */
  tabbable?: boolean;
}

export function HelpButton({ name, questions, example, tabbable = true }: HelpProps): ReactElement | null {
  const [anchor, setAnchor] = useState<Element | null>(null);
  const opener = useOpener(setAnchor);
  if (questions.length === 0 && example === "") return null;
  return (
    <>
      <button
        type="button"
        className="help"
        {...(tabbable ? {} : { tabIndex: -1, "aria-hidden": true })}
        aria-label={`Questions et exemple\u00a0: ${name}`}
        aria-haspopup="dialog"
        aria-expanded={anchor !== null}
        {...opener}
      >
        ?
      </button>
      {anchor !== null && (
        <Popover anchor={anchor} label={`Aide\u00a0: ${name}`} role="dialog" onClose={() => setAnchor(null)}>
          <p className="popover-title">{name}</p>
          <ul className="help-questions">
            {questions.map((question) => (
              <li key={question}>{question}</li>
            ))}
          </ul>
          {example !== "" && (
            <p className="help-example">
              <b>Exemple</b> {example}
            </p>
          )}
        </Popover>
      )}
    </>
  );
}
