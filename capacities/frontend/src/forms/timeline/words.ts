/** Names of steps, lanes and links in the sentences of the screen. */

import type { CanvasSession, FormRules, Store } from "../../core";
import { CALENDAR, LANES, TRAY } from "../../core";
import { countWords, quoted, short } from "../shared/words";
import type { Nature } from "./schedule";
import { isHidden, myName, silenceOf } from "./silence";
import type { Timeline, TimelineSource } from "./types";

export { countWords, quoted, short };

export const NATURES: Readonly<Record<Nature, string>> = { reussite: "réussite", action: "action", jalon: "jalon" };

type Named = Pick<CanvasSession, "card" | "text">;

/** Told to everybody when a silence ends; `hidden`: how many steps one could not see. */
export function revealedWords(hidden: number): string {
  const seen = hidden === 0 ? "" : ` ${countWords(hidden, "étape")} de plus ${hidden > 1 ? "sont" : "est"} à l’écran.`;
  return `Le temps de silence est fini\u00a0: tout est dévoilé.${seen}`;
}

/** The words of a step on one line, or what stands for them. */
export function nameWords(text: string, nature?: unknown): string {
  const line = text.trim().replace(/\s+/g, " ");
  return line || `${nature === "reussite" || nature === "jalon" ? NATURES[nature] : "étape"} sans texte`;
}

/** The same, short. */
export function stepName(session: Named, id: string): string {
  return short(nameWords(session.text(id).get(), session.card(id).get()?.fields["nature"]));
}

/** The same in a sentence: quoted when these are its words. */
export function nameOf(session: Named, id: string): string {
  if (session.text(id).get().trim() !== "") return quoted(stepName(session, id));
  return `${session.card(id).get()?.fields["nature"] === "jalon" ? "un" : "une"} ${stepName(session, id)}`;
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
