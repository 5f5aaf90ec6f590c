/** Everything one idea carries, beside the map or the plan: type, who, when, state, note, link. */

import { useId, useLayoutEffect, useRef } from "react";
import type { KeyboardEvent, ReactElement } from "react";
import { bindTextArea } from "../../core";
import type { CardView } from "../../core";
import { historyKey } from "../../ui/history";
import { useSelected, useStore } from "../../ui/hooks";
import { Icon } from "../../ui/icons";
import { useEditable, useScreen } from "../../ui/screen";
import { useDraft } from "../shared/draft";
import { FieldControl } from "../shared/FieldControl";
import { safeLink } from "../shared/links";
import { usePresence } from "../shared/presence";
import { groupFacts } from "../shared/template";
import type { Fact, Field } from "../shared/template";
import { factWords } from "../shared/words";
import { acts } from "./acts";
import { guideOf } from "./guide";
import { useHands } from "./hands";
import { pathWords, quoted } from "./say";
import { CENTRE, treeOf } from "./tree";
import { hasTypes, typeOf, TypeSign } from "./types";

interface DetailsProps {
  id: string;
  onClose: () => void;
}

export function DetailsPanel({ id, onClose }: DetailsProps): ReactElement | null {
  const { session } = useScreen();
  const card = useStore(session.card(id));
  const titleId = useId();
  if (card === null || card.deleted) return null;
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    event.preventDefault();
    onClose();
  };
  return (
    <aside className="details" aria-labelledby={titleId} onKeyDown={onKeyDown}>
      <header className="details-head">
        <h2 id={titleId}>{id === CENTRE ? "L’idée centrale" : "Détails de l’idée"}</h2>
        <button type="button" className="icon-button" aria-label="Fermer les détails" title="Fermer (Échap)" onClick={onClose}>
          <Icon name="close" />
        </button>
      </header>
      {/* Another idea is another form: what was typed for one is never written in the next. */}
      <Body key={id} card={card} onClose={onClose} />
    </aside>
  );
}

function Body({ card, onClose }: { card: CardView; onClose: () => void }): ReactElement {
  const { data } = useScreen();
  const editable = useEditable();
  const facts = card.id === CENTRE ? [] : groupFacts(data.template.fields);
  const marks = facts.filter(({ field }) => field.kind === "oui-non");
  const others = facts.filter(({ field }) => field.kind !== "oui-non");
  return (
    <div className="details-body">
      <Path id={card.id} />
      <Words card={card} />
      <Questions id={card.id} />
      {card.id !== CENTRE && hasTypes(data.template) && <Types card={card} />}
      {marks.length > 0 && <Marks card={card} marks={marks.map(({ field }) => field)} />}
      {others.map((fact) =>
        editable ? (
          <Line key={fact.field.key} card={card} fact={fact} />
        ) : (
          <ReadLine key={fact.field.key} card={card} fact={fact} />
        ),
      )}
      <Origin card={card} />
      {editable && card.id !== CENTRE && <Remove id={card.id} onClose={onClose} />}
    </div>
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

function Words({ card }: { card: CardView }): ReactElement {
  const { session } = useScreen();
  const editable = useEditable();
  const words = useStore(session.text(card.id));
  const presence = usePresence(session, card.id);
  const ref = useRef<HTMLTextAreaElement>(null);
  const { text } = card;
  useLayoutEffect(() => {
    const field = ref.current;
    return field === null || !editable ? undefined : bindTextArea(field, text, session);
  }, [editable, session, text]);
  if (!editable) return <p className="details-words">{words}</p>;
  return (
    <label className="field">
      <span>Texte</span>
      <span className="grow" data-words={`${words}\u200b`}>
        <textarea ref={ref} rows={1} spellCheck onFocus={presence.entered} onInput={presence.typed} onBlur={presence.left} />
      </span>
    </label>
  );
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

function Types({ card }: { card: CardView }): ReactElement {
  const { session, data, whisper } = useScreen();
  const editable = useEditable();
  const name = useId();
  if (!editable) return <TypeSign type={typeOf(data.template, card.color)} />;
  const choices = [...data.template.colors.map((color) => color.key), ""];
  return (
    <fieldset className="details-types">
      <legend>Type</legend>
      {choices.map((key) => {
        const type = typeOf(data.template, key);
        return (
          <label key={key} className="type-choice">
            <input
              type="radio"
              name={name}
              checked={card.color === key}
              onChange={() => {
                acts(session).setType([card.id], key);
                whisper(`Type\u00a0: ${type?.title ?? "aucun"}.`);
              }}
            />
            <TypeSign type={type} />
          </label>
        );
      })}
    </fieldset>
  );
}

/** Facets to tick: what is not ticked is not written. */
function Marks({ card, marks }: { card: CardView; marks: readonly Field[] }): ReactElement {
  const { session } = useScreen();
  const editable = useEditable();
  return (
    <fieldset className="details-marks">
      <legend>Ce que cela touche</legend>
      {marks.map((field) => (
        <label key={field.key}>
          <input
            type="checkbox"
            disabled={!editable}
            checked={card.fields[field.key] === true}
            onChange={(event) => session.actions.setField(card.id, field.key, event.target.checked ? true : null)}
          />
          {field.title}
        </label>
      ))}
    </fieldset>
  );
}

/** One field: what cannot be read stays typed, and why. */
function Line({ card, fact }: { card: CardView; fact: Fact }): ReactElement {
  const { data } = useScreen();
  const { field } = fact;
  const stored = card.fields[field.key];
  const id = useId();
  const draft = useDraft(card.id, fact);
  const { typed, refused } = useStore(draft.now);
  const onType = (words: string) => {
    draft.type(words);
    if (field.kind === "choix") draft.save();
  };
  const link = field.kind === "lien" && typeof stored === "string" ? safeLink(stored) : null;
  return (
    <div
      className="field"
      onBlur={() => draft.leave()}
      onKeyDown={(event) => {
        /* What is being typed is not in the document yet: the browser's own undo serves. */
        if (historyKey(event) !== null) event.stopPropagation();
        if (event.key === "Enter" && event.target instanceof HTMLInputElement) draft.leave();
      }}
    >
      <label htmlFor={id}>{field.unit === "" ? field.title : `${field.title} (${field.unit})`}</label>
      <div className="field-line">
        <FieldControl
          id={id}
          field={field}
          typed={typed}
          limits={data.template.limits}
          describedBy={refused === "" ? undefined : `${id}-refus`}
          onType={onType}
        />
        {link !== null && <OpenLink href={link} />}
      </div>
      {refused !== "" && (
        <p id={`${id}-refus`} className="refusal" role="alert">
          {refused}
        </p>
      )}
    </div>
  );
}

function ReadLine({ card, fact }: { card: CardView; fact: Fact }): ReactElement | null {
  const words = factWords(fact, card.fields);
  if (words === "") return null;
  const link = fact.field.kind === "lien" ? safeLink(words) : null;
  return (
    <div className="field">
      <b>{fact.field.title}</b>
      <span className="read-value">{words}</span>
      {link !== null && <OpenLink href={link} />}
    </div>
  );
}

function OpenLink({ href }: { href: string }): ReactElement {
  return (
    <a className="button" href={href} target="_blank" rel="noopener noreferrer">
      Ouvrir
      <span className="unseen"> le lien dans un nouvel onglet</span>
    </a>
  );
}

function Origin({ card }: { card: CardView }): ReactElement | null {
  const parts = [
    card.author === "" ? "" : `par ${card.author}`,
    card.created === "" ? "" : `le ${dayOf(card.created)}`,
  ].filter((each) => each !== "");
  return parts.length === 0 ? null : <p className="details-origin">Ajoutée {parts.join(", ")}.</p>;
}

/** The day of an instant where one is: that of UTC may be yesterday. */
function dayOf(instant: string): string {
  const date = new Date(instant);
  return Number.isNaN(date.getTime()) ? instant : date.toLocaleDateString("fr-FR", { dateStyle: "long" });
}

function Remove({ id, onClose }: DetailsProps): ReactElement {
  const { session } = useScreen();
  const hands = useHands(() => undefined);
  return (
    <div className="details-acts">
      <button
        type="button"
        className="button"
        aria-label={`Supprimer ${quoted(session, id)}`}
        onClick={() => {
          onClose();
          hands.remove([id]);
        }}
      >
        <Icon name="trash" /> Supprimer
      </button>
    </div>
  );
}
