/** The axis of time: which day is where, and what its header says. Pure. */

import type { Day } from "./days";

const DAY_MS = 86_400_000;
/** From these widths of a day on, in pixels, the header can name semesters, then months. */
const SEMESTERS_FROM = 1.1;
const MONTHS_FROM = 3.4;

export const MIN_SCALE = 0.12;
export const MAX_SCALE = 16;

export type Unit = "annees" | "semestres" | "mois";

/** How wide a day is when one asks for a scale. */
export const SCALES: Readonly<Record<Unit, number>> = { annees: 0.75, semestres: 2, mois: 5 };

export interface Axis {
  from: Day;
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
  /** Said whole: « 1ᵉʳ semestre 2026 ». */
  long: string;
  /** Where a year begins. */
  strong: boolean;
}

export const xOf = ({ from, scale }: Axis, day: Day): number => (day - from) * scale;
export const dayAt = ({ from, scale }: Axis, x: number): Day => Math.round(x / scale) + from;

export function unitOf(scale: number): Unit {
  if (scale < SEMESTERS_FROM) return "annees";
  return scale < MONTHS_FROM ? "semestres" : "mois";
}

export function dayFrom(year: number, month: number, day = 1): Day {
  return Math.round(Date.UTC(year, month, day) / DAY_MS);
}

function monthOf(day: Day): { year: number; month: number } {
  const date = new Date(day * DAY_MS);
  return { year: date.getUTCFullYear(), month: date.getUTCMonth() };
}

const MONTHS: Readonly<Record<Unit, number>> = { annees: 12, semestres: 6, mois: 1 };

/** The first day of the year, semester or month that a day is in. */
export function startOf(unit: Unit, day: Day): Day {
  const { year, month } = monthOf(day);
  return dayFrom(year, month - (month % MONTHS[unit]));
}

const SHORT = ["janv.", "févr.", "mars", "avr.", "mai", "juin", "juil.", "août", "sept.", "oct.", "nov.", "déc."];

function named(unit: Unit, start: Day): { label: string; long: string } {
  const { year, month } = monthOf(start);
  if (unit === "annees") return { label: `${year}`, long: `${year}` };
  if (unit === "mois") return { label: `${SHORT[month]} ${year}`, long: `${SHORT[month]} ${year}` };
  const which = month < 6 ? "1ᵉʳ" : "2ᵉ";
  return { label: `${which} sem. ${year}`, long: `${which} semestre ${year}` };
}

/** What the header shows, from the start of the axis to its end. */
export function ticksOf(axis: Axis, unit: Unit): Tick[] {
  const ticks: Tick[] = [];
  let start = startOf(unit, axis.from);
  while (start <= axis.to) {
    const { year, month } = monthOf(start);
    const next = dayFrom(year, month + MONTHS[unit]);
    const x = Math.max(0, xOf(axis, start));
    const width = Math.min(axis.width, xOf(axis, next)) - x;
    if (width > 0) ticks.push({ key: `${unit} ${start}`, x, width, ...named(unit, start), strong: month === 0 });
    start = next;
  }
  return ticks;
}
