/* What is shown as pressing: red where nothing is left, said otherwise where something is. */

import { expect, test } from "vitest";
import { chainsOf, chainWords } from "./chains";
import type { Dates } from "./schedule";

const at = (slack: number, days: number, from = 0): { dates: Dates; done: boolean } => ({
  done: false,
  dates: {
    latestStart: from + slack,
    latestFinish: from + slack + days,
    earliestStart: from,
    earliestFinish: from + days,
    slack,
    critical: true,
    late: false,
    days,
  },
});
const LINKS = [{ from: "a", to: "r" }];
const chains = (a: ReturnType<typeof at>, r: ReturnType<typeof at>, links = LINKS) =>
  Object.fromEntries(chainsOf(new Map(Object.entries({ a, r })), links));

test("with time left it is the tightest chain; without, it is critical", () => {
  expect(chains(at(300, 56), at(300, 0, 56))).toEqual({ a: "tight", r: "tight" });
  expect(chains(at(0, 56), at(0, 0, 56))).toEqual({ a: "critical", r: "critical" });
  expect(chains(at(-3, 56), at(-3, 0, 56))).toEqual({ a: "critical", r: "critical" });
  expect(["critical", "tight", ""].map((one) => chainWords(one as "tight"))).toEqual([
    "chaîne critique",
    "chaîne la plus serrée de cette réussite",
    "",
  ]);
});

test("a réussite alone, or a chain without any duration, is no chain", () => {
  expect(chains(at(300, 0), at(300, 0))).toEqual({ a: "", r: "" });
  expect(chains(at(300, 56), at(300, 0, 56), [])).toEqual({ a: "", r: "" });
});
