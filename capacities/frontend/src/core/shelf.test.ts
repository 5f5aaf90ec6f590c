/* What this device keeps of canvases, as the page without network finds it. */

import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { heldWords, roomOf, waitingWords } from "./held";
import { eraseDossier } from "./keeping";
import { Session } from "./session";
import { shelf, shelved } from "./shelf";
import { canvasData, FakeRoom, settle, until } from "./testing";
import type { CanvasData } from "./types";

let room: FakeRoom;
let open: Session[];

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
  room = new FakeRoom();
  open = [];
});

afterEach(() => {
  vi.unstubAllGlobals();
  for (const session of open) session.close();
});

function start(change: Partial<CanvasData> = {}): Session {
  const session = new Session(canvasData({ offline: 200_000, ...change }), { socket: room.Socket });
  open.push(session);
  return session;
}

async function saved(session: Session): Promise<void> {
  await until(() => session.saved.get().kind === "saved");
  await settle(20);
}

test("a canvas opened to write in is kept with what its page was given", async () => {
  const session = start();
  await saved(session);
  expect(await shelved("dossier/essai")).toEqual({
    room: "dossier/essai",
    data: session.data,
    edited: false,
    waiting: 0,
  });
});

test("neither kept nor read again is the time that it was when the page came", async () => {
  const session = start({ now: "2020-01-01T00:00:00+00:00" });
  await saved(session);
  expect((await shelved("dossier/essai"))?.data?.now).toBeUndefined();
  session.close();
  const again = start({ light: true, now: "2020-01-01T00:00:00+00:00" });
  await saved(again);
  const made = again.card(again.actions.add("usagers", "un")!).get();
  expect(made?.created.slice(0, 4)).not.toBe("2020");
});

test.each<[string, Partial<CanvasData>]>([
  ["the site keeps nothing", { offline: 0 }],
  ["it is larger than may be kept", { offline: 100 }],
  ["it was read from the device itself", { light: true }],
])("what the page was given is not kept when %s", async (_why, change) => {
  await saved(start(change));
  expect((await shelved("dossier/essai"))?.data).toBeNull();
});

test("a reader's device keeps nothing, and looking makes nothing", async () => {
  await saved(start({ abilities: ["read"] }));
  expect(await shelved("dossier/essai")).toBeNull();
  expect(await shelf()).toEqual([]);
  expect(await indexedDB.databases()).toEqual([]);
});

test("what waits is counted in things that people see, told, and found after a reload", async () => {
  const session = start();
  await saved(session);
  room.up = false;
  room.cut();
  await until(() => session.saved.get().kind === "offline");
  const [first, second] = [session.actions.add("usagers", "un"), session.actions.add("usagers", "deux")];
  session.type(() => session.card(first!).get()!.text.insert(0, "encore "), {});
  session.actions.remove(second!);
  expect(session.saved.get()).toMatchObject({ waiting: 2 });
  expect(session.saved.get().message).toContain("2\u00a0modifications en attente, gardées sur cet appareil");
  await settle(30);
  expect(await shelved("dossier/essai")).toMatchObject({ edited: true, waiting: 2 });
  session.close();
  const again = start();
  await until(() => again.saved.get().waiting === 2);
  again.actions.add("usagers", "trois");
  await settle(30);
  expect(await shelved("dossier/essai")).toMatchObject({ waiting: 3 });
  room.up = true;
  window.dispatchEvent(new Event("online"));
  await saved(again);
  expect(again.saved.get().waiting).toBe(0);
  expect(await shelved("dossier/essai")).toMatchObject({ edited: false, waiting: 0 });
});

test("leaving a dossier leaves nothing of it; the program of the worker goes with the last one", async () => {
  const unregister = vi.fn(async () => true);
  const erased = vi.fn(async () => true);
  const ours = { active: { scriptURL: "https://ateliers.test/sw.js" }, unregister };
  const others = { active: { scriptURL: "https://ateliers.test/autre.js" }, unregister: vi.fn() };
  vi.stubGlobal("navigator", { serviceWorker: { getRegistrations: async () => [ours, others] } });
  const names = ["capacities-hors-ligne:v1", "autre"];
  vi.stubGlobal("caches", { keys: async () => names, delete: erased });
  for (const name of ["a/essai", "b/essai"]) {
    const session = start({ room: name });
    await saved(session);
    session.close();
  }
  await eraseDossier("a");
  localStorage.setItem("capacities.vote.c/k", "{}");
  expect((await shelf()).map((each) => each.room)).toEqual(["b/essai"]);
  expect(unregister).not.toHaveBeenCalled();
  await eraseDossier("b");
  expect(await shelf()).toEqual([]);
  expect(unregister).not.toHaveBeenCalled(); // a vote may be opened again
  await eraseDossier("c");
  expect(unregister).toHaveBeenCalledOnce();
  expect(others.unregister).not.toHaveBeenCalled();
  expect(erased.mock.calls).toEqual([["capacities-hors-ligne:v1"]]);
});

test("an address of a canvas says which; others are held with their own words", () => {
  expect(roomOf({ pathname: "/canevas", search: "?dossier=a&canevas=b&vue=liste" })).toBe("a/b");
  expect(roomOf({ pathname: "/canevas", search: "?dossier=a" })).toBeNull();
  expect(roomOf({ pathname: "/synthese", search: "?dossier=a&canevas=b" })).toBeNull();
  expect(heldWords("cut", "/synthese").more).toContain("synthèse");
  expect(heldWords("gone", "/")).toMatchObject({ title: "Le site est arrêté pour le moment", more: "", portal: "" });
  expect(heldWords(null, "/hors-ligne").title).toBe("Sans réseau");
  expect(waitingWords({ edited: true, waiting: 1 })).toBe("1\u00a0modification en attente");
  expect(waitingWords({ edited: true, waiting: 0 })).toBe("des modifications en attente");
  expect(waitingWords({ edited: false, waiting: 0 })).toBe("");
});
