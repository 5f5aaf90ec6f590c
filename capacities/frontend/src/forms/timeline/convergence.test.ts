/* Five people add, link, place, order lanes, remove and undo at random, cut off at times: one timeline for all,
 * and nothing of anybody is lost. */

import { expect, test } from "vitest";
import type { CanvasSession } from "../../core";
import type { Peer } from "../../core/testing";
import { deliver, sync } from "../../core/testing";
import { mulberry, type Random } from "../../core/testing-random";
import { acts } from "./acts";
import type { Hands } from "./hands";
import { makeHands } from "./hands";
import { timelineOf } from "./model";
import { planner } from "./testing";
import type { Timeline } from "./types";

const RUNS = 48;
const STEPS = 90;
const NAMES = ["a", "b", "c", "d", "e"];

interface Person extends Peer {
  hands: Hands;
  timeline(): Timeline;
}

function personOf(name: string): Person {
  const peer = planner(name);
  const session = peer.session as unknown as CanvasSession;
  return { ...peer, hands: makeHands(session, () => {}), timeline: () => timelineOf(session).get() };
}

const ACTS: ((person: Person, random: Random) => void)[] = [
  ({ hands, timeline }, random) => void hands.add(any([...timeline().order.keys()], random) ?? "a-placer", "étape"),
  ({ hands, timeline }, random) => void hands.addBefore(any([...timeline().steps.keys()], random) ?? ""),
  ({ hands, timeline }, random) => {
    const ids = [...timeline().steps.keys()];
    hands.link(any(ids, random) ?? "", any(ids, random) ?? "");
  },
  ({ hands, timeline }, random) => {
    const id = any([...timeline().steps.keys()], random) ?? "";
    hands.place(id, { lane: any([...timeline().order.keys()], random)!, date: timeline().today + random(900) });
  },
  ({ actions, timeline }, random) => {
    const id = any([...timeline().steps.keys()], random) ?? "";
    actions.setFields(id, { duree: random(12), etat: random(4) === 0 ? "fait" : null });
  },
  ({ hands, timeline }, random) => hands.unlink(any(timeline().links, random)?.id ?? ""),
  ({ hands, timeline }, random) => hands.remove([any([...timeline().steps.keys()], random) ?? ""]),
  ({ hands, timeline }, random) => hands.moveLane(any(timeline().lanes, random)?.key ?? "", random(2) === 0 ? 1 : -1),
  ({ hands, timeline }, random) => hands.renameLane(any(timeline().lanes, random)?.key ?? "", `fil ${random(9)}`),
  ({ hands, timeline }, random) => {
    if (random(3) === 0) hands.removeLane(any(timeline().lanes, random)?.key ?? "");
    else hands.addLane(`ajouté ${random(9)}`);
  },
  ({ index, edges, actions }, random) => {
    const gone = any([...index.trash.get(), ...edges.trash.get()], random);
    if (gone !== undefined) actions.restore(gone.id);
  },
  ({ actions }) => void actions.undo(),
  ({ actions }) => void actions.undo(),
  ({ actions }) => void actions.redo(),
];
/** Links more often than the rest: it is they that make loops. */
const CHOICES = [0, 0, 1, 2, 2, 2, 2, 2, 3, 3, 4, 4, 5, 6, 7, 7, 8, 9, 10, 11, 12, 13];

function any<T>(things: readonly T[], random: Random): T | undefined {
  return things.length === 0 ? undefined : things[random(things.length)];
}

/** All that a person sees and holds. */
function pictureOf({ doc, timeline }: Peer & Person): string {
  const { lanes, order, steps, links, windows, horizon } = timeline();
  const stored = ["cards", "edges"].map((root) => Object.entries(doc.getMap(root).toJSON()).sort());
  const sorted = stored.map((all) => all.map(([id, record]) => [id, Object.entries(record as object).sort()]));
  return JSON.stringify([lanes, [...order], [...steps.values()], links, windows, horizon, sorted]);
}

/** What is linked has no loop, and every step that was ever made is shown or in the corbeille. */
function check({ timeline, index }: Person, made: ReadonlySet<string>, run: number): number {
  const { steps, order, links, lanes } = timeline();
  for (const { id, before, dates } of steps.values()) {
    for (const one of before) expect(steps.get(one)!.dates.latestFinish).toBeLessThanOrEqual(dates.latestStart);
    expect(order.get(steps.get(id)!.lane), `run ${run}`).toContain(id);
  }
  expect([...order.values()].flat().length).toBe(steps.size);
  expect(new Set(lanes.map(({ key }) => key)).size).toBe(lanes.length);
  const trash = new Set(index.trash.get().map(({ id }) => id));
  for (const id of made) if (!steps.has(id) && !trash.has(id)) expect(id, `run ${run}`).toBe("kept");
  return links.filter(({ cut }) => cut).length;
}

test(`${RUNS} runs of ${STEPS} acts by five people: the same timeline, the same links cut, nothing lost`, () => {
  let cuts = 0;
  for (let run = 0; run < RUNS; run++) {
    const random = mulberry(run + 1);
    const people = NAMES.map(personOf);
    const away = new Set<number>();
    const made = new Set<string>();
    for (let step = 0; step < STEPS; step++) {
      const person = people[random(5)]!;
      ACTS[CHOICES[random(CHOICES.length)]!]!(person, random);
      for (const id of person.timeline().steps.keys()) made.add(id);
      if (random(12) === 0) away.add(random(5));
      if (random(12) === 0) away.delete(random(5));
      const [from, to] = [random(5), random(5)];
      if (!away.has(from) && !away.has(to)) deliver(people[from]!, people[to]!);
    }
    sync(...people);
    const newcomer = personOf("f");
    deliver(people[0]!, newcomer);
    const [first, ...others] = [...people, newcomer].map(pictureOf);
    for (const other of others) if (other !== first) expect(other, `run ${run}`).toBe(first);
    cuts += check(people[0]!, made, run);
  }
  expect(cuts).toBeGreaterThan(0);
}, 60_000);

test("two people close a loop at once: the same link is cut for both, and one may take it away", () => {
  const [a, b] = [personOf("a"), personOf("b")];
  const [x, y] = a.hands.paste("espace", "X\nY") as [string, string];
  sync(a, b);
  const [one, two] = [a.hands.link(x, y)!, b.hands.link(y, x)!];
  sync(a, b);
  const cut = (person: Person) =>
    person
      .timeline()
      .links.filter((link) => link.cut)
      .map(({ id }) => id);
  const last = [one, two].sort().at(-1)!;
  expect(cut(a)).toEqual([last]);
  expect(cut(b)).toEqual(cut(a));
  const remover = last === one ? b : a;
  remover.hands.unlink(last);
  sync(a, b);
  expect([cut(a), cut(b), a.timeline().links.length]).toEqual([[], [], 1]);
  remover.actions.undo();
  sync(a, b);
  expect(cut(a)).toEqual([last]);
});

test("two people move the same lane at once: it is there once, for both", () => {
  const [a, b] = [personOf("a"), personOf("b")];
  a.hands.moveLane("espace", -1);
  b.hands.moveLane("espace", 1);
  sync(a, b);
  expect(a.timeline().lanes).toEqual(b.timeline().lanes);
  expect(
    a
      .timeline()
      .lanes.map(({ key }) => key)
      .sort(),
  ).toEqual(["convergence", "espace", "parcours"]);
});

test("a lane, or a window, that two people changed at once goes as a whole, and comes back by « Annuler »", () => {
  const [a, b] = [personOf("a"), personOf("b")];
  let back = () => {};
  const hands = makeHands(a.session as unknown as CanvasSession, (notice) => {
    if (typeof notice !== "string") back = notice.action?.run ?? back;
  });
  a.hands.moveLane("espace", -1);
  b.hands.moveLane("espace", 1);
  a.hands.setWindow("budget", { source: "ici" });
  b.hands.setWindow("budget", { source: "là" });
  sync(a, b);
  const shown = () => [
    a
      .timeline()
      .lanes.map(({ key }) => key)
      .sort(),
    a.timeline().windows.map(({ key }) => key),
  ];
  hands.removeLane("espace");
  expect(shown()).toEqual([["convergence", "parcours"], ["budget"]]);
  back();
  expect(shown()[0]).toContain("espace");
  hands.removeWindow("budget");
  expect(shown()[1]).toEqual([]);
  back();
  expect(shown()[1]).toEqual(["budget"]);
  sync(a, b);
  expect(b.timeline().lanes).toEqual(a.timeline().lanes);
});

test("one removes a lane while another puts a step in it: the step is in the tray, and comes back with the lane", () => {
  const [a, b] = [personOf("a"), personOf("b")];
  a.hands.removeLane("espace");
  const id = acts(b.session as unknown as CanvasSession).add("espace", "Choisir")!;
  sync(a, b);
  expect(a.timeline().steps.get(id)!.lane).toBe("a-placer");
  a.actions.undo();
  sync(a, b);
  expect(b.timeline().steps.get(id)!.lane).toBe("espace");
});
