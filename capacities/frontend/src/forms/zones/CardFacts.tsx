/** The typed fields of a post-it: read as a line of text, edited in place. */

import type { ReactElement } from "react";
import { memo, useEffect, useRef, useState } from "react";
import type { CardView } from "../../core";
import { useSelected } from "../../ui/hooks";
import { useEditable, useScreen } from "../../ui/screen";
import { FactEditor } from "../shared/FactEditor";
import type { Fact } from "../shared/template";
import { factWords, namedFact } from "../shared/words";
import { useBoard } from "./board";
import { factsOf } from "./template";

export const CardFacts = memo(function CardFacts({ card }: { card: CardView }): ReactElement | null {
  const { data } = useScreen();
  const facts = factsOf(data.template, card.zone);
  if (facts.length === 0) return null;
  return (
    <div className="facts">
      {facts.map((fact) => (
        <FactLine key={fact.field.key} card={card} fact={fact} />
      ))}
    </div>
  );
});

function FactLine({ card, fact }: { card: CardView; fact: Fact }): ReactElement | null {
  const editable = useEditable();
  const { wantedFact, wantFact } = useBoard();
  const key = fact.field.key;
  const wanted = useSelected(wantedFact, (now) => now?.id === card.id && now.field === key);
  const [editing, setEditing] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const back = useRef(false);
  useEffect(() => {
    if (!wanted) return;
    setEditing(true);
    wantFact(null);
  }, [wanted, wantFact]);
  useEffect(() => {
    if (!editing && back.current) button.current?.focus();
    back.current = false;
  }, [editing]);

  const words = factWords(fact, card.fields);
  if (!editable) return words === "" ? null : <span className="fact">{namedFact(fact, words)}</span>;
  if (editing) {
    return (
      <FactEditor
        card={card}
        fact={fact}
        onDone={(byKeyboard) => {
          back.current = byKeyboard;
          setEditing(false);
        }}
      />
    );
  }
  return (
    <button
      ref={button}
      type="button"
      className={words === "" ? "fact missing" : "fact"}
      aria-label={words === "" ? `Ajouter\u00a0: ${fact.field.title}` : `${fact.field.title}\u00a0: ${words}, modifier`}
      onClick={() => setEditing(true)}
    >
      {words === "" ? `+ ${fact.field.title}` : namedFact(fact, words)}
    </button>
  );
}
