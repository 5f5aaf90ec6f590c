/** What is written small on a post-it of the frise, and said of it to who does not see where it is. */

import type { CardView } from "../../core";
import { dayOf, dayWords, monthWords } from "./days";
import type { Step } from "./model";
import { NATURES, short } from "./words";

const WEEK = 7;

/** « 3 sem. », « 2 j ». */
function weeks(days: number): string {
  const whole = Math.floor(days / WEEK);
  return whole === 0 ? `${days}\u00a0j` : `${whole}\u00a0sem.`;
}

const STATES: Readonly<Record<string, string>> = { "en-cours": "en cours", fait: "✓ fait", bloque: "! bloqué" };

const text = ({ fields }: CardView, key: string): string => {
  const value = fields[key];
  return typeof value === "string" ? value.trim() : "";
};

/** Who, how long, how far: « pilote : DGS · 8 sem. ». */
export function factsOf(card: CardView, step: Step): string {
  if (step.nature === "reussite") {
    return text(card, "date") === "" ? monthWords(step.dates.latestFinish) : dayWords(step.dates.latestFinish);
  }
  const pilot = text(card, "qui");
  const said = [
    pilot === "" ? "" : `pilote\u00a0: ${short(pilot)}`,
    step.dates.days > 0 ? weeks(step.dates.days) : "",
    STATES[text(card, "etat")] ?? "",
  ];
  return said.filter((each) => each !== "").join(" · ");
}

/** When it presses: « marge : 3 sem. », « au plus tard : mars 2026 — déjà passé ». */
export function pressOf(card: CardView, { nature, done, dates }: Step): string {
  if (nature === "reussite" || done) return "";
  const fixed = dayOf(text(card, "date")) === dates.latestFinish;
  const by = fixed ? `pour le ${dayWords(dates.latestFinish)}` : `au plus tard\u00a0: ${monthWords(dates.latestFinish)}`;
  if (dates.late) return `à commencer avant\u00a0: ${monthWords(dates.latestStart)} — déjà passé`;
  if (dates.critical) return `${by} · marge\u00a0: ${dates.slack <= 0 ? "0" : weeks(dates.slack)} — chaîne critique`;
  return `${by} · marge\u00a0: ${weeks(dates.slack)}`;
}

/** All of it, for a screen reader. */
export function labelOf(card: CardView, step: Step, words: string, lane: string): string {
  const { before, after, nature, dates } = step;
  const told = [
    `${NATURES[nature]}\u00a0: ${short(words) || "sans texte"}`,
    lane,
    dates.late ? "déjà trop tard" : "",
    factsOf(card, step),
    pressOf(card, step),
    before.length > 0 ? `attend ${before.length} étape${before.length > 1 ? "s" : ""}` : "",
    after.length > 0 ? `en rend possible ${after.length}` : "",
  ];
  return told.filter((each) => each !== "").join(", ");
}
