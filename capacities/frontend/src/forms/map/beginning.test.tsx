/* A map begins from another drawing or from the example, and what was brought in is taken back. */

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { FakeRoom, settle, until } from "../../core/testing";
import { closeScreens, openScreen } from "../../ui/testing";
import { MAP } from "./testing";

const CARDS = [
  { id: "a", zone: "donnee", rank: "a0", x: 0, y: 0, color: "", text: "Cadastre", fields: { cadre: "contrat" } },
  { id: "b", zone: "partie", rank: "a1", x: 400, y: 0, color: "", text: "Ménages", fields: {} },
  { id: "s", zone: "euro", rank: "a2", on: "l", color: "", text: "Gain", fields: {} },
];
const EDGES = [{ id: "l", from: "a", to: "b", kind: "alimente", text: "", fields: {} }];
const DRAWING = { key: "dessin", title: "Cas d’usage", canvas: "cas-usage", elements: 3, links: 1, empty: false };
const EXAMPLE = { ...DRAWING, key: "exemple", title: "Toits", elements: 41 };

let offered: object[] = [];

beforeEach(() => {
  offered = [DRAWING, EXAMPLE];
  vi.spyOn(globalThis, "fetch").mockImplementation((url) => {
    const whole = String(url).endsWith("/dessin");
    return Promise.resolve(Response.json(whole ? { ...DRAWING, cards: CARDS, edges: EDGES } : { beginnings: offered }));
  });
});
afterEach(() => {
  closeScreens();
  vi.restoreAllMocks();
});

const urls = {
  home: "/",
  dossier: "/d",
  share: null,
  importPreview: "",
  importApply: "",
  background: "",
  beginnings: "/debuts/d/c",
};
const open = async (view = "canevas", room = new FakeRoom()) => {
  const opened = await openScreen({ template: MAP, urls, origin: "Cas d’usage" }, { view, room });
  await settle(10);
  return opened;
};
const button = (screen: ShadowRoot, words: string) =>
  [...screen.querySelectorAll<HTMLElement>("button")].find((each) => each.textContent.includes(words));

async function begun(room = new FakeRoom()) {
  const opened = await open("canevas", room);
  button(opened.screen, "Partir du dessin")!.click();
  await until(() => opened.session.card("a").get() !== null);
  await settle(10);
  return opened;
}

test("an empty map offers the drawing and the example, with how much there is of each", async () => {
  for (const view of ["canevas", "liste"]) {
    const { screen } = await open(view);
    const said = [...screen.querySelectorAll(".map-beginnings button")].map((each) => each.textContent);
    expect(said).toEqual([
      "Partir du dessin «\u00a0Cas d’usage\u00a0» (3 éléments)",
      "Partir de l’exemple (41 éléments)",
    ]);
  }
});

test("it is asked when the map is shown empty and when one comes back to it, not at each save", async () => {
  const { session } = await open();
  const { calls } = vi.mocked(fetch).mock;
  await until(() => calls.length === 1);
  const saved = session.saved;
  for (let i = 0; i < 3; i++) {
    session.actions.setBackground({ image: "ab".repeat(32), x: i, y: 0, width: 9, height: 9, opacity: 1, alt: "" });
    expect(saved.get().kind).toBe("saving");
    await until(() => saved.get().kind === "saved");
  }
  window.dispatchEvent(new Event("focus"));
  await settle(10);
  expect(calls).toHaveLength(1);
  vi.spyOn(Date, "now").mockReturnValue(Date.now() + 60_000);
  window.dispatchEvent(new Event("focus"));
  await settle(10);
  expect(calls).toHaveLength(2);
});

test("a drawing that is empty is said to be; who only reads is offered nothing", async () => {
  offered = [{ ...DRAWING, elements: 0, links: 0, empty: true }];
  const { screen } = await open();
  expect(screen.querySelector(".map-beginnings")!.textContent).toContain("encore vide");
  expect(screen.querySelector(".map-beginnings button")).toBeNull();
  const reader = await openScreen({ template: MAP, urls, abilities: ["read"] });
  await settle(10);
  expect(reader.screen.querySelector(".map-beginnings")).toBeNull();
});

test("what is brought in is one step of one's history, told with a way back", async () => {
  const { session, screen } = await begun();
  expect(session.edge("l").get()).toMatchObject({ from: "a", to: "b", deleted: false });
  expect(session.card("s").get()).toMatchObject({ on: "l", author: "Camille" });
  expect(session.card("a").get()!.fields).toEqual({ cadre: "contrat" });
  expect(screen.textContent).toContain("3 éléments et 1 lien sur la carte");
  session.actions.undo();
  expect(session.counts.get().live).toBe(0);
});

test("« Annuler » throws away what is as it came, and nothing that somebody worked on since", async () => {
  const room = new FakeRoom();
  const { session, screen } = await begun(room);
  const { session: other } = await openScreen({ template: MAP }, { room });
  await until(() => other.card("b").get() !== null);
  other.card("b").get()!.text.insert(7, " modestes");
  await until(() => session.text("b").get() === "Ménages modestes");
  button(screen, "Annuler")!.click();
  await settle(10);
  expect(["a", "b", "s"].map((id) => session.card(id).get()!.deleted)).toEqual([true, false, true]);
  expect(session.edge("l").get()!.deleted).toBe(true);
  expect(screen.textContent).toContain("Un des éléments reste : quelqu’un d’autre y a écrit.");
});

test("what was thrown away comes back, with what is new as one step, and nothing comes twice", async () => {
  const { session } = await begun();
  const { bringIn, removeAll, undo, takeBack } = session.actions;
  const live = () => session.counts.get().live;
  removeAll(["a", "b", "s", "l"]);
  const more = { id: "n", zone: "donnee", rank: "a3", x: 9, y: 9, text: "Relevés" };
  expect(new Set(bringIn([...CARDS, more], EDGES))).toEqual(new Set(["n", "a", "b", "s", "l"]));
  expect(live()).toBe(4);
  expect(bringIn([...CARDS, more], EDGES)).toEqual([]);
  undo();
  expect([live(), session.edge("l").get()!.deleted]).toEqual([0, true]);
  undo();
  expect(live()).toBe(3);
  expect(takeBack(["a", "b", "s", "l"])).toMatchObject({ message: null });
  expect(live()).toBe(0);
});

test("where there is no room for all, nothing comes, not even what the corbeille has, and only that is told", async () => {
  const { session, screen } = await open();
  session.actions.create([CARDS[0]!]);
  session.actions.remove("a");
  const full = Array.from({ length: MAP.limits.cards_per_canvas - 1 }, (_, i) => ({ ...CARDS[1]!, id: `f${i}` }));
  session.actions.create(full);
  expect(session.actions.bringIn(CARDS, EDGES)).toBeNull();
  expect(session.counts.get().live).toBe(full.length);
  expect(session.card("b").get()).toBeNull();
  await settle(10);
  expect(screen.textContent).toContain("Le canevas est plein");
});
