/** The cut links and the days that the page finds are those of Python (tests/domain/test_schedule_vectors.py). */

import { expect, it } from "vitest";
import decimals from "../../../../../tests/vectors/decimals.json";
import vectors from "../../../../../tests/vectors/schedule.json";
import type { FieldValue } from "../../core";
import { dayOf, isoOf } from "./days";
import { readTask, readWeeks, schedule } from "./schedule";

it.each(decimals.cases)("reads « $written » as Python does", ({ written, weeks }) => {
  expect((readWeeks(written) ?? -1) + 0).toBe(weeks ?? -1);
});

interface Case {
  why: string;
  cards: { id: string; fields: Record<string, FieldValue> }[];
  edges: { id: string; from: string; to: string; kind: string }[];
  cut: string[];
  days: Record<string, Record<string, string | number | boolean>>;
}

const [today, horizon] = [dayOf(vectors.today)!, dayOf(vectors.horizon)!];

it.each(vectors.cases as unknown as Case[])(
  "$why",
  ({ cards, edges, cut, days }) => {
    const tasks = cards.map(({ id, fields }) => readTask(id, fields));
    const links = edges.filter(({ kind }) => kind === "avant" || kind === "");
    const found = schedule(tasks, links, { today, horizon });
    expect([...found.cut].sort()).toEqual([...cut].sort());
    for (const { id } of cards) {
      const dates = found.planned.get(id)!.dates;
      expect(
        {
          latest_start: isoOf(dates.latestStart),
          latest_finish: isoOf(dates.latestFinish),
          earliest_start: isoOf(dates.earliestStart),
          earliest_finish: isoOf(dates.earliestFinish),
          slack: dates.slack,
          critical: dates.critical,
          late: dates.late,
        },
        id,
      ).toEqual(days[id]);
    }
  },
  30_000,
);

it("plans 2,000 steps and 4,000 links, and cuts no more than closes a loop", () => {
  const tasks = Array.from({ length: 2_000 }, (_, at) =>
    readTask(`c${at}`, { duree: at % 5, nature: at % 50 === 49 ? "reussite" : "action" }),
  );
  const links = Array.from({ length: 4_000 }, (_, at) => {
    const from = at % 1_999;
    return { id: `l${at}`, from: `c${from}`, to: `c${Math.min(1_999, from + 1 + ((at * 7) % 13))}` };
  });
  expect(schedule(tasks, links, { today, horizon }).cut.size).toBe(0);
  const looped = schedule(tasks, [...links, { id: "m", from: "c1999", to: "c0" }], { today, horizon });
  expect(looped.planned.size).toBe(2_000);
  expect(looped.cut.size).toBe(1);
}, 30_000);
