/** Going from one day to another by a number of days of work: all of them, or those that are not closed. The rules
 * of `domain/working_days.py`: August, the end of the year and the public holidays of France take no work. */

import type { Day } from "./days";
import { dayFrom, yearOf } from "./days";

export interface OpenDays {
  /** The last day from which so many days of work end by a day. */
  back(day: Day, count: number): Day;
  /** The first day by which so many days of work begun on a day are ended. */
  forth(day: Day, count: number): Day;
}

export const EVERY_DAY: OpenDays = { back: (day, count) => day - count, forth: (day, count) => day + count };

const [FIRST_YEAR, LAST_YEAR, YEARS] = [1990, 2200, 10];

/** The calendar around two days, ten years before and after. */
export function openDaysAround(today: Day, horizon: Day): OpenDays {
  const first = Math.max(yearOf(Math.min(today, horizon)) - YEARS, FIRST_YEAR);
  const last = Math.min(yearOf(Math.max(today, horizon)) + YEARS, LAST_YEAR);
  const spans: Run[] = [];
  for (let year = first - 1; year <= last; year++) {
    spans.push([dayFrom(year, 8, 1), dayFrom(year, 8, 31)], [dayFrom(year, 12, 24), dayFrom(year + 1, 1, 1)]);
    if (year >= first)
      spans.push(
        ...holidays(year)
          .filter(isInWeek)
          .map((day): Run => [day, day]),
      );
  }
  return without(joined(spans));
}

/** First and last day of what is closed. */
type Run = readonly [Day, Day];

function without(runs: readonly Run[]): OpenDays {
  const starts = runs.map(([start]) => start);
  /* The closed days up to the end of each run, after a 0; the days open before it. */
  const closed = [0];
  const opened: number[] = [];
  for (const [start, end] of runs) {
    opened.push(start - closed.at(-1)!);
    closed.push(closed.at(-1)! + end - start + 1);
  }
  const openBefore = (day: Day) => {
    const run = below(starts, day + 1) - 1;
    if (run < 0) return day;
    return day - closed[run]! - Math.min(day - starts[run]!, closed[run + 1]! - closed[run]!);
  };
  return {
    back: (day, count) => {
      const left = openBefore(day) - count;
      return count === 0 ? day : left + closed[below(opened, left + 1)]!;
    },
    forth: (day, count) => {
      const left = openBefore(day) + count;
      return count === 0 ? day : left + closed[below(opened, left)]!;
    },
  };
}

/** How many of sorted whole numbers are less than `limit`. */
function below(sorted: readonly number[], limit: number): number {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (sorted[middle]! < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Runs in order, those that touch being one. */
function joined(spans: readonly Run[]): Run[] {
  const found: Run[] = [];
  for (const [start, end] of [...spans].sort((a, b) => a[0] - b[0] || a[1] - b[1])) {
    const last = found.at(-1);
    if (last !== undefined && start <= last[1] + 1) found[found.length - 1] = [last[0], Math.max(last[1], end)];
    else found.push([start, end]);
  }
  return found;
}

/** A week of work has no less for a holiday on a Saturday or a Sunday. 1 January 1970 was a Thursday. */
function isInWeek(day: Day): boolean {
  return (((day + 3) % 7) + 7) % 7 < 5;
}

/** Those of mainland France. */
function holidays(year: number): Day[] {
  const easter = easterOf(year);
  const fixed = [
    [1, 1],
    [5, 1],
    [5, 8],
    [7, 14],
    [8, 15],
    [11, 1],
    [11, 11],
    [12, 25],
  ] as const;
  return [...fixed.map(([month, day]) => dayFrom(year, month, day)), easter + 1, easter + 39, easter + 50];
}

/** Easter Sunday (Meeus, Jones and Butcher). */
function easterOf(year: number): Day {
  const [a, b, c] = [year % 19, Math.floor(year / 100), year % 100];
  const h = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const l = (32 + 2 * (b % 4) + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const shifted = h + l - 7 * Math.floor((a + 11 * h + 22 * l) / 451) + 114;
  return dayFrom(year, Math.floor(shifted / 31), (shifted % 31) + 1);
}
