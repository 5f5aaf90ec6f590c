/** Editing one fact in place. What cannot be read is refused in words, and stays typed. */

import { useEffect, useId, useRef, useState } from "react";
import type { FormEvent, KeyboardEvent, ReactElement } from "react";
import type { CardView, FieldValue } from "../../core";
import { useScreen } from "../../ui/screen";
import { editableNumber, parseNumber } from "./amounts";
import type { Fact, Field } from "./template";

interface FactEditorProps {
  card: CardView;
  fact: Fact;
  onDone: (byKeyboard: boolean) => void;
}

type Read = { value: FieldValue | null } | { refused: string };

function typedOf(value: FieldValue | undefined): string {
  if (value === undefined) return "";
  return typeof value === "number" ? editableNumber(value) : String(value);
}

/** The value that was typed for a field, null when it is emptied, or why it is refused. */
export function readTyped(field: Field, typed: string): Read {
  if (field.kind === "montant" || field.kind === "nombre") {
    const unit = field.unit === "" && field.kind === "montant" ? "€" : field.unit;
    const parsed = parseNumber(typed, unit);
    if (parsed.kind === "refused") return { refused: parsed.reason };
    return { value: parsed.kind === "empty" ? null : parsed.value };
  }
  if (typed.trim() === "") return { value: null };
  if (field.kind === "oui-non") return { value: typed === "true" };
  return { value: typed.trim() };
}

export function FactEditor({ card, fact, onDone }: FactEditorProps): ReactElement {
  const { session, data } = useScreen();
  const { field, by } = fact;
  const form = useRef<HTMLFormElement>(null);
  const errorId = useId();
  const [typed, setTyped] = useState(() => typedOf(card.fields[field.key]));
  const [chosen, setChosen] = useState(() => {
    const stored = by === null ? undefined : card.fields[by.key];
    return typeof stored === "string" ? stored : (by?.default ?? by?.choices[0]?.key ?? "");
  });
  const [refused, setRefused] = useState("");
  useEffect(() => {
    const control = form.current?.querySelector<HTMLInputElement | HTMLSelectElement>("input, select");
    control?.focus();
    if (control instanceof HTMLInputElement && control.type === "text") control.select();
  }, []);

  /* In a low box the reason may fall out of sight. */
  useEffect(() => {
    form.current?.scrollIntoView({ block: "nearest" });
  }, [refused]);

  const save = (byKeyboard: boolean) => {
    const read = readTyped(field, typed);
    if ("refused" in read) {
      setRefused(read.refused);
      return;
    }
    const { setField } = session.actions;
    const changed = read.value !== (card.fields[field.key] ?? null);
    if (changed) setField(card.id, field.key, read.value);
    if (by !== null) {
      const companion = read.value === null ? null : chosen || null;
      if (companion !== (card.fields[by.key] ?? null)) setField(card.id, by.key, companion);
    }
    onDone(byKeyboard);
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    save(true);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.key === "Escape") {
      event.preventDefault();
      onDone(true);
    } else if (event.key === "Enter" && event.target instanceof HTMLSelectElement) {
      /* Enter sends a form from a text field only. */
      event.preventDefault();
      save(true);
    }
  };
  return (
    <form
      ref={form}
      className="fact-edit"
      onSubmit={onSubmit}
      onKeyDown={onKeyDown}
      onBlur={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget)) save(false);
      }}
    >
      <Control
        field={field}
        typed={typed}
        limit={data.template.limits.field_text_chars}
        describedBy={refused === "" ? undefined : errorId}
        onType={(words) => {
          setTyped(words);
          setRefused("");
        }}
      />
      {by !== null && (
        <select aria-label={by.title} value={chosen} onChange={(event) => setChosen(event.target.value)}>
          {by.choices.map((choice) => (
            <option key={choice.key} value={choice.key}>
              {choice.title}
            </option>
          ))}
        </select>
      )}
      <button type="submit" className="fact-ok">
        OK
      </button>
      {refused !== "" && (
        <p id={errorId} className="refusal" role="alert">
          {refused}
        </p>
      )}
    </form>
  );
}

interface ControlProps {
  field: Field;
  typed: string;
  limit: number;
  describedBy: string | undefined;
  onType: (words: string) => void;
}

function Control({ field, typed, limit, describedBy, onType }: ControlProps): ReactElement {
  if (field.kind === "choix" || field.kind === "oui-non") {
    const choices =
      field.kind === "choix"
        ? field.choices
        : [
            { key: "true", title: "Oui" },
            { key: "false", title: "Non" },
          ];
    return (
      <select aria-label={field.title} value={typed} onChange={(event) => onType(event.target.value)}>
        <option value="">{`${field.title}…`}</option>
        {choices.map((choice) => (
          <option key={choice.key} value={choice.key}>
            {choice.title}
          </option>
        ))}
      </select>
    );
  }
  const number = field.kind === "montant" || field.kind === "nombre";
  const unit = field.unit === "" && field.kind === "montant" ? "€" : field.unit;
  return (
    <span className="fact-control">
      <input
        type={field.kind === "date" ? "date" : "text"}
        inputMode={number ? "decimal" : "text"}
        aria-label={unit === "" ? field.title : `${field.title} (${unit})`}
        aria-invalid={describedBy !== undefined}
        aria-describedby={describedBy}
        maxLength={limit}
        placeholder={number ? "42 000" : field.title}
        autoComplete="off"
        value={typed}
        onChange={(event) => onType(event.target.value)}
      />
      {unit !== "" && <span aria-hidden="true">{unit}</span>}
    </span>
  );
}
