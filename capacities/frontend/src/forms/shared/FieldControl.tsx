/** The native control that fits the kind of a field. */

import type { ReactElement } from "react";
import { useId, useLayoutEffect, useRef } from "react";
import { diffText, mapIndex } from "../../core";
import type { Field, Template } from "./template";
import { isNumber, unitOf } from "./typed";

interface ControlProps {
  field: Field;
  typed: string;
  limits: Template["limits"];
  onType: (words: string) => void;
  /** Id of the sentence that says why what was typed is refused. */
  describedBy?: string | undefined;
  /** Id of the control, when a label written beside it names it. */
  id?: string;
  /** Words already used elsewhere, offered while one types. */
  suggestions?: readonly string[] | undefined;
  /** A choice that is never empty: when nothing is said it is the usual one. */
  always?: boolean;
}

const YES_NO = [
  { key: "true", title: "Oui" },
  { key: "false", title: "Non" },
];

export function FieldControl(props: ControlProps): ReactElement {
  const { field, typed, onType, id, always = false } = props;
  const name = id === undefined ? { "aria-label": field.title } : { id };
  if (field.kind === "choix" || field.kind === "oui-non") {
    const usual = (always && field.default) || "";
    const choices = field.kind === "choix" ? field.choices : YES_NO;
    return (
      <select {...name} value={typed || usual} onChange={(event) => onType(event.target.value)}>
        {usual === "" && <option value="">{id === undefined ? `${field.title}…` : "—"}</option>}
        {choices.map((choice) => (
          <option key={choice.key} value={choice.key}>
            {choice.title}
          </option>
        ))}
      </select>
    );
  }
  return field.kind === "note" ? <Note {...props} /> : <Line {...props} />;
}

function Note({ field, typed, limits, onType, id }: ControlProps): ReactElement {
  const ref = useRef<HTMLTextAreaElement>(null);
  const before = ref.current === null ? null : { words: ref.current.value, caret: ref.current.selectionStart };
  /* Somebody else's words came in: the caret stays among those one is writing. */
  useLayoutEffect(() => {
    const area = ref.current;
    const change = before === null ? null : diffText(before.words, typed, typed.length);
    if (area === null || before === null || change === null || !area.matches(":focus")) return;
    const delta = [{ retain: change.at }, { delete: change.remove }, { insert: change.insert }];
    const caret = mapIndex(before.caret, delta);
    area.setSelectionRange(caret, caret);
  });
  return (
    <textarea
      ref={ref}
      {...(id === undefined ? { "aria-label": field.title } : { id })}
      rows={3}
      dir="auto"
      maxLength={limits.field_note_chars}
      autoComplete="off"
      spellCheck
      value={typed}
      onChange={(event) => onType(event.target.value)}
    />
  );
}

function Line({ field, typed, limits, describedBy, onType, id, suggestions = [] }: ControlProps): ReactElement {
  const listId = useId();
  const unit = unitOf(field);
  const number = isNumber(field);
  const label = unit === "" ? field.title : `${field.title} (${unit})`;
  const example = field.kind === "lien" ? "https://…" : field.title;
  return (
    <span className="fact-control">
      <input
        {...(id === undefined ? { "aria-label": label } : { id })}
        type={field.kind === "date" ? "date" : "text"}
        dir="auto"
        inputMode={number ? "decimal" : field.kind === "lien" ? "url" : "text"}
        aria-invalid={describedBy !== undefined}
        aria-describedby={describedBy}
        maxLength={field.kind === "lien" ? limits.field_link_chars : limits.field_text_chars}
        placeholder={
          number
            ? field.kind === "montant"
              ? "42 000"
              : "12"
            : id !== undefined && field.kind === "texte"
              ? ""
              : example
        }
        autoComplete="off"
        list={suggestions.length === 0 ? undefined : listId}
        value={typed}
        onChange={(event) => onType(event.target.value)}
      />
      {suggestions.length > 0 && (
        <datalist id={listId}>
          {suggestions.map((words) => (
            <option key={words} value={words} />
          ))}
        </datalist>
      )}
      {unit !== "" && <span aria-hidden="true">{unit}</span>}
    </span>
  );
}
