/* What a bar that is moved or stretched writes, and what is said of it. */

import type { CanvasSession } from "../../core";
import { capital } from "../../core";
import type { Tell } from "../../ui/notice";
import type { Day } from "./days";
import { dayWords, durationWords, isoOf, sentence } from "./days";
import { weeksOf } from "./gantt-layout";
import { timelineOf } from "./model";
import { EVERY_DAY, openDaysAround } from "./open-days";
import type { Step, Timeline } from "./types";
import { nameOf } from "./words";

type Said = Tell | ((sentence: string) => void);

/** A step must be finished so many days later, or earlier: its date says so from now on. */
export function shift(session: CanvasSession, id: string, days: number, say: Said): void {
  const step = timelineOf(session).get().steps.get(id);
  if (step === undefined || days === 0) return;
  finishBy(session, id, step.dates.latestFinish + days, say);
}

function finishBy(session: CanvasSession, id: string, day: Day, say: Said): void {
  session.actions.setField(id, "date", isoOf(day));
  const step = timelineOf(session).get().steps.get(id);
  if (step === undefined) return;
  const name = capital(nameOf(session, id));
  const { latestFinish } = step.dates;
  if (latestFinish >= day) say(`${name}\u00a0: à finir au plus tard le ${dayWords(latestFinish)}.`);
  else {
    say(
      `${name}\u00a0: la date du ${dayWords(day)} est notée, mais ce qui suit demande que ce soit fini le ${dayWords(latestFinish)}.`,
    );
  }
}

/** How many days of work a step has when it begins on a day, at the latest: those closed do not count. */
export function daysFrom({ today, horizon, openDays }: Timeline, { dates }: Step, start: Day): number {
  const { back } = openDays ? openDaysAround(today, horizon) : EVERY_DAY;
  let [least, most] = [0, Math.max(0, dates.latestFinish - start)];
  while (least < most) {
    const middle = Math.ceil((least + most) / 2);
    if (back(dates.latestFinish, middle) >= start) least = middle;
    else most = middle - 1;
  }
  return least;
}

/** A step lasts so many days. What is done lasts none. */
export function lastFor(session: CanvasSession, id: string, days: number, say: Said): void {
  const step = timelineOf(session).get().steps.get(id);
  if (step === undefined) return;
  if (step.done) {
    say("Ce qui est fait ne prend plus de temps\u00a0: sa durée n’est pas changée ici.");
    return;
  }
  const lasting = Math.max(0, days);
  if (lasting === step.dates.days) return;
  session.actions.setField(id, "duree", weeksOf(lasting));
  const start = timelineOf(session).get().steps.get(id)?.dates.latestStart;
  const begin = start === undefined || lasting === 0 ? "" : `, à commencer au plus tard le ${dayWords(start)}`;
  say(sentence(`${capital(nameOf(session, id))}\u00a0: ${durationWords(lasting)}${begin}`));
}
