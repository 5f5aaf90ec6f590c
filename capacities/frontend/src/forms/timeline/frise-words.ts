/** What is written small on a post-it of the frise, and said of it to who does not see where it is. */

import type { CardView } from "../../core";
import { chainWords } from "./chains";
import type { Day } from "./days";
import { civilOf, dayOf } from "./days";
import { farSign, isFar, SHORT } from "./frise-axis";
import { lastingWords } from "./step-words";
import { slackWords } from "./telling";
import type { Step } from "./types";
import { NATURES, short } from "./words";

const STATES: Readonly<Record<string, string>> = { "en-cours": "en cours", fait: "✓ fait", bloque: "! bloqué" };

const text = ({ fields }: CardView, key: string): string => {
  const value = fields[key];
  return typeof value === "string" ? value.trim() : "";
};

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

/** Who, how long, how far: « DGS », « 8 sem. », on one line. */
export function factsOf(card: CardView, step: Step, today?: Day): string[] {
  if (step.nature === "reussite") {
    const { latestFinish } = step.dates;
    return [signed(text(card, "date") === "" ? shortMonth(latestFinish) : shortDay(latestFinish), step, today)];
  }
  const said = [
    text(card, "qui"),
    lastingWords(step, card.fields["duree"]),
    STATES[text(card, "etat")] ?? (step.done ? STATES["fait"]! : ""),
  ];
  return said.filter((each) => each !== "");
}

/** With a sign, when it is beyond the time that is drawn. */
function signed(words: string, { dates }: Step, today: Day | undefined): string {
  return farSign(words, dates.latestFinish, today);
}

/** When it presses, what presses most first: a post-it shows as much of it as fits on a line. */
export function pressOf(card: CardView, step: Step, today?: Day): string[] {
  const { nature, done, dates, chain } = step;
  const { latestFinish, latestStart, late, slack } = dates;
  if (nature === "reussite") return [];
  if (done) return isFar(latestFinish, today) ? [signed(shortDay(latestFinish), step, today)] : [];
  const own = dayOf(text(card, "date"));
  const fixed = own === null ? "" : `fixé au ${shortDay(own)}`;
  if (late) {
    const what = dates.days > 0 ? "début au plus tard" : "au plus tard";
    const since = signed(`${what}\u00a0: ${shortDay(latestStart)}, déjà passé`, step, today);
    return [since, slack < 0 ? slackWords(slack) : "", fixed].filter((each) => each !== "");
  }
  return [
    slack < 0 ? slackWords(slack) : "",
    fixed,
    chainWords(chain),
    slack > 0 && slack < SMALL_DAYS ? slackWords(slack) : "",
    own === latestFinish ? "" : signed(`au plus tard\u00a0: ${shortMonth(latestFinish)}`, step, today),
  ].filter((each) => each !== "");
}

/** All of it, for a screen reader. */
export function labelOf(card: CardView, step: Step, words: string, lane: string): string {
  const { before, after, nature, dates } = step;
  const pilot = nature === "reussite" ? "" : text(card, "qui");
  const told = [
    `${NATURES[nature]}\u00a0: ${short(words) || "sans texte"}`,
    lane,
    dates.late ? "déjà trop tard" : "",
    pilot === "" ? "" : `pilote\u00a0: ${pilot}`,
    ...factsOf(card, step).filter((each) => each !== pilot),
    ...pressOf(card, step),
    before.length > 0 ? `attend ${before.length} étape${before.length > 1 ? "s" : ""}` : "",
    after.length > 0 ? `en rend possible ${after.length}` : "",
  ];
  return told.filter((each) => each !== "").join(", ");
}
