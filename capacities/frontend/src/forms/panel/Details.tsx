/** Everything one card carries, beside the board or the list: what every form tells alike. */

import type { KeyboardEvent, ReactElement, ReactNode } from "react";
import { useId } from "react";
import type { RecordView } from "../../core";
import { historyKey } from "../../ui/history";
import { useStore } from "../../ui/hooks";
import { IconButton } from "../../ui/IconButton";
import { Icon } from "../../ui/icons";
import { useEditable, useScreen } from "../../ui/screen";
import { useDraft } from "../shared/draft";
import { FieldControl } from "../shared/FieldControl";
import { LiveText } from "../shared/LiveText";
import { safeLink } from "../shared/links";
import type { Fact, Field } from "../shared/template";
import { groupFacts } from "../shared/template";
import { factWords } from "../shared/words";

interface PanelProps {
  title: string;
  onClose: () => void;
  children: ReactNode;
}

export function Panel({ title, onClose, children }: PanelProps): ReactElement {
  const titleId = useId();
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    event.preventDefault();
    onClose();
  };
  return (
    <aside className="details" aria-labelledby={titleId} onKeyDown={onKeyDown}>
      <header className="details-head">
        <h2 id={titleId}>{title}</h2>
        <IconButton icon="close" label="Fermer les détails" title="Fermer (Échap)" onClick={onClose} />
      </header>
      <div className="details-body">{children}</div>
    </aside>
  );
}

/** The text of a card or a link, live. */
export function Words({ card, label = "Texte" }: { card: RecordView; label?: string }): ReactElement {
  const { session } = useScreen();
  const editable = useEditable();
  const words = useStore(session.edge(card.id).get() === null ? session.text(card.id) : session.edgeText(card.id));
  const field = useId();
  if (!editable)
    return (
      <p className="details-words" dir="auto">
        {words}
      </p>
    );
  return (
    <label className="field" htmlFor={field}>
      <span>{label}</span>
      <LiveText id={field} card={card} words={words} />
    </label>
  );
}

interface FactsProps {
  card: RecordView;
  fields: readonly Field[];
  /** The title of what is only ticked or not. */
  marks: string;
  /** Words already used elsewhere, by the key of the field where they are offered. */
  suggestions?: Readonly<Record<string, readonly string[]>>;
  /** The key of a choice that is never empty: when nothing is said it is the usual one. */
  always?: string;
}

/** The fields of a card, to fill or to read. */
export function Facts({ card, fields, marks: legend, suggestions = {}, always }: FactsProps): ReactElement {
  const editable = useEditable();
  const facts = groupFacts(fields);
  const marks = facts.filter(({ field }) => field.kind === "oui-non");
  const others = facts.filter(({ field }) => field.kind !== "oui-non");
  return (
    <>
      {marks.length > 0 && <Marks card={card} legend={legend} marks={marks.map(({ field }) => field)} />}
      {others.map((fact) =>
        editable ? (
          <Line
            key={fact.field.key}
            card={card}
            fact={fact}
            suggestions={suggestions[fact.field.key]}
            always={fact.field.key === always}
          />
        ) : (
          <ReadLine key={fact.field.key} card={card} fact={fact} />
        ),
      )}
    </>
  );
}

/** Facets to tick: what is not ticked is not written. */
function Marks({ card, legend, marks }: { card: RecordView; legend: string; marks: readonly Field[] }): ReactElement {
  const { session } = useScreen();
  const editable = useEditable();
  return (
    <fieldset className="details-marks">
      <legend>{legend}</legend>
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

/** What is asked of a field: its question, else its title with its unit. */
function asked({ question, title, unit }: Field): string {
  return question !== "" ? question : unit === "" ? title : `${title} (${unit})`;
}

interface LineProps {
  card: RecordView;
  fact: Fact;
  suggestions: readonly string[] | undefined;
  always: boolean;
}

/** One field: what cannot be read stays typed, and why. */
function Line({ card, fact, suggestions, always }: LineProps): ReactElement {
  const { data } = useScreen();
  const { field, by } = fact;
  const stored = card.fields[field.key];
  const id = useId();
  const draft = useDraft(card.id, fact);
  const { typed, chosen, refused } = useStore(draft.now);
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
      <label htmlFor={id}>{asked(field)}</label>
      <div className="field-line">
        <FieldControl
          id={id}
          field={field}
          typed={typed}
          limits={data.template.limits}
          describedBy={refused === "" ? undefined : `${id}-refus`}
          suggestions={suggestions}
          always={always}
          onType={onType}
        />
        {by !== null && (
          <select
            aria-label={`${by.title} (${field.title})`}
            value={chosen}
            onChange={(event) => {
              draft.choose(event.target.value);
              draft.save();
            }}
          >
            {by.choices.map((choice) => (
              <option key={choice.key} value={choice.key}>
                {choice.title}
              </option>
            ))}
          </select>
        )}
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

function ReadLine({ card, fact }: { card: RecordView; fact: Fact }): ReactElement | null {
  const words = factWords(fact, card.fields);
  if (words === "") return null;
  const link = fact.field.kind === "lien" ? safeLink(words) : null;
  return (
    <div className="field">
      <b>{fact.field.title}</b>
      <span className="read-value" dir="auto">
        {words}
      </span>
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

/** « Ajoutée par Camille, le 12 mars 2027 »; `added` agrees with the noun. */
export function Origin({ card, added }: { card: RecordView; added: string }): ReactElement | null {
  const parts = [
    card.author === "" ? "" : `par ${card.author}`,
    card.created === "" ? "" : `le ${dayOf(card.created)}`,
  ].filter((each) => each !== "");
  return parts.length === 0 ? null : (
    <p className="details-origin">
      {added} {parts.join(", ")}.
    </p>
  );
}

/** The day of an instant where one is: that of UTC may be yesterday. */
function dayOf(instant: string): string {
  const date = new Date(instant);
  return Number.isNaN(date.getTime()) ? instant : date.toLocaleDateString("fr-FR", { dateStyle: "long" });
}

/** `name`: what is taken away, between quotes. */
export function Remove({ name, onRemove }: { name: string; onRemove: () => void }): ReactElement {
  return (
    <div className="details-acts">
      <button type="button" className="button" aria-label={`Supprimer ${name}`} onClick={onRemove}>
        <Icon name="trash" /> Supprimer
      </button>
    </div>
  );
}
