/** The backward schedule, in calendar days: the rules of `domain/schedule.py`, held to the same vectors
 * (tests/vectors/schedule.json). Sentences and advice are Python's. */

import type { FieldValue } from "../../core";
import type { Day } from "./days";
import { dayOf } from "./days";
import type { Ends } from "./links";
import { cutLinks, neighbours, peeled } from "./links";
import type { OpenDays } from "./open-days";
import { EVERY_DAY } from "./open-days";

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
  days?: OpenDays;
}

export interface Planned {
  dates: Dates;
  /** What it waits for, and makes possible, by links that are not cut. */
  before: readonly string[];
  after: readonly string[];
}

export interface Schedule {
  planned: ReadonlyMap<string, Planned>;
  /** Ids of the links put aside because they close a loop. */
  cut: ReadonlySet<string>;
}

/** The kind of a link, and the field that names a window. */
export const BEFORE = "avant";
/** The fields that change dates. */
export const FIELDS = ["nature", "duree", "date", "etat", "avant"] as const;
const NATURES: ReadonlySet<unknown> = new Set(["reussite", "action", "jalon"]);
/** A century: beyond, it is a slip of the keyboard. */
const MOST_WEEKS = 5_200;
const NUMBER = /^[ \t\r\n\u00a0\u202f]*([+-]?[0-9]{1,30}(?:[.,][0-9]{1,30})?)[ \t\r\n\u00a0\u202f]*$/;

/** A duration in weeks; null for what is none. What is written is read as `domain/numbers.py` does. */
export function readWeeks(value: FieldValue | undefined): number | null {
  const written = typeof value === "string" ? NUMBER.exec(value) : undefined;
  if (written === null) return null;
  const weeks = written === undefined ? value : Number(written[1]!.replace(",", "."));
  return typeof weeks === "number" && weeks >= 0 && weeks <= MOST_WEEKS ? weeks : null;
}

export function readTask(id: string, fields: Readonly<Record<string, FieldValue>>): Task {
  const { nature, duree, date, etat, avant } = fields;
  const done = etat === "fait";
  return {
    id,
    nature: NATURES.has(nature) ? (nature as Nature) : "action",
    done,
    days: done ? 0 : Math.ceil(7 * (readWeeks(duree) ?? 0)) + 0,
    day: dayOf(date),
    window: typeof avant === "string" ? avant.trim() : "",
  };
}

/** Schedule backwards from the horizon. Links to nowhere, or to itself, do not count. */
export function schedule(tasks: readonly Task[], links: readonly Ends[], plan: Plan): Schedule {
  const { cut, ...network } = networkOf(tasks, links);
  const { latestStart, latestFinish } = goBack(network, plan);
  const { earliestStart, earliestFinish } = goForth(network, plan);
  const slack = latestStart.map((day, place) => day - earliestStart[place]!);
  const critical = findCritical(network, slack);
  const planned = new Map<string, Planned>();
  const ids = (places: readonly number[]) => places.map((place) => tasks[place]!.id);
  for (const [place, { id, done, days }] of tasks.entries()) {
    const dates: Dates = {
      latestStart: latestStart[place]!,
      latestFinish: latestFinish[place]!,
      earliestStart: earliestStart[place]!,
      earliestFinish: earliestFinish[place]!,
      slack: slack[place]!,
      critical: critical[place]!,
      late: !done && latestStart[place]! < plan.today,
      days,
    };
    planned.set(id, { dates, before: ids(network.behind[place]!), after: ids(network.ahead[place]!) });
  }
  return { planned, cut };
}

/** Without the links that close loops; nearly always there is none. */
function networkOf(tasks: readonly Task[], links: readonly Ends[]): Network & { cut: ReadonlySet<string> } {
  const places = new Map<string, number>();
  for (const [place, { id }] of tasks.entries()) places.set(id, place);
  const counting = links.filter(({ from, to }) => from !== to && places.has(from) && places.has(to));
  const without = (cut: ReadonlySet<string>) => {
    const known = new Set<number>();
    const arcs: { source: number; target: number }[] = [];
    for (const { id, from, to } of counting) {
      const [source, target] = [places.get(from)!, places.get(to)!];
      const pair = source * tasks.length + target;
      if (known.has(pair) || cut.has(id)) continue;
      known.add(pair);
      arcs.push({ source, target });
    }
    const { ahead, behind } = neighbours(tasks.length, arcs);
    return { tasks, ahead, behind, order: peeled(ahead, behind), cut };
  };
  const whole = without(new Set());
  return whole.order.length === tasks.length ? whole : without(cutLinks(counting));
}

interface Network {
  tasks: readonly Task[];
  ahead: readonly number[][];
  behind: readonly number[][];
  /** Places, each after all that come before it. */
  order: readonly number[];
}

function goBack({ tasks, ahead, order }: Network, { horizon, windows, days: open = EVERY_DAY }: Plan) {
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
    latestStart[place] = open.back(finish, days);
  }
  return { latestStart, latestFinish };
}

function goForth({ tasks, behind, order }: Network, { today, days: open = EVERY_DAY }: Plan) {
  const earliestStart: Day[] = Array(tasks.length);
  const earliestFinish: Day[] = Array(tasks.length);
  for (const place of order) {
    const [first, ...others] = behind[place]!;
    let start = first === undefined ? today : earliestFinish[first]!;
    for (const one of others) start = Math.max(start, earliestFinish[one]!);
    earliestStart[place] = start;
    earliestFinish[place] = open.forth(start, tasks[place]!.days);
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
