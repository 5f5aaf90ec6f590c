/** The windows of the public calendar: the rules of `domain/timeline_windows.py` and of `domain/windows.py`. */

import type { CanvasData, CardView } from "../../core";
import { compareText } from "../../core";
import type { Day } from "./days";
import { dayFrom, dayOf, monthLength, yearOf } from "./days";
import type { Opening } from "./schedule";

export type Season = NonNullable<CanvasData["template"]["timeline"]>["seasons"][number];
export type WindowCard = Pick<CardView, "id" | "parent" | "deleted" | "fields"> & { text: string };

export interface Span {
  from: Day;
  /** Its last day. */
  to: Day;
}

export interface Recurring extends Opening {
  key: string;
  title: string;
  source: string;
  /** The card that says so, once somebody changed it. */
  card: string | null;
  /** It comes back each year. */
  yearly: boolean;
  /** What its days are made of: the same text for the same days. */
  days: string;
  /** Those that days `from` to `to` touch, in order. */
  spansIn(from: Day, to: Day): readonly Span[];
}

type MonthDay = readonly [month: number, day: number];
type Occurrences = (year: number) => readonly Span[];

/** The windows that are shown, the template's first. One that has no day is kept. */
export function calendarOf(cards: readonly WindowCard[], seasons: readonly Season[]): readonly Recurring[] {
  const known = new Map(seasons.map((season) => [season.key, { season, cards: [] as WindowCard[] }]));
  const added: WindowCard[] = [];
  for (const card of [...cards].sort((a, b) => compareText(a.id, b.id))) {
    const stood = known.get(card.parent ?? "");
    if (stood !== undefined) stood.cards.push(card);
    else if (!card.deleted) added.push(card);
  }
  const [windows, others]: [Recurring[], Recurring[]] = [[], []];
  for (const { season, cards: standing } of known.values()) {
    const [first, ...rest] = standing.filter(({ deleted }) => !deleted);
    if (first !== undefined || standing.length === 0) windows.push(windowOf(season.key, season, first));
    for (const card of rest) {
      if (saysElse(card, first!, season)) others.push(windowOf(card.id, null, card, season.title));
    }
  }
  others.push(...added.map((card) => windowOf(card.id, null, card)));
  return [...windows, ...others.sort((a, b) => compareText(a.key, b.key))];
}

/** Whether a card, that stands for a window as `first` does, has another title or other days. */
function saysElse(card: WindowCard, first: WindowCard, season: Season): boolean {
  const days = daysOf(card);
  if (!["", oneLine(season.title), oneLine(first.text)].includes(oneLine(card.text))) return true;
  const known = daysOf(first);
  return days !== null && (days.from !== known?.from || days.to !== known.to);
}

function oneLine(text: string): string {
  return text.replace(/[ \t\r\n\f\v\u2028\u2029]+/g, " ").trim();
}

function windowOf(
  key: string,
  season: Season | null,
  card: WindowCard | undefined,
  untitled = "une fenêtre sans titre",
): Recurring {
  const said = oneLine(card?.text ?? "");
  const source = String(card?.fields.source ?? "");
  const own = card === undefined ? null : daysOf(card);
  const yearly = own === null && season !== null && isYearly(season);
  const of: Occurrences = own !== null ? () => [own] : season === null ? () => [] : occurrences(season);
  return {
    key,
    title: said || season?.title || untitled,
    source: source || season?.source || "",
    card: card?.id ?? null,
    yearly,
    days: JSON.stringify(own ?? (season === null ? null : [season.start, season.end])),
    lastStart: (by) => {
      const year = yearOf(by);
      const starts = [year + 1, year, year - 1].flatMap((one) => of(one).map(({ from }) => from));
      const past = starts.filter((start) => start <= by);
      return past.length === 0 ? null : Math.max(...past);
    },
    spansIn: (from, to) => {
      const found = new Map<Day, Span>();
      for (let year = yearOf(from) - 1; year <= yearOf(to); year++) {
        for (const span of of(year)) if (span.to >= from && span.from <= to) found.set(span.from, span);
      }
      return [...found.values()];
    },
  };
}

/** Its first and last day, in this order whatever was written; one does for both. */
function daysOf({ fields }: WindowCard): Span | null {
  const days = [dayOf(fields.date), dayOf(fields.fin)].filter((day) => day !== null);
  return days.length === 0 ? null : { from: Math.min(...days), to: Math.max(...days) };
}

/** Characters of a day that comes back each year: « 03-01 ». */
const MONTH_AND_DAY = 5;

function isYearly({ start, end }: Season): boolean {
  return (start || end).length === MONTH_AND_DAY;
}

function occurrences(season: Season): Occurrences {
  const [start, end] = [season.start || season.end, season.end || season.start];
  if (isYearly(season)) {
    const [first, last] = [monthAndDay(start), monthAndDay(end)];
    const over = last[0] < first[0] || (last[0] === first[0] && last[1] < first[1]) ? 1 : 0;
    return (year) => [{ from: dayIn(year, first), to: dayIn(year + over, last) }];
  }
  const [from, to] = [dayOf(start), dayOf(end)];
  return from === null || to === null ? () => [] : () => [{ from, to }];
}

function monthAndDay(text: string): MonthDay {
  return [Number(text.slice(0, 2)), Number(text.slice(3))];
}

/** A day that a month does not have is its last one. */
function dayIn(year: number, [month, day]: MonthDay): Day {
  return dayFrom(year, month, Math.min(day, monthLength(year, month)));
}
