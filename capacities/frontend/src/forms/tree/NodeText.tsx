/** The text of a node in the outline: a real text field that grows with what it holds. */

import type { ReactElement } from "react";
import { memo, useLayoutEffect, useRef } from "react";
import type { CardView } from "../../core";
import { focusedBeside, useSelected, useStore } from "../../ui/hooks";
import { useEditable, useScreen } from "../../ui/screen";
import { putCaret } from "../shared/focus";
import { LiveText } from "../shared/LiveText";
import { usePlan } from "./plan";
import { useRowKeys } from "./row-keys";
import { CENTRE, treeOf } from "./tree";
import { useViewerOf } from "./viewer";

interface NodeTextProps {
  card: CardView;
  label: string;
  placeholder: string;
}

export const NodeText = memo(function NodeText({ card, label, placeholder }: NodeTextProps): ReactElement {
  const { session } = useScreen();
  const editable = useEditable();
  const words = useStore(session.text(card.id));
  if (!editable)
    return (
      <span className="words" dir="auto">
        {words.trim() === "" ? placeholder : words}
      </span>
    );
  return <Field card={card} label={label} placeholder={placeholder} words={words} />;
});

function Field({ card, label, placeholder, words }: NodeTextProps & { words: string }): ReactElement {
  const { session } = useScreen();
  const plan = usePlan();
  const viewer = useViewerOf();
  const { id } = card;
  const ref = useRef<HTMLTextAreaElement>(null);
  const onKeyDown = useRowKeys(id);
  const asked = useSelected(viewer, (now) => now.editing === id);

  /* Somebody asked to write here (a new idea, a menu): the caret goes to the end. */
  useLayoutEffect(() => {
    const field = ref.current;
    if (!asked || field === null || focusedBeside(field) === field) return;
    putCaret(field, { start: field.value.length, end: field.value.length });
  }, [asked]);

  const onFocus = () => {
    if (viewer.get().editing !== id) viewer.edit(id);
  };
  const onLeft = (focused: Element | null) => {
    /* Its menu is opening. */
    if (focused?.closest("[popover], dialog") == null) plan.hands.settle(id);
  };
  const onLines = (pasted: string) => {
    const parent = treeOf(session).get().parent.get(id);
    if (id === CENTRE || parent === undefined) return false;
    plan.paste(parent, pasted, id);
    return true;
  };
  return (
    <LiveText
      card={card}
      words={words}
      field={ref}
      data-text={id}
      aria-label={label}
      placeholder={placeholder}
      places={plan}
      onFocus={onFocus}
      onLeft={onLeft}
      onLines={onLines}
      onKeyDown={onKeyDown}
    />
  );
}
