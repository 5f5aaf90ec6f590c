/* The feuille de route: every step by semester and by who leads it. Pure. */

import type { CanvasSession } from "../../core";
import type { Field } from "../shared/template";
import { filledFacts } from "../shared/words";
import { isoOf, semesterOf, semesterWords } from "./days";
import type { Told } from "./step-words";
import { folded, lastingWords, pilotsOf, whenWords } from "./step-words";
import { lateWords, slackWords } from "./telling";
import type { Step, Timeline } from "./types";

/** What comes first. */
export type Grouping = "semestre" | "pilote";

export interface Part {
  title: string;
  /** Steps, counted once each. */
  count: number;
  late: number;
  parts: readonly { title: string; ids: readonly string[] }[];
}

interface Group {
  title: string;
  /** Compared as a text: a semester by its years, a pilote by a name without accents. */
  order: string;
}

const NOBODY = "Sans pilote";
/** After every name. */
const LAST = "\uffff";
/** Said elsewhere in an entry, or part of how it is grouped. */
const APART: ReadonlySet<string> = new Set(["nature", "date", "duree", "qui", "avant"]);

function semesterGroup({ step }: Told): Group {
  const semester = semesterOf(step.dates.latestFinish);
  return { title: semesterWords(semester), order: `${isoOf(semester.from)}` };
}

/** A step that several lead is in the list of each. */
function pilotGroups({ values }: Told): Group[] {
  const pilots = pilotsOf(values);
  if (pilots.length === 0) return [{ title: NOBODY, order: LAST }];
  return pilots.map((title) => ({ title, order: folded(title) }));
}

type GroupsOf = (told: Told) => readonly Group[];

/** By what groups are compared by; or `byDay`: as they come, in the order of their first day, nobody last. */
function grouped(all: readonly Told[], groupsOf: GroupsOf, byDay = false): { title: string; all: Told[] }[] {
  const found = new Map<string, { title: string; all: Told[] }>();
  for (const told of all) {
    for (const { title, order } of groupsOf(told)) {
      const here = found.get(order) ?? { title, all: [] };
      here.all.push(told);
      found.set(order, here);
    }
  }
  const before = byDay
    ? ([a]: [string, unknown], [b]: [string, unknown]) => Number(a === LAST) - Number(b === LAST)
    : ([a]: [string, unknown], [b]: [string, unknown]) => (a < b ? -1 : 1);
  return [...found].sort(before).map(([, group]) => group);
}

/** Steps in the order of their days; of the same day, in the order of the lanes. */
export function inOrder({ lanes, order, steps }: Timeline, tray: string): Step[] {
  const ids = [...lanes.map(({ key }) => key), tray].flatMap((lane) => order.get(lane) ?? []);
  const found = ids.flatMap((id) => steps.get(id) ?? []);
  const day = ({ dates }: Step) => dates.latestFinish;
  return found.sort((a, b) => day(a) - day(b) || a.dates.latestStart - b.dates.latestStart);
}

/** The whole document, `all` being in order. */
export function partsOf(all: readonly Told[], grouping: Grouping): Part[] {
  const bySemester = (told: Told) => [semesterGroup(told)];
  const [first, second] = grouping === "semestre" ? [bySemester, pilotGroups] : [pilotGroups, bySemester];
  return grouped(all, first).map((part) => ({
    title: part.title,
    count: part.all.length,
    late: part.all.filter(({ step }) => step.dates.late).length,
    parts: grouped(part.all, second, true).map(({ title, all: some }) => ({
      title,
      ids: some.map(({ step }) => step.id),
    })),
  }));
}

export interface Line {
  title: string;
  words: string;
}

/** What an entry says under its title, what nobody filled left out. */
export function linesOf(told: Told, fields: readonly Field[], laneTitle: string): Line[] {
  const { step, values } = told;
  const { dates, done } = step;
  const rest = fields.filter(({ key }) => !APART.has(key));
  const duration = fields.filter(({ key }) => key === "duree");
  const facts = (some: readonly Field[]) =>
    filledFacts(some, values).map(({ fact, words }) => ({ title: fact.field.title, words }));
  return [
    {
      title: "Quand",
      words: [whenWords(step), ...(dates.late || done ? [] : [slackWords(dates.slack)])].filter(said).join("\u00a0; "),
    },
    { title: "Pilote", words: pilotsOf(values).join(", ") || "à trouver" },
    ...duration.map(({ title }) => ({ title, words: lastingWords(step, values["duree"]) })),
    ...facts(rest),
    { title: "Chaîne critique", words: step.chain === "critical" ? "oui" : "" },
    { title: "Fil", words: laneTitle },
  ].filter(({ words }) => said(words));
}

function said(words: string): boolean {
  return words !== "";
}

/** What must be read first: « ▲ Il est déjà trop tard : … », or "". */
export function alertOf({ step }: Told): string {
  return lateWords(step);
}

/** All the steps as people wrote them. */
export function toldOf(session: CanvasSession, steps: readonly Step[]): Told[] {
  return steps.map((step) => ({
    step,
    text: session.text(step.id).get(),
    values: session.card(step.id).get()?.fields ?? {},
  }));
}
