/** The corbeille: what was deleted, by anybody, and the way back. */

import type { ReactElement } from "react";
import type { CardView, EdgeView, StrokeView } from "../core";
import { agree, capital, countOf, LINK, oneOf, STROKE } from "../core";
import { OPEN_LINES } from "../core/generated";
import { Dialog } from "./Dialog";
import { useStore } from "./hooks";
import type { ScreenContext } from "./screen";
import { useEditable, useScreen } from "./screen";

type Noun = ScreenContext["entry"]["noun"];

/** What the corbeille shows: cards, then links, then strokes. Empty cards are not worth restoring: they are not
 * shown. The title of a block or of an added line is, even empty, and so is a card that holds
 * others: what is under it comes back too. */
export function useTrash(): { cards: CardView[]; links: readonly EdgeView[]; strokes: readonly StrokeView[] } {
  const { session, data, form } = useScreen();
  const titles = new Set([OPEN_LINES, ...data.template.blocks.map((block) => block.key)]);
  const cards = useStore(session.trash).filter(
    (card) =>
      card.text.toString().trim() !== "" ||
      Object.keys(card.fields).length > 0 ||
      titles.has(card.zone) ||
      (form?.held?.(session, card) ?? 0) > 0,
  );
  return { cards, links: useStore(session.edgeTrash), strokes: useStore(session.inkTrash) };
}

export function TrashDialog({ onClose }: { onClose: () => void }): ReactElement {
  const { noun } = useScreen().entry;
  const { cards, links, strokes } = useTrash();
  return (
    <Dialog title="Corbeille" onClose={onClose} wide>
      {cards.length + links.length + strokes.length === 0 ? (
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
          {strokes.map((stroke) => (
            <TrashedStroke key={stroke.id} stroke={stroke} />
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

/** Told by who drew it and when: they are all alike otherwise. */
function TrashedStroke({ stroke }: { stroke: StrokeView }): ReactElement {
  const { data } = useScreen();
  const { author, color, created } = stroke;
  const title = data.template.colors.find(({ key }) => key === color)?.title ?? color;
  const day = new Date(created);
  const when = Number.isNaN(day.getTime())
    ? ""
    : day.toLocaleString("fr-FR", { dateStyle: "long", timeStyle: "short" });
  const words = author === "" ? "Trait à main levée" : `Trait à main levée, de ${author}`;
  return <Trashed one={stroke} words={words} facts={[title, when]} noun={STROKE} signed={false} />;
}

interface TrashedProps {
  one: CardView | EdgeView | StrokeView;
  words: string;
  facts: string[];
  noun: Noun;
  /** Its words do not name its author. */
  signed?: boolean;
}

function Trashed({ one, words, facts, noun, signed = true }: TrashedProps): ReactElement {
  const { session, whisper } = useScreen();
  const editable = useEditable();
  const restore = (button: HTMLElement) => {
    session.actions.restore(one.id);
    /* Refused: the session has told why. */
    const { id } = one;
    const now = session.card(id).get() ?? session.edge(id).get() ?? session.stroke(id).get();
    if (now?.deleted !== false) return;
    whisper(`${capital(noun.noun)} ${agree("restauré", 1, noun)} à sa place.`);
    neighbour(button)?.focus();
  };
  return (
    <li>
      <div>
        <p>{words || "(sans texte)"}</p>
        <small>{[...facts, signed ? one.author : ""].filter((each) => each !== "").join(" · ")}</small>
      </div>
      {editable && (
        <button
          type="button"
          className="button"
          aria-label={`Restaurer «\u00a0${words.slice(0, 80)}\u00a0»`}
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
