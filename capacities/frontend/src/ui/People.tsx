/** Who is here: initials with their colour, names in full behind a button. */

import type { ReactElement } from "react";
import { useState } from "react";
import { flushSync } from "react-dom";
import type { Person } from "../core";
import { oneOf } from "../core";
import { Disc } from "./Disc";
import { BringEveryone, Elsewhere, useCardInHand } from "./Everyone";
import { useStore } from "./hooks";
import { PeopleButton, SHOWN } from "./PeopleButton";
import { Popover, useOpener } from "./Popover";
import { useScreen } from "./screen";

/** « 3 personnes ici : vous (Technicien), L’élue, Sacha (en lecture) ». */
export function peopleSentence(people: readonly Person[]): string {
  const names = people.map(({ self, name, spectator }) => {
    if (self) return `vous (${name})`;
    return spectator === "" ? name : `${name} (${spectator})`;
  });
  return `${people.length} personne${people.length > 1 ? "s" : ""} ici\u00a0: ${names.join(", ")}`;
}

/** « en lecture, est sur un post-it », or "". */
function doing({ spectator, card, typing }: Person, one: string): string {
  const where = card === null ? "" : `${typing ? "écrit dans" : "est sur"} ${one}`;
  return [spectator, where].filter((words) => words !== "").join(", ");
}

export function People(): ReactElement | null {
  const { session, data, entry, form } = useScreen();
  const people = useStore(session.people);
  const news = useStore(session.news);
  const [anchor, setAnchor] = useState<Element | null>(null);
  const [card, setCard] = useState<string | null>(null);
  const cardInHand = useCardInHand(session);
  const opener = useOpener((at) => {
    setCard(cardInHand());
    setAnchor(at);
  });
  if (people.length === 0) return null;
  const sentence = peopleSentence(people);
  /* Known of those alone who may bring everybody, and while the server is heard. */
  const facilitates = news.people !== null;
  const isThere = (id: string) => (session.card(id).get() ?? session.edge(id).get())?.deleted === false;
  const go = (id: string) => {
    const root = anchor?.getRootNode() as ParentNode | undefined;
    flushSync(() => {
      form?.goTo?.(session, id);
      setAnchor(null);
    });
    root?.querySelector(`[data-card="${CSS.escape(id)}"]`)?.scrollIntoView({ block: "center" });
  };
  return (
    <>
      <PeopleButton sentence={sentence} opened={anchor !== null} opener={opener} more={people.length - SHOWN}>
        {people.slice(0, SHOWN).map((person) => (
          <Disc key={person.clientId} person={person} />
        ))}
      </PeopleButton>
      {anchor !== null && (
        <Popover anchor={anchor} label="Qui est ici" role="dialog" onClose={() => setAnchor(null)}>
          <h2 className="popover-title" tabIndex={-1} data-first>
            {people.length > 1 ? `${people.length} personnes ici` : "Qui est ici"}
          </h2>
          {facilitates && <BringEveryone card={card} />}
          <ul className="people-list">
            {people.map((person) => (
              <li key={person.clientId}>
                <Disc person={person} />
                <span>
                  {person.name}
                  {person.self && " (vous)"}
                  {!person.self && <small>{doing(person, oneOf(entry.noun))}</small>}
                </span>
                {!person.self && person.card !== null && isThere(person.card) && (
                  <button
                    type="button"
                    className="button quiet"
                    aria-label={`Voir où est ${person.name}`}
                    onClick={() => go(person.card!)}
                  >
                    Voir
                  </button>
                )}
              </li>
            ))}
          </ul>
          {facilitates && <Elsewhere news={news} here={data.template.key} dossier={data.dossier.id} />}
        </Popover>
      )}
    </>
  );
}
