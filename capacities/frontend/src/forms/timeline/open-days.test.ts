/** The open days that the page finds are those of Python (tests/documents/test_open_days.py). */

import { expect, it } from "vitest";
import vectors from "../../../../../tests/vectors/open_days.json";
import { dayOf, isoOf } from "./days";
import { openDaysAround } from "./open-days";

it.each(vectors.cases)("from $today to $horizon", ({ today, horizon, steps }) => {
  const days = openDaysAround(dayOf(today)!, dayOf(horizon)!);
  for (const step of steps) {
    const day = dayOf(step.day)!;
    const found = { back: isoOf(days.back(day, step.count)), forth: isoOf(days.forth(day, step.count)) };
    expect({ day: step.day, count: step.count, ...found }).toEqual(step);
  }
});
