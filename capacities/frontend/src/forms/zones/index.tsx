/** The form « zones »: boxes that hold post-its (business model, matrices, fiches). */

import type { ReactElement, RefObject } from "react";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { flushSync } from "react-dom";
import type { CanvasSession, CardView } from "../../core";
import { value } from "../../core";
import { useScreen } from "../../ui/screen";
import type { Caret } from "../shared/focus";
import { caretPlaces, FocusKeeper, fieldOf, putCaret } from "../shared/focus";
import { LeftOut } from "../shared/LeftOut";
import type { BoardContext, OpenMenu } from "./board";
import { Board } from "./board";
import { CardMenu } from "./CardMenu";
import { installDrag } from "./drag";
import { useGoing } from "./going";
import { MoveDialog } from "./MoveDialog";
import { Present } from "./Present";
import { Whole } from "./Whole";
import { boxWords, placeWords } from "./words";

export { goTo } from "./going";
export { table } from "./table";

/** Every box is drawn: nothing hides a post-it. */
export function show(): void {}

export function placeName(session: CanvasSession, card: CardView): string {
  return boxWords(session, card.zone);
}

/** The board's own state: focus, the open menu, and the acts that several parts share. */
function useBoardState(root: RefObject<HTMLDivElement | null>) {
  const { session, tell, whisper } = useScreen();
  const [menu, setMenu] = useState<OpenMenu | null>(null);
  const [moving, setMoving] = useState<string | null>(null);
  const [leftOut, setLeftOut] = useState("");
  const close = useCallback(() => {
    setMenu(null);
    setMoving(null);
    setLeftOut("");
  }, []);
  const board = useMemo<BoardContext>(() => {
    const keeper = new FocusKeeper();
    const wanted = value<{ id: string; field: string } | null>(null);
    const fresh = new Set<string>();
    const endOf = (id: string): Caret => {
      const size = session.text(id).get().length;
      return { start: size, end: size };
    };
    const focusCard = (id: string, caret: Caret = endOf(id)) => {
      const field = root.current === null ? null : fieldOf(root.current, id);
      if (field === null) keeper.keep(id, caret);
      else {
        putCaret(field, caret);
        field.closest("[data-card]")?.scrollIntoView({ block: "nearest" });
      }
    };
    const focusBox = (box: string) =>
      root.current?.querySelector<HTMLElement>(`[data-body="${CSS.escape(box)}"]`)?.focus();
    return {
      focusCard,
      focusBox,
      ...caretPlaces(keeper, root, (id) => focusBox(session.card(id).get()?.zone ?? "")),
      openMenu: setMenu,
      askMove: setMoving,
      wantedFact: wanted,
      wantFact: wanted.set,
      fresh,
      addCard: (box, before = null) => {
        const id = flushSync(() => session.actions.add(box, "", { before }));
        if (id === null) return;
        fresh.add(id);
        focusCard(id);
      },
      removeCard: (id) => {
        fresh.delete(id);
        const filled = session.text(id).get().trim() !== "";
        session.actions.remove(id);
        if (filled) {
          const action = { title: "Annuler", run: () => session.actions.restore(id) };
          tell({ sentence: "Post-it mis à la corbeille.", action });
        }
      },
      pasteLines: (box, text, instead = null) => {
        const at = { before: instead, instead: instead !== null };
        /* Drawn at once: the field that goes away gives its caret up before the last one takes it. */
        const pasted = flushSync(() => session.actions.paste(box, text, at));
        const count = pasted.ids.length;
        if (pasted.message !== null) tell(pasted.message);
        else if (count > 0) whisper(`${count} post-it${count > 1 ? "s ajoutés" : " ajouté"}.`);
        setLeftOut(pasted.leftOut);
        const last = pasted.ids.at(-1);
        if (last !== undefined) focusCard(last);
      },
    };
  }, [root, session, tell, whisper]);
  return { board, menu, moving, leftOut, close };
}

function useDragging(root: RefObject<HTMLDivElement | null>): void {
  const { session, view, tell, whisper } = useScreen();
  useEffect(() => {
    const host = root.current;
    /* What is projected is only looked at. */
    if (host === null || view === "presentation") return undefined;
    return installDrag({
      root: host,
      canDrag: () => session.editable.get(),
      onStart: () => whisper("Post-it soulevé."),
      onCancel: () => whisper("Déplacement abandonné."),
      onDrop: ({ id, box, before }) => {
        const card = session.card(id).get();
        if (card === null || card.deleted) {
          tell("Ce post-it vient d’être mis à la corbeille par quelqu’un d’autre.");
          return;
        }
        const ids = session.zoneOrder(box).get();
        const after = ids[ids.indexOf(id) + 1] ?? null;
        if (card.zone === box && (before === id || after === before)) return;
        session.actions.move(id, box, { before: before !== null && ids.includes(before) ? before : null });
        whisper(placeWords(session, id));
      },
    });
  }, [root, session, view, tell, whisper]);
}

export function Form(): ReactElement {
  const { view } = useScreen();
  const root = useRef<HTMLDivElement>(null);
  const { board, menu, moving, leftOut, close } = useBoardState(root);
  useDragging(root);
  useGoing(useScreen().session, board.focusCard);
  return (
    <Board value={board}>
      <div ref={root} className={`zones ${view}`}>
        {view === "presentation" ? <Present /> : <Whole />}
        {menu !== null && root.current !== null && <CardMenu menu={menu} root={root.current} onClose={close} />}
        {moving !== null && <MoveDialog id={moving} onClose={close} />}
        <LeftOut text={leftOut} onClose={close} />
      </div>
    </Board>
  );
}
