/** Everything one idea carries, beside the map or the plan: type, who, when, state, note, link. */

import type { ReactElement } from "react";
import { useId } from "react";
import type { CardView } from "../../core";
import { useSelected, useStore } from "../../ui/hooks";
import { useEditable, useScreen } from "../../ui/screen";
import { Facts, Origin, Panel, Remove, Words } from "../panel/Details";
import { guideOf } from "./guide";
import type { Hands } from "./hands";
import { useHands } from "./hands";
import { pathWords, quoted } from "./say";
import { CENTRE, treeOf } from "./tree";
import { hasTypes, TypeSign, typeOf } from "./types";

interface DetailsProps {
  id: string;
  onClose: () => void;
}

export function DetailsPanel({ id, onClose }: DetailsProps): ReactElement | null {
  const { session } = useScreen();
  const card = useStore(session.card(id));
  if (card === null || card.deleted) return null;
  return (
    <Panel title={id === CENTRE ? "L’idée centrale" : "Détails de l’idée"} onClose={onClose}>
      {/* Another idea is another form: what was typed for one is never written in the next. */}
      <Body key={id} card={card} onClose={onClose} />
    </Panel>
  );
}

function Body({ card, onClose }: { card: CardView; onClose: () => void }): ReactElement {
  const { session, data } = useScreen();
  const editable = useEditable();
  const hands = useHands(() => undefined);
  const { id } = card;
  return (
    <>
      <Path id={id} />
      <Words card={card} />
      <Questions id={id} />
      {id !== CENTRE && hasTypes(data.template) && <Types card={card} hands={hands} />}
      {id !== CENTRE && <Facts card={card} fields={data.template.fields} marks="Ce que cela touche" />}
      <Origin card={card} added="Ajoutée" />
      {editable && id !== CENTRE && (
        <Remove
          name={quoted(session, id)}
          onRemove={() => {
            onClose();
            hands.remove([id]);
          }}
        />
      )}
    </>
  );
}

/** « Portage politique › Comité ». */
function Path({ id }: { id: string }): ReactElement | null {
  const { session } = useScreen();
  const parent = useSelected(treeOf(session), (now) => now.parent.get(id) ?? CENTRE);
  useStore(session.text(parent));
  if (id === CENTRE || parent === CENTRE) return null;
  return <p className="details-path">{pathWords(session, parent)}</p>;
}

function Questions({ id }: { id: string }): ReactElement | null {
  const { session } = useScreen();
  const guide = guideOf(session, useStore(treeOf(session)), id);
  if (guide.questions.length === 0) return null;
  return (
    <details className="details-guide">
      <summary>{guide.questions.length === 1 ? "La question posée" : "Les questions de la branche"}</summary>
      <ul>
        {guide.questions.map((question) => (
          <li key={question}>{question}</li>
        ))}
      </ul>
      {guide.example !== "" && <p className="details-example">Exemple : {guide.example}</p>}
    </details>
  );
}

function Types({ card, hands }: { card: CardView; hands: Hands }): ReactElement {
  const { data } = useScreen();
  const editable = useEditable();
  const name = useId();
  if (!editable) return <TypeSign type={typeOf(data.template, card.color)} />;
  const choices = [...data.template.colors.map((color) => color.key), ""];
  return (
    <fieldset className="details-types">
      <legend>Type</legend>
      {choices.map((key) => (
        <label key={key} className="type-choice">
          <input type="radio" name={name} checked={card.color === key} onChange={() => hands.setType([card.id], key)} />
          <TypeSign type={typeOf(data.template, key)} />
        </label>
      ))}
    </fieldset>
  );
}
