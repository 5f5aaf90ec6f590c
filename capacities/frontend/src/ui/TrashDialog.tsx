/** The corbeille: what was deleted, by anybody, and the way back. */

import type { ReactElement } from "react";
import type { CardView } from "../core";
import { agree, capital, countOf, oneOf } from "../core";
import { OPEN_LINES } from "../core/generated";
import { Dialog } from "./Dialog";
import { useStore } from "./hooks";
import type { ScreenContext } from "./screen";
import { useEditable, useScreen } from "./screen";

type Looked = Pick<ScreenContext, "session" | "data" | "form">;

/** Empty cards are not worth restoring: they are not shown. The title of a block or of an added
 * line is, even empty, and so is a card that holds others: what is under it comes back too. */
export function worthKeeping(cards: readonly CardView[], { session, data, form }: Looked): CardView[] {
  const titles = new Set([OPEN_LINES, ...data.template.blocks.map((block) => block.key)]);
  return cards.filter(
    (card) =>
      card.text.toString().trim() !== "" ||
      Object.keys(card.fields).length > 0 ||
      titles.has(card.zone) ||
      (form?.held?.(session, card) ?? 0) > 0,
  );
}

export function TrashDialog({ onClose }: { onClose: () => void }): ReactElement {
  const screen = useScreen();
  const { session, entry } = screen;
  const cards = worthKeeping(useStore(session.trash), screen);
  const { noun } = entry;
  return (
    <Dialog title="Corbeille" onClose={onClose} wide>
      {cards.length === 0 ? (
        <p>
          La corbeille est vide. {capital(oneOf(noun))} {agree("supprimé", 1, noun)} s’y retrouve : rien n’est perdu.
        </p>
      ) : (
        <ul className="trash-list">
          {cards.map((card) => (
            <Trashed key={card.id} card={card} />
          ))}
        </ul>
      )}
    </Dialog>
  );
}

function Trashed({ card }: { card: CardView }): ReactElement {
  const { session, entry, form, whisper } = useScreen();
  const editable = useEditable();
  const { noun } = entry;
  const words = card.text.toString();
  const held = form?.held?.(session, card) ?? 0;
  const facts = [form?.placeName(session, card) ?? "", held === 0 ? "" : `avec ${countOf(held, noun)}`, card.author];
  const restore = (button: HTMLElement) => {
    session.actions.restore(card.id);
    /* Refused: the session has told why. */
    if (session.card(card.id).get()?.deleted !== false) return;
    whisper(`${capital(noun.noun)} ${agree("restauré", 1, noun)} à sa place.`);
    neighbour(button)?.focus();
  };
  return (
    <li>
      <div>
        <p>{words || "(sans texte)"}</p>
        <small>{facts.filter((each) => each !== "").join(" · ")}</small>
      </div>
      {editable && (
        <button
          type="button"
          className="button"
          aria-label={`Restaurer « ${words.slice(0, 80)} »`}
          onClick={(event) => restore(event.currentTarget)}
        >
          Restaurer
        </button>
      )}
    </li>
  );
}

/** Where the keyboard goes from a button that leaves with its line: to that of the next line, or
 * to what closes the window. */
function neighbour(button: HTMLElement): HTMLElement | null {
  const line = button.closest("li");
  const other = line?.nextElementSibling ?? line?.previousElementSibling ?? button.closest("dialog");
  return other?.querySelector("button") ?? null;
}
