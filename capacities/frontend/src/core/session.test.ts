/* A whole session against a room that speaks the real protocol: cuts, reloads, refusals. */

import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Session } from "./session";
import { canvasData, FakeRoom, settle, until } from "./testing";
import type { CanvasData } from "./types";

let room: FakeRoom;
let open: Session[];

beforeEach(() => {
  /* A session that is refused asks whether its dossier was deleted: nobody answers. */
  vi.stubGlobal("fetch", () => Promise.reject(new TypeError("failed")));
  globalThis.indexedDB = new IDBFactory();
  room = new FakeRoom();
  open = [];
});

afterEach(() => {
  vi.unstubAllGlobals();
  for (const session of open) session.close();
});

function start(change: Partial<CanvasData> = {}): Session {
  const data = canvasData(change);
  const session = new Session(data, { socket: room.socketOf(data.me) });
  open.push(session);
  return session;
}

/** Another person: another device, hence another storage. */
function startOther(change: Partial<CanvasData> = {}): Session {
  const mine = globalThis.indexedDB;
  const theirs = new IDBFactory();
  globalThis.indexedDB = theirs;
  const session = start({ me: { name: "Dominique", color: "#7a3b9e", mark: "dominique" }, ...change });
  void settle(50).then(() => {
    // The next test may have begun, with a device of its own.
    if (globalThis.indexedDB === theirs) globalThis.indexedDB = mine;
  });
  return session;
}

const kind = (session: Session) => session.saved.get().kind;
const isSaved = (session: Session) => () => kind(session) === "saved";

async function write(session: Session, id: string, words: string): Promise<void> {
  session.type(() => {
    const { text } = session.card(id).get()!;
    text.insert(text.length, words);
  }, {});
  await settle();
}

test("a page opens, is saved, and shows each edit saving then saved", async () => {
  const session = start();
  expect(kind(session)).toBe("loading");
  await until(isSaved(session));
  room.committing = false;
  const id = session.actions.add("usagers", "idée")!;
  await settle(5);
  expect(session.saved.get()).toMatchObject({ kind: "saving", pending: true });
  expect(room.doc.getMap("cards").has(id)).toBe(true);
  room.commit();
  await until(isSaved(session));
  expect(session.saved.get()).toMatchObject({ pending: false, message: "Enregistré" });
});

test("two people see each other's words and each other", async () => {
  const [a, b] = [start(), startOther()];
  await until(() => isSaved(a)() && isSaved(b)());
  const id = a.actions.add("usagers", "bon")!;
  await until(() => b.text(id).get() === "bon");
  await write(b, id, "jour");
  await until(() => a.text(id).get() === "bonjour");
  await until(() => a.people.get().length === 2);
  b.setPresence(id, true);
  await until(() => a.people.get()[1]?.typing === true);
  expect(a.people.get()).toMatchObject([
    { name: "Camille", self: true },
    { name: "Dominique", self: false, card: id },
  ]);
  b.close();
  await until(() => a.people.get().length === 1);
});

test("edits made offline are told, kept, and sent when the connection is back", async () => {
  const session = start();
  await until(isSaved(session));
  const id = session.actions.add("usagers", "avant")!;
  await until(isSaved(session));
  room.up = false;
  room.cut();
  expect(session.saved.get()).toMatchObject({ kind: "offline", pending: false });
  await write(session, id, " pendant");
  expect(session.saved.get()).toMatchObject({ kind: "offline", pending: true, keptHere: true });
  room.up = true;
  window.dispatchEvent(new Event("online"));
  await until(isSaved(session));
  expect(session.saved.get().pending).toBe(false);
  expect(JSON.stringify(room.doc.getMap("cards"))).toContain("avant pendant");
});

test("an edit sent but not confirmed before a cut is confirmed anew after it", async () => {
  const session = start();
  await until(isSaved(session));
  room.committing = false;
  session.actions.add("usagers", "fragile");
  await settle(5);
  // The server dies and comes back without what it had not committed.
  const dead = room.doc;
  room.doc = new FakeRoom().doc;
  room.cut();
  expect(session.saved.get().pending).toBe(true);
  room.committing = true;
  session["connection"].retry();
  await until(isSaved(session));
  expect(room.doc.getMap("cards").toJSON()).toEqual(dead.getMap("cards").toJSON());
});

test("a reload with edits pending offline shows them, says so, and sends them later", async () => {
  const first = start();
  await until(isSaved(first));
  room.up = false;
  room.cut();
  const id = first.actions.add("usagers", "hors ligne")!;
  await settle(20);
  first.close();
  const second = start();
  await until(() => second.text(id).get() === "hors ligne");
  await until(() => kind(second) === "offline" && second.saved.get().pending);
  room.up = true;
  second["connection"].retry();
  await until(isSaved(second));
  expect(room.doc.getMap("cards").has(id)).toBe(true);
  second.close();
  // Saved once, the next page has nothing pending.
  room.up = false;
  const third = start();
  await until(() => third.text(id).get() === "hors ligne");
  await until(() => kind(third) === "offline" && third.saved.get().keptHere);
  expect(third.saved.get().pending).toBe(false);
});

test("what this device holds is read first, so that the room sends only the rest", async () => {
  const first = start();
  await until(isSaved(first));
  first.actions.add("usagers", "connu");
  await until(isSaved(first));
  await settle(20);
  first.close();
  const sizes: number[] = [];
  const second = start();
  second.doc.on("update", (update: Uint8Array, origin: unknown) => {
    if (origin === second["connection"].origin) sizes.push(update.length);
  });
  await until(isSaved(second));
  expect(second.counts.get().live).toBe(1);
  expect(sizes).toEqual([]);
});

test("two tabs of one person work on one device copy and count as one person", async () => {
  const [a, b] = [start(), start()];
  await until(() => isSaved(a)() && isSaved(b)());
  const id = a.actions.add("usagers", "un")!;
  await until(() => b.text(id).get() === "un");
  await write(b, id, " deux");
  await until(() => a.text(id).get() === "un deux");
  await settle(20);
  expect(a.people.get()).toHaveLength(1);
  b.actions.undo();
  await until(() => a.text(id).get() === "un");
  a.close();
  b.close();
  room.up = false;
  const again = start();
  await until(() => again.text(id).get() === "un");
});

test("a server that cannot commit is said after five seconds, and recovers", async () => {
  const session = start();
  await until(isSaved(session));
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
  try {
    room.committing = false;
    session.actions.add("usagers", "x");
    await vi.advanceTimersByTimeAsync(4_000);
    expect(kind(session)).toBe("saving");
    await vi.advanceTimersByTimeAsync(1_100);
    expect(session.saved.get()).toMatchObject({ kind: "unsaved", pending: true });
    room.commit();
    await vi.advanceTimersByTimeAsync(10);
    expect(kind(session)).toBe("saved");
  } finally {
    vi.useRealTimers();
  }
});

test.each([4400, 4401, 4404, 4413])(
  "closed by %i: no new attempt, nothing more is taken, all of it stays readable",
  async (code) => {
    const session = start();
    await until(isSaved(session));
    const id = session.actions.add("usagers", "à moi")!;
    await until(isSaved(session));
    room.cut(code);
    expect(session.saved.get()).toMatchObject({ kind: "refused", code });
    expect(session.editable.get()).toBe(false);
    expect(session.actions.add("usagers")).toBeNull();
    session.actions.remove(id);
    await write(session, id, "!");
    expect(session.text(id).get()).toBe("à moi");
    const { attempts } = room;
    window.dispatchEvent(new Event("online"));
    await settle(600);
    expect(room.attempts).toBe(attempts);
    // Opened again by the person, the canvas asks the server again.
    session.reopen();
    await until(isSaved(session));
    expect(session.editable.get()).toBe(true);
  },
);

test("too many (4429) is told, edits go on, and the connection is tried again", async () => {
  room.refusal = 4429;
  const session = start();
  await until(() => kind(session) === "waiting");
  expect(session.saved.get().message).toMatch(/^Le serveur reçoit trop de demandes/);
  expect(session.editable.get()).toBe(true);
  session.actions.add("usagers", "patience");
  room.refusal = null;
  await until(isSaved(session));
  expect(room.doc.getMap("cards").size).toBe(1);
});

test("a reader sends no document message, keeps nothing here, and sees what others write", async () => {
  const editor = startOther();
  await until(isSaved(editor));
  await settle(60);
  room.received.length = 0;
  const reader = start({ abilities: ["read"] });
  expect(reader.canEdit).toBe(false);
  await until(isSaved(reader));
  expect(reader.actions.add("usagers", "non")).toBeNull();
  expect(reader.actions.addMany("usagers", ["non"])).toEqual([]);
  expect(reader.actions.paste("usagers", "a\nb").leftOut).toBe("a\nb");
  expect(reader.actions.undo()).toEqual({ done: false, message: null, cards: [] });
  const id = editor.actions.add("usagers", "oui")!;
  await until(() => reader.text(id).get() === "oui");
  expect(reader.saved.get()).toMatchObject({ kind: "saved", pending: false, message: "À jour" });
  expect(room.received.filter((kind) => kind !== "update")).toEqual(["step1"]);
  expect(room.doc.getMap("cards").size).toBe(1);
  const names = (await indexedDB.databases()).map(({ name }) => name);
  expect(names).not.toContain("capacities:dossier/essai");
});

test("without storage the canvas works and says that edits live in this page", async () => {
  vi.stubGlobal("indexedDB", {
    open: () => {
      throw new DOMException("refusé", "SecurityError");
    },
  });
  const session = start();
  await until(isSaved(session));
  room.up = false;
  room.cut();
  session.actions.add("usagers", "x");
  expect(session.saved.get()).toMatchObject({ kind: "offline", pending: true, keptHere: false });
  expect(session.saved.get().message).toContain("ne la fermez pas");
  room.up = true;
  session["connection"].retry();
  await until(isSaved(session));
});

test("coming back to a page that slept: a dead socket is replaced at once", async () => {
  const session = start();
  await until(isSaved(session));
  const { attempts } = room;
  document.dispatchEvent(new Event("visibilitychange"));
  expect(room.attempts).toBe(attempts);
  const hour = Date.now() + 3_600_000;
  vi.spyOn(Date, "now").mockReturnValue(hour);
  document.dispatchEvent(new Event("visibilitychange"));
  await until(() => room.attempts > attempts);
  vi.restoreAllMocks();
  await until(isSaved(session));
});

test("the browser says offline: the server itself is asked", async () => {
  const session = start();
  await until(isSaved(session));
  room.up = false;
  window.dispatchEvent(new Event("offline"));
  await settle(5);
  expect(kind(session)).toBe("offline");
  room.up = true;
  window.dispatchEvent(new Event("online"));
  await until(isSaved(session));
  window.dispatchEvent(new Event("offline"));
  await until(isSaved(session));
});

test("a clock wrong by a day changes neither the order nor what is saved", async () => {
  const [a, b] = [start(), startOther()];
  await until(() => isSaved(a)() && isSaved(b)());
  const first = a.actions.add("usagers", "un")!;
  await until(() => b.text(first).get() === "un");
  vi.setSystemTime(Date.now() - 86_400_000);
  try {
    const second = b.actions.add("usagers", "deux")!;
    await until(() => isSaved(b)() && a.text(second).get() === "deux");
    expect(a.zoneOrder("usagers").get()).toEqual([first, second]);
    expect(b.zoneOrder("usagers").get()).toEqual([first, second]);
  } finally {
    vi.useRealTimers();
  }
});

test("what others do is told in a few French sentences, one's own acts are not", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  try {
    const [a, b] = [start(), startOther()];
    const heard: string[] = [];
    a.announcements.subscribe((sentence, sort) => heard.push(`${sort}: ${sentence}`));
    await vi.advanceTimersByTimeAsync(5_000);
    expect(heard).toEqual([]);
    a.actions.add("usagers", "de moi");
    await vi.advanceTimersByTimeAsync(5_000);
    expect(heard).toEqual([]);
    const id = b.actions.add("usagers", "de b")!;
    b.actions.addMany("couts", ["x", "y"]);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(heard).toEqual(["change: 3 post-its ajoutés."]);
    b.actions.move(id, "canaux", 0);
    b.setPresence(id, true);
    await vi.advanceTimersByTimeAsync(10);
    b.type(() => b.card(id).get()!.text.insert(0, "z"), {});
    await vi.advanceTimersByTimeAsync(5_000);
    expect(heard[1]).toBe(
      "change: Un post-it déplacé dans «\u00a0Canaux\u00a0». Dominique écrit dans «\u00a0Canaux\u00a0».",
    );
    a.setPresence(id, false);
    b.actions.remove(id);
    await vi.advanceTimersByTimeAsync(10);
    expect(heard[2]).toContain("notice: Quelqu’un vient de mettre ce post-it à la corbeille");
    b.actions.restore(id);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(heard[3]).toBe("change: Un post-it sorti de la corbeille dans «\u00a0Canaux\u00a0».");
    b.close();
    await vi.advanceTimersByTimeAsync(5_000);
    expect(heard[4]).toBe("change: Dominique a quitté le canevas.");
    // A cut is no news of anybody.
    room.cut();
    startOther({ me: { name: "Sacha", color: "#7a3b9e", mark: "sacha" } });
    await vi.advanceTimersByTimeAsync(9_000);
    expect(a.people.get()).toHaveLength(2);
    expect(heard).toHaveLength(5);
  } finally {
    vi.useRealTimers();
  }
});

test("what one hears of the others is not sent back to the room", async () => {
  const [a, b] = [start(), startOther()];
  await until(() => isSaved(a)() && isSaved(b)());
  await until(() => a.people.get().length === 2 && b.people.get().length === 2);
  await settle(20);
  const heard = vi.spyOn(room, "receive");
  b.setPresence("carte", false);
  await until(() => a.people.get().some(({ card }) => card === "carte"));
  await settle(20);
  expect(heard.mock.calls).toHaveLength(1);
  a.setPresence("autre", false);
  await until(() => b.people.get().some(({ card }) => card === "autre"));
  expect(heard.mock.calls).toHaveLength(2);
});
