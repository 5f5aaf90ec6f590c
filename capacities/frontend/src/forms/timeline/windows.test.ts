/** As tests/domain/test_timeline.py, and what the page finds is what Python does (test_calendar_vectors.py). */

import { expect, it } from "vitest";
import vectors from "../../../../../tests/vectors/calendar.json";
import type { Day } from "./days";
import { dayOf, isoOf } from "./days";
import type { WindowCard } from "./windows";
import { calendarOf } from "./windows";

const VOTE = { key: "vote", title: "Vote du budget", start: "03-01", end: "04-15", source: "L. 1612-2" };
const day = (iso: string): Day => dayOf(iso)!;
const card = (id: string, text = "", more: Partial<WindowCard> = {}): WindowCard => {
  return { id, text, parent: null, deleted: false, fields: {}, ...more };
};
const shown = (cards: readonly WindowCard[]) =>
  calendarOf(cards, [VOTE]).map(({ key, title, source, yearly, spansIn }) => {
    const spans = spansIn(day("2026-11-30"), day("2028-12-31")).map(({ from, to }) => `${isoOf(from)} ${isoOf(to)}`);
    return [key, title, source, yearly, spans];
  });

it.each(vectors.cases)("$why", ({ given, cards, windows }) => {
  for (const read of [cards, [...cards].reverse()] as WindowCard[][]) {
    const found = calendarOf(read, given).map(({ key, title, source, yearly, card: said, lastStart }) => {
      const starts = vectors.by
        .map((one) => lastStart(day(one)))
        .map((start) => (start === null ? null : isoOf(start)));
      return { key, title, source, yearly, card: said, starts };
    });
    expect(found).toEqual(windows);
  }
});

const YEARLY = ["2027-03-01 2027-04-15", "2028-03-01 2028-04-15"];

it("is the template’s until people change it", () => {
  expect(shown([])).toEqual([["vote", "Vote du budget", "L. 1612-2", true, YEARLY]]);
  const [vote] = calendarOf([], [VOTE]);
  expect(isoOf(vote!.lastStart(day("2027-12-31"))!)).toBe("2027-03-01");
  expect(isoOf(vote!.lastStart(day("2027-02-28"))!)).toBe("2026-03-01");
  expect(isoOf(vote!.lastStart(day("2027-03-01"))!)).toBe("2027-03-01");
});

it("changes what a card says of it and no more; days alone are those of once", () => {
  expect(shown([card("x", "Le vote", { parent: "vote" })])).toEqual([["vote", "Le vote", "L. 1612-2", true, YEARLY]]);
  expect(shown([card("x", "", { parent: "vote", fields: { date: "2027-03-08", source: "ici" } })])).toEqual([
    ["vote", "Vote du budget", "ici", false, ["2027-03-08 2027-03-08"]],
  ]);
});

it("is removed when all that stand for it are; of two live ones, the other is one more", () => {
  const removed = card("x", "", { parent: "vote", deleted: true });
  expect(shown([removed])).toEqual([]);
  const both = [
    card("z", "Deux", { parent: "vote", fields: { date: "2027-01-01" } }),
    card("y", "Un", { parent: "vote" }),
  ];
  expect(shown([...both, removed]).map(([key, title]) => [key, title])).toEqual([
    ["vote", "Un"],
    ["z", "Deux"],
  ]);
});

it("keeps windows without days, or turned round", () => {
  const cards = [
    card("a", "Conseil"),
    card("b", "Appel", { fields: { date: "2027-05-10", fin: "2027-05-01" } }),
    card("c", "", { fields: { fin: "2027-06-01" } }),
  ];
  expect(shown(cards).slice(1)).toEqual([
    ["a", "Conseil", "", false, []],
    ["b", "Appel", "", false, ["2027-05-01 2027-05-10"]],
    ["c", "une fenêtre sans titre", "", false, ["2027-06-01 2027-06-01"]],
  ]);
  expect(calendarOf(cards, [])[0]!.lastStart(day("2027-01-01"))).toBeNull();
});

it("may run over the end of the year, and to a day that not every February has", () => {
  const season = { key: "s", title: "S", start: "12-20", end: "02-29", source: "" };
  const [one] = calendarOf([], [season]);
  const spans = one!.spansIn(day("2027-01-01"), day("2028-02-29"));
  expect(spans.map(({ from, to }) => `${isoOf(from)} ${isoOf(to)}`)).toEqual([
    "2026-12-20 2027-02-28",
    "2027-12-20 2028-02-29",
  ]);
});
