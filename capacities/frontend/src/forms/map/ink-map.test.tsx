/* Strokes on the board: drawn, taken, hidden with their layer, put in pictures, listed. */

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { newId } from "../../core";
import type { Session } from "../../core/session";
import { settle } from "../../core/testing";
import { closeScreens, noQuery, openScreen, press } from "../../ui/testing";
import { svgText } from "../picture/picture";
import { InkScene } from "./ink-scene";
import { penHabit } from "./pen";
import { pictureOf } from "./picture";
import { sourceOf } from "./picture-source";
import { MAP } from "./testing";
import { PEN, viewerOf } from "./viewer";

beforeEach(noQuery);
afterEach(async () => {
  penHabit.set("");
  localStorage.clear();
  await closeScreens();
});

const open = (view = "canevas") => openScreen({ template: MAP }, { view });
const strokes = (screen: ShadowRoot) => [...screen.querySelectorAll<SVGPathElement>(".map-ink > [data-stroke]")];

function draw(session: Session, points = "0,0 50,50", color = "vert"): string {
  const id = newId();
  session.actions.create([], [], null, [], [{ id, points, color, thick: false }]);
  return id;
}

function point(target: EventTarget, type: string, x: number, y: number, more: PointerEventInit = {}): void {
  const known = { bubbles: true, composed: true, cancelable: true, button: 0, pointerId: 1, clientX: x, clientY: y };
  target.dispatchEvent(new PointerEvent(type, { ...known, pointerType: "mouse", ...more }));
}

/** Press, move along, and let go, or be cut short. */
function slide(frame: Element, more: PointerEventInit = {}, end = "pointerup"): void {
  point(frame, "pointerdown", 10, 10, more);
  for (let i = 1; i <= 8; i++) point(window, "pointermove", 10 + i * 10, 10 + i * 5, more);
  point(window, end, 90, 50, more);
}

test("with the pen one draws, and what is cut short is kept; without it, one does not", async () => {
  const { session, screen } = await open();
  const frame = screen.querySelector(".map")!;
  slide(frame);
  expect(session.ink.get()).toHaveLength(0);
  press(frame as HTMLElement, "p");
  await settle(10);
  expect(viewerOf(session).get().tool).toBe(PEN);
  slide(frame);
  slide(frame, {}, "pointercancel");
  await settle(10);
  expect(session.ink.get().map(({ color, author }) => [color, author])).toEqual([
    ["noir", "Camille"],
    ["noir", "Camille"],
  ]);
  expect(strokes(screen)).toHaveLength(2);
  expect(screen.querySelector(".drawing")).toBeNull();
  press(frame as HTMLElement, "Escape");
  expect(viewerOf(session).get().tool).toBeNull();
});

test("asking for the search puts the pen down, whose bar has its place", async () => {
  const { session, screen } = await open();
  session.actions.create([{ id: newId(), zone: "partie", rank: "a0", x: 0, y: 0, color: "", text: "Mairie" }]);
  await settle(10);
  press(screen.querySelector<HTMLElement>(".map")!, "p");
  await settle(10);
  expect(screen.querySelector(".map-foot > .ink-bar")).not.toBeNull();
  press(screen.querySelector<HTMLElement>(".map")!, "f", { ctrlKey: true });
  expect(viewerOf(session).get().tool).toBeNull();
  expect(screen.querySelector(".ink-bar")).toBeNull();
  expect(screen.activeElement).toBe(screen.querySelector(".find input"));
});

test("a pen that was seen draws without the tool, with its pressure, and a finger does not any more", async () => {
  const { session, screen } = await open();
  const frame = screen.querySelector(".map")!;
  slide(frame, { pointerType: "pen", pressure: 0.75 });
  await settle(10);
  expect(session.ink.get()[0]!.points).toMatch(/^(-?[\d.]+,-?[\d.]+,0\.75 ?)+$/);
  expect(screen.textContent).toContain("Stylet reconnu");
  expect(viewerOf(session).get().tool).toBe(PEN);
  slide(frame, { pointerType: "touch" });
  expect(session.ink.get()).toHaveLength(1);
  penHabit.set("pointe");
  slide(frame, { pointerType: "touch" });
  expect(session.ink.get()).toHaveLength(2);
});

test("a line of a thousand points is kept in few of them", async () => {
  const { session, screen } = await openScreen({
    template: { ...MAP, limits: { ...MAP.limits, stroke_chars: 20_000 } },
  });
  const frame = screen.querySelector(".map")!;
  press(frame as HTMLElement, "p");
  await settle(10);
  const around = (i: number): [number, number] => [200 + 150 * Math.cos(i / 150), 200 + 150 * Math.sin(i / 150)];
  point(frame, "pointerdown", ...around(0), { pointerType: "pen", pressure: 0.5 });
  for (let i = 1; i <= 1_000; i++) point(window, "pointermove", ...around(i), { pointerType: "pen", pressure: 0.5 });
  point(window, "pointerup", ...around(1_000), { pointerType: "pen" });
  await settle(10);
  const [stroke, ...others] = session.ink.get();
  expect(others).toEqual([]);
  expect(stroke!.points.split(" ").length).toBeGreaterThan(10);
  expect(stroke!.points.length).toBeLessThan(1_500);
});

test("on a full map one is told before drawing for nothing", async () => {
  const { session, screen } = await open();
  for (let i = 0; i < MAP.limits.cards_per_canvas; i++) draw(session);
  const frame = screen.querySelector(".map")!;
  press(frame as HTMLElement, "p");
  await settle(10);
  point(frame, "pointerdown", 10, 10);
  await settle(10);
  expect(screen.textContent).toContain("il contient au plus 20 éléments, liens et traits.");
  expect(session.ink.get()).toHaveLength(MAP.limits.cards_per_canvas);
});

test("of a long line, what the map has room for is kept; the rest is told", async () => {
  const { session, screen } = await open();
  for (let i = 1; i < MAP.limits.cards_per_canvas; i++) draw(session);
  const frame = screen.querySelector(".map")!;
  press(frame as HTMLElement, "p");
  await settle(10);
  point(frame, "pointerdown", 10, 10);
  for (let i = 1; i <= 300; i++) point(window, "pointermove", 10 + (i % 2) * 90, 10 + i * 3);
  point(window, "pointerup", 10, 910);
  await settle(10);
  expect(session.ink.get()).toHaveLength(MAP.limits.cards_per_canvas);
  expect(screen.textContent).toContain("La carte est pleine\u00a0: la fin du trait n’a pas été gardée.");
});

test("many strokes in hand are looked for at once when one goes", async () => {
  const { session } = await open();
  const ids = Array.from({ length: 12 }, () => draw(session));
  const viewer = viewerOf(session);
  viewer.select(ids);
  const read = vi.spyOn(session.ink, "get");
  session.actions.remove(ids[0]!);
  expect(viewer.get().selected).toEqual(ids.slice(1));
  expect(read.mock.calls.length).toBeLessThan(ids.length);
});

test("a second finger is for zooming: what the first one had hardly drawn is no stroke", async () => {
  const { session, screen } = await open();
  const frame = screen.querySelector(".map")!;
  press(frame as HTMLElement, "p");
  await settle(10);
  point(frame, "pointerdown", 10, 10, { pointerType: "touch" });
  point(window, "pointermove", 13, 14, { pointerType: "touch" });
  point(frame, "pointerdown", 200, 200, { pointerType: "touch", pointerId: 2 });
  point(window, "pointerup", 13, 14, { pointerType: "touch" });
  expect(session.ink.get()).toHaveLength(0);
});

test("strokes are drawn in their order, those that cannot be are not, and a hidden layer takes its own away", async () => {
  const { session, screen } = await open();
  const [a, b] = [draw(session), draw(session, "0,0 9,9", "?")];
  draw(session, "rien");
  await settle(10);
  const shown = () => strokes(screen).map((each) => each.dataset["stroke"]);
  expect(new Set(shown())).toEqual(new Set([a, b]));
  expect(strokes(screen).every((each) => (each.getAttribute("d") ?? "") !== "")).toBe(true);
  viewerOf(session).flipLayer("demain");
  await settle(10);
  expect(shown()).toEqual([b]);
  viewerOf(session).flipLayer("demain");
  session.actions.place([{ id: a, x: 7, y: 8 }]);
  session.actions.remove(b);
  await settle(10);
  expect(shown()).toEqual([a]);
  expect(strokes(screen)[0]!.getAttribute("transform")).toBe("translate(7 8)");
});

test("keys move, copy and delete what is in hand, strokes and elements as one step; no letter is written in a stroke", async () => {
  const { session, screen } = await open();
  const id = draw(session);
  const card = session.actions.create([
    { id: "a", zone: "donnee", rank: "a0", x: 0, y: 0, color: "", text: "Cadastre" },
  ])[0]!;
  await settle(10);
  const frame = screen.querySelector<HTMLElement>(".map")!;
  viewerOf(session).select([card, id]);
  press(frame, "ArrowRight");
  press(frame, "z", { ctrlKey: true });
  expect(session.stroke(id).get()).toMatchObject({ x: 0 });
  press(frame, "ArrowRight");
  press(frame, "d", { ctrlKey: true });
  expect([session.stroke(id).get()!.x, session.card(card).get()!.x]).toEqual([10, 10]);
  expect(session.ink.get()).toHaveLength(2);
  viewerOf(session).select([id]);
  press(frame, "a");
  press(frame, "Enter");
  expect(viewerOf(session).get().editing).toBeNull();
  press(frame, "Delete");
  expect(session.inkTrash.get().map((one) => one.id)).toEqual([id]);
  expect(viewerOf(session).get().selected).toEqual([]);
});

test("what moves most of the strokes moves what holds them; each is where it is, before and after", async () => {
  const { session } = await open();
  for (const points of ["0,0 50,50", "0,0 9,9", "5,5 80,9"]) draw(session, points);
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  const place = (all: string) => (/\((-?\d+)(?:px)?,? (-?\d+)/.exec(all) ?? ["", "0", "0"]).slice(1).map(Number);
  const drawn = () => {
    const [x, y] = place(svg.style.transform) as [number, number];
    return [...svg.children].map((path) => place(path.getAttribute("transform") ?? "").map((at, i) => at + [x, y][i]!));
  };
  const ink = new InkScene(session, viewerOf(session), () => undefined);
  const detach = ink.attach(svg);
  const [a, b, c] = ink.allIds() as [string, string, string];
  ink.drag([a, b], { x: 30, y: 4 });
  ink.drag([a, b], { x: 50, y: -4 });
  const shifted = svg.style.transform;
  expect([shifted, drawn()]).toEqual([
    "translate(50px, -4px)",
    [
      [50, -4],
      [50, -4],
      [0, 0],
    ],
  ]);
  const moves = ink.moves();
  ink.release(() => session.actions.place(moves));
  expect([svg.style.transform, drawn()]).toEqual([
    shifted,
    [
      [50, -4],
      [50, -4],
      [0, 0],
    ],
  ]);
  ink.drag([b, c], { x: 7, y: 7 });
  ink.release(() => undefined);
  expect(drawn()).toEqual([
    [50, -4],
    [50, -4],
    [0, 0],
  ]);
  detach();
  expect(svg.style.transform).toBe("");
});

test("the bar colours what is in hand and says whose it is", async () => {
  const { session, screen } = await open();
  const id = draw(session);
  viewerOf(session).select([id]);
  await settle(10);
  expect(screen.querySelector(".ink-bar")?.textContent).toContain("Un trait à main levée, vert, de Camille");
  screen.querySelector<HTMLElement>('.ink-bar [aria-label="Noir"]')!.click();
  expect(session.stroke(id).get()!.color).toBe("noir");
});

test("a picture shows the strokes where they are, and says how many", async () => {
  const { session } = await open();
  const id = draw(session, "0,0 200,100");
  session.actions.place([{ id, x: 1000, y: 0 }]);
  const picture = pictureOf(sourceOf(session));
  expect(picture.description).toBe("Carte. Un trait à main levée.");
  expect(picture.width).toBeLessThan(500);
  expect(svgText(picture)).toMatch(/<path d="M[-\d. ]+Q[-\d. ]+Z" fill="#24803f"/);
});

test("the list takes away what one cannot see", async () => {
  const { session, screen } = await open("liste");
  draw(session);
  draw(session);
  await settle(10);
  const row = screen.querySelector('[data-type="traits"] li')!;
  expect(row.textContent).toContain("2 traits à main levée, vert, de Camille");
  row.querySelector("button")!.click();
  await settle(10);
  expect(screen.querySelector('[data-type="traits"]')).toBeNull();
  expect(session.inkTrash.get()).toHaveLength(2);
});
