/** By when all is to have succeeded: the rule of `domain/horizon.py`, held to tests/vectors/horizon.json. */

import type { Day } from "./days";
import { dayFrom, dayOf, yearOf } from "./days";

/** « default »: nobody chose it. « past »: it is reached. */
export type HorizonGiven = "default" | "set" | "past";

const YEARS_AHEAD = 5;

/** What people set; else what the template says while it is ahead, else the end of the year in five years. */
export function horizonOf(set: unknown, template: string, today: Day): { horizon: Day; given: HorizonGiven } {
  const chosen = dayOf(set);
  if (chosen !== null) return { horizon: chosen, given: chosen <= today ? "past" : "set" };
  const usual = dayOf(template);
  const horizon = usual !== null && usual > today ? usual : dayFrom(yearOf(today) + YEARS_AHEAD, 12, 31);
  return { horizon, given: "default" };
}
