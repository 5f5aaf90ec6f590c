/** Editing one fact in place. What cannot be read is refused in words, and stays typed. */

import type { FormEvent, KeyboardEvent, ReactElement } from "react";
import { useEffect, useId, useRef } from "react";
import type { CardView } from "../../core";
import { useStore } from "../../ui/hooks";
import { useScreen } from "../../ui/screen";
import { useDraft } from "./draft";
import { FieldControl } from "./FieldControl";
import type { Fact } from "./template";

interface FactEditorProps {
  card: CardView;
  fact: Fact;
  onDone: (byKeyboard: boolean) => void;
}

export function FactEditor({ card, fact, onDone }: FactEditorProps): ReactElement {
  const { data } = useScreen();
  const { field, by } = fact;
  const draft = useDraft(card.id, fact);
  const { typed, chosen, refused } = useStore(draft.now);
  const form = useRef<HTMLFormElement>(null);
  const errorId = useId();
  useEffect(() => {
    const control = form.current?.querySelector<HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement>(
      "input, select, textarea",
    );
    control?.focus();
    if (control instanceof HTMLInputElement && control.type === "text") control.select();
  }, []);

  /* In a low box the reason may fall out of sight. */
  useEffect(() => {
    form.current?.scrollIntoView({ block: "nearest" });
  }, [refused]);

  const save = (byKeyboard: boolean) => {
    if (draft.leave()) onDone(byKeyboard);
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    save(true);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.key === "Escape") {
      event.preventDefault();
      draft.drop();
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
        onType={(words) => draft.type(words)}
      />
      {by !== null && (
        <select aria-label={by.title} value={chosen} onChange={(event) => draft.choose(event.target.value)}>
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
