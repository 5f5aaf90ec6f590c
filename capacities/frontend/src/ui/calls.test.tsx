/* Being brought somewhere: announced, refusable, never while one is at work. */

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Call, DossierNews } from "../core";
import { NewsState } from "../core/news";
import { FakeRoom, settle, until } from "../core/testing";
import { bring } from "./bringing";
import type { Called } from "./calls";
import { Calls, GOES_AFTER_MS } from "./calls";
import { comeSentence, placesOf } from "./Everyone";
import { calledUrl } from "./places";
import { closeScreens, noQuery, openScreen, press } from "./testing";
import { watchWriting } from "./writing";

const CALL = { genre: "appel", canevas: "gouvernance", titre: "Gouvernance", qui: "Ada" };
const stops: (() => void)[] = [];
let calls = 0;

beforeEach(() => {
  noQuery();
});

afterEach(() => {
  for (const stop of stops.splice(0)) stop();
  closeScreens();
  document.body.replaceChildren();
  vi.useRealTimers();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

/** A page that hears calls, at rest for a long time. */
function page({ isHere = false, busy = (): boolean => false, follows = false } = {}) {
  vi.useFakeTimers();
  stops.push(watchWriting());
  vi.advanceTimersByTime(60_000);
  const state = new NewsState();
  const go = vi.fn<(call: Call) => void>();
  const heard = new Calls({ news: state.store, go, busy, isHere: () => isHere, follows: () => follows });
  stops.push(heard.start());
  const call = (more = {}) => state.hear(JSON.stringify({ ...CALL, ...more, id: `n${++calls}` }));
  return { go, heard, call, shown: (): Called | null => heard.store.get() };
}

function write(): HTMLTextAreaElement {
  const field = document.createElement("textarea");
  document.body.append(field);
  field.dispatchEvent(new Event("input", { bubbles: true, composed: true }));
  return field;
}

test("one goes by oneself after the time to read it, once", () => {
  const { go, call, shown } = page();
  call();
  expect(shown()).toMatchObject({ going: true, call: { title: "Gouvernance", by: "Ada" } });
  vi.advanceTimersByTime(GOES_AFTER_MS - 300);
  expect(go).not.toHaveBeenCalled();
  vi.advanceTimersByTime(600);
  expect(go).toHaveBeenCalledTimes(1);
  expect(shown()).toBe(null);
  vi.advanceTimersByTime(GOES_AFTER_MS * 40);
  expect(go).toHaveBeenCalledTimes(1);
});

test("whoever stays is not asked again, but for another call", () => {
  const { go, heard, call, shown } = page();
  call();
  heard.stay();
  vi.advanceTimersByTime(GOES_AFTER_MS * 2);
  expect(go).not.toHaveBeenCalled();
  call();
  call();
  expect(shown()?.call.id).toBe(`n${calls}`);
  heard.go();
  expect(go.mock.calls.map(([one]) => one.id)).toEqual([`n${calls}`]);
});

test("whoever has just typed, or begins to, is only offered to go", () => {
  const { go, heard, call, shown } = page();
  write();
  vi.advanceTimersByTime(7_000);
  call();
  expect(shown()?.going).toBe(false);
  vi.advanceTimersByTime(GOES_AFTER_MS * 2);
  call();
  expect(shown()?.going, "eight seconds without a letter").toBe(true);
  vi.advanceTimersByTime(1_000);
  write();
  vi.advanceTimersByTime(300);
  expect(shown()?.going).toBe(false);
  vi.advanceTimersByTime(GOES_AFTER_MS * 3);
  expect(go).not.toHaveBeenCalled();
  heard.go();
  expect(go).toHaveBeenCalledTimes(1);
});

test.each([
  ["the caret in a field", () => write().focus()],
  ["a finger or the mouse that drags", () => document.dispatchEvent(new Event("pointerdown"))],
  ["a page that nobody looks at", () => vi.spyOn(document, "visibilityState", "get").mockReturnValue("hidden")],
])("nobody is moved with %s", (_what, begin) => {
  const { go, call, shown } = page();
  begin();
  vi.advanceTimersByTime(20_000);
  call();
  expect(shown()?.going).toBe(false);
  vi.advanceTimersByTime(GOES_AFTER_MS * 3);
  expect(go).not.toHaveBeenCalled();
  vi.advanceTimersByTime(200_000);
  expect(shown(), "an offer is forgotten in the end").toBe(null);
});

test("nobody is moved whose words are kept by this page alone", () => {
  const { go, call, shown } = page({ busy: () => true });
  call();
  vi.advanceTimersByTime(GOES_AFTER_MS * 3);
  expect(go).not.toHaveBeenCalled();
  expect(shown()?.going).toBe(false);
});

test("whoever is there already is shown the branch at once, unless at work", () => {
  const { go, call, shown } = page({ isHere: true });
  call();
  expect(go).toHaveBeenCalledTimes(1);
  expect(shown()).toBe(null);
  write();
  call();
  expect(go).toHaveBeenCalledTimes(1);
  expect(shown()?.going).toBe(false);
});

test("of the browser that brings, only what is projected follows, at once", () => {
  const beside = page();
  beside.call({ soi: true });
  expect(beside.shown()).toBe(null);
  const projected = page({ follows: true });
  projected.call({ soi: true });
  expect(projected.go).toHaveBeenCalledTimes(1);
  vi.advanceTimersByTime(GOES_AFTER_MS * 2);
  expect(beside.go).not.toHaveBeenCalled();
});

test("a call leads to its canvas and branch; what is projected stays so", () => {
  const call = { id: "un", canvas: "gouvernance", title: "G", branch: "b 1", by: "", own: false };
  expect(calledUrl("d1", call, "?vue=liste")).toBe("/canevas?dossier=d1&canevas=gouvernance#montrer=b+1");
  expect(calledUrl("d1", { ...call, branch: null }, "?vue=presentation")).toBe(
    "/canevas?dossier=d1&canevas=gouvernance&vue=presentation",
  );
});

const PERSON = { color: "#0b5d66" };
const NEWS: DossierNews = {
  connected: true,
  over: false,
  names: null,
  others: 0,
  titles: { gouvernance: "Gouvernance" },
  call: null,
  votes: {},
  people: [
    { ...PERSON, name: "Ada", mark: "a", canvas: "essai" },
    { ...PERSON, name: "Béa", mark: "b", canvas: "" },
    { ...PERSON, name: "Cléo", mark: "c", canvas: "gouvernance" },
    { ...PERSON, name: "Dan", mark: "d", canvas: "inconnu" },
    { ...PERSON, name: "Eve", mark: "e", canvas: "gouvernance" },
  ],
};

test("who is elsewhere is told by canvas, the fullest first, other pages last", () => {
  const told = placesOf(NEWS, "essai").map(({ title, people }) => [title, people.map(({ name }) => name).join()]);
  expect(told).toEqual([
    ["Gouvernance", "Cléo,Eve"],
    ["inconnu", "Dan"],
    ["Autres pages du dossier", "Béa"],
  ]);
});

test("those who came to vote are told so, where nobody else goes", () => {
  const voter = { ...PERSON, name: "Félix", mark: "f", canvas: "@vote" };
  const told = placesOf({ ...NEWS, people: [voter], titles: { "@vote": "Le vote" } }, "essai");
  expect(told).toEqual([{ canvas: "@vote", open: false, title: "Le vote", people: [voter] }]);
});

test("whoever facilitates reads how many came", () => {
  expect(comeSentence(NEWS, "gouvernance", "a")).toBe("2 des 4 autres personnes sont ici.");
  expect(comeSentence(NEWS, "inconnu", "a")).toBe("1 des 4 autres personnes est ici.");
  expect(comeSentence({ ...NEWS, others: 3 }, "essai", "a")).toBe("Aucune des 7 autres personnes n’est encore ici.");
  expect(comeSentence({ ...NEWS, people: NEWS.people!.slice(0, 2) }, "essai", "a")).toBe(
    "L’autre personne n’est pas encore ici.",
  );
  const here = NEWS.people!.map((person) => ({ ...person, canvas: "essai" }));
  expect(comeSentence({ ...NEWS, people: here }, "essai", "a")).toBe("Les 4 autres personnes sont ici.");
  expect(comeSentence({ ...NEWS, people: here.slice(0, 2) }, "essai", "a")).toBe("L’autre personne est ici.");
  expect(comeSentence({ ...NEWS, people: [] }, "essai", "a")).toMatch(/^Personne d’autre/);
});

test("a refusal is told in the server's words, a silence in ours", async () => {
  const answer = (status: number, body: object) => () =>
    Promise.resolve(new Response(JSON.stringify(body), { status }));
  expect(await bring("d1/essai", null, answer(200, { id: "un" }))).toBe(null);
  expect(await bring("d1/essai", null, answer(429, { erreur: "Attendez." }))).toBe("Attendez.");
  expect(await bring("d1/essai", null, () => Promise.reject(new TypeError("failed")))).toMatch(/ne répond pas/);
});

function told(personnes: [string, string][]): object {
  const people = personnes.map(([nom, canevas]) => ({ nom, canevas, couleur: "#0b5d66", marque: nom }));
  return { genre: "personnes", personnes: people, autres: 0, titres: { gouvernance: "Gouvernance" } };
}

test("whoever facilitates sees who is where and brings everybody to the card in hand", async () => {
  const room = new FakeRoom();
  const me = { name: "Camille", color: "#0b5d66", mark: "Camille" };
  const { session, screen } = await openScreen({ me }, { room });
  const button = () => screen.querySelector<HTMLButtonElement>("button.people")!;
  button().click();
  await settle();
  expect(screen.querySelector(".bring"), "others see nothing of it").toBe(null);
  screen.querySelector("[popover]")?.dispatchEvent(Object.assign(new Event("toggle"), { newState: "closed" }));
  room.tell(
    told([
      ["Camille", "essai"],
      ["Élue", "gouvernance"],
    ]),
  );
  const id = session.actions.add("usagers", "Familles")!;
  session.setPresence(id, false);
  await until(() => session.people.get()[0]?.card === id);
  session.setPresence(null, false);
  button().click();
  await until(() => screen.querySelector(".bring") !== null);
  expect(screen.querySelector(".bring")!.textContent).toContain("Familles");
  expect(screen.querySelector(".elsewhere")!.textContent).toContain("Élue");
  expect(screen.querySelector<HTMLAnchorElement>(".elsewhere a")!.getAttribute("href")).toBe(
    "/canevas?dossier=dossier&canevas=gouvernance",
  );
  const ask = vi.fn((_url: string, _init: RequestInit) => Promise.resolve(new Response('{"id":"un"}')));
  vi.stubGlobal("fetch", ask);
  screen.querySelector<HTMLButtonElement>(".bring .primary")!.click();
  await until(() => screen.querySelector(".bring [role=status]")!.textContent!.startsWith("C’est annoncé."));
  expect(ask.mock.calls[0]![0]).toBe("/amener/dossier/essai");
  expect(JSON.parse(ask.mock.calls[0]![1].body as string)).toEqual({ branche: id });
  room.tell(
    told([
      ["Camille", "essai"],
      ["Élue", "essai"],
    ]),
  );
  await until(() => screen.querySelector(".bring [role=status]")!.textContent!.includes("L’autre personne est ici."));
  expect(screen.querySelector(".elsewhere")).toBe(null);
});

test("a call is announced on a canvas, and refused by Escape", async () => {
  const room = new FakeRoom();
  const { screen } = await openScreen({}, { room });
  const field = write();
  field.focus();
  room.tell({ ...CALL, id: `n${++calls}` });
  await until(() => screen.querySelector("[aria-live=assertive] .call") !== null);
  const notice = screen.querySelector("[aria-live=assertive]")!;
  expect(notice.textContent).toContain("Ada vous amène à «\u00a0Gouvernance\u00a0».");
  expect(notice.textContent).toContain("rien ne bouge sans vous");
  press(document.body, "Escape");
  await until(() => screen.querySelector(".call") === null);
});

test("what is projected turns to the slide of the card that is shown", async () => {
  const room = new FakeRoom();
  const { session, screen } = await openScreen({}, { room, view: "presentation" });
  const id = session.actions.add("canaux", "Guichet")!;
  vi.spyOn(performance, "now").mockReturnValue(performance.now() + 60_000);
  room.tell({ ...CALL, canevas: "essai", branche: id, soi: true, id: `n${++calls}` });
  await until(() => screen.querySelector(".present-head h1")!.textContent === "Canaux");
  room.tell({ ...CALL, canevas: "essai", branche: "inconnu", id: `n${++calls}` });
  await until(() => screen.querySelector(".toast")?.textContent?.includes("ce canevas") === true);
  expect(screen.querySelector(".present-head h1")!.textContent).toBe("Canaux");
});

test("a card of this canvas is pointed out to whoever is here, whom nobody then sees on it", async () => {
  const room = new FakeRoom();
  const { session, screen } = await openScreen({}, { room });
  const id = session.actions.add("usagers", "Familles")!;
  await until(() => screen.querySelector(`[data-card="${id}"]`) !== null);
  (screen.activeElement as HTMLElement | null)?.blur();
  vi.spyOn(performance, "now").mockReturnValue(performance.now() + 60_000);
  room.tell({ ...CALL, canevas: "essai", branche: id, id: `n${++calls}` });
  await until(() => screen.querySelector(`[data-card="${id}"][data-pointed]`) !== null);
  await until(
    () => screen.querySelector(".toast")?.textContent?.includes("Ada vous montre «\u00a0Familles\u00a0».") === true,
  );
  await settle(50);
  expect(session.people.get()[0]?.card).toBe(null);
});
