/** Who is here: initials with their colour, names in full behind a button. */

import type { ReactElement } from "react";
import { useState } from "react";
import { flushSync } from "react-dom";
import type { Person } from "../core";
import { oneOf } from "../core";
import { useStore } from "./hooks";
import { Popover, useOpener } from "./Popover";
import { useScreen } from "./screen";

const SHOWN = 4;

/** Two letters for a name: « L’élue » gives « ÉL », « Marie Dupont » gives « MD ». */
export function initials(name: string): string {
  const words = name
    .replace(/\b[ldjmtsnc][’']/gi, "")
    .split(/[\s\-_.]+/)
    .filter((word) => word !== "");
  const [first = "?", second] = words;
  const letters = second === undefined ? [...first].slice(0, 2) : [[...first][0], [...second][0]];
  return letters.join("").toLocaleUpperCase("fr");
}

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

/** A coloured disc with initials. They are drawn by the style sheet: the name is said in full. */
export function Disc({ person }: { person: Person }): ReactElement {
  const style = { background: person.color };
  return <span className="disc" style={style} data-initials={initials(person.name)} />;
}

export function People(): ReactElement | null {
  const { session, entry, form } = useScreen();
  const people = useStore(session.people);
  const [anchor, setAnchor] = useState<Element | null>(null);
  const opener = useOpener(setAnchor);
  if (people.length === 0) return null;
  const sentence = peopleSentence(people);
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
      <button
        type="button"
        className="people"
        aria-label={sentence}
        aria-haspopup="dialog"
        aria-expanded={anchor !== null}
        title={sentence}
        {...opener}
      >
        {people.slice(0, SHOWN).map((person) => (
          <Disc key={person.clientId} person={person} />
        ))}
        {people.length > SHOWN && <span className="disc more" data-initials={`+${people.length - SHOWN}`} />}
      </button>
      {anchor !== null && (
        <Popover anchor={anchor} label="Qui est ici" role="dialog" onClose={() => setAnchor(null)}>
          <h2 className="popover-title">{people.length > 1 ? `${people.length} personnes ici` : "Qui est ici"}</h2>
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
        </Popover>
      )}
    </>
  );
}
