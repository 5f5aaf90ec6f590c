// @vitest-environment node
/* What a € and a ☺ say of themselves beside the map. */

import { expect, test } from "vitest";
import type { CardView } from "../../core";
import type { ValuePlan } from "./plan";
import { planOf } from "./plan";
import { equivalentWords, oddRange } from "./StampFacts";
import { worthOf } from "./sums";
import { MAP } from "./testing";
import { stampWords } from "./words";

const VALUE = {
  amount: "montant",
  amount_min: "min",
  amount_max: "max",
  quantity: "quantite",
  unit_value: "valeur",
  period: "periode",
} as ValuePlan;
const PERIOD = {
  key: "periode",
  title: "Période",
  kind: "choix" as const,
  zones: [],
  unit: "",
  choices: [
    { key: "par-an", title: "par an" },
    { key: "une-fois", title: "une fois" },
  ],
  total: false,
  total_by: null,
  default: "par-an",
  among: "",
  question: "",
};

test("a range the wrong way round, or that leaves the amount out, is told", () => {
  expect(oddRange({ montant: 5, min: 20, max: 10 }, VALUE)).toContain("lus dans l’autre sens");
  expect(oddRange({ montant: 5, min: 6 }, VALUE)).toContain("hors de sa fourchette");
  expect(oddRange({ montant: 5, max: 4 }, VALUE)).toContain("hors de sa fourchette");
  expect(oddRange({ montant: 5, min: 5, max: 5 }, VALUE)).toBe("");
  expect(oddRange({ min: 1, max: 2 }, VALUE)).toBe("");
});

test("an equivalent is told with its period, to the cent; what it lacks is told too", () => {
  const said = (values: Record<string, string | number>) => equivalentWords(values, [PERIOD], VALUE);
  expect(said({ quantite: 437.5, valeur: 10.6 })).toBe(
    "Équivalent\u00a0: 4\u202f637,50\u00a0€ /\u00a0an, à part des euros.",
  );
  // As the balance has it, though a product of floats falls under the half cent.
  expect(said({ quantite: 10.7, valeur: 0.35 })).toContain("3,75\u00a0€");
  expect(said({ quantite: -10.7, valeur: 0.35 })).toMatch(/[-−]3,75\u00a0€/);
  expect(said({ quantite: 2, valeur: 3, periode: "une-fois" })).toBe(
    "Équivalent\u00a0: 6\u00a0€ une fois, à part des euros.",
  );
  expect(said({ quantite: 0, valeur: 3 })).toContain("Équivalent\u00a0: 0\u00a0€");
  expect(said({ quantite: 1e300, valeur: 1e300 })).toContain("Équivalent illisible");
  expect(said({ quantite: 1e9, valeur: 1e9 })).toContain("Équivalent illisible");
  expect(said({ quantite: 2 })).toBe("Pas encore d’équivalent en euros\u00a0: il manque la valeur unitaire.");
  expect(said({})).toContain("il manque la quantité et la valeur unitaire.");
});

test("what the balance cannot read is not printed on the map", () => {
  const said = (montant: number) =>
    stampWords(planOf(MAP), { zone: "euro", fields: { montant } } as unknown as CardView);
  expect(said(1e12)).toContain("1\u202f000\u202f000\u202f000\u202f000");
  for (const amount of [1e13, 1e300, -1e300]) expect(said(amount)).toBe("illisible");
  expect([worthOf(1e300, 1), worthOf(1e7, 1e7), worthOf(1e6, 1e6), worthOf("2", 3)]).toEqual([null, null, 1e12, null]);
});
