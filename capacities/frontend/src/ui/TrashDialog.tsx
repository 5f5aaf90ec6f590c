/** The corbeille: what was deleted, by anybody, and the way back. */

import type { ReactElement } from "react";
import type { CardView, EdgeView } from "../core";
import { agree, capital, countOf, LINK, oneOf } from "../core";
import { OPEN_LINES } from "../core/generated";
import { Dialog } from "./Dialog";
import { useStore } from "./hooks";
import type { ScreenContext } from "./screen";
import { useEditable, useScreen } from "./screen";

type Noun = ScreenContext["entry"]["noun"];

/** What the corbeille shows: cards, then links. Empty cards are not worth restoring: they are not
 * shown. The title of a block or of an added line is, even empty, and so is a card that holds
 * others: what is under it comes back too. */
export function useTrash(): { cards: CardView[]; links: readonly EdgeView[] } {
  const { session, data, form } = useScreen();
  const titles = new Set([OPEN_LINES, ...data.template.blocks.map((block) => block.key)]);
  const cards = useStore(session.trash).filter(
    (card) =>
      card.text.toString().trim() !== "" ||
      Object.keys(card.fields).length > 0 ||
      titles.has(card.zone) ||
      (form?.held?.(session, card) ?? 0) > 0,
  );
  return { cards, links: useStore(session.edgeTrash) };
}

export function TrashDialog({ onClose }: { onClose: () => void }): ReactElement {
  const { noun } = useScreen().entry;
  const { cards, links } = useTrash();
  return (
    <Dialog title="Corbeille" onClose={onClose} wide>
      {cards.length + links.length === 0 ? (
        <p>
          La corbeille est vide. {capital(oneOf(noun))} {agree("supprimé", 1, noun)} s’y retrouve : rien n’est perdu.
        </p>
      ) : (
        <ul className="trash-list">
          {cards.map((card) => (
            <TrashedCard key={card.id} card={card} />
          ))}
          {links.map((link) => (
            <TrashedLink key={link.id} link={link} />
          ))}
        </ul>
      )}
    </Dialog>
  );
}

function TrashedCard({ card }: { card: CardView }): ReactElement {
  const { session, entry, form } = useScreen();
  const held = form?.held?.(session, card) ?? 0;
  const facts = [form?.placeName(session, card) ?? "", held === 0 ? "" : `avec ${countOf(held, entry.noun)}`];
  return <Trashed one={card} words={card.text.toString()} facts={facts} noun={entry.noun} />;
}

function TrashedLink({ link }: { link: EdgeView }): ReactElement {
  const { session, data } = useScreen();
  const from = useStore(session.text(link.from));
  const to = useStore(session.text(link.to));
  const kind = data.template.edge_kinds.find(({ key }) => key === link.kind)?.title ?? link.kind;
  const words = [from, to].map((text) => text.trim() || "…").join(" → ");
  return <Trashed one={link} words={words} facts={[kind, link.text.toString()]} noun={LINK} />;
}

function Trashed(props: { one: CardView | EdgeView; words: string; facts: string[]; noun: Noun }): ReactElement {
  const { one, words, facts, noun } = props;
  const { session, whisper } = useScreen();
  const editable = useEditable();
  const restore = (button: HTMLElement) => {
    session.actions.restore(one.id);
    /* Refused: the session has told why. */
    if ((session.card(one.id).get() ?? session.edge(one.id).get())?.deleted !== false) return;
    whisper(`${capital(noun.noun)} ${agree("restauré", 1, noun)} à sa place.`);
    neighbour(button)?.focus();
  };
  return (
    <li>
      <div>
        <p>{words || "(sans texte)"}</p>
        <small>{[...facts, one.author].filter((each) => each !== "").join(" · ")}</small>
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
