/** Editing one fact in place. What cannot be read is refused in words, and stays typed. */

import { useEffect, useId, useRef, useState } from "react";
import type { FormEvent, KeyboardEvent, ReactElement } from "react";
import type { CardView } from "../../core";
import { useScreen } from "../../ui/screen";
import { FieldControl } from "./FieldControl";
import type { Fact } from "./template";
import { readTyped, typedOf } from "./typed";

interface FactEditorProps {
  card: CardView;
  fact: Fact;
  onDone: (byKeyboard: boolean) => void;
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
    const control = form.current?.querySelector<HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement>("input, select, textarea");
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
      <FieldControl
        field={field}
        typed={typed}
        limits={data.template.limits}
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
