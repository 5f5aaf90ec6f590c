// @vitest-environment node
/* The sums of the page are those of the balance in Python. */

import { expect, test } from "vitest";
import vectors from "../../../../../tests/vectors/value.json";
import type { CardView } from "../../core";
import type { ValuePlan } from "./plan";
import { sumsWords } from "./SumsLine";
import { sumStamps } from "./sums";

test.each(vectors.cases.map((each, at) => ({ ...each, at })))("case $at comes to the same", ({ stamps, sums }) => {
  const cards = stamps as unknown as CardView[];
  expect(sums).toMatchObject(sumStamps(cards, vectors.plan as ValuePlan, () => ""));
});

test("the default period counts where nobody chose", () => {
  const { plan } = vectors;
  const stamp = { zone: plan.money, fields: { [plan.amount]: 5, [plan.sense]: "recette" } };
  const usual = (key: string) => (key === plan.period ? plan.once : "");
  expect(sumStamps([stamp], plan as ValuePlan, usual)).toMatchObject({ gains_year: 0 });
  expect(sumStamps([stamp], plan as ValuePlan, () => plan.yearly)).toMatchObject({ gains_year: 500 });
});

test("a year is told in one line, money apart from equivalents, then what is not filled", () => {
  const none = sumStamps([], vectors.plan as ValuePlan, () => "");
  expect(sumsWords({ ...none, gains_year: 4_041_750, costs_year: 7_000_000 })).toBe(
    "Par an\u00a0: 40\u202f417,50\u00a0€ de gains, 70\u202f000\u00a0€ de coûts.",
  );
  const said = sumsWords({ ...none, equivalent_year: 500, untold: 2, without_amount: 1, without_party: 3 });
  expect(said).toContain(
    "à part, 5\u00a0€ d’équivalents ☺. 1\u00a0timbre € sans montant, 3\u00a0timbres € sans dire qui",
  );
  expect(said).toContain("2\u00a0☺ sans équivalent.");
});
