/** The corbeille: what was deleted, by anybody, and the way back. */

import type { ReactElement } from "react";
import type { CanvasSession, CardView } from "../core";
import { OPEN_LINES } from "../core/generated";
import { Dialog } from "./Dialog";
import { useStore } from "./hooks";
import { useEditable, useScreen } from "./screen";

/** Empty post-its are not worth restoring: they are not shown. The title of a block or of an
 * added line is, even empty: what its boxes hold comes back with it. */
export function worthKeeping(
  cards: readonly CardView[],
  template: CanvasSession["data"]["template"],
): CardView[] {
  const titles = new Set([OPEN_LINES, ...template.blocks.map((block) => block.key)]);
  return cards.filter(
    (card) =>
      card.text.toString().trim() !== "" ||
      Object.keys(card.fields).length > 0 ||
      titles.has(card.zone),
  );
}

interface TrashProps {
  nameOf: (zone: string) => string;
  onClose: () => void;
}

export function TrashDialog({ nameOf, onClose }: TrashProps): ReactElement {
  const { session, data, whisper } = useScreen();
  const cards = worthKeeping(useStore(session.trash), data.template);
  const editable = useEditable();
  return (
    <Dialog title="Corbeille" onClose={onClose} wide>
      {cards.length === 0 ? (
        <p>La corbeille est vide. Un post-it supprimé s’y retrouve : rien n’est perdu.</p>
      ) : (
        <ul className="trash-list">
          {cards.map((card) => (
            <li key={card.id}>
              <div>
                <p>{card.text.toString() || "(sans texte)"}</p>
                <small>
                  {[nameOf(card.zone), card.author].filter((words) => words !== "").join(" · ")}
                </small>
              </div>
              {editable && (
                <button
                  type="button"
                  className="button"
                  aria-label={`Restaurer « ${card.text.toString().slice(0, 80)} »`}
                  onClick={() => {
                    session.actions.restore(card.id);
                    whisper("Post-it restauré à sa place.");
                  }}
                >
                  Restaurer
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
    </Dialog>
  );
}
