/** For whoever facilitates: who is where in the dossier, and bringing everybody here. */

import type { ReactElement } from "react";
import { useEffect, useRef, useState } from "react";
import type { CanvasSession, DossierNews, Whereabouts } from "../core";
import { VOTING } from "../core/news-data";
import { short } from "../core/short";
import { bring } from "./bringing";
import { Refused } from "./Dialog";
import { Disc } from "./Disc";
import { useStore } from "./hooks";
import { canvasUrl } from "./places";
import { useScreen } from "./screen";

/** Pressing the button of a bar takes the focus, hence the presence, from the card one was in. */
const JUST_LEFT_MS = 4_000;

interface Place {
  /** "" for the other pages. */
  canvas: string;
  /** One may go there. */
  open: boolean;
  title: string;
  people: readonly Whereabouts[];
}

const FRENCH = new Intl.Collator("fr");

/** Where people are, the fullest place first; `here` is left out. */
export function placesOf({ people, titles }: DossierNews, here: string): readonly Place[] {
  const found = new Map<string, Whereabouts[]>();
  for (const person of people ?? []) {
    if (person.canvas === here && here !== "") continue;
    found.set(person.canvas, [...(found.get(person.canvas) ?? []), person]);
  }
  const places = [...found].map(([canvas, inside]) => {
    inside.sort((a, b) => FRENCH.compare(a.name, b.name));
    const title = canvas === "" ? "Autres pages du dossier" : (titles[canvas] ?? canvas);
    return { canvas, open: canvas !== "" && canvas !== VOTING, title, people: inside };
  });
  return places.sort((a, b) => Number(a.canvas === "") - Number(b.canvas === "") || b.people.length - a.people.length);
}

/** How many came, of how many: whoever facilitates apart. */
function countCome({ people, others }: DossierNews, here: string, mark: string) {
  const guests = (people ?? []).filter((person) => person.mark !== mark);
  return { come: guests.filter(({ canvas }) => canvas === here).length, all: guests.length + others };
}

/** « 9 des 14 autres personnes sont ici »: whoever facilitates apart. */
export function comeSentence(news: DossierNews, here: string, mark: string): string {
  const { come, all } = countCome(news, here, mark);
  if (all === 0) return "Personne d’autre n’est dans le dossier pour le moment.";
  if (come === all) return all === 1 ? "L’autre personne est ici." : `Les ${all} autres personnes sont ici.`;
  if (all === 1) return "L’autre personne n’est pas encore ici.";
  if (come === 0) return `Aucune des ${all} autres personnes n’est encore ici.`;
  return `${come} des ${all} autres personnes ${come > 1 ? "sont" : "est"} ici.`;
}

interface ElsewhereProps {
  news: DossierNews;
  /** The canvas at hand, "" elsewhere. */
  here: string;
  dossier: string;
  title?: string;
}

/** Who is elsewhere, by canvas, with the way there. */
export function Elsewhere({ news, here, dossier, title: words = "Ailleurs dans le dossier" }: ElsewhereProps) {
  const places = placesOf(news, here);
  const count = places.reduce((sum, { people }) => sum + people.length, 0) + news.others;
  if (count === 0) return null;
  return (
    <section className="elsewhere" aria-label={words}>
      <h2 className="popover-title">
        {words}
        {"\u00a0"}: {count} personne{count > 1 ? "s" : ""}
      </h2>
      {places.map(({ canvas, open, title, people }) => (
        <div key={canvas} className="elsewhere-place">
          <h3>
            {open ? <a href={canvasUrl(dossier, canvas)}>{title}</a> : title} <small>{people.length}</small>
          </h3>
          <ul>
            {people.map((person) => (
              <li key={person.mark}>
                <Disc person={person} />
                {person.name}
              </li>
            ))}
          </ul>
        </div>
      ))}
      {news.others > 0 && <p>Et {news.others} de plus, qui ne sont pas nommées ici.</p>}
    </section>
  );
}

/** The card one is in, or was in a moment ago. */
export function useCardInHand(session: CanvasSession): () => string | null {
  const last = useRef<{ card: string | null; at: number }>({ card: null, at: 0 });
  useEffect(() => {
    const look = () => {
      const card = session.people.get().find(({ self }) => self)?.card ?? null;
      const now = performance.now();
      if (card !== null) last.current = { card, at: Number.POSITIVE_INFINITY };
      else if (last.current.at > now) last.current = { ...last.current, at: now };
    };
    look();
    return session.people.subscribe(look);
  }, [session]);
  return () => {
    const { card, at } = last.current;
    const there = card !== null && session.card(card).get()?.deleted === false;
    return there && performance.now() - at < JUST_LEFT_MS ? card : null;
  };
}

/** The act, and how many came. */
export function BringEveryone({ card }: { card: string | null }): ReactElement {
  const { session, data } = useScreen();
  const news = useStore(session.news);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [sent, setSent] = useState(false);
  const words = card === null ? "" : short(session.text(card).get());
  const here = data.template.key;
  const { come, all } = countCome(news, here, data.me.mark);
  const act = async () => {
    setRefusal(null);
    const why = await bring(data.room, card);
    setRefusal(why);
    setSent(why === null);
  };
  return (
    <div className="bring">
      {all > 0 && (
        <>
          <button type="button" className={come < all ? "button primary" : "button"} onClick={() => void act()}>
            Amener tout le monde ici
          </button>
          <p>
            {words !== "" && (
              <>
                Sur{" "}
                <b>
                  «{"\u00a0"}
                  {words}
                  {"\u00a0"}»
                </b>
                .{" "}
              </>
            )}
            Une annonce le dit à chacun, qui peut rester où il est. Qui écrit n’est pas déplacé.
          </p>
        </>
      )}
      <p role="status">
        {sent && "C’est annoncé. "}
        {comeSentence(news, here, data.me.mark)}
      </p>
      <Refused why={refusal} />
    </div>
  );
}
