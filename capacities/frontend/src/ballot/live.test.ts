/* The ballot of a live canvas: asked again when the room says so, and after a cut. */

import { expect, it, vi } from "vitest";
import { Session } from "../core/session";
import { canvasData, FakeRoom, settle, TEMPLATE, until } from "../core/testing";
import { ballotOf } from "./ballot";

const WAIT_MS = 3_000;

it("hears of the gommettes by the room's message 101, and asks after a cut", async () => {
  const asked: string[] = [];
  vi.stubGlobal("fetch", async (url: string) => {
    asked.push(url);
    return new Response(JSON.stringify({ tables: [], mine: {}, dots: 4, left: 4, voters: asked.length }));
  });
  const room = new FakeRoom();
  const data = canvasData({ template: { ...TEMPLATE, dots: 4 } });
  const session = new Session(data, { socket: room.Socket });
  const ballot = ballotOf(session)!;
  const close = ballot.view.subscribe(() => undefined);
  expect(ballotOf(session)).toBe(ballot);
  await until(() => ballot.view.get().online && ballot.view.get().state !== null, WAIT_MS);
  await settle(400);
  const before = asked.length;
  for (const socket of room.sockets) socket.deliver(new Uint8Array([101, 7]));
  await until(() => asked.length === before + 1, WAIT_MS);
  expect(session.ballotVersion.get()).toBe(7);
  room.cut();
  await until(() => !ballot.view.get().online, WAIT_MS);
  await until(() => asked.length === before + 2, WAIT_MS);
  expect(new Set(asked)).toEqual(new Set(["/gommettes/dossier/essai"]));
  close();
  session.close();
  vi.unstubAllGlobals();
});

it("is none where the template has no gommettes", () => {
  const session = new Session(canvasData(), { socket: new FakeRoom().Socket });
  expect(ballotOf(session)).toBeNull();
  session.close();
});
