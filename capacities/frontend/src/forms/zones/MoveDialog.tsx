/** « Déplacer vers… »: every box by its name, for who does not drag. */

import type { ReactElement } from "react";
import { flushSync } from "react-dom";
import { Dialog } from "../../ui/Dialog";
import { useScreen } from "../../ui/screen";
import { useBoard, useStructure } from "./board";
import { boxWords, placeWords, postIts } from "./words";

export function MoveDialog({ id, onClose }: { id: string; onClose: () => void }): ReactElement {
  const { session, whisper } = useScreen();
  const { order } = useStructure();
  const board = useBoard();
  const zone = session.card(id).get()?.zone ?? "";
  const move = (box: string) => {
    const count = session.zoneOrder(box).get().length;
    flushSync(onClose);
    flushSync(() => session.actions.move(id, box, count));
    board.focusCard(id);
    whisper(placeWords(session, id));
  };
  return (
    <Dialog
      title="Déplacer ce post-it vers…"
      onClose={() => {
        onClose();
        board.focusCard(id);
      }}
    >
      <ul className="choices">
        {order.map((box) => (
          <li key={box}>
            <button type="button" className="choice" disabled={box === zone} onClick={() => move(box)}>
              <span>{boxWords(session, box)}</span>
              <small>{box === zone ? "il y est" : postIts(session.zoneOrder(box).get().length)}</small>
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}
