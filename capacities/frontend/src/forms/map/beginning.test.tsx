/* A map begins from another drawing or from the example, and what was brought in is taken back. */

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { FakeRoom, makePeer, type Peer, settle, sync, until } from "../../core/testing";
import { closeScreens, openScreen } from "../../ui/testing";
import { missing } from "./beginning";
import { MAP } from "./testing";

const of = (id: string) => ({ id, origin: id, color: "" });
const CARDS = [
  { ...of("a"), zone: "donnee", rank: "a0", x: 0, y: 0, text: "Cadastre", fields: { cadre: "contrat" } },
  { ...of("b"), zone: "partie", rank: "a1", x: 400, y: 0, text: "Ménages", fields: {} },
  { ...of("s"), zone: "euro", rank: "a2", on: "l", x: 5, y: 5, text: "Gain", fields: { qui: "b" } },
];
const EDGES = [{ id: "l", origin: "l", from: "a", to: "b", kind: "alimente", text: "", fields: {} }];
const WHOLE = { cards: CARDS, edges: EDGES };
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
  await startIn(opened);
  return opened;
}

async function startIn({ session, screen }: Awaited<ReturnType<typeof open>>) {
  button(screen, "Partir du dessin")!.click();
  await until(() => session.counts.get().live > 0);
  await settle(10);
}

type Held = Pick<Peer["session"], "places" | "card" | "edges" | "edge" | "edgeTrash">;

/** The live copies of what a drawing holds, by the id there; each has one of its own. */
function copies(session: Held, id: string): string[] {
  const cards = [...session.places.get().keys()].flatMap((one) => session.card(one).get() ?? []);
  const links = session.edges.get().flatMap((one) => session.edge(one).get() ?? []);
  const found = [...cards, ...links].filter(({ origin, deleted }) => origin === id && !deleted);
  return found.map((one) => one.id);
}

const copy = (session: Held, id: string) => copies(session, id)[0]!;

/** Begin as the page does once the answer is there; the ids of what came. */
function bring({ session, actions }: Pick<Peer, "actions"> & { session: Peer["session"] }, whole = WHOLE): string[] {
  const { cards, edges } = missing(session, whole);
  actions.create(cards, [], null, edges);
  return [...cards, ...edges].map(({ id }) => id);
}

const pair = () => [makePeer("Camille", MAP), makePeer("Ada", MAP)] as const;

test("an empty map offers the drawing and the example, with how much there is of each", async () => {
  for (const view of ["canevas", "liste"]) {
    const { screen } = await open(view);
    const said = [...screen.querySelectorAll(".map-beginnings button")].map((each) => each.textContent);
    expect(said).toEqual([
      "Partir du dessin «\u00a0Cas d’usage\u00a0» (3\u00a0éléments)",
      "Partir de l’exemple (41\u00a0éléments)",
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
  const [a, b, s, l] = ["a", "b", "s", "l"].map((id) => copy(session, id)) as [string, string, string, string];
  expect(new Set([a, b, s, l, ..."absl"]).size).toBe(8);
  expect(session.edge(l).get()).toMatchObject({ from: a, to: b, deleted: false });
  expect(session.card(s).get()).toMatchObject({ on: l, x: 5, author: "Camille", fields: { qui: b } });
  expect(session.card(a).get()!.fields).toEqual({ cadre: "contrat" });
  expect(screen.textContent).toContain("3\u00a0éléments et 1\u00a0lien sur la carte");
  session.actions.undo();
  expect(session.counts.get().live).toBe(0);
  expect(session.undoState.get().canUndo).toBe(false);
});

test("« Annuler » throws away what is as it came, and nothing that somebody else worked on since", async () => {
  const room = new FakeRoom();
  const { session, screen } = await begun(room);
  const { session: other } = await openScreen({ template: MAP }, { room });
  const b = copy(session, "b");
  await until(() => other.card(b).get() !== null);
  other.card(b).get()!.text.insert(7, " modestes");
  await until(() => session.text(b).get() === "Ménages modestes");
  button(screen, "Annuler")!.click();
  await settle(10);
  expect(["a", "b", "s", "l"].map((id) => copies(session, id).length)).toEqual([0, 1, 0, 0]);
  expect(screen.textContent).toContain("reste : quelqu’un d’autre y a écrit");
});

test("« Annuler » after another step leaves what one worked on oneself, and that step", () => {
  const [a] = pair();
  const ids = bring(a);
  const [data, gain] = [copy(a.session, "a"), copy(a.session, "s")];
  a.type(data, " 2026");
  const mine = a.actions.add("idee", "À moi")!;
  expect(a.actions.takeBack(ids)).toMatchObject({ done: true, message: "Annulé, sauf ce qui a changé depuis." });
  expect([data, mine, gain].map((id) => a.session.card(id).get()!.deleted)).toEqual([false, false, true]);
  a.actions.undo();
  expect(a.session.card(gain).get()!.deleted).toBe(false);
});

test("« Annuler » of what was undone already takes back nothing else", () => {
  const [a] = pair();
  const mine = a.actions.add("idee", "À moi")!;
  const ids = bring(a);
  a.actions.undo();
  expect(a.actions.takeBack(ids).done).toBe(false);
  expect(a.session.card(mine).get()!.deleted).toBe(false);
});

test("two who begin at once, then write, lose nothing, and either takes back what came twice", () => {
  const [a, b] = pair();
  const brought = [a, b].map((peer) => bring(peer));
  for (const [i, { session, actions, type }] of [a, b].entries()) {
    type(copy(session, "a"), ` de ${i}`);
    type(copy(session, "l"), `lien de ${i}`);
    actions.setField(copy(session, "s"), "montant", 100 + i);
    actions.place([{ id: copy(session, "b"), x: 70 * (i + 1), y: 7 }]);
  }
  sync(a, b);
  expect(a.doc.toJSON()).toEqual(b.doc.toJSON());
  const read = (id: string) => copies(a.session, id).map((one) => a.session.card(one).get()!);
  const words = (id: string) => copies(a.session, id).map((one) => a.text(one).toString());
  expect(words("a").sort()).toEqual(["Cadastre de 0", "Cadastre de 1"]);
  expect(words("l").sort()).toEqual(["lien de 0", "lien de 1"]);
  const gains = read("s").map(({ fields }) => fields["montant"]);
  expect(gains.sort()).toEqual([100, 101]);
  const places = read("b").map(({ x }) => x);
  expect(places.sort()).toEqual([140, 70]);
  for (const [i, ids] of brought.entries()) {
    const link = a.session.edge(ids[3]!).get()!;
    expect([link.from, link.to], `those of ${i}`).toEqual([ids[0], ids[1]]);
  }
  expect(bring(a)).toEqual([]);
  b.actions.removeAll(brought[1]!);
  sync(a, b);
  expect(words("a")).toEqual(["Cadastre de 0"]);
});

test("who was cut begins and writes meanwhile: all of it is there once the network is back", async () => {
  const room = new FakeRoom();
  const near = await open("canevas", room);
  const far = await open("canevas", room);
  room.up = false;
  room.cut();
  for (const [i, { session, screen }] of [near, far].entries()) {
    await startIn({ session, screen });
    session.card(copy(session, "a")).get()!.text.insert(8, ` de ${i}`);
  }
  room.up = true;
  const words = ({ session }: typeof near) => copies(session, "a").map((one) => session.text(one).get());
  for (const opened of [near, far]) {
    await until(() => words(opened).length === 2, 20_000);
    expect(words(opened).sort()).toEqual(["Cadastre de 0", "Cadastre de 1"]);
    expect(opened.session.edges.get().length).toBe(2);
  }
}, 30_000);

test("what somebody else brought while the answer was coming does not come again", () => {
  const [a, b] = pair();
  bring(b);
  sync(a, b);
  expect(bring(a)).toEqual([]);
});

test("what is drawn since joins the copies that are here, even those of the former version", () => {
  for (const former of [false, true]) {
    const [{ session, actions }] = pair();
    if (former) actions.create(CARDS.map(({ origin: _, ...card }) => card));
    else bring({ session, actions } as Peer, { cards: CARDS, edges: [] });
    const here = (id: string) => (former ? id : copy(session, id));
    actions.remove(here("s"));
    const link = bring({ session, actions } as Peer);
    expect(link).toHaveLength(1);
    expect(session.edge(link[0]!).get()).toMatchObject({ from: here("a"), to: here("b") });
    const more = { ...CARDS[2]!, ...of("s2") };
    const [gain] = bring({ session, actions } as Peer, { cards: [...CARDS, more], edges: EDGES });
    expect(session.card(gain!).get()).toMatchObject({ on: link[0], fields: { qui: here("b") } });
  }
});

test("what was thrown away does not come back, nor a link that would join it", () => {
  const [a] = pair();
  bring(a);
  a.actions.removeAll([copy(a.session, "a"), copy(a.session, "l")]);
  const since = { ...EDGES[0]!, id: "l2", origin: "l2" };
  expect(bring(a, { cards: CARDS, edges: [...EDGES, since] })).toEqual([]);
});

test("what was begun and undone is begun again, anew", () => {
  const [a] = pair();
  const before = bring(a);
  a.actions.undo();
  const after = bring(a);
  expect(after).toHaveLength(4);
  expect(after.filter((id) => before.includes(id))).toEqual([]);
  a.actions.undo();
  expect(a.index.counts.get().live).toBe(0);
});

test("a map that has no room for all takes nothing, and says why", () => {
  const [a] = pair();
  a.actions.addMany("idee", Array(MAP.limits.cards_per_canvas - 3).fill("x"));
  const ids = bring(a);
  expect(ids.map((id) => a.session.card(id).get() ?? a.session.edge(id).get())).toEqual([null, null, null, null]);
  expect(a.notices.join()).toContain("plein");
});
