/* What folds by itself for want of room, and never under a hand. */

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { sized } from "../board/testing";
import { Scene } from "./scene";
import { show } from "./shown";
import { CENTRE } from "./tree";
import { makeWork } from "./work";

const FRAME = { width: 900, height: 500 };

/** Six branches of four ideas, far more than the frame holds. */
function whole() {
  const parent = new Map<string, string>();
  const children = new Map<string, string[]>([[CENTRE, []]]);
  const depth = new Map<string, number>([[CENTRE, 0]]);
  const add = (id: string, above: string) => {
    parent.set(id, above);
    children.set(above, [...(children.get(above) ?? []), id]);
    depth.set(id, depth.get(above)! + 1);
  };
  for (let b = 0; b < 6; b++) {
    add(`b${b}`, CENTRE);
    for (let i = 0; i < 4; i++) add(`b${b}i${i}`, `b${b}`);
  }
  const order = [...parent.keys()];
  return show({ order, children, parent, depth, hidden: [] }, { folded: new Set(), focus: null }, null);
}

const stops: (() => void)[] = [];
let selected: string[];
let folds: ReadonlySet<string>[];
const work = makeWork();

beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
  vi.spyOn(window, "matchMedia").mockReturnValue({ matches: true } as MediaQueryList);
  selected = [];
  folds = [];
  work.menu = false;
});

afterEach(() => {
  for (const stop of stops.splice(0)) stop();
  vi.useRealTimers();
  vi.restoreAllMocks();
});

/** The map, drawn whole: nothing folds in truth, what would is told. */
async function open() {
  const shown = whole();
  const scene = new Scene({
    held: () => (selected.length === 0 ? null : { id: selected.at(-1)!, fixed: false }),
    selected: () => selected,
    atWork: work.atWork,
    hueOf: () => "",
    chained: false,
    whole: () => shown,
    foldForRoom: (ids) => {
      folds.push(ids);
      return false;
    },
    opened: () => false,
    visited: () => [],
    late: false,
  });
  const frame = sized(document.createElement("div"), FRAME);
  const plane = frame.appendChild(document.createElement("div"));
  const links = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  document.body.append(frame);
  stops.push(scene.attach({ frame, plane, links }), () => frame.remove());
  const elements = new Map<string, HTMLElement>();
  for (const id of shown.ids) {
    const element = sized(document.createElement("div"), { width: 140, height: 60 });
    plane.append(element);
    elements.set(id, element);
    scene.register(id, element);
    scene.touch(id, false);
  }
  scene.show(shown);
  await Promise.resolve();
  /** Somebody else writes: one node grows. */
  const grow = async (id: string, height: number) => {
    Object.defineProperty(elements.get(id)!, "offsetHeight", { value: height, configurable: true });
    scene.touch(id, false);
    await Promise.resolve();
  };
  return { scene, frame, grow };
}

test("the branches of all that is selected stay open, not only the last one's", async () => {
  selected = ["b1i0", "b4i2"];
  const { scene } = await open();
  expect(scene.boxes.size).toBe(31);
  expect(folds.at(-1)!.size).toBeGreaterThan(0);
  expect([...folds.at(-1)!]).not.toEqual(expect.arrayContaining(["b1"]));
  expect([...folds.at(-1)!]).not.toEqual(expect.arrayContaining(["b4"]));
});

test("nothing folds while a menu is open, and what waited comes once it is closed", async () => {
  const { scene, grow } = await open();
  vi.advanceTimersByTime(1_000);
  const before = folds.length;
  work.menu = true;
  await grow("b2", 90);
  vi.advanceTimersByTime(1_000);
  scene.resume();
  expect(folds).toHaveLength(before);
  work.menu = false;
  scene.resume();
  expect(folds).toHaveLength(before + 1);
  scene.resume();
  expect(folds).toHaveLength(before + 1);
});

test("the keys of somebody else do not have all of it tried each time; the last is followed", async () => {
  const { grow } = await open();
  vi.advanceTimersByTime(1_000);
  const before = folds.length;
  for (let key = 1; key <= 5; key++) await grow("b2", 60 + key * 10);
  expect(folds).toHaveLength(before + 1);
  vi.advanceTimersByTime(1_000);
  expect(folds).toHaveLength(before + 2);
});

test("what floats above is read once for each placing", async () => {
  const { frame, grow } = await open();
  vi.advanceTimersByTime(1_000);
  const asked = vi.spyOn(frame, "querySelectorAll");
  await grow("b3", 80);
  expect(asked.mock.calls.filter(([selector]) => selector === ".map-over > *")).toHaveLength(1);
});

test("a press holds the map until its last finger is up, wherever that is", () => {
  const frame = document.body.appendChild(document.createElement("div"));
  const released = vi.fn();
  stops.push(work.watch(frame, released), () => frame.remove());
  const finger = (kind: string, target: EventTarget, pointerId: number) =>
    target.dispatchEvent(new PointerEvent(kind, { pointerId, isPrimary: pointerId === 1, bubbles: true }));
  finger("pointerdown", frame, 1);
  finger("pointerdown", frame, 2);
  finger("pointerup", document.body, 1);
  expect(work.atWork()).toBe(true);
  finger("pointercancel", document.body, 2);
  expect(work.atWork()).toBe(false);
  expect(released).not.toHaveBeenCalled();
  vi.runAllTimers();
  expect(released).toHaveBeenCalledOnce();
});
