/** What the stamps of a map come to, at once: plain sums and counts, by the rules of docs/bilan.md. The
 * whole balance is Python's (`domain/value.py`); tests/vectors/value.json keeps the two the same. */

import type { CardView, FieldValue } from "../../core";
import { AMOUNT_EUROS } from "../../core";
import type { ValuePlan } from "./plan";

/** Money is whole cents, of a year. Money and equivalents are never added, nor is what comes once. */
export interface Sums {
  gains_year: number;
  costs_year: number;
  equivalent_year: number;
  /** Smileys without equivalent. */
  untold: number;
  /** € without amount; € of which it is not said who gains it or, for a cost, who pays it. */
  without_amount: number;
  without_party: number;
}

type Stamp = Pick<CardView, "zone" | "fields">;

/** What multiplying floats may add or take of a cent. */
const WHOLE = 1e-6;

/** Whole cents, a half one away from zero. */
function rounded(cents: number): number {
  return Math.sign(cents) * Math.floor(Math.abs(cents) + 0.5 + WHOLE) || 0;
}

/** What so many units are worth, in euros and whole cents, as the balance counts it; null when it cannot read that. */
export function worthOf(quantity: FieldValue | undefined, unit: FieldValue | undefined): number | null {
  const [count, each] = [amountOf(quantity), amountOf(unit)];
  const worth = count === null || each === null ? null : amountOf(count * each);
  return worth === null ? null : rounded(worth * 100) / 100;
}

function amountOf(value: FieldValue | undefined): number | null {
  return typeof value === "number" && Math.abs(value) <= AMOUNT_EUROS ? value : null;
}

function isBlank(value: FieldValue | undefined): boolean {
  return value === undefined || String(value).trim() === "";
}

/** `usual`: the choice of a field where nobody made one. */
export function sumStamps(stamps: Iterable<Stamp>, plan: ValuePlan, usual: (key: string) => string): Sums {
  const sums: Sums = {
    gains_year: 0,
    costs_year: 0,
    equivalent_year: 0,
    untold: 0,
    without_amount: 0,
    without_party: 0,
  };
  for (const { zone, fields } of stamps) {
    const chosen = (key: string) => String(fields[key] || usual(key));
    const period = chosen(plan.period);
    const yearly = period === "" || period === plan.yearly;
    if (zone === plan.money) {
      const sense = chosen(plan.sense);
      const amount = amountOf(fields[plan.amount]);
      if (isBlank(fields[plan.amount])) sums.without_amount++;
      if (isBlank(fields[sense === plan.cost ? plan.payer : plan.gainer])) sums.without_party++;
      if (amount !== null && sense !== "" && yearly)
        sums[sense === plan.cost ? "costs_year" : "gains_year"] += rounded(amount * 100);
    } else if (zone === plan.quality) {
      const worth = worthOf(fields[plan.quantity], fields[plan.unit_value]);
      if (worth === null) sums.untold++;
      else if (yearly) sums.equivalent_year += rounded(worth * 100);
    }
  }
  return sums;
}
