/* Leaving a dossier: nothing that is not saved goes away without a question. */

import { IDBFactory } from "fake-indexeddb";
import "fake-indexeddb/auto";
import { afterEach, beforeEach, expect, test } from "vitest";
import type { CanvasData } from "../core";
import { Session } from "../core/session";
import { BAR, canvasData, FakeRoom, settle, themeOf, until } from "../core/testing";
import { closeScreens, draw } from "./testing";

let room: FakeRoom;
const sessions: Session[] = [];

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
  room = new FakeRoom();
});

afterEach(() => {
  closeScreens();
  for (const session of sessions.splice(0)) session.close();
});

function start(change: Partial<CanvasData> = {}): Session {
  const session = new Session(canvasData(change), { socket: room.Socket });
  sessions.push(session);
  return session;
}

const isSaved = (session: Session) => () => session.saved.get().kind === "saved";
const pressed = (screen: ShadowRoot, words: string) =>
  [...screen.querySelectorAll("button")].filter((button) => button.textContent!.includes(words)).at(-1)!;

test("what another canvas of the dossier keeps unsaved is told before all is erased", async () => {
  /* Else « Quitter » is in the menu. */
  window.innerWidth = 1440;
  room.committing = false;
  const other = start({ room: "dossier/gouvernance" });
  await until(() => other.saved.get().kind !== "loading");
  room.up = false;
  room.cut();
  other.actions.add("usagers", "écrit hors ligne");
  await settle(50);
  other.close();
  room = new FakeRoom();
  const session = start({
    bar: { ...BAR, dossier: { ...BAR.dossier!, themes: [themeOf("Gouvernance", ["gouvernance"])] } },
  });
  await until(isSaved(session));
  const screen = await draw(session);
  screen.querySelector<HTMLButtonElement>('button[aria-label="Quitter ce dossier"]')!.click();
  await until(() => screen.querySelector("dialog .warning") !== null);
  expect(screen.querySelector("dialog")!.textContent).toContain("«\u00a0gouvernance\u00a0»");
  expect(screen.querySelector("dialog")!.textContent).not.toContain("Tout ce que vous avez écrit est enregistré");
});

test("a closed door does not erase what is not saved without a question", async () => {
  const session = start();
  await until(isSaved(session));
  const screen = await draw(session);
  room.committing = false;
  session.actions.add("usagers", "pas encore enregistré");
  room.cut(4413);
  await settle(30);
  pressed(screen, "Effacer la copie").click();
  await until(() => screen.querySelector("dialog .warning") !== null);
  expect(screen.querySelector("dialog .warning")!.textContent).toContain("que dans la copie de cet appareil");
  expect(await indexedDB.databases()).toHaveLength(1);
});

test.each([
  ["whoever only reads is not", ["read"], false],
  ["whoever writes is", ["read", "edit"], true],
] as const)("%s told that all they wrote is saved", async (_, abilities, told) => {
  const session = start({ abilities: [...abilities] });
  await until(isSaved(session));
  const screen = await draw(session);
  screen.querySelector<HTMLButtonElement>('button[aria-label="Quitter ce dossier"]')!.click();
  const leave = () => screen.querySelector<HTMLButtonElement>("dialog .primary");
  await until(() => leave()?.disabled === false);
  const words = screen.querySelector("dialog")!.textContent;
  expect(words.includes("Tout ce que vous avez écrit est enregistré")).toBe(told);
});

test("the field one types in stays while the first connection is tried again", async () => {
  const first = start();
  await until(isSaved(first));
  first.actions.add("usagers", "idée");
  await until(isSaved(first));
  await settle(30);
  first.close();
  room.up = false;
  const session = start();
  await until(() => session.saved.get().kind === "offline");
  const screen = await draw(session);
  const field = screen.querySelector<HTMLTextAreaElement>(".zones textarea")!;
  room.up = true;
  await until(isSaved(session), 8_000);
  await settle(30);
  expect(field.isConnected).toBe(true);
}, 20_000);
