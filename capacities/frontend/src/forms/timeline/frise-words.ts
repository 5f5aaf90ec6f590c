/** What is written small on a post-it of the frise, and said of it to who does not see where it is. */

import type { CardView } from "../../core";
import { chainWords } from "./chains";
import type { Day } from "./days";
import { civilOf, dayOf } from "./days";
import { lastingWords } from "./step-words";
import { slackWords } from "./telling";
import type { Step } from "./types";
import { NATURES, short } from "./words";

const STATES: Readonly<Record<string, string>> = { "en-cours": "en cours", fait: "✓ fait", bloque: "! bloqué" };

const text = ({ fields }: CardView, key: string): string => {
  const value = fields[key];
  return typeof value === "string" ? value.trim() : "";
};

const SHORT = ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."];
/** A margin is worth a word when it is small. */
const SMALL_DAYS = 60;

/** « oct. 2027 »: a post-it is not wide. */
function shortMonth(day: Day): string {
  const { year, month } = civilOf(day);
  return `${SHORT[month - 1]}\u00a0${year}`;
}

/** « 12 oct. 2027 ». */
function shortDay(day: Day): string {
  const number = civilOf(day).day;
  return `${number === 1 ? "1er" : number}\u00a0${shortMonth(day)}`;
}

const BRIEF = 26;

/** As much of a name as a post-it holds on a line or two: its details have it all. */
function brief(name: string): string {
  return name.length > BRIEF ? `${name.slice(0, BRIEF - 1).trimEnd()}…` : name;
}

/** Who, how long, how far: « pilote : DGS », « 8 sem. ». */
export function factsOf(card: CardView, step: Step): string[] {
  if (step.nature === "reussite") {
    const { latestFinish } = step.dates;
    return [text(card, "date") === "" ? shortMonth(latestFinish) : shortDay(latestFinish)];
  }
  const pilot = text(card, "qui");
  const said = [
    pilot === "" ? "" : `pilote\u00a0: ${brief(pilot)}`,
    lastingWords(step, card.fields["duree"]),
    STATES[text(card, "etat")] ?? "",
  ];
  return said.filter((each) => each !== "");
}

/** When it presses: « au plus tard : oct. 2027 », « marge : 3 sem. », « déjà passé ». */
export function pressOf(card: CardView, { nature, done, dates, chain }: Step): string[] {
  const { latestFinish, latestStart, late, slack } = dates;
  if (nature === "reussite" || done) return [];
  if (late)
    return [`${dates.days > 0 ? "à commencer avant le" : "au plus tard le"} ${shortDay(latestStart)}`, "déjà passé"];
  const fixed = dayOf(text(card, "date")) === latestFinish;
  const by = fixed ? `pour le ${shortDay(latestFinish)}` : `au plus tard\u00a0: ${shortMonth(latestFinish)}`;
  const said = chainWords(chain);
  const left = slackWords(slack);
  return [by, said === "" && slack >= SMALL_DAYS ? "" : left, said].filter((each) => each !== "");
}

/** All of it, for a screen reader. */
export function labelOf(card: CardView, step: Step, words: string, lane: string): string {
  const { before, after, nature, dates } = step;
  const told = [
    `${NATURES[nature]}\u00a0: ${short(words) || "sans texte"}`,
    lane,
    dates.late ? "déjà trop tard" : "",
    ...factsOf(card, step),
    ...pressOf(card, step),
    before.length > 0 ? `attend ${before.length} étape${before.length > 1 ? "s" : ""}` : "",
    after.length > 0 ? `en rend possible ${after.length}` : "",
  ];
  return told.filter((each) => each !== "").join(", ");
}
