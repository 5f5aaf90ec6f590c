/* A session that leaves, or whose dossier was deleted: what goes from this device, what stays. */

import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Session } from "./session";
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
  const session = new Session(canvasData(change), { socket: room.Socket });
  open.push(session);
  return session;
}

/** A server that answers these addresses. */
function serve(answers: Record<string, unknown>): void {
  vi.stubGlobal("fetch", async (path: string) => new Response(JSON.stringify(answers[path])));
}

const kind = (session: Session) => session.saved.get().kind;
const isSaved = (session: Session) => () => kind(session) === "saved";

test("leaving erases this device's copies of the dossier and of no other", async () => {
  const { dossier } = canvasData();
  const sessions = ["dossier/essai", "dossier/autre", "voisin/essai"].map((name) =>
    start({ room: name, dossier: { ...dossier, id: name.split("/")[0]! } }),
  );
  await until(() => sessions.every((session) => isSaved(session)()));
  serve({ "/quitter": { quitte: true, dernier: false } });
  expect(await sessions[0]!.leave()).toBe(true);
  const names = (await indexedDB.databases()).map(({ name }) => name);
  expect(names.filter((name) => name?.startsWith("capacities:"))).toEqual(["capacities:voisin/essai"]);
  // A tab still open on it says so, and shows nothing of it any more; the neighbour goes on.
  await until(() => sessions[1]!.saved.get().left);
  expect(sessions[1]!.saved.get()).toMatchObject({ kind: "refused", pending: false, keptHere: false });
  expect(sessions[1]!.saved.get().message).toContain("Vous avez quitté ce dossier");
  expect(sessions[1]!.actions.add("usagers", "x")).toBeNull();
  expect(sessions[0]!.saved.get().left).toBe(false);
  sessions[2]!.actions.add("usagers", "x");
  await until(isSaved(sessions[2]!));
});

test("leaving while the server does not answer erases nothing, and one goes on", async () => {
  const session = start();
  await until(isSaved(session));
  vi.stubGlobal("fetch", () => Promise.reject(new TypeError("failed")));
  expect(await session.leave()).toBe(false);
  session.actions.add("usagers", "x");
  await until(isSaved(session));
  expect(session.saved.get().keptHere).toBe(true);
});

test.each([
  [4404, true],
  [4401, true],
  [4404, false],
])("a door closed by %i: only a dossier that was deleted (%s) leaves the device", async (code, deleted) => {
  const session = start();
  await until(isSaved(session));
  serve({ "/supprimes": { supprimes: deleted ? { dossier: "2026-11-28T10:00:00+00:00" } : {} } });
  room.cut(code);
  await until(() => kind(session) === "refused" && session.saved.get().deleted === deleted);
  await settle(50);
  const names = (await indexedDB.databases()).map(({ name }) => name);
  /* Not found is not deleted: the copy here may be the last there is. */
  expect(names.includes("capacities:dossier/essai")).toBe(!deleted);
  expect(session.saved.get().message).toContain(
    deleted ? "vient d’être supprimé pour tout le monde" : "n’existe pas ou n’existe plus",
  );
  expect(session.saved.get().message).toContain("reste lisible ici");
});
