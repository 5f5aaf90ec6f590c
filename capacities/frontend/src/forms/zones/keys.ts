/** The keyboard inside a post-it. */

import type { KeyboardEvent } from "react";
import { useCallback } from "react";
import { flushSync } from "react-dom";
import type { CanvasSession } from "../../core";
import { isComposed } from "../../core";
import { useScreen } from "../../ui/screen";
import type { Arrow } from "../board/press";
import { ARROWS } from "../board/press";
import { caretOf } from "../shared/focus";
import type { BoardContext } from "./board";
import { structureOf, useBoard } from "./board";
import { keyboardMove } from "./moves";
import { placeWords } from "./words";

function neighbour(session: CanvasSession, box: string, id: string, step: 1 | -1): string | null {
  const ids = session.zoneOrder(box).get();
  return ids[ids.indexOf(id) + step] ?? null;
}

/** Move a post-it as an arrow asks; the focus follows, and the new place is said. */
export function moveByArrow(
  session: CanvasSession,
  board: BoardContext,
  say: (sentence: string) => void,
  card: { id: string; box: string; arrow: Arrow; field: HTMLTextAreaElement | null },
): void {
  const ids = session.zoneOrder(card.box).get();
  const countOf = (box: string) => session.zoneOrder(box).get().length;
  const boxes = structureOf(session).order;
  const place = { boxes, box: card.box, index: ids.indexOf(card.id), count: ids.length, countOf };
  const move = keyboardMove(card.arrow, place);
  if (move.kind === "none") {
    say(move.reason);
    return;
  }
  const caret = card.field === null ? undefined : caretOf(card.field);
  const box = move.kind === "across" ? move.box : card.box;
  flushSync(() => session.actions.move(card.id, box, move.index));
  board.focusCard(card.id, caret);
  say(placeWords(session, card.id));
}

/** Handler of the keys of one post-it's text. */
export function useCardKeys(id: string, box: string): (event: KeyboardEvent<HTMLTextAreaElement>) => void {
  const { session, whisper } = useScreen();
  const board = useBoard();
  return useCallback(
    (event) => {
      const field = event.currentTarget;
      if (isComposed(event.nativeEvent) || event.defaultPrevented) return;
      const arrow = ARROWS[event.key];
      if (arrow !== undefined && event.altKey) {
        event.preventDefault();
        moveByArrow(session, board, whisper, { id, box, arrow, field });
        return;
      }
      if (event.altKey || event.ctrlKey || event.metaKey) return;
      const { start, end } = caretOf(field);
      const go = (to: string | null, atEnd: boolean) => {
        if (to === null) return;
        event.preventDefault();
        const size = session.text(to).get().length;
        board.focusCard(to, atEnd ? { start: size, end: size } : { start: 0, end: 0 });
      };
      if (event.key === "Enter" && !event.shiftKey) {
        event.preventDefault();
        if (field.value.trim() === "") board.focusBox(box);
        else board.addCard(box, neighbour(session, box, id, 1));
      } else if (event.key === "Escape") {
        event.preventDefault();
        board.focusBox(box);
      } else if (event.key === "Backspace" && field.value === "" && !event.repeat) {
        event.preventDefault();
        const before = neighbour(session, box, id, -1);
        flushSync(() => board.removeCard(id));
        if (before === null) board.focusBox(box);
        else go(before, true);
      } else if (event.key === "ArrowUp" && !event.shiftKey && start === 0 && end === 0) {
        go(neighbour(session, box, id, -1), true);
      } else if (event.key === "ArrowDown" && !event.shiftKey && start === field.value.length) {
        go(neighbour(session, box, id, 1), false);
      }
    },
    [board, box, id, session, whisper],
  );
}
