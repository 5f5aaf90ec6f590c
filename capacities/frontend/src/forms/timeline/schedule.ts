/** The backward schedule, in calendar days: the rules of `domain/schedule.py`, held to the same vectors
 * (tests/vectors/schedule.json). Sentences and advice are Python's, and so is the working calendar. */

import type { FieldValue } from "../../core";
import type { Day } from "./days";
import { dayOf } from "./days";
import type { Ends } from "./links";
import { cutLinks, neighbours, peeled } from "./links";

export type Nature = "reussite" | "action" | "jalon";

export interface Dates {
  latestStart: Day;
  latestFinish: Day;
  earliestStart: Day;
  earliestFinish: Day;
  /** Calendar days from the earliest start to the latest one; negative when some lack. */
  slack: number;
  critical: boolean;
  late: boolean;
  /** How long it lasts; 0 when done. */
  days: number;
}

/** What the schedule reads of a card. */
export interface Task {
  id: string;
  nature: Nature;
  done: boolean;
  days: number;
  /** Its own date. */
  day: Day | null;
  /** Key of the window before which it must be finished, or "". */
  window: string;
}

/** Where a window begins last, on a day or before it; null for never. */
export interface Opening {
  lastStart(by: Day): Day | null;
}

export interface Plan {
  horizon: Day;
  today: Day;
  windows?: ReadonlyMap<string, Opening>;
}

export interface Schedule {
  dates: ReadonlyMap<string, Dates>;
  cut: ReadonlySet<string>;
  /** What each waits for, and makes possible, by links that are not cut. */
  before: ReadonlyMap<string, readonly string[]>;
  after: ReadonlyMap<string, readonly string[]>;
}

/** The kind of a link, and the field that names a window. */
export const BEFORE = "avant";
/** The fields that change dates. */
export const FIELDS = ["nature", "duree", "date", "etat", "avant"] as const;
const NATURES: ReadonlySet<unknown> = new Set(["reussite", "action", "jalon"]);
/** A century: beyond, it is a slip of the keyboard. */
const MOST_WEEKS = 5_200;
const NUMBER = /^[+-]?[0-9]{1,30}(?:[.,][0-9]{1,30})?$/;

/** A duration in weeks; null for what is none. */
export function readWeeks(value: FieldValue | undefined): number | null {
  const written = typeof value === "string" ? value.trim() : null;
  if (written !== null && !NUMBER.test(written)) return null;
  const weeks = written === null ? value : Number(written.replace(",", "."));
  return typeof weeks === "number" && weeks >= 0 && weeks <= MOST_WEEKS ? weeks : null;
}

export function readTask(id: string, fields: Readonly<Record<string, FieldValue>>): Task {
  const { nature, duree, date, etat, avant } = fields;
  const done = etat === "fait";
  return {
    id,
    nature: NATURES.has(nature) ? (nature as Nature) : "action",
    done,
    days: done ? 0 : Math.ceil(7 * (readWeeks(duree) ?? 0)),
    day: dayOf(date),
    window: typeof avant === "string" ? avant.trim() : "",
  };
}

/** Schedule backwards from the horizon. Links to nowhere, or to itself, do not count. */
export function schedule(tasks: readonly Task[], links: readonly Ends[], plan: Plan): Schedule {
  const places = new Map(tasks.map(({ id }, place) => [id, place]));
  const counting = links.filter(({ from, to }) => from !== to && places.has(from) && places.has(to));
  const cut = cutLinks(counting);
  const kept = new Map<string, { source: number; target: number }>();
  for (const { id, from, to } of counting) {
    if (!cut.has(id)) kept.set(JSON.stringify([from, to]), { source: places.get(from)!, target: places.get(to)! });
  }
  const { ahead, behind } = neighbours(tasks.length, kept.values());
  const network = { tasks, ahead, behind, order: peeled(ahead, behind) };
  const days = { ...goBack(network, plan), ...goForth(network, plan.today) };
  const slack = tasks.map((_, place) => days.latestStart[place]! - days.earliestStart[place]!);
  const critical = findCritical(network, slack);
  const named = (all: readonly number[][]) =>
    new Map(tasks.map(({ id }, place) => [id, all[place]!.map((one) => tasks[one]!.id)]));
  const dates = tasks.map(({ id, done, days: lasts }, place): [string, Dates] => [
    id,
    {
      latestStart: days.latestStart[place]!,
      latestFinish: days.latestFinish[place]!,
      earliestStart: days.earliestStart[place]!,
      earliestFinish: days.earliestFinish[place]!,
      slack: slack[place]!,
      critical: critical[place]!,
      late: !done && days.latestStart[place]! < plan.today,
      days: lasts,
    },
  ]);
  return { dates: new Map(dates), cut, before: named(behind), after: named(ahead) };
}

interface Network {
  tasks: readonly Task[];
  ahead: readonly number[][];
  behind: readonly number[][];
  /** Places, each after all that come before it. */
  order: readonly number[];
}

function goBack({ tasks, ahead, order }: Network, { horizon, windows }: Plan) {
  const latestStart: Day[] = Array(tasks.length);
  const latestFinish: Day[] = Array(tasks.length);
  for (let at = order.length - 1; at >= 0; at--) {
    const place = order[at]!;
    const { nature, day, days, window } = tasks[place]!;
    const after = ahead[place]!;
    let finish = after.length === 0 || (nature === "reussite" && day === null) ? horizon : Number.POSITIVE_INFINITY;
    for (const one of after) finish = Math.min(finish, latestStart[one]!);
    if (day !== null) finish = Math.min(finish, day);
    const opening = window === "" ? null : (windows?.get(window)?.lastStart(finish + 1) ?? null);
    if (opening !== null) finish = Math.min(finish, opening - 1);
    latestFinish[place] = finish;
    latestStart[place] = finish - days;
  }
  return { latestStart, latestFinish };
}

function goForth({ tasks, behind, order }: Network, today: Day) {
  const earliestStart: Day[] = Array(tasks.length);
  const earliestFinish: Day[] = Array(tasks.length);
  for (const place of order) {
    const [first, ...others] = behind[place]!;
    let start = first === undefined ? today : earliestFinish[first]!;
    for (const one of others) start = Math.max(start, earliestFinish[one]!);
    earliestStart[place] = start;
    earliestFinish[place] = start + tasks[place]!.days;
  }
  return { earliestStart, earliestFinish };
}

/** Slack zero or less, or the smallest of the chain of a réussite that the card belongs to. */
function findCritical({ tasks, ahead, behind, order }: Network, slack: readonly number[]): boolean[] {
  const smallest = [...slack];
  for (const place of order) {
    for (const one of behind[place]!) smallest[place] = Math.min(smallest[place]!, smallest[one]!);
  }
  /* Of the réussites that a card leads to, the largest of those: none is above the card's own slack. */
  const largest = Array<number>(tasks.length).fill(Number.NEGATIVE_INFINITY);
  for (let at = order.length - 1; at >= 0; at--) {
    const place = order[at]!;
    if (tasks[place]!.nature === "reussite") largest[place] = smallest[place]!;
    for (const one of ahead[place]!) largest[place] = Math.max(largest[place]!, largest[one]!);
  }
  return slack.map((own, place) => own <= 0 || own === largest[place]);
}
