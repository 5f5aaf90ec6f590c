/* The map in its screen: drawn by React, made by hand and by keys. */

import { afterEach, beforeEach, expect, test } from "vitest";
import type { CanvasSession } from "../../core";
import { FakeRoom, settle } from "../../core/testing";
import { clip, closeScreens, noQuery, openScreen, press } from "../../ui/testing";
import { standOn } from "./Details";
import { makeHands } from "./hands";
import type { MapScene } from "./scene";
import { MAP } from "./testing";
import { viewerOf } from "./viewer";

beforeEach(noQuery);
afterEach(closeScreens);

const open = (view = "canevas", room = new FakeRoom()) => openScreen({ template: MAP }, { view, room });
const names = (screen: ShadowRoot) => [...screen.querySelectorAll(".el-words")].map((each) => each.textContent);

async function two(view = "canevas") {
  const opened = await open(view);
  const { actions } = opened.session;
  const seeds = [
    { id: "a", zone: "donnee", rank: "a0", x: 0, y: 0, color: "", text: "Cadastre" },
    { id: "b", zone: "partie", rank: "a1", x: 400, y: 0, color: "", text: "Ménages" },
  ];
  actions.create(seeds, [], null, [{ id: "l", from: "a", to: "b", kind: "alimente" }]);
  await settle(10);
  return opened;
}

test("an empty map says what to do first, and does it", async () => {
  const { screen } = await open();
  expect(screen.querySelector(".map-empty")?.textContent).toContain("La carte est vide");
  screen.querySelector<HTMLElement>(".map-first button")!.click();
  await settle(10);
  expect(screen.querySelector(".map-empty")).toBeNull();
  expect(screen.querySelector(".el.note textarea")).not.toBeNull();
});

test("what is created and left empty goes by itself", async () => {
  const { session, screen } = await open();
  screen.querySelector<HTMLElement>(".map-first button")!.click();
  await settle(10);
  press(screen.querySelector("textarea")!, "Escape");
  await settle(10);
  expect(session.counts.get().live).toBe(0);
  expect(session.undoState.get().canUndo).toBe(false);
});

test("elements and links are drawn, each named for who does not see them", async () => {
  const { screen } = await two();
  expect(names(screen)).toEqual(["Cadastre", "Ménages"]);
  expect(screen.querySelector('[data-node="a"]')?.getAttribute("aria-label")).toBe(
    "Donnée\u00a0: Cadastre, 1\u00a0lien",
  );
  expect(screen.querySelector(".link-label")?.getAttribute("aria-label")).toBe(
    "Lien\u00a0: Cadastre → Ménages, Alimente",
  );
});

test("a link whose end is deleted stays, is said broken, and is mended by restoring it", async () => {
  const { session, screen } = await two();
  session.actions.remove("b");
  await settle(10);
  expect(screen.querySelector(".link-broken")).not.toBeNull();
  expect(screen.querySelector(".link-label")?.getAttribute("aria-label")).toContain("est à la corbeille");
  session.actions.restore("b");
  await settle(10);
  expect(screen.querySelector(".link-broken")).toBeNull();
});

test("keys write, move as one step, duplicate, delete and undo", async () => {
  const { session, screen } = await two();
  const element = () => screen.querySelector<HTMLElement>('[data-node="a"]')!;
  element().click();
  for (let i = 0; i < 5; i++) press(element(), "ArrowRight");
  press(element(), "d", { ctrlKey: true });
  await settle(10);
  expect(session.card("a").get()!.x).toBe(50);
  expect(names(screen).filter((each) => each === "Cadastre")).toHaveLength(2);
  session.actions.undo();
  session.actions.undo();
  expect(session.card("a").get()!.x).toBe(0);
  element().click();
  press(element(), "Delete");
  await settle(10);
  expect(names(screen)).toEqual(["Ménages"]);
});

test("lines pasted on the map become as many elements", async () => {
  const { screen } = await two();
  screen.querySelector<HTMLElement>('[data-node="b"]')!.click();
  clip("paste", screen.querySelector(".map")!, "un\ndeux\ntrois");
  await settle(10);
  expect(names(screen)).toEqual(["Cadastre", "Ménages", "un", "deux", "trois"]);
  expect(screen.querySelectorAll(".el.oval")).toHaveLength(4);
});

test("a hidden layer takes its elements off the board, not off the map; what is added to it shows it again", async () => {
  const { session, screen } = await two();
  session.actions.create([
    { id: "s", zone: "euro", rank: "a2", color: "", on: "l" },
    { id: "t", zone: "euro", rank: "a3", color: "", on: "a" },
    { id: "u", zone: "euro", rank: "a4", color: "", on: "b" },
  ]);
  await settle(10);
  const drawn = () =>
    [...screen.querySelectorAll<HTMLElement>(".map-plane [data-node], .link-line, .link-label")].map(
      ({ dataset }) => dataset["node"] ?? dataset["link"],
    );
  expect(drawn()).toEqual(["l", "a", "b", "s", "t", "u", "l"]);
  const layer = () => screen.querySelector<HTMLInputElement>(".layer input")!;
  layer().click();
  await settle(10);
  expect(names(screen)).toEqual(["Ménages"]);
  expect(drawn()).toEqual(["b", "u"]);
  expect(session.counts.get().live).toBe(5);
  const tool = [...screen.querySelectorAll<HTMLElement>(".palette-tool")].find(
    (each) => each.textContent === "Donnée",
  )!;
  tool.dispatchEvent(new MouseEvent("click", { bubbles: true, composed: true, detail: 0 }));
  await settle(10);
  expect(layer().checked).toBe(true);
  expect(screen.querySelector(".el.silo textarea")).not.toBeNull();
});

test("who only reads sees the map, without tools", async () => {
  const room = new FakeRoom();
  const { session } = await open("canevas", room);
  session.actions.create([{ id: "a", zone: "donnee", rank: "a0", color: "", text: "Cadastre" }]);
  await settle(20);
  const { screen } = await openScreen({ template: MAP, abilities: ["read"] }, { room });
  await settle(20);
  expect(names(screen)).toEqual(["Cadastre"]);
  expect(screen.querySelector(".palette, .el-tools")).toBeNull();
});

test("the lists hold all of it: elements, links, stamps, and their fields", async () => {
  const { session, screen } = await two("liste");
  session.actions.create([{ id: "s", zone: "euro", rank: "a2", color: "", on: "l" }]);
  await settle(10);
  const titles = [...screen.querySelectorAll(".list-section h2")].map((each) => each.textContent?.trim());
  expect(titles).toEqual(["Partie 1", "Donnée 1", "Idée 0", "→ Liens 1", "€ Euros 1", "Image de fond"]);
  const row = screen.querySelector('[data-card="s"]')!;
  expect(row.textContent).toContain("sur Cadastre → Ménages");
  row.querySelector<HTMLElement>("[aria-expanded]")!.click();
  await settle(10);
  const labels = [...row.querySelectorAll(".row-open label")].map((each) => each.textContent);
  expect(labels).toEqual(["Posé sur", "Montant", "Qui gagne"]);
  const who = row.querySelectorAll<HTMLSelectElement>(".row-open select");
  expect([...who].at(-1)!.textContent).toContain("Ménages");
});

test("the projector shows the whole, then each layer, then who the stamps name", async () => {
  const { screen } = await two("presentation");
  expect(screen.querySelector(".present-place")?.textContent?.replace(/\s/g, "")).toBe("1/4");
  expect(screen.querySelector(".drawing title")?.textContent).toContain("Cadastre");
});

test("a stamp set free stays near where it was drawn, and is placed anew where none was", () => {
  const placed: unknown[] = [];
  const session = { actions: { place: (moves: unknown[]) => placed.push(...moves) } } as unknown as CanvasSession;
  const boxes = new Map([["s", { x: 640.2, y: 300, width: 44, height: 44 }]]);
  const map = { session, scene: { boxes } as unknown as MapScene };
  standOn(map, "s", "");
  standOn(map, "t", "");
  standOn(map, "s", "l");
  expect(placed).toEqual([
    { id: "s", x: 640, y: 230, on: null },
    { id: "t", x: null, y: null, on: null },
    { id: "s", x: null, y: null, on: "l" },
  ]);
});

test("by the keyboard, a stamp goes on what is in hand or carries it, and on nothing that may not carry it", async () => {
  const { session, screen } = await two();
  session.actions.create([{ id: "n", zone: "idee", rank: "a2", x: 0, y: 300, color: "", text: "Note" }]);
  await settle(10);
  const put = async () => {
    const tools = [...screen.querySelectorAll<HTMLElement>(".palette-tool")];
    const tool = tools.find((each) => each.textContent === "€Euros")!;
    tool.dispatchEvent(new MouseEvent("click", { bubbles: true, composed: true, detail: 0 }));
    await settle(10);
    return session.card(viewerOf(session).get().selected.at(-1)!).get()!;
  };
  const take = (selector: string) => screen.querySelector<HTMLElement>(selector)!.click();
  take('[data-node="a"]');
  const first = await put();
  const second = await put();
  expect([first.on, second.on, first.id === second.id]).toEqual(["a", "a", false]);
  take('[data-node="n"]');
  expect((await put()).on).toBeNull();
  expect((await put()).on).toBeNull();
});

test("a link takes the first kind that is made for its ends, a plain one otherwise", async () => {
  const { session } = await two();
  const hands = makeHands(session, { tell: () => undefined, whisper: () => undefined, leftOut: () => undefined });
  const kind = (from: string, to: string) => session.edge(hands.join(from, to) ?? "").get()?.kind;
  expect([kind("a", "b"), kind("b", "a")]).toEqual(["alimente", "lien"]);
});

test("what is named after an element is named anew when its words change", async () => {
  const { session, screen } = await two();
  session.actions.create([{ id: "s", zone: "euro", rank: "a2", color: "", on: "l" }]);
  await settle(10);
  const named = (selector: string) => screen.querySelector(selector)?.getAttribute("aria-label");
  const name = (id: string, words: string) => {
    const { text } = session.card(id).get()!;
    text.delete(0, text.length);
    text.insert(0, words);
  };
  screen.querySelector<HTMLElement>('[data-node="s"]')!.click();
  viewerOf(session).showDetails(true);
  name("a", "Plan");
  await settle(10);
  expect(named(".link-label")).toContain("Plan → Ménages");
  expect(named('[data-node="s"]')).toContain("sur Plan → Ménages");
  expect(screen.querySelector(".details select")?.textContent).toContain("Plan → Ménages");
  viewerOf(session).select(["l"]);
  name("b", "Foyers");
  await settle(10);
  expect(screen.querySelector(".details select")?.textContent).toContain("Plan");
  expect(screen.querySelector(".details")?.textContent).toContain("Foyers");
  viewerOf(session).select(["a"]);
  name("b", "Familles");
  await settle(10);
  expect(screen.querySelector(".around")?.textContent).toContain("Plan → Familles");
});

test("the projector shows what is written on a link as it is written", async () => {
  const { session, screen } = await two("presentation");
  session.edge("l").get()!.text.insert(0, "chaque mois");
  await settle(10);
  expect(screen.querySelector(".drawing")?.textContent).toContain("chaque mois");
});

test("what is coloured while a layer is hidden goes on the layer of its colour", async () => {
  const { session, screen } = await two();
  const [, later] = screen.querySelectorAll<HTMLInputElement>(".layer input");
  later!.click();
  session.actions.setColor("a", "vert");
  await settle(10);
  expect(names(screen)).toEqual(["Ménages"]);
  expect(screen.querySelector(".link-line")).toBeNull();
  session.actions.setColor("a", "");
  await settle(10);
  expect(names(screen)).toEqual(["Cadastre", "Ménages"]);
  expect(screen.querySelector(".link-line")).not.toBeNull();
});

test("what is deleted together comes back as one step; what it leaves without carrier is told", async () => {
  const { session, screen } = await two();
  session.actions.create([{ id: "s", zone: "euro", rank: "a2", color: "", on: "a" }]);
  await settle(10);
  screen.querySelector<HTMLElement>('[data-node="a"]')!.click();
  viewerOf(session).select(["a", "b"]);
  await settle(10);
  press(screen.querySelector('[data-node="b"]')!, "Delete");
  await settle(10);
  expect(screen.textContent).toContain(
    "1\u00a0lien a perdu un bout\u00a0: à rattacher. 1\u00a0timbre ne tient plus à rien, à reposer.",
  );
  [...screen.querySelectorAll<HTMLElement>("button")].find((each) => each.textContent === "Annuler")!.click();
  await settle(10);
  expect(names(screen)).toEqual(["Cadastre", "Ménages"]);
  session.actions.undo();
  await settle(10);
  expect(names(screen)).toEqual([]);
});

test("nothing that the keyboard may reach is hidden from screen readers", async () => {
  const { screen } = await two();
  screen.querySelector<HTMLElement>('[data-node="a"]')!.click();
  await settle(10);
  expect(screen.querySelector(".el-tools .el-menu")).not.toBeNull();
  expect(screen.querySelector("[aria-hidden=true] :is(button, [tabindex])")).toBeNull();
  expect(screen.querySelector("[aria-hidden=true] > .mini-map")).not.toBeNull();
});
