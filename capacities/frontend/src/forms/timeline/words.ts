/** Names of steps, lanes and links in the sentences of the screen. */

import type { CanvasSession, FormRules, Store } from "../../core";
import { CALENDAR, french, LANES, TRAY } from "../../core";
import { quoted, short } from "../shared/words";
import type { Nature } from "./schedule";
import { isHidden, myName, silenceOf } from "./silence";
import type { Timeline, TimelineSource } from "./types";

export { quoted, short };

export const NATURES: Readonly<Record<Nature, string>> = { reussite: "réussite", action: "action", jalon: "jalon" };

/** « 3 étapes ». */
export function countWords(count: number, noun: string): string {
  return `${french(count)}\u00a0${noun}${count > 1 ? "s" : ""}`;
}

type Named = Pick<CanvasSession, "card" | "text">;

/** Told to everybody when a silence ends; `hidden`: how many steps one could not see. */
export function revealedWords(hidden: number): string {
  const seen = hidden === 0 ? "" : ` ${countWords(hidden, "étape")} de plus ${hidden > 1 ? "sont" : "est"} à l’écran.`;
  return `Le temps de silence est fini\u00a0: tout est dévoilé.${seen}`;
}

/** What a step is called: its words between quotation marks, else what it is. */
export function nameOf(session: Named, id: string): string {
  const words = short(session.text(id).get());
  if (words !== "") return quoted(words);
  const nature = session.card(id).get()?.fields.nature;
  return nature === "reussite"
    ? "une réussite sans texte"
    : nature === "jalon"
      ? "un jalon sans texte"
      : "une étape sans texte";
}

/** « Dans « Convergence des données » », as the end of a sentence. */
export function placeWords(timeline: Timeline, zone: string): string {
  if (zone === LANES) return "";
  if (zone === CALENDAR) return " du calendrier";
  return inLane(timeline, zone);
}

function inLane({ lanes }: Timeline, zone: string): string {
  const lane = lanes.find(({ key }) => key === zone);
  if (lane === undefined) return ", à placer";
  return ` dans ${quoted(laneTitle(lane))}`;
}

export function laneTitle({ title }: { title: string }): string {
  return short(title) || "fil sans nom";
}

/** The title of a lane or « À placer ». */
export function titleOfLane({ lanes }: Timeline, key: string): string {
  const lane = lanes.find((one) => one.key === key);
  return lane === undefined || key === TRAY ? "À placer" : laneTitle(lane);
}

/** What is on a timeline and is no step. */
const OTHERS: Readonly<Record<string, { noun: string; plural: string; feminine: boolean }>> = {
  [LANES]: { noun: "fil", plural: "fils", feminine: false },
  [CALENDAR]: { noun: "moment", plural: "moments", feminine: false },
};

export function rulesOf(session: TimelineSource, timeline: Store<Timeline>): FormRules {
  const live = () => [...session.places.get().values()].filter(({ deleted }) => !deleted).length;
  return {
    words: {
      noun: "étape",
      plural: "étapes",
      feminine: true,
      place: ({ zone }) => placeWords(timeline.get(), zone),
      name: ({ id }) => {
        const words = short(session.text(id).get());
        return words === "" ? "" : quoted(words);
      },
      other: ({ zone }) => OTHERS[zone] ?? null,
      isOld: ({ zone, parent }) => OTHERS[zone] !== undefined && parent !== null,
    },
    live: (restored) => live() + (restored === undefined ? 0 : 1),
    hides: (card) => isHidden(card, silenceOf(session), myName(session)),
  };
}
