/* Under which name a page signs when the person's pseudonym is erased from the dossier. */

import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { afterEach, beforeEach, expect, test } from "vitest";
import { Session } from "./session";
import { canvasData, FakeRoom, until } from "./testing";

let room: FakeRoom;
let session: Session;
let said: string[];

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
  room = new FakeRoom();
});

afterEach(() => session.close());

function open(): void {
  said = [];
  session = new Session(canvasData(), { socket: room.Socket });
  session.announcements.subscribe((sentence) => void said.push(sentence));
}

const saved = () => session.saved.get().kind === "saved";
const authors = () =>
  session
    .zoneOrder("usagers")
    .get()
    .map((id) => session.card(id).get()?.author);

test("an open page is told, says so, and signs with the new name", async () => {
  room.name = "Camille";
  open();
  await until(saved);
  session.actions.add("usagers", "avant");
  expect(said).toEqual([]);
  room.rename("Anonyme");
  await until(() => session.people.get()[0]?.name === "Anonyme");
  session.actions.add("usagers", "après");
  expect(authors()).toEqual(["Camille", "Anonyme"]);
  expect(said).toEqual([expect.stringContaining("sous le nom «\u00a0Anonyme\u00a0»")]);
});

test("a page that was away learns it as it comes back, before anything is made there", async () => {
  open();
  await until(saved);
  room.up = false;
  room.cut();
  room.name = "Anonyme";
  room.up = true;
  await until(() => session.people.get()[0]?.name === "Anonyme");
  session.actions.add("usagers", "au retour");
  expect(authors()).toEqual(["Anonyme"]);
});

test("what is in the corbeille is read again by the rules that a form adopts, and under the new name", async () => {
  open();
  await until(saved);
  const id = session.actions.add("usagers", "de Camille")!;
  session.actions.remove(id);
  const trash = () => session.trash.get().length;
  expect(trash()).toBe(1);
  const me = () => session.people.get()[0]!.name;
  session.adopt({ words: session.words, live: () => 0, hides: ({ author }) => author === me() });
  expect(trash()).toBe(0);
  room.rename("Anonyme");
  await until(() => me() === "Anonyme");
  expect(trash()).toBe(1);
});
