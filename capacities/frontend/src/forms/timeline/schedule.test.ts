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

it("takes a few milliseconds for 2,000 steps and 4,000 links", () => {
  const tasks = Array.from({ length: 2_000 }, (_, at) =>
    readTask(`c${at}`, { duree: at % 5, nature: at % 50 === 49 ? "reussite" : "action" }),
  );
  const links = Array.from({ length: 4_000 }, (_, at) => {
    const from = at % 1_999;
    return { id: `l${at}`, from: `c${from}`, to: `c${Math.min(1_999, from + 1 + ((at * 7) % 13))}` };
  });
  const looped = [...links, { id: "m", from: "c1999", to: "c0" }];
  for (const all of [links, looped]) {
    const times = Array.from({ length: 25 }, () => {
      const start = performance.now();
      schedule(tasks, all, { today, horizon });
      return performance.now() - start;
    });
    /* The least: others may be working on this machine. */
    expect(Math.min(...times)).toBeLessThan(40);
  }
}, 30_000);
