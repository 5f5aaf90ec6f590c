/* Bars that are moved and stretched: what is written, what is said. */

import { expect, test, vi } from "vitest";
import { dayOf } from "./days";
import { daysFrom, lastFor, shift } from "./gantt-acts";
import { timelineOf } from "./model";
import { planner } from "./testing";

function chain() {
  const { session: own, actions } = planner();
  actions.setMeta("horizon", "2099-12-31");
  const session = { ...own, actions } as never;
  const [first, next] = ["Signer", "Ouvrir"].map((text) => actions.add("espace", text)!) as [string, string];
  actions.link(first, next, "avant");
  actions.setField(next, "duree", 2);
  const dates = (id: string) => timelineOf(own).get().steps.get(id)!.dates;
  return { session, own, actions, first, next, dates, say: vi.fn() };
}

test("a bar that is moved has a date from then on, and that is said", () => {
  const { session, own, next, dates, say } = chain();
  const before = dates(next).latestFinish;
  shift(session, next, -30, say);
  expect(dates(next).latestFinish).toBe(before - 30);
  expect(own.card(next).get()!.fields["date"]).toBe("2099-12-01");
  expect(say.mock.lastCall![0]).toContain("à finir au plus tard le 1er\u00a0décembre\u00a02099");
});

test("a date that what follows does not let is noted, and what disagrees is said", () => {
  const { session, own, first, dates, say } = chain();
  const before = dates(first).latestFinish;
  shift(session, first, 20, say);
  expect(own.card(first).get()!.fields["date"]).not.toBeUndefined();
  expect(dates(first).latestFinish).toBe(before);
  expect(say.mock.lastCall![0]).toContain("mais ce qui suit demande");
});

test("a bar whose start is pulled lasts so many days, whole weeks or not", () => {
  const { session, own, next, dates, say } = chain();
  for (const days of [1, 10, 21]) {
    lastFor(session, next, days, say);
    expect(dates(next).days).toBe(days);
  }
  const step = timelineOf(own).get().steps.get(next)!;
  expect(daysFrom(timelineOf(own).get(), step, step.dates.latestStart - 4)).toBe(25);
  expect(daysFrom(timelineOf(own).get(), step, step.dates.latestFinish + 9)).toBe(0);
});

test("with a calendar of work, days that are closed do not count", () => {
  const { own, next, actions } = chain();
  actions.setField(next, "date", "2099-09-04");
  const timeline = { ...timelineOf(own).get(), openDays: true };
  const step = timeline.steps.get(next)!;
  expect(daysFrom(timeline, step, dayOf("2099-07-30")!)).toBeLessThan(10);
});

test("what is done takes no time: its duration stays, and why is said", () => {
  const { session, own, actions, next, say } = chain();
  actions.setField(next, "etat", "fait");
  lastFor(session, next, 30, say);
  expect(own.card(next).get()!.fields["duree"]).toBe(2);
  expect(say).toHaveBeenCalledOnce();
});
