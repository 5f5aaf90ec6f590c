/* Where all that is on a map goes, whatever is written. */

import { expect, test } from "vitest";
import type { CardPlace } from "../../core";
import type { Box } from "../board/box";
import { readGraph } from "./graph";
import type { Seats } from "./placing";
import { placeAll } from "./placing";
import { planOf } from "./plan";
import { evenLines } from "./seating";
import { STAMP_SIZE } from "./shapes";
import { sideFrom } from "./stamping";
import { MAP } from "./testing";

const plan = planOf(MAP);
const SIZE = { width: 100, height: 60 };

function place(id: string, zone: string, more: Partial<CardPlace> = {}): CardPlace {
  return { id, zone, parent: null, rank: `a${id}`, x: null, y: null, shape: null, on: null, deleted: false, ...more };
}

type Link = { id: string; from: string; to: string };

function put(cards: readonly CardPlace[], links: readonly Link[] = [], gone: readonly Link[] = []) {
  const graph = readGraph(new Map(cards.map((card) => [card.id, card])), plan);
  const endsOf = (id: string) => [...links, ...gone].find((link) => link.id === id) ?? null;
  return placeAll({ graph, plan, ids: [...graph.elements, ...graph.stamps], links, endsOf, sizeOf: () => SIZE });
}

test("elements and stamps are told apart, and what each carries", () => {
  const graph = readGraph(
    new Map(
      [
        place("a", "donnee"),
        place("b", "inconnu"),
        place("s", "euro", { on: "a" }),
        place("t", "euro", { on: "a", deleted: true }),
      ].map((card) => [card.id, card]),
    ),
    plan,
  );
  expect(graph.elements).toEqual(["a", "b"]);
  expect(graph.stamps).toEqual(["s"]);
  expect(graph.byType.get("")).toEqual(["b"]);
  expect(graph.carried.get("a")).toEqual(["s"]);
});

test("a stamp follows what carries it, by the corner or by where a hand put it", () => {
  const at = (x: number) =>
    put([
      place("a", "donnee", { x, y: 0 }),
      place("s", "euro", { on: "a" }),
      place("t", "euro", { on: "a", x: 10, y: 50 }),
    ]).boxes;
  const [here, there] = [at(0), at(500)];
  for (const id of ["s", "t"]) expect(there.get(id)!.x - here.get(id)!.x).toBe(500);
  expect(here.get("t")).toEqual({ x: 10, y: 50, ...STAMP_SIZE });
});

test("stamps of one element take different corners", () => {
  const cards = [
    place("a", "donnee", { x: 0, y: 0 }),
    ...Array.from({ length: 9 }, (_, i) => place(`s${i}`, "euro", { on: "a" })),
  ];
  const { boxes } = put(cards);
  const corners = cards.slice(1).map(({ id }) => `${boxes.get(id)!.x} ${boxes.get(id)!.y}`);
  expect(new Set(corners).size).toBe(9);
});

test("a stamp on a link stands at its middle", () => {
  const cards = [
    place("a", "donnee", { x: 0, y: 0 }),
    place("b", "donnee", { x: 400, y: 0 }),
    place("s", "euro", { on: "l" }),
  ];
  const { boxes, routes } = put(cards, [{ id: "l", from: "a", to: "b" }]);
  const { x, y } = boxes.get("s")!;
  expect({ x: x + STAMP_SIZE.width / 2, y: y + STAMP_SIZE.height / 2 }).toEqual(routes.get("l")!.middle);
});

test("a stamp whose carrier is gone, unknown, another stamp or itself is still drawn", () => {
  const { boxes } = put([
    place("a", "donnee", { x: 700, y: 90, deleted: true }),
    place("s", "euro", { on: "a", x: 5, y: 6 }),
    place("t", "euro", { on: "nobody", x: 1, y: 2 }),
    place("u", "euro", { on: "v" }),
    place("v", "euro", { on: "u" }),
    place("w", "euro", { on: "w" }),
  ]);
  expect(boxes.size).toBe(5);
  expect(boxes.get("s")).toMatchObject({ x: 705, y: 96 });
  expect(new Set([...boxes.values()].map(({ x, y }) => `${x} ${y}`)).size).toBe(5);
});

test("a stamp whose link is deleted, or broken at both ends, stays between what it joined", () => {
  const cards = [place("a", "donnee", { x: 600, y: 0 }), place("b", "donnee", { x: 1000, y: 0 })];
  const stamps = [place("s", "euro", { on: "l" }), place("t", "euro", { on: "l", x: 30, y: 40 })];
  const link = { id: "l", from: "a", to: "b" };
  const live = put([...cards, ...stamps], [link]).boxes;
  const gone = put([...cards, ...stamps], [], [link]);
  for (const id of ["s", "t"]) expect(gone.boxes.get(id)).toEqual(live.get(id));
  expect(gone.origins.get("l")).toEqual(put([...cards, ...stamps], [link]).routes.get("l")!.middle);
  const broken = put([...cards.map((card) => ({ ...card, deleted: true })), ...stamps], [link]).boxes;
  expect(broken.get("s")!.x).toBeGreaterThan(600);
});

test("stamps with neither carrier nor place have room near the others", () => {
  const free = ["s", "t", "u"];
  const { boxes } = put([place("a", "donnee", { x: 800, y: 500 }), ...free.map((id) => place(id, "euro"))]);
  expect(new Set(free.map((id) => `${boxes.get(id)!.x} ${boxes.get(id)!.y}`)).size).toBe(3);
  for (const id of free) expect(boxes.get(id)!.x).toBeGreaterThan(800);
});

test("what is said to be further than anybody would go has no place", () => {
  const { boxes } = put([place("a", "donnee", { x: 0, y: 0 }), place("b", "donnee", { x: 1e15, y: 0 })]);
  expect(boxes.get("b")).toMatchObject({ x: 0, y: 96 });
});

test("elements without a place are put where there is room, the same for everyone", () => {
  const cards = [place("a", "donnee", { x: 0, y: 0 }), place("b", "donnee"), place("c", "partie")];
  const [one, other] = [put(cards).boxes, put([...cards].reverse()).boxes];
  expect([...one].sort()).toEqual([...other].sort());
  expect(one.get("b")).toMatchObject({ x: 0, y: 96 });
  expect(one.get("c")!.x).toBeGreaterThan(100);
});

test("the words of a stamp are rather above it in the upper half of what carries it", () => {
  expect(sideFrom({ x: 0, y: -30 }, { x: 0, y: 0, ...SIZE })).toBe("above");
  expect(sideFrom({ x: 0, y: 40 }, { x: 0, y: 0, ...SIZE })).toBe("below");
  expect(sideFrom({ x: 0, y: 40 }, null)).toBe("below");
});

const WORDS = { width: 90, height: 40 };

function seated(cards: readonly CardPlace[], links: readonly Link[] = [], seats?: Seats) {
  const graph = readGraph(new Map(cards.map((card) => [card.id, card])), plan);
  const ids = [...graph.elements, ...graph.stamps];
  const endsOf = (id: string) => links.find((link) => link.id === id) ?? null;
  const more = seats === undefined ? {} : { seats };
  return placeAll({ graph, plan, ids, links, endsOf, sizeOf: () => SIZE, wordsOf: () => WORDS, ...more });
}

function meets(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

test("words cover no element, no stamp and no other words while there is room", () => {
  const cards = [
    place("a", "donnee", { x: 0, y: 0 }),
    place("b", "donnee", { x: 0, y: 150 }),
    place("c", "donnee", { x: 400, y: 60 }),
    ...["s", "t", "u"].map((id) => place(id, "euro", { on: "a" })),
    place("v", "euro", { on: "b", x: 80, y: -20 }),
    place("w", "euro", { on: "l" }),
  ];
  const { boxes, words } = seated(cards, [{ id: "l", from: "a", to: "c" }]);
  const all = [...words].map(([id, box]) => ({ id, box }));
  expect(all.map(({ id }) => id).sort()).toEqual(["l", "s", "t", "u", "v", "w"]);
  const covered = all.flatMap(({ id, box }) => [
    ...[...boxes].filter(([, there]) => meets(box, there)).map(([other]) => `${id} on ${other}`),
    ...all
      .filter((other) => other.id < id && meets(box, other.box))
      .map((other) => `${id} on the words of ${other.id}`),
  ]);
  expect(covered).toEqual([]);
});

test("what a hand placed is not moved to make room for words", () => {
  const cards = [
    place("a", "donnee", { x: 0, y: 0 }),
    place("b", "donnee", { x: 0, y: 110 }),
    place("s", "euro", { on: "a", x: 30, y: 50 }),
  ];
  const { boxes, seats } = seated(cards);
  expect(boxes.get("s")).toEqual({ x: 30, y: 50, ...STAMP_SIZE });
  expect(seats.stamps.get("s")!.side).not.toBe("below");
});

test("the words of a link make way for what is at its middle, and stay off its ends", () => {
  const cards = [
    place("a", "donnee", { x: 0, y: 0 }),
    place("b", "donnee", { x: 500, y: 0 }),
    place("c", "donnee", { x: 250, y: 0 }),
  ];
  const { boxes, words } = seated(cards, [{ id: "l", from: "a", to: "b" }]);
  const box = words.get("l")!;
  for (const [, there] of boxes) expect(meets(box, there)).toBe(false);
  expect(box.x).toBeGreaterThan(100);
  expect(box.x + box.width).toBeLessThan(500);
});

test("what has a seat keeps it whatever comes near, until all is seated anew", () => {
  const at = (y: number) => [
    place("a", "donnee", { x: 0, y: 0 }),
    place("b", "donnee", { x: 0, y }),
    place("s", "euro", { on: "a" }),
  ];
  const { seats } = seated(at(600));
  expect(seated(at(70), [], seats).seats.stamps.get("s")).toEqual(seats.stamps.get("s"));
  expect(seated(at(70)).seats.stamps.get("s")).not.toEqual(seats.stamps.get("s"));
});

test("what is new is seated at once, beside what has a seat", () => {
  const cards = [
    place("a", "donnee", { x: 0, y: 0 }),
    place("b", "donnee", { x: 500, y: 0 }),
    place("s", "euro", { on: "a" }),
  ];
  const links = [{ id: "l", from: "a", to: "b" }];
  const { seats } = seated(cards, links);
  const more = [...cards, place("t", "euro", { on: "a" }), place("u", "euro", { on: "l" })];
  const now = seated(more, links, seats);
  for (const id of ["s", "l"]) {
    const of = (those: Seats) => those.stamps.get(id) ?? those.labels.get(id);
    expect(of(now.seats)).toBe(of(seats));
  }
  const stamps = ["s", "t", "u"].map((id) => now.boxes.get(id)!);
  for (const box of stamps) expect(stamps.filter((other) => meets(box, other))).toEqual([box]);
});

test("a stamp that goes to something else, or is put somewhere by a hand, leaves its seat", () => {
  const cards = (more: Partial<CardPlace>) => [
    place("a", "donnee", { x: 0, y: 0 }),
    place("b", "donnee", { x: 500, y: 0 }),
    place("s", "euro", { on: "a", ...more }),
  ];
  const { seats } = seated(cards({}));
  const elsewhere = seated(cards({ on: "b" }), [], seats);
  expect(elsewhere.boxes.get("s")).toEqual(seated(cards({ on: "b" })).boxes.get("s"));
  const put = seated(cards({ x: 3, y: 4 }), [], seats);
  expect(put.boxes.get("s")).toMatchObject({ x: 3, y: 4 });
  expect(seated(cards({}), [], put.seats).boxes.get("s")).toEqual(seated(cards({})).boxes.get("s"));
});

test("lines are evened between words, never inside one", () => {
  const width = (line: string) => line.length;
  expect(evenLines("Hébergement du logiciel", 20, width)).toEqual(["Hébergement", "du logiciel"]);
  expect(evenLines("anticonstitutionnellement", 30, width)).toEqual(["anticonstitutionnellement"]);
});
