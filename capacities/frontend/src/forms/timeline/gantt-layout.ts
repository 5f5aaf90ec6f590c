/* The Gantt as rectangles, diamonds and elbow lines on a sheet. Pure; what is measured is guessed. */

import { guessWidth, wrap } from "../picture/words";
import type { Day } from "./days";
import type { Axis } from "./frise-axis";
import { lastDrawn, MAX_SCALE, MIN_SCALE, startOf, xOf } from "./frise-axis";
import type { Link, Step, Timeline } from "./types";

/** What a row is drawn from. */
export interface RowSource {
  id: string;
  text: string;
  /** Under its name. */
  small: string;
}

export interface GanttRow {
  id: string;
  /** Middle of its bar, from the top of the first lane. */
  middle: number;
  height: number;
  /** Its bar: from the latest start to the latest finish. */
  left: number;
  width: number;
  /** What it may begin before: from the earliest start; no width without slack. */
  slackLeft: number;
  slackWidth: number;
  /** A moment, and not some time: réussite, jalon, or what lasts no day. */
  point: boolean;
  /** How far what is drawn goes beyond its bar, at both ends. */
  beyond: number;
}

export interface GanttLane {
  key: string;
  title: string;
  height: number;
  rows: readonly GanttRow[];
}

export interface Route {
  id: string;
  d: string;
  head: string;
  critical: boolean;
  tight: boolean;
  cut: boolean;
}

/** Words at a day, on the line where they meet no others. */
export interface Flag {
  key: string;
  x: number;
  line: number;
  words: string;
}

/** `again`: said already beside another day, it is said here only where that takes no other line. */
export type Asked = Omit<Flag, "line"> & { again?: boolean };

export interface Gantt {
  axis: Axis;
  height: number;
  lanes: readonly GanttLane[];
  rows: ReadonlyMap<string, GanttRow>;
}

/** Days kept before the first one. */
const SIDE: Day = 10;
/** Kept after the last day: a diamond and the arrow that reaches it are whole. */
export const END_PX = 22;
export const LANE_PX = 34;
const ROW_PX = 44;
const NAME = { size: 13, line: 17, most: 3 };
const MOST_SIGNS = 240;
/** Some faces are wider than the guess. */
const SURE = 0.88;
const SMALL = { size: 12, line: 16 };
const PAD = 10;
/** Half of a diamond, and of what lasts no day. */
const POINT = 9;
const THIN = 3;
/** A bar of a day can still be seen and taken. */
const LEAST = 6;
/** Around today and the horizon, what is farther is drawn at the edge: ten years. */
const FAR: Day = 3_653;

/** The days shown: whole months, from today or what should have begun before, to the last finish. */
export function extentOf({ today, horizon, steps }: Timeline): { from: Day; to: Day } {
  let [first, last] = [today, Math.max(today + 60, horizon)];
  for (const { dates } of steps.values()) {
    first = Math.min(first, dates.latestStart);
    last = Math.max(last, dates.latestFinish);
  }
  const farthest = Math.min(lastDrawn(today), Math.max(today, horizon) + FAR);
  return { from: startOf("mois", Math.max(first, today - FAR) - SIDE), to: Math.min(last, farthest) };
}

/** The scale at which all the days stand in `room` pixels. */
export function fittingScale({ from, to }: { from: Day; to: Day }, room: number): number {
  return boundScale((room - END_PX) / (to - from));
}

export function boundScale(scale: number): number {
  return Math.min(Math.max(scale, MIN_SCALE), MAX_SCALE);
}

const heights = new Map<string, number>();

/** How tall a row must be for its words to be read, at most three lines of its name. Kept: words are slow to
 * cut. */
export function rowHeight(text: string, small: string, room: number): number {
  const start = text.slice(0, MOST_SIGNS);
  const key = `${room} ${small} ${start}`;
  const known = heights.get(key);
  if (known !== undefined) return known;
  const linesOf = (words: string, size: number) =>
    wrap(words, room * SURE, (line) => guessWidth(line, size, true)).length;
  const named = Math.min(linesOf(start, NAME.size), NAME.most) * NAME.line;
  const under = small === "" ? 0 : linesOf(small, SMALL.size) * SMALL.line;
  const height = Math.max(ROW_PX, PAD + named + under);
  if (heights.size > 4_000) heights.clear();
  heights.set(key, height);
  return height;
}

/** Place everything. `lanes`: those that have rows, in order; `names`: room for the name of a step. */
export function ganttOf(
  timeline: Timeline,
  lanes: readonly { key: string; title: string; rows: readonly RowSource[] }[],
  { scale, names }: { scale: number; names: number },
): Gantt {
  const { from, to } = extentOf(timeline);
  const axis = { from, to, scale, width: Math.round((to - from) * scale) + END_PX };
  const placeOf = (day: Day) => Math.round(xOf(axis, Math.min(Math.max(day, from), to)) * 10) / 10;
  const rows = new Map<string, GanttRow>();
  let top = 0;
  const placed = lanes.map(({ key, title, rows: sources }) => {
    const start = top;
    top += LANE_PX;
    const own = sources.flatMap(({ id, text, small }) => {
      const step = timeline.steps.get(id);
      if (step === undefined) return [];
      const height = rowHeight(text, small, names);
      const row = { id, height, middle: top + height / 2, ...barOf(step, placeOf) };
      top += height;
      rows.set(id, row);
      return [row];
    });
    return { key, title, height: top - start, rows: own };
  });
  return { axis, height: top, lanes: placed, rows };
}

function barOf({ nature, done, dates }: Step, placeOf: (day: Day) => number) {
  const right = placeOf(dates.latestFinish);
  const point = nature !== "action" || dates.days === 0;
  const left = point ? right : Math.min(placeOf(dates.latestStart), right - LEAST);
  const early = placeOf(dates.earliestStart);
  return {
    left,
    width: right - left,
    slackLeft: early,
    slackWidth: done ? 0 : Math.max(0, left - early),
    point,
    beyond: point ? (nature === "action" ? THIN : POINT) : 0,
  };
}

/** The lines of the links: out of a bar, down or up, into the next one. */
export function routesOf({ rows }: Gantt, links: readonly Link[]): Route[] {
  return links.flatMap(({ id, from, to, critical, tight = false, cut }) => {
    const [source, target] = [rows.get(from), rows.get(to)];
    return source === undefined || target === undefined ? [] : [{ id, critical, tight, cut, ...elbow(source, target) }];
  });
}

const OUT = 8;

function elbow(source: GanttRow, target: GanttRow): { d: string; head: string } {
  const [y1, y2] = [source.middle, target.middle];
  const x1 = source.left + source.width + source.beyond;
  const x2 = target.left - target.beyond;
  const head = `M${x2 - 6} ${y2 - 4}L${x2} ${y2}L${x2 - 6} ${y2 + 4}Z`;
  if (x2 - x1 >= 2 * OUT) return { d: `M${x1} ${y1}H${x2 - OUT}V${y2}H${x2 - 5}`, head };
  /* No room between the two: along the edge of the row, and back. */
  const between = y1 + (y2 > y1 ? source.height / 2 : -source.height / 2);
  return { d: `M${x1} ${y1}H${x1 + OUT}V${between}H${x2 - OUT - 6}V${y2}H${x2 - 5}`, head };
}

/** « Aujourd’hui », then the names of windows, each on the first line where it has room; those that are said
 * `again` last, on the lines that there are. */
export function flagsOf(asked: readonly Asked[]): Flag[] {
  const lines: { from: number; to: number }[][] = [];
  return [...asked.filter(({ again }) => again !== true), ...asked.filter(({ again }) => again === true)].flatMap(
    ({ key, x, words, again }) => {
      const to = x + guessWidth(words, 12, true) + 12;
      const free = lines.findIndex((line) => line.every((other) => other.to <= x || to <= other.from));
      if (free < 0 && again === true) return [];
      const line = free < 0 ? lines.length : free;
      (lines[line] ??= []).push({ from: x, to });
      return [{ key, x, line, words }];
    },
  );
}

/** Where the sheet is scrolled at first: today, or the first bar of the rows in sight when today shows none. */
export function firstSight({ axis, rows }: Gantt, today: Day, room: { width: number; height: number }): number {
  const start = Math.max(0, xOf(axis, today) - BEFORE_TODAY);
  const inSight = [...rows.values()].filter(({ middle }) => middle < room.height);
  const shown = ({ left, width, beyond }: GanttRow) =>
    left + width + beyond > start && left - beyond < start + room.width - BEFORE_TODAY;
  if (inSight.length === 0 || inSight.some(shown)) return start;
  return Math.max(0, Math.min(...inSight.map(({ left }) => left)) - BEFORE_TODAY);
}

const BEFORE_TODAY = 80;

/** Weeks that make so many days once rounded up to whole days: 10 days are 1,42. */
export function weeksOf(days: number): number {
  return Math.floor((Math.max(0, days) / 7) * 100 + 1e-9) / 100;
}
