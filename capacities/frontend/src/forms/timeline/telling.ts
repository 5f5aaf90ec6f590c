/** Steps in words, for the list and the panel: what they are called, when, and in which order they are read. */

import type { CanvasSession, CardView } from "../../core";
import { CALENDAR, TRAY } from "../../core/generated";
import type { Field } from "../shared/template";
import { quoted } from "../shared/words";
import { chainWords } from "./chains";
import type { Day } from "./days";
import { dayWords, durationWords, sentence } from "./days";
import type { Hands } from "./hands";
import type { Step, Timeline, Window } from "./types";

/** The fields that steps carry. */
export function stepFields(fields: readonly Field[]): readonly Field[] {
  return fields.filter(({ zones }) => zones.length === 0 || zones.some((zone) => zone !== CALENDAR));
}

/** What is asked of a step: a réussite takes no time, and its date is when it is there. */
export function askedOf(fields: readonly Field[], success: boolean): readonly Field[] {
  const asked = stepFields(fields);
  if (!success) return asked;
  return asked
    .filter(({ key }) => key !== "duree")
    .map((field) => (field.key === "date" ? { ...field, question: "Pour quand\u00a0?" } : field));
}

/** « marge : 3 sem. », « il manque 1 sem. 5 j ». */
export function slackWords(slack: number): string {
  if (slack < 0) return `il manque ${durationWords(-slack)}`;
  return `marge\u00a0: ${slack === 0 ? "aucune" : durationWords(slack)}`;
}

/** Days beyond which a margin is told in whole weeks on a line. */
const ROUGH_DAYS = 28;

function roughly(slack: number): number {
  return Math.abs(slack) < ROUGH_DAYS ? slack : 7 * Math.trunc(slack / 7);
}

/** « commencer le 3 mars 2027, finir le 28 avril 2027 »; one day alone when it takes no time. */
export function spanWords(from: Day, to: Day): string {
  return from === to ? `le ${dayWords(to)}` : `commencer le ${dayWords(from)}, finir le ${dayWords(to)}`;
}

/** Why it is too late, or "". */
export function lateWords({ dates }: Step): string {
  const { late, latestStart, latestFinish } = dates;
  if (!late) return "";
  const what = latestStart === latestFinish ? "il fallait que ce soit fait le" : "il aurait fallu commencer le";
  return `▲ Il est déjà trop tard\u00a0: ${what} ${dayWords(latestStart)}.`;
}

/** What the dates of a step say, one sentence each; that it is late is told apart. */
export function dateSentences(step: Step, window: Window | undefined): string[] {
  const { dates, done, nature, chain } = step;
  if (done) return ["Fait\u00a0: cela ne prend plus de temps."];
  const said = [`Au plus tard\u00a0: ${spanWords(dates.latestStart, dates.latestFinish)}.`];
  const eve = window?.spans.find(({ from }) => from === dates.latestFinish + 1);
  if (window !== undefined && eve !== undefined) {
    said.push(`C’est la veille de ${quoted(window.title)}, qui commence le ${dayWords(eve.from)}.`);
  }
  if (nature !== "reussite" || step.before.length > 0) {
    said.push(`Au plus tôt\u00a0: ${spanWords(dates.earliestStart, dates.earliestFinish)}.`);
  }
  const slack = slackWords(dates.slack);
  said.push(sentence(`${slack.charAt(0).toUpperCase()}${slack.slice(1)}`));
  if (chain === "critical") said.push("Chaîne critique\u00a0: tout retard ici retarde la réussite.");
  if (chain === "tight") said.push("C’est la chaîne la plus serrée de cette réussite.");
  return said;
}

/** The same on the line of a row. */
export function dateFacts({ dates, done, nature, chain }: Step): string[] {
  if (done) return ["fait"];
  const { late, latestStart, latestFinish, slack } = dates;
  if (nature === "reussite") return [`pour le ${dayWords(latestFinish)}`, chainWords(chain)];
  const when = late ? "" : `au plus tard\u00a0: ${spanWords(latestStart, latestFinish)}`;
  return [when, slackWords(roughly(slack)), chainWords(chain)];
}

/** The steps of a lane as they are read: what succeeds first, then from the latest to the earliest; the tray as
 * it is ranked. What a step makes possible is always read before it. */
export function listOrder({ order, steps }: Pick<Timeline, "order" | "steps">, lane: string): readonly string[] {
  const ids = order.get(lane) ?? [];
  if (lane === TRAY) return ids;
  const depths = new Map<string, number>();
  const place = new Map(ids.map((id, at) => [id, at]));
  const top = (id: string) => (steps.get(id)?.nature === "reussite" ? 0 : 1);
  const dates = (id: string) => steps.get(id)?.dates ?? { latestFinish: 0, latestStart: 0 };
  return [...ids].sort(
    (a, b) =>
      top(a) - top(b) ||
      dates(b).latestFinish - dates(a).latestFinish ||
      dates(b).latestStart - dates(a).latestStart ||
      depthOf(steps, a, depths) - depthOf(steps, b, depths) ||
      (place.get(a) ?? 0) - (place.get(b) ?? 0),
  );
}

/** How many steps follow, on the longest way. */
function depthOf(steps: Timeline["steps"], start: string, known: Map<string, number>): number {
  const path = [start];
  for (let id = path.at(-1); id !== undefined; id = path.at(-1)) {
    const after = steps.get(id)?.after ?? [];
    const unknown = known.has(id) ? undefined : after.find((one) => !known.has(one));
    if (unknown !== undefined) {
      path.push(unknown);
      continue;
    }
    if (!known.has(id)) known.set(id, Math.max(-1, ...after.map((one) => known.get(one) ?? 0)) + 1);
    path.pop();
  }
  return known.get(start) ?? 0;
}

/** All that leads to a step, or all that it leads to. */
export function reached(steps: Timeline["steps"], start: string, way: "before" | "after"): ReadonlySet<string> {
  const found = new Set<string>();
  const waiting = [start];
  for (const id of waiting) {
    for (const next of steps.get(id)?.[way] ?? []) {
      if (found.has(next)) continue;
      found.add(next);
      waiting.push(next);
    }
  }
  return found;
}

/** Who is named in a field of the steps, those named most first. */
export function namedIn(session: Pick<CanvasSession, "card">, steps: Timeline["steps"], key: string): string[] {
  const counts = new Map<string, number>();
  for (const id of steps.keys()) {
    const words = session.card(id).get()?.fields[key];
    if (typeof words === "string" && words.trim() !== "") counts.set(words, (counts.get(words) ?? 0) + 1);
  }
  return [...counts].sort(([a, m], [b, n]) => n - m || a.localeCompare(b, "fr")).map(([words]) => words);
}

/** One place up or down in the tray, whose order people choose. */
export function shiftInTray(
  { place }: Pick<Hands, "place">,
  { order }: Pick<Timeline, "order">,
  id: string,
  by: 1 | -1,
) {
  const ids = order.get(TRAY) ?? [];
  const to = ids.indexOf(id) + by;
  if (to < 0 || to >= ids.length) return;
  place(id, { lane: TRAY, before: (by < 0 ? ids[to] : ids[to + 1]) ?? null });
}

/** Its lane was removed: it waits in the tray. */
export function lostLane({ zone }: Pick<CardView, "zone">, { lane }: Pick<Step, "lane">): boolean {
  return lane === TRAY && zone !== TRAY;
}
