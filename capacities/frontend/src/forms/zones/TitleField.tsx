/** The title of something the participants added (a line, a stakeholder), shared like a text. */

import type { ReactElement } from "react";
import { useLayoutEffect, useRef } from "react";
import { flushSync } from "react-dom";
import { bindTextArea } from "../../core";
import { useStore } from "../../ui/hooks";
import { IconButton } from "../../ui/IconButton";
import { useEditable, useScreen } from "../../ui/screen";
import { usePresence } from "../shared/presence";
import { useBoard } from "./board";
import { postIts } from "./words";

interface TitleFieldProps {
  id: string;
  /** « Nom de la partie prenante ». */
  label: string;
  fallback: string;
}

export function TitleField({ id, label, fallback }: TitleFieldProps): ReactElement {
  const { session } = useScreen();
  const editable = useEditable();
  const words = useStore(session.text(id));
  if (!editable) return <span>{words.trim() || fallback}</span>;
  return <Field id={id} label={label} fallback={fallback} />;
}

function Field({ id, label, fallback }: TitleFieldProps): ReactElement {
  const { session } = useScreen();
  const ref = useRef<HTMLInputElement>(null);
  const text = useStore(session.card(id))?.text;
  const presence = usePresence(session, id);
  useLayoutEffect(() => {
    const field = ref.current;
    return field === null || text === undefined ? undefined : bindTextArea(field, text, session);
  }, [session, text]);
  return (
    <input
      ref={ref}
      className="title-field"
      data-title={id}
      dir="auto"
      aria-label={label}
      placeholder={fallback}
      autoComplete="off"
      onFocus={presence.entered}
      onBlur={presence.left}
    />
  );
}

/** Add a line or an instance, and begin to write its title. */
export function AddTitled({ zone, title }: { zone: string; title: string }): ReactElement {
  const { session } = useScreen();
  const add = (button: HTMLElement) => {
    const id = flushSync(() => session.actions.add(zone));
    if (id === null) return;
    const root = button.getRootNode() as ParentNode;
    root.querySelector<HTMLElement>(`[data-title="${CSS.escape(id)}"]`)?.focus();
  };
  return (
    <button type="button" className="add" data-adds={zone} onClick={(event) => add(event.currentTarget)}>
      <span>
        <span aria-hidden="true">+ </span>
        {title}
      </span>
    </button>
  );
}

/** Take an added line or instance away, with the post-its of its boxes; all go to the corbeille. */
export function RemoveAdded({ id, boxes, what }: { id: string; boxes: readonly string[]; what: string }): ReactElement {
  const { session, tell } = useScreen();
  const { fresh } = useBoard();
  const remove = (button: HTMLElement) => {
    const cards = boxes.flatMap((box) => [...session.zoneOrder(box).get()]);
    for (const card of [...cards, id]) fresh.delete(card);
    /* The button that adds such a thing: this one goes away with what it takes away. */
    const zone = CSS.escape(session.card(id).get()?.zone ?? "");
    const add = (button.getRootNode() as ParentNode).querySelector<HTMLElement>(`[data-adds="${zone}"]`);
    session.actions.removeAll([...cards, id]);
    add?.focus();
    tell({
      sentence: `${what} mis à la corbeille avec ${postIts(cards.length)}.`,
      action: {
        title: "Annuler",
        run: () => session.actions.restoreAll([id, ...cards]),
      },
    });
  };
  return (
    <IconButton
      icon="trash"
      className="icon-button small"
      label={`Supprimer ${what}`}
      title="Supprimer"
      onClick={(event) => remove(event.currentTarget)}
    />
  );
}
