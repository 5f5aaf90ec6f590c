/** The text of a post-it: a real text field that grows with what it holds. */

import type { ClipboardEvent, KeyboardEvent, ReactElement } from "react";
import { memo, useLayoutEffect, useRef } from "react";
import type { CardView } from "../../core";
import { bindTextArea, isSeveralLines } from "../../core";
import { focusedBeside, useStore } from "../../ui/hooks";
import { useEditable, useScreen } from "../../ui/screen";
import { caretOf, putCaret } from "../shared/focus";
import { usePresence } from "../shared/presence";
import { useBoard } from "./board";
import { useCardKeys } from "./keys";

interface CardTextProps {
  card: CardView;
  box: string;
  label: string;
}

export const CardText = memo(function CardText({ card, box, label }: CardTextProps): ReactElement {
  const { session } = useScreen();
  const editable = useEditable();
  const words = useStore(session.text(card.id));
  if (!editable) return <p className="words">{words}</p>;
  return <Field card={card} box={box} label={label} words={words} />;
});

function Field({ card, box, label, words }: CardTextProps & { words: string }): ReactElement {
  const { session } = useScreen();
  const board = useBoard();
  const ref = useRef<HTMLTextAreaElement>(null);
  const presence = usePresence(session, card.id);
  const onKeyDown = useCardKeys(card.id, box);
  const { id, text } = card;
  useLayoutEffect(() => {
    const field = ref.current;
    if (field === null) return undefined;
    const unbind = bindTextArea(field, text, session);
    const caret = board.takeFocus(id);
    if (caret !== null) putCaret(field, caret);
    return () => {
      if (focusedBeside(field) === field) board.keepFocus(id, caretOf(field), box);
      unbind();
    };
  }, [board, box, id, session, text]);

  const onBlur = () => {
    presence.left();
    /* The field may only be moving in the page, or its menu opening: look again after. */
    window.setTimeout(() => {
      const field = ref.current;
      const within = field?.closest("[data-card]");
      const focused = field === null ? null : focusedBeside(field);
      const stillHere =
        focused !== null && (within?.contains(focused) === true || focused.closest("[popover], dialog") !== null);
      if (!board.fresh.has(id) || stillHere || document.hasFocus() === false) return;
      board.fresh.delete(id);
      const now = session.card(id).get();
      const empty = session.text(id).get() === "" && Object.keys(now?.fields ?? {}).length === 0;
      if (now?.deleted === false && empty) session.actions.remove(id);
    }, 0);
  };

  const onPaste = (event: ClipboardEvent) => {
    const pasted = event.clipboardData.getData("text/plain");
    if (words !== "" || !isSeveralLines(pasted)) return;
    event.preventDefault();
    board.pasteLines(box, pasted, id);
  };

  return (
    <div className="grow" data-words={`${words}\u200b`}>
      <textarea
        ref={ref}
        data-text={id}
        rows={1}
        aria-label={label}
        spellCheck
        onFocus={presence.entered}
        onInput={presence.typed}
        onBlur={onBlur}
        onPaste={onPaste}
        onKeyDown={onKeyDown as (event: KeyboardEvent<HTMLTextAreaElement>) => void}
      />
    </div>
  );
}
