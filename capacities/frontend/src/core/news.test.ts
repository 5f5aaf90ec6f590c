/* What a page makes of the news of its dossier, by a canvas' socket or by its own. */

import "fake-indexeddb/auto";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { dossierNews } from "./dossier-news";
import { NewsState } from "./news";
import { Session } from "./session";
import { canvasData, FakeRoom, until } from "./testing";

const PEOPLE = {
  genre: "personnes",
  personnes: [{ nom: "Sacha", couleur: "#7a3b9e", marque: "m1", canevas: "gouvernance" }],
  autres: 2,
  titres: { gouvernance: "Gouvernance" },
};

function told(...news: object[]) {
  const state = new NewsState();
  for (const one of news) state.hear(JSON.stringify(one));
  return state;
}

test("each news changes what it is about", () => {
  const state = told(
    { genre: "dossier", titre: "Toits", territoire: "Caen", cas: "Élu" },
    PEOPLE,
    { genre: "appel", canevas: "gouvernance", titre: "Gouvernance", branche: "b1", qui: "Ada", id: "un" },
    { genre: "vote", canevas: "gouvernance", quoi: "reglages", version: 1 },
    { genre: "vote", canevas: "gouvernance", quoi: "gommettes", version: 2 },
    { genre: "vote", canevas: "gouvernance", quoi: "gommettes", version: 3 },
  );
  expect(state.store.get()).toEqual({
    connected: false,
    over: false,
    names: { title: "Toits", territory: "Caen", useCase: "Élu" },
    people: [{ name: "Sacha", color: "#7a3b9e", mark: "m1", canvas: "gouvernance" }],
    others: 2,
    titles: { gouvernance: "Gouvernance" },
    call: { id: "un", canvas: "gouvernance", title: "Gouvernance", branch: "b1", by: "Ada", own: false },
    votes: { gouvernance: { settings: 1, dots: 2 } },
  });
  expect(told({ genre: "fin" }).store.get().over).toBe(true);
});

test("what is not understood changes nothing, what is odd breaks nothing", () => {
  const state = new NewsState();
  const before = state.store.get();
  for (const text of ["", "null", "3", "[]", "{}", '{"genre":"vie"}', '{"genre":"demain"}']) state.hear(text);
  expect(state.store.get()).toBe(before);
  state.hear('{"genre":"personnes","personnes":[null,{"couleur":"url(x)"}],"autres":"x","titres":[1]}');
  expect(state.store.get().people).toEqual([
    { name: "", color: "#55616B", mark: "", canvas: "" },
    { name: "", color: "#55616B", mark: "", canvas: "" },
  ]);
});

test("a canvas hears the news by the socket it has, and forgets who is where when it is cut", async () => {
  vi.stubGlobal("fetch", () => Promise.reject(new TypeError("failed")));
  const room = new FakeRoom();
  const session = new Session(canvasData(), { socket: room.Socket });
  await until(() => session.news.get().connected);
  room.tell(PEOPLE);
  room.tell({ genre: "dossier", titre: "Toits", territoire: "Caen", cas: "" });
  await until(() => session.news.get().names !== null);
  expect(session.news.get().people).toHaveLength(1);
  room.up = false;
  room.cut();
  await until(() => !session.news.get().connected);
  expect(session.news.get()).toMatchObject({ people: null, names: { title: "Toits" } });
  session.close();
});

class Page {
  static all: Page[] = [];
  readonly heard = new Map<string, (event: object) => void>();
  closed = false;

  constructor(readonly url: string) {
    Page.all.push(this);
  }

  addEventListener(type: string, listener: (event: object) => void): void {
    this.heard.set(type, listener);
  }

  tell(type: string, event: object = {}): void {
    this.heard.get(type)?.(event);
  }

  close(): void {
    this.closed = true;
    this.tell("close", { code: 1005 });
  }
}

const last = () => Page.all.at(-1)!;
const socket = Page as unknown as typeof WebSocket;
let dossiers = 0;

function listen() {
  const news = dossierNews(`d${++dossiers}`, { socket, random: () => 0.5 });
  const listener = vi.fn();
  return { news, listener, off: news.subscribe(listener) };
}

beforeEach(() => {
  Page.all = [];
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("a page has one socket, open while somebody listens", () => {
  vi.useFakeTimers();
  const { news, off } = listen();
  const offAgain = news.subscribe(() => undefined);
  expect(Page.all).toHaveLength(1);
  expect(last().url).toMatch(/^ws:\/\/.*\/nouvelles\/d\d+$/);
  last().tell("open");
  last().tell("message", { data: JSON.stringify(PEOPLE) });
  expect(news.get()).toMatchObject({ connected: true, titles: { gouvernance: "Gouvernance" } });
  off();
  offAgain();
  news.subscribe(() => undefined)();
  expect(last().closed).toBe(false);
  vi.runAllTimers();
  expect(last().closed).toBe(true);
  expect(news.get().connected).toBe(false);
});

test("a socket lost, silent or that never opens is replaced, later and later", () => {
  vi.useFakeTimers();
  const { news } = listen();
  last().tell("close", { code: 1006 });
  vi.advanceTimersByTime(999);
  expect(Page.all).toHaveLength(1);
  vi.advanceTimersByTime(1);
  expect(Page.all).toHaveLength(2);
  last().tell("close", { code: 1006 });
  vi.advanceTimersByTime(2_000);
  expect(Page.all).toHaveLength(3);
  window.dispatchEvent(new Event("online"));
  expect(Page.all, "one is on its way").toHaveLength(3);
  last().tell("open");
  last().tell("message", { data: "{}" });
  vi.advanceTimersByTime(44_000);
  expect(news.get().connected).toBe(true);
  vi.advanceTimersByTime(1_000);
  expect(news.get().connected).toBe(false);
  window.dispatchEvent(new Event("online"));
  expect(Page.all).toHaveLength(4);
});

test("a door that is closed for good is not knocked at again", () => {
  vi.useFakeTimers();
  const { news, listener } = listen();
  last().tell("open");
  last().tell("message", { data: '{"genre":"fin"}' });
  last().tell("close", { code: 4401 });
  expect(news.get()).toMatchObject({ over: true, connected: false });
  expect(listener).toHaveBeenCalled();
  vi.advanceTimersByTime(3_600_000);
  window.dispatchEvent(new Event("online"));
  expect(Page.all).toHaveLength(1);
});
