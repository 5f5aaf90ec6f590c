/** The « ? » of a box: its questions in plain words, and an example. */

import { useRef, useState } from "react";
import type { ReactElement } from "react";
import { Popover } from "../../ui/Popover";
import { boxName } from "./layout";
import type { BoxSpec } from "./layout";

export function HelpButton({ box }: { box: BoxSpec }): ReactElement | null {
  const [anchor, setAnchor] = useState<Element | null>(null);
  const pressedOpen = useRef(false);
  if (box.questions.length === 0 && box.example === "") return null;
  const name = boxName(box);
  return (
    <>
      <button
        type="button"
        className="help"
        aria-label={`Questions et exemple\u00a0: ${name}`}
        aria-haspopup="dialog"
        aria-expanded={anchor !== null}
        onPointerDown={() => {
          pressedOpen.current = anchor !== null;
        }}
        onClick={(event) => {
          setAnchor(anchor === null && !pressedOpen.current ? event.currentTarget : null);
          pressedOpen.current = false;
        }}
      >
        ?
      </button>
      {anchor !== null && (
        <Popover anchor={anchor} label={`Aide\u00a0: ${name}`} role="dialog" onClose={() => setAnchor(null)}>
          <p className="popover-title">{name}</p>
          <ul className="help-questions">
            {box.questions.map((question) => (
              <li key={question}>{question}</li>
            ))}
          </ul>
          {box.example !== "" && (
            <p className="help-example">
              <b>Exemple</b> {box.example}
            </p>
          )}
        </Popover>
      )}
    </>
  );
}
