/** The lanes and the horizon that the page finds are those of Python (tests/domain/test_lanes.py, test_horizon.py). */

import { expect, it } from "vitest";
import horizons from "../../../../../tests/vectors/horizon.json";
import vectors from "../../../../../tests/vectors/lanes.json";
import { dayOf, isoOf } from "./days";
import { horizonOf } from "./horizon";
import { lanesOf } from "./lanes";

it.each(vectors.cases)("$why", ({ given, cards, lanes }) => {
  expect(lanesOf(cards, given)).toEqual(lanes);
  expect(lanesOf([...cards].reverse(), given)).toEqual(lanes);
});

it.each(horizons.cases)("$why", ({ chosen, usual, today, horizon }) => {
  expect(isoOf(horizonOf(chosen, usual, dayOf(today)!).horizon)).toBe(horizon);
});

it("says whether the horizon was chosen, and is reached", () => {
  const today = dayOf("2026-11-30")!;
  expect(horizonOf(undefined, "2027-12-31", today).given).toBe("default");
  expect(horizonOf("2026-12-01", "2027-12-31", today).given).toBe("set");
  expect(horizonOf("2026-11-30", "2027-12-31", today).given).toBe("past");
});
