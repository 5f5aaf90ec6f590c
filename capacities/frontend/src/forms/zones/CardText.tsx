/** The text of a post-it: a real text field that grows with what it holds. */

import type { ReactElement } from "react";
import { memo, useRef } from "react";
import type { CardView } from "../../core";
import { useStore } from "../../ui/hooks";
import { useEditable, useScreen } from "../../ui/screen";
import { LiveText } from "../shared/LiveText";
import { isLeftEmpty, leaveEmpty } from "../shared/left-empty";
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
  if (!editable)
    return (
      <p className="words" dir="auto">
        {words}
      </p>
    );
  return <Field card={card} box={box} label={label} words={words} />;
});

function Field({ card, box, label, words }: CardTextProps & { words: string }): ReactElement {
  const { session } = useScreen();
  const board = useBoard();
  const ref = useRef<HTMLTextAreaElement>(null);
  const onKeyDown = useCardKeys(card.id, box);
  const { id } = card;
  /* A post-it left empty goes away, unless one is still in it or in its menu. */
  const onLeft = (focused: Element | null) => {
    const within = ref.current?.closest("[data-card]");
    const here =
      focused !== null && (within?.contains(focused) === true || focused.closest("[popover], dialog") !== null);
    if (here) return;
    const fresh = board.fresh.delete(id);
    if (isLeftEmpty(session, id, { fresh })) leaveEmpty(session, id);
  };
  const onLines = (pasted: string) => {
    board.pasteLines(box, pasted, id);
    return true;
  };
  return (
    <LiveText
      card={card}
      words={words}
      field={ref}
      data-text={id}
      aria-label={label}
      places={board}
      onLeft={onLeft}
      onLines={onLines}
      onKeyDown={onKeyDown}
    />
  );
}
