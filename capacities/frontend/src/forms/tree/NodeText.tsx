/** The text of a node in the outline: a real text field that grows with what it holds. */

import type { ClipboardEvent, ReactElement } from "react";
import { memo, useLayoutEffect, useRef } from "react";
import type { CardView } from "../../core";
import { bindTextArea, isSeveralLines } from "../../core";
import { focusedBeside, useSelected, useStore } from "../../ui/hooks";
import { useEditable, useScreen } from "../../ui/screen";
import { caretOf, putCaret } from "../shared/focus";
import { usePresence } from "../shared/presence";
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
  if (!editable) return <span className="words">{words.trim() === "" ? placeholder : words}</span>;
  return <Field card={card} label={label} placeholder={placeholder} words={words} />;
});

function Field({ card, label, placeholder, words }: NodeTextProps & { words: string }): ReactElement {
  const { session } = useScreen();
  const plan = usePlan();
  const viewer = useViewerOf();
  const { id, text } = card;
  const ref = useRef<HTMLTextAreaElement>(null);
  const presence = usePresence(session, id);
  const onKeyDown = useRowKeys(id);
  const asked = useSelected(viewer, (now) => now.editing === id);

  useLayoutEffect(() => {
    const field = ref.current;
    if (field === null) return undefined;
    const unbind = bindTextArea(field, text, session);
    const caret = plan.takeFocus(id);
    if (caret !== null) putCaret(field, caret);
    return () => {
      if (focusedBeside(field) === field) plan.keepFocus(id, caretOf(field));
      unbind();
    };
  }, [plan, id, session, text]);

  /* Somebody asked to write here (a new idea, a menu): the caret goes to the end. */
  useLayoutEffect(() => {
    const field = ref.current;
    if (!asked || field === null || focusedBeside(field) === field) return;
    putCaret(field, { start: field.value.length, end: field.value.length });
  }, [asked]);

  const onFocus = () => {
    presence.entered();
    if (viewer.get().editing !== id) viewer.edit(id);
  };
  const onBlur = () => {
    presence.left();
    /* The field may only be moving in the page, or its menu opening: look again after. */
    window.setTimeout(() => {
      const field = ref.current;
      const focused = field === null ? null : focusedBeside(field);
      if (focused !== null && focused === field) return;
      if (focused?.closest("[popover], dialog") != null || !document.hasFocus()) return;
      plan.hands.settle(id);
    }, 0);
  };
  const onPaste = (event: ClipboardEvent) => {
    const pasted = event.clipboardData.getData("text/plain");
    const parent = treeOf(session).get().parent.get(id);
    if (words !== "" || id === CENTRE || parent === undefined || !isSeveralLines(pasted)) return;
    event.preventDefault();
    plan.paste(parent, pasted, id);
  };
  return (
    <span className="grow" data-words={`${words === "" ? placeholder : words}\u200b`}>
      <textarea
        ref={ref}
        data-text={id}
        rows={1}
        aria-label={label}
        placeholder={placeholder}
        spellCheck
        onFocus={onFocus}
        onInput={presence.typed}
        onBlur={onBlur}
        onPaste={onPaste}
        onKeyDown={onKeyDown}
      />
    </span>
  );
}
