/* Words written without network in what went to the corbeille meanwhile: found again, by their author first. */

import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Session } from "./session";
import { canvasData, FakeRoom, until } from "./testing";

let room: FakeRoom;
let open: Session[];

beforeEach(() => {
  vi.stubGlobal("fetch", () => Promise.reject(new TypeError("failed")));
  room = new FakeRoom();
  open = [];
});

afterEach(() => {
  vi.unstubAllGlobals();
  for (const session of open) session.close();
});

const isSaved = (session: Session) => () => session.saved.get().kind === "saved";

async function start(name: string): Promise<Session> {
  globalThis.indexedDB = new IDBFactory();
  const data = canvasData({ me: { name, color: "#0b5d66", mark: name } });
  const session = new Session(data, { socket: room.socketOf(data.me) });
  open.push(session);
  await until(isSaved(session));
  return session;
}

/** Zoé is cut off, each does something, Ada's page is closed, Zoé is back; what Zoé is then told. */
async function away(byZoe: (zoe: Session, id: string) => void, byAda: (ada: Session, id: string) => void) {
  const [ada, zoe] = [await start("Ada"), await start("Zoé")];
  const id = ada.actions.add("usagers", "duo")!;
  await until(() => zoe.text(id).get() === "duo");
  const told = vi.spyOn(zoe, "notice");
  room.up = false;
  [...room.sockets].find(({ me }) => me.name === "Zoé")!.end(1006);
  byZoe(zoe, id);
  byAda(ada, id);
  await until(isSaved(ada));
  ada.close();
  room.up = true;
  await until(isSaved(zoe), 8_000);
  return { zoe, id, told: told.mock.calls.flat().join(" ") };
}

const writeIn = (zoe: Session, id: string) => {
  const { text } = zoe.card(id).get()!;
  zoe.type(() => text.insert(text.length, " et mes mots"), {});
};
const empty = (ada: Session, id: string) => {
  ada.actions.write(id, "");
  ada.actions.remove(id);
};

test("what was left without a word comes back with the words of who was away, and they are told", async () => {
  const { zoe, id, told } = await away(writeIn, empty);
  expect(zoe.card(id).get()!.deleted).toBe(false);
  expect(zoe.text(id).get()).toBe(" et mes mots");
  expect(told).toContain(
    "Pendant votre absence, ce post-it dans «\u00a0Usagers\u00a0» avait été laissé sans un mot\u00a0: il revient avec les vôtres.",
  );
  const stored = () => room.durable.getMap("cards").toJSON()[id] as { deleted?: boolean; text: string };
  await until(() => stored().deleted === undefined);
  expect(stored().text).toBe(" et mes mots");
  /* That it came back is no step of Zoé's. */
  zoe.actions.undo();
  expect(zoe.card(id).get()!.deleted).toBe(false);
  expect(zoe.undoState.get().canUndo).toBe(false);
});

test("what somebody threw away with its words stays there, and one is told where one's own are", async () => {
  const { zoe, id, told } = await away(writeIn, (ada, gone) => ada.actions.remove(gone));
  expect(zoe.card(id).get()!.deleted).toBe(true);
  expect(told).toContain("est dans la corbeille. Votre texte y est gardé\u00a0: vous pouvez le restaurer.");
});

test.each([
  ["nothing was written there", () => undefined],
  ["one threw it away oneself", (zoe: Session, id: string) => (writeIn(zoe, id), zoe.actions.remove(id))],
])("nothing is told nor comes back when %s", async (_, byZoe) => {
  const { zoe, id, told } = await away(byZoe, empty);
  expect(zoe.card(id).get()!.deleted).toBe(true);
  expect(told).toBe("");
});
