/* A map as it changes: what nobody placed stays where it is, then goes where anybody would see it. */

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { CardPlace } from "../../core";
import type { Box } from "../board/box";
import { FRAME, sized } from "../board/testing";
import { readGraph } from "./graph";
import { placeAll } from "./placing";
import { planOf } from "./plan";
import { MapScene } from "./scene";
import { labelPoint } from "./seating";
import { STAMP_SIZE } from "./shapes";
import { MAP } from "./testing";

const plan = planOf(MAP);
const SIZE = { width: 100, height: 60 };
const WORDS = { width: 90, height: 40 };
const LINKS = [
  { id: "l", from: "a", to: "b" },
  { id: "m", from: "b", to: "c" },
];
const asked = { plan, links: LINKS, endsOf: () => null, wordsOf: () => WORDS };

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  document.body.replaceChildren();
});

function card(id: string, zone: string, more: Partial<CardPlace>): CardPlace {
  return { id, zone, parent: null, rank: `a${id}`, x: null, y: null, shape: null, on: null, deleted: false, ...more };
}

const STAMPS = [
  card("s", "euro", { on: "a" }),
  card("t", "euro", { on: "b" }),
  card("u", "euro", { on: "l" }),
  card("v", "euro", { on: "c", x: 40, y: -20 }),
];

function cards(c: { x: number; y: number }): CardPlace[] {
  return [
    card("a", "donnee", { x: 0, y: 0 }),
    card("b", "donnee", { x: 600, y: 0 }),
    card("c", "donnee", c),
    ...STAMPS,
  ];
}

function graphOf(all: readonly CardPlace[]) {
  const graph = readGraph(new Map(all.map((each) => [each.id, each])), plan);
  return { graph, ids: [...graph.elements, ...graph.stamps] };
}

async function drawn() {
  const scene = new MapScene({ ...asked, held: () => null, late: false, drawn: () => null });
  const frame = sized(document.createElement("div"), FRAME);
  const plane = frame.appendChild(document.createElement("div"));
  document.body.append(frame);
  const detach = scene.attach({ frame, plane });
  const labels = new Map(LINKS.map((link) => [link.id, plane.appendChild(document.createElement("div"))]));
  for (const link of LINKS) scene.join(link, { label: labels.get(link.id)! });
  const show = (all: readonly CardPlace[]) => {
    const { graph, ids } = graphOf(all);
    for (const id of ids) {
      if (plane.querySelector(`[data-node="${id}"]`) !== null) continue;
      const element = sized(document.createElement("div"), graph.stamps.includes(id) ? STAMP_SIZE : SIZE);
      element.dataset["node"] = id;
      plane.append(element);
      scene.register(id, element);
      scene.touch(id, false);
    }
    scene.show(graph, ids);
  };
  return { scene, labels, show, detach };
}

const FAR = { x: 300, y: 900 };
/** Under the line of `l`, between `a` and `b`, where words and stamps are. */
const NEAR = { x: 260, y: 10 };

function places(boxes: ReadonlyMap<string, Box>) {
  return [...boxes].map(([id, { x, y }]) => `${id} ${x} ${y}`).sort();
}

function anybody(all: readonly CardPlace[]) {
  return placeAll({ ...asked, ...graphOf(all), sizeOf: () => SIZE });
}

test("what is at rest is where a full seating puts it", async () => {
  const { scene, labels, show, detach } = await drawn();
  show(cards(FAR));
  await vi.advanceTimersByTimeAsync(10);
  const first = anybody(cards(FAR)).boxes;
  expect(places(scene.boxes)).toEqual(places(first));
  show(cards(NEAR));
  await vi.advanceTimersByTimeAsync(10);
  for (const id of ["s", "t"]) expect(scene.boxes.get(id)).toEqual(first.get(id));
  await vi.runAllTimersAsync();
  const { boxes, routes, seats } = anybody(cards(NEAR));
  expect(places(scene.boxes)).toEqual(places(boxes));
  for (const [id, label] of labels) {
    const { x, y } = labelPoint(routes.get(id)!, seats.labels.get(id)!);
    const at = [x, y].map((each) => Math.round(10 * each) / 10);
    expect(label.style.transform).toContain(`translate(${at[0]}px, ${at[1]}px)`);
  }
  detach();
});

test("while a hand holds something, nothing is seated anew", async () => {
  const { scene, show, detach } = await drawn();
  show(cards(FAR));
  await vi.runAllTimersAsync();
  const before = scene.boxes.get("t")!;
  scene.drag(new Set(["a"]), { x: 560, y: 0 });
  await vi.runAllTimersAsync();
  expect(scene.boxes.get("t")).toEqual(before);
  const dropped = cards(FAR).map((each) => (each.id === "a" ? { ...each, x: 560 } : each));
  scene.release(() => show(dropped));
  await vi.runAllTimersAsync();
  expect(places(scene.boxes)).toEqual(places(anybody(dropped).boxes));
  detach();
});

test("a stamp without a seat of its own follows what carries it at once, however that goes", async () => {
  const { scene, show, detach } = await drawn();
  show(cards(FAR));
  await vi.runAllTimersAsync();
  const before = scene.boxes.get("s")!;
  show(cards(FAR).map((each) => (each.id === "a" ? { ...each, x: -70, y: 33 } : each)));
  expect(scene.boxes.get("s")).toMatchObject({ x: before.x - 70, y: before.y + 33 });
  detach();
});
