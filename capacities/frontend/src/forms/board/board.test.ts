/* A board of boxes that are no tree: drawn, looked at, pulled, carried. */

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Point, Size } from "./box";
import { elementOf, thingAt } from "./box";
import { installCarry } from "./carry";
import { installGestures } from "./gestures";
import { Boxes, FRAME } from "./testing";

let board: Boxes;
const stops: (() => void)[] = [];

beforeEach(() => {
  /* Nothing travels by steps: where it goes is where it is. */
  vi.spyOn(window, "matchMedia").mockReturnValue({ matches: true } as MediaQueryList);
  board = new Boxes();
});

afterEach(() => {
  for (const stop of stops.splice(0)) stop();
  board.frame.remove();
});

const drawn = () => Promise.resolve();

async function three(): Promise<Boxes> {
  for (const id of ["a", "b", "c"]) board.draw(id);
  await drawn();
  board.lay({ a: [0, 0], b: [300, 100], c: [2_000, 1_500] });
  return board;
}

interface Press {
  at: readonly [x: number, y: number];
  pointer?: number;
  type?: string;
}

function point(
  kind: string,
  target: EventTarget,
  { at: [clientX, clientY], pointer = 1, type = "mouse" }: Press,
): void {
  const init = {
    clientX,
    clientY,
    pointerId: pointer,
    pointerType: type,
    bubbles: true,
    composed: true,
    cancelable: true,
  };
  target.dispatchEvent(new PointerEvent(kind, init));
}

test("nothing is placed until the sizes of all are known; then each is where its form puts it", async () => {
  board.draw("a");
  await drawn();
  board.lay({ a: [10, 20], b: [300, 100] });
  expect(board.boxes.size).toBe(0);
  const b = board.draw("b");
  await drawn();
  expect(board.boxes.get("b")).toEqual({ x: 300, y: 100, width: 100, height: 40 });
  expect(b.style.transform).toBe("translate(300px, 100px)");
  expect(b.dataset["placed"]).toBe("");
});

test("an empty board opens at its true size, and takes its first thing", async () => {
  board.lay({});
  expect(board.camera.get().zoom).toBe(1);
  board.draw("a");
  await drawn();
  board.lay({ a: [5, 5] });
  expect([...board.boxes.keys()]).toEqual(["a"]);
});

test("only what moved is written, and lines follow it", async () => {
  await three();
  board.told.length = 0;
  board.lay({ a: [0, 0], b: [350, 100], c: [2_000, 1_500] });
  expect(board.told).toEqual(["b"]);
  expect(board.ends.get("b")).toMatchObject({ x: 350, y: 100 });
});

test("what is revealed comes into the frame, at once or as soon as it is placed", async () => {
  await three();
  board.reveal("c");
  const inFrame = (id: string) => {
    const { x, y, zoom } = board.camera.get();
    const box = board.boxes.get(id)!;
    return box.x * zoom + x >= 0 && (box.x + box.width) * zoom + x <= FRAME.width && box.y * zoom + y >= 0;
  };
  expect(inFrame("c")).toBe(true);
  board.reveal("d");
  board.draw("d");
  await drawn();
  board.lay({ a: [0, 0], b: [300, 100], c: [2_000, 1_500], d: [-900, -700] });
  expect(inFrame("d")).toBe(true);
});

test("a hand zooms, pulls, and never loses all things from sight", async () => {
  await three();
  board.zoomTo(1);
  const { x, y } = board.camera.get();
  board.pan(-40, 30);
  expect(board.camera.get()).toEqual({ x: x - 40, y: y + 30, zoom: 1 });
  board.steer({ x: 99_999, y: 0, zoom: 1 });
  expect(board.camera.get().x).toBeLessThan(FRAME.width);
  board.fit();
  expect(board.camera.get().zoom).toBeLessThan(1);
});

test("what is looked at anew opens as the first time, wherever a hand had gone", async () => {
  await three();
  const opened = board.camera.get();
  board.pan(-500, -300);
  board.lay({ a: [0, 0], b: [300, 100], c: [2_000, 1_500] });
  expect(board.camera.get()).not.toEqual(opened);
  board.lay({ a: [0, 0], b: [300, 100], c: [2_000, 1_500] }, true);
  expect(board.camera.get()).toEqual(opened);
});

test("an element names its thing, whatever its id", async () => {
  const odd = board.draw("3.x:y");
  expect(elementOf(board.frame, "3.x:y")).toBe(odd);
  expect(thingAt(odd.querySelector(".words")!)).toBe("3.x:y");
  expect(thingAt(board.plane)).toBeUndefined();
});

/** Gestures where a mouse pulls by the paper and a lone finger is for the form. */
test("when most things move alike, what holds them moves and only the others are written", async () => {
  board = new Boxes(true);
  const [a, b, c] = ["a", "b", "c"].map((id) => board.draw(id));
  await drawn();
  board.lay({ a: [0, 0], b: [300, 100], c: [500, 400] });
  board.lay({ a: [40, -10], b: [340, 90], c: [500, 400] });
  expect(board.layers[0]!.style.transform).toBe("translate(40px, -10px)");
  expect([a, b, c].map((each) => each!.style.transform)).toEqual([
    "translate(0px, 0px)",
    "translate(300px, 100px)",
    "translate(460px, 410px)",
  ]);
  expect(board.ends.get("b")).toMatchObject({ x: 340, y: 90 });
  board.lay({ a: [40, -10], b: [350, 90], c: [500, 400] });
  expect(board.layers[0]!.style.transform).toBe("translate(40px, -10px)");
  expect(b!.style.transform).toBe("translate(310px, 100px)");
});

test("few things travel by steps, many are there at once", async () => {
  vi.spyOn(window, "matchMedia").mockReturnValue({ matches: false } as MediaQueryList);
  board = new Boxes(false, 2);
  const all = ["a", "b", "c"].map((id) => board.draw(id));
  await drawn();
  board.lay({ a: [0, 0], b: [300, 100], c: [500, 400] });
  board.lay({ a: [10, 0], b: [310, 100], c: [500, 400] });
  expect(all[0]!.style.transform).toBe("translate(0px, 0px)");
  board.lay({ a: [20, 0], b: [320, 100], c: [510, 400] });
  expect(all.map((each) => each.style.transform)).toEqual([
    "translate(20px, 0px)",
    "translate(320px, 100px)",
    "translate(510px, 400px)",
  ]);
});

function withGestures(pulls: (target: Element, event: PointerEvent) => boolean, over?: string): void {
  const host = {
    frame: board.frame,
    get: () => board.camera.get(),
    set: board.steer.bind(board),
    busy: () => false,
    pulls,
    ...(over === undefined ? {} : { over }),
  };
  stops.push(installGestures(host));
}

test("a pointer pulls the board where its form says so", async () => {
  await three();
  withGestures((target) => thingAt(target) === undefined);
  const { x } = board.camera.get();
  const drag = (target: EventTarget) => {
    point("pointerdown", target, { at: [400, 300] });
    point("pointermove", window, { at: [430, 300] });
    point("pointerup", window, { at: [430, 300] });
  };
  drag(elementOf(board.frame, "a")!);
  expect(board.camera.get().x).toBe(x);
  drag(board.frame);
  expect(board.camera.get().x).toBe(x + 30);
});

test("what the form lets float over the board keeps its presses and its wheel", async () => {
  await three();
  withGestures(() => true, ".legend");
  const { x } = board.camera.get();
  const legend = document.createElement("div");
  legend.className = "legend";
  board.frame.append(legend);
  point("pointerdown", legend, { at: [400, 300] });
  point("pointermove", window, { at: [430, 300] });
  point("pointerup", window, { at: [430, 300] });
  legend.dispatchEvent(new WheelEvent("wheel", { deltaX: 50, bubbles: true, cancelable: true }));
  expect(board.camera.get().x).toBe(x);
});

test("two fingers pull and zoom even where one acts", async () => {
  await three();
  withGestures(() => false);
  const before = board.camera.get();
  point("pointerdown", board.frame, { at: [400, 300], pointer: 1, type: "touch" });
  point("pointermove", window, { at: [460, 300], pointer: 1, type: "touch" });
  expect(board.camera.get()).toEqual(before);
  point("pointerdown", board.frame, { at: [500, 300], pointer: 2, type: "touch" });
  point("pointermove", window, { at: [540, 300], pointer: 2, type: "touch" });
  expect(board.camera.get().zoom).toBeCloseTo(before.zoom * 2);
});

/** Carrying where a thing goes exactly where it is dropped. */
function withCarry() {
  const drops: { ids: readonly string[]; to: Point }[] = [];
  const cancelled = vi.fn();
  const carry = installCarry<Point>({
    frame: board.frame,
    board,
    canCarry: (id) => id !== "c",
    idsWith: (id) => (id === "a" ? ["a", "b"] : [id]),
    words: ".words",
    aimAt: (at) => at,
    landing: ({ x, y }) => ({ into: null, line: { x, y, width: 10 } }),
    onStart: () => undefined,
    onDrop: (ids, to) => drops.push({ ids, to }),
    onCancel: cancelled,
  });
  stops.push(carry.stop);
  return { carry, drops, cancelled };
}

test("things are carried with those they go with, and dropped where the form aims", async () => {
  await three();
  board.steer({ x: 0, y: 0, zoom: 1 });
  const { carry, drops } = withCarry();
  const a = elementOf(board.frame, "a")!;
  point("pointerdown", a, { at: [200, 200] });
  point("pointermove", window, { at: [250, 240] });
  expect(carry.busy()).toBe(true);
  expect(board.frame.querySelector(".node-ghost")?.textContent).toBe("a+1");
  expect(elementOf(board.frame, "b")!.dataset["lifted"]).toBe("");
  point("pointerup", window, { at: [250, 240] });
  expect(drops).toEqual([{ ids: ["a", "b"], to: { x: 250, y: 240 } }]);
  expect(board.frame.querySelector(".node-ghost, .drop-line")).toBeNull();
});

test("what the form keeps in place is not lifted, and Escape gives up what is", async () => {
  await three();
  const { carry, drops, cancelled } = withCarry();
  point("pointerdown", elementOf(board.frame, "c")!, { at: [200, 200] });
  point("pointermove", window, { at: [250, 240] });
  expect(carry.busy()).toBe(false);
  point("pointerup", window, { at: [250, 240] });
  point("pointerdown", elementOf(board.frame, "b")!, { at: [200, 200] });
  point("pointermove", window, { at: [250, 240] });
  window.dispatchEvent(new KeyboardEvent("keydown", { key: "Escape" }));
  expect(drops).toEqual([]);
  expect(cancelled).toHaveBeenCalledOnce();
});

test("near an edge, the board comes by itself under what is carried", async () => {
  await three();
  board.steer({ x: 0, y: 0, zoom: 1 });
  withCarry();
  point("pointerdown", elementOf(board.frame, "b")!, { at: [200, 200] });
  point("pointermove", window, { at: [FRAME.width - 2, 300] });
  await vi.waitFor(() => expect(board.camera.get().x).toBeLessThan(-20), { timeout: 5_000 });
});

test("a panel that opens for what is in hand moves nothing when all is still seen; else all is fitted again", async () => {
  board.draw("a");
  await drawn();
  board.lay({ a: [0, 0] });
  const { resized } = board as unknown as { resized: (size: Size) => void };
  const before = board.camera.get();
  board.held = "a";
  resized.call(board, { width: 500, height: 600 });
  expect(board.camera.get()).toEqual(before);
  resized.call(board, { width: 380, height: 600 });
  expect(board.camera.get().x).not.toBe(before.x);
});
