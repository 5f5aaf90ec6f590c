/** The axis of time: which day is where, and what its header says. Pure. */

import type { Day } from "./days";
import { civilOf, dayFrom, dayWords, monthName, semesterWords } from "./days";
import type { Window } from "./types";

/** From these widths of a day on, in pixels, the header can name semesters, then months. */
const SEMESTERS_FROM = 1.1;
const MONTHS_FROM = 3.4;
/** Wide enough for « 1er semestre 2026 » in any face. */
const WHOLE_FROM = 150;

export const MIN_SCALE = 0.12;
export const MAX_SCALE = 16;

/** Around today, the time that is drawn: ten years before, sixty after. A slip of the keyboard in a year would
 * draw centuries: what is beyond stands at the edge, with its date. */
const [BEFORE, AFTER] = [3_653, 21_915];

export const firstDrawn = (today: Day): Day => today - BEFORE;
export const lastDrawn = (today: Day): Day => today + AFTER;

/** « ◀ avril 202 »: words about a day, with a sign when it is beyond the time that is drawn. */
export function farSign(words: string, day: Day, today: Day | undefined): string {
  if (today === undefined || !isFar(day, today)) return words;
  return day < today ? `◀\u00a0${words}` : `${words}\u00a0▶`;
}

export function isFar(day: Day, today: Day | undefined): boolean {
  return today !== undefined && (day < firstDrawn(today) || day > lastDrawn(today));
}

export type Unit = "annees" | "semestres" | "mois";

/** How wide a day is when one asks for a scale. */
export const SCALES: Readonly<Record<Unit, number>> = { annees: 0.75, semestres: 2, mois: 5 };

export interface Axis {
  /** May fall within a day. */
  from: number;
  to: Day;
  /** Pixels a day. */
  scale: number;
  width: number;
}

export interface Tick {
  key: string;
  x: number;
  width: number;
  label: string;
  /** Said whole: « 1er semestre 2026 », that a narrow label shortens: « S1 2026 ». */
  long: string;
  /** Where a year begins. */
  strong: boolean;
}

export const xOf = ({ from, scale }: Axis, day: Day): number => (day - from) * scale;
export const dayAt = ({ from, scale }: Axis, x: number): Day => Math.round(x / scale + from);

export function unitOf(scale: number): Unit {
  if (scale < SEMESTERS_FROM) return "annees";
  return scale < MONTHS_FROM ? "semestres" : "mois";
}

/** Of the months: a column, or a post-it, is not wide. */
export const SHORT = [
  "janv.",
  "févr.",
  "mars",
  "avr.",
  "mai",
  "juin",
  "juil.",
  "août",
  "sept.",
  "oct.",
  "nov.",
  "déc.",
];

const MONTHS: Readonly<Record<Unit, number>> = { annees: 12, semestres: 6, mois: 1 };

/** The first day of the year, semester or month that a day is in. */
export function startOf(unit: Unit, day: Day): Day {
  const { year, month } = civilOf(day);
  return dayFrom(year, month - ((month - 1) % MONTHS[unit]), 1);
}

function named(unit: Unit, start: Day): { label: string; long: string } {
  const { year, month } = civilOf(start);
  if (unit === "annees") return { label: `${year}`, long: `${year}` };
  if (unit === "mois") return { label: `${SHORT[month - 1]} ${year}`, long: `${monthName(month)} ${year}` };
  const half = month <= 6 ? 1 : 2;
  return { label: `S${half} ${year}`, long: semesterWords({ year, half }) };
}

function nextOf(unit: Unit, start: Day): Day {
  const { year, month } = civilOf(start);
  const next = month + MONTHS[unit];
  return next > 12 ? dayFrom(year + 1, next - 12, 1) : dayFrom(year, next, 1);
}

/** More would slow down the page, and nobody reads that far at once. */
const MOST_TICKS = 500;
const MONTH_DAYS = 30;

/** The unit asked, or a larger one where time is too long for it. */
function bearable({ from, to }: Axis, asked: Unit): Unit {
  const units: readonly Unit[] = ["mois", "semestres"];
  const fits = (unit: Unit) => (to - from) / (MONTH_DAYS * MONTHS[unit]) <= MOST_TICKS;
  return units.find((unit) => MONTHS[unit] >= MONTHS[asked] && fits(unit)) ?? "annees";
}

/** What the header shows, from the start of the axis to its end. */
export function ticksOf(axis: Axis, asked: Unit): Tick[] {
  const ticks: Tick[] = [];
  const unit = bearable(axis, asked);
  let start = startOf(unit, axis.from);
  while (start <= axis.to && ticks.length < 2 * MOST_TICKS) {
    const next = nextOf(unit, start);
    const x = Math.max(0, xOf(axis, start));
    const width = Math.min(axis.width, xOf(axis, next)) - x;
    if (width > 0) {
      const { label, long } = named(unit, start);
      const strong = civilOf(start).month === 1;
      ticks.push({ key: `${unit} ${start}`, x, width, label: width < WHOLE_FROM ? label : long, long, strong });
    }
    start = next;
  }
  return ticks;
}

/** A window of the calendar, one of the times it comes. */
export interface Shade {
  key: string;
  /** Another time of the same window is before it. */
  again: boolean;
  title: string;
  when: string;
  x: number;
  width: number;
}

/** The windows of the calendar that the axis shows, where they are. */
export function windowsOn(axis: Axis, windows: readonly Window[]): Shade[] {
  return windows.flatMap(({ key, title, spans }) =>
    spans.flatMap(({ from, to }, i) => {
      const [left, right] = [Math.max(from, axis.from), Math.min(to + 1, axis.to)];
      if (right <= left) return [];
      const when = from === to ? `le ${dayWords(from)}` : `du ${dayWords(from)} au ${dayWords(to)}`;
      const [x, width] = [xOf(axis, left), (right - left) * axis.scale];
      return [{ key: `${key} ${from}`, again: i > 0, title, when, x, width }];
    }),
  );
}
