/* The sessions of a page: one for each room, for as long as it holds what is not saved. */

import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Session } from "./session";
import { openSession, release } from "./sessions";
import { canvasData, FakeRoom, until } from "./testing";

let room: FakeRoom;

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
  room = new FakeRoom();
});
afterEach(() => {
  vi.unstubAllGlobals();
});

test("a page has one session per room, which survives remounts and unsaved edits", async () => {
  vi.stubGlobal("WebSocket", room.Socket);
  const data = canvasData({ room: "dossier/partage" });
  const session = openSession(data);
  expect(openSession(data)).toBe(session);
  release(session);
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  try {
    release(session);
    await vi.advanceTimersByTimeAsync(4_000);
    expect(openSession({ ...data })).toBe(session);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(session.editable.get()).toBe(true);
    room.up = false;
    room.cut();
    session.actions.add("usagers", "x");
    release(session);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(session.editable.get()).toBe(true);
    room.up = true;
    window.dispatchEvent(new Event("online"));
    await vi.advanceTimersByTimeAsync(100);
  } finally {
    vi.useRealTimers();
  }
  await until(() => !session.editable.get());
  expect(room.doc.getMap("cards").size).toBe(1);
  const next = openSession(data);
  expect(next).not.toBe(session);
  (next as Session).close();
});
