// @vitest-environment node
/* The copy on this device: kept, marked, lost or erased, always told. */

import { IDBFactory } from "fake-indexeddb";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import "fake-indexeddb/auto";
import * as Y from "yjs";
import { type DeviceCopy, openDeviceCopy, unsavedElsewhere } from "./device";
import { eraseDossier } from "./keeping";
import { shelved } from "./shelf";
import { canvasData, settle, until } from "./testing";

interface Page {
  doc: Y.Doc;
  copy: DeviceCopy;
  told: string[];
}

const pages: Page[] = [];
const realTimeout = globalThis.setTimeout;

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
});

afterEach(async () => {
  vi.useRealTimers();
  for (const { copy } of pages.splice(0)) await copy.close();
});

function visit(room = "d/c"): Page {
  const [doc, told] = [new Y.Doc(), [] as string[]];
  const copy = openDeviceCopy(room, doc, {
    read: (kept, edited) => told.push(`read ${kept} ${edited}`),
    lost: () => told.push("lost"),
  });
  const page = { doc, copy, told };
  pages.push(page);
  return page;
}

async function ready(page: Page): Promise<Page> {
  await until(() => page.told.length > 0);
  return page;
}

const write = ({ doc }: Page, key: string) => doc.getMap("cards").set(key, 1);
const keys = ({ doc }: Page) => [...doc.getMap("cards").keys()].sort();

test("what is written, even before the copy is open, is there at the next visit", async () => {
  const first = visit();
  write(first, "tôt");
  await ready(first);
  expect(first.told).toEqual(["read true false"]);
  write(first, "tard");
  await first.copy.close();
  const second = await ready(visit());
  expect(keys(second)).toEqual(["tard", "tôt"]);
});

test("a page asked to be kept before the copy is open is kept once it is", async () => {
  const first = visit();
  first.copy.keepPage(canvasData({ room: "d/c", offline: 200_000 }));
  await ready(first);
  await settle(20);
  expect((await shelved("d/c"))?.data?.room).toBe("d/c");
});

test("trying the storage leaves nothing behind", async () => {
  await ready(visit());
  await settle(10);
  const names = (await indexedDB.databases()).map(({ name }) => name);
  expect(names).toEqual(["capacities:d/c"]);
});

test("edits not saved are remembered beyond a reload until they are, page by page", async () => {
  const [a, b] = [visit(), visit()];
  await Promise.all([ready(a), ready(b)]);
  a.copy.mark(true);
  b.copy.mark(true);
  b.copy.mark(false);
  await settle(20);
  await Promise.all([a.copy.close(), b.copy.close()]);
  const again = await ready(visit());
  expect(again.told).toEqual(["read true true"]);
  again.copy.mark(false);
  await settle(20);
  await again.copy.close();
  expect((await ready(visit())).told).toEqual(["read true false"]);
});

test("a copy that never opens, while another page asleep holds it, is told as lost", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const { open } = indexedDB;
  indexedDB.open = (name) => (name === "capacities:d/c" ? ({} as IDBOpenDBRequest) : open.call(indexedDB, name));
  const page = visit();
  for (let i = 0; i < 200; i++) {
    await vi.advanceTimersByTimeAsync(100);
    await new Promise((resolve) => realTimeout(resolve, 0));
  }
  expect(page.told).toEqual(["lost"]);
  pages.pop(); // its closing waits for the one that never opens
});

test("what other canvases of the dossier keep unsaved is found", async () => {
  const rooms = ["d/ici", "d/sauve", "d/reste", "autre/reste"];
  for (const room of rooms) {
    const page = await ready(visit(room));
    page.copy.mark(true);
    await settle(20);
    if (room === "d/sauve") page.copy.mark(false);
    await settle(20);
    await page.copy.close();
  }
  expect(await unsavedElsewhere("d/ici")).toEqual(["d/reste"]);
  expect((await ready(visit("d/reste"))).told).toEqual(["read true true"]);
});

test("a storage that opens nothing, or never answers, is told as no copy", async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  globalThis.indexedDB = { open: () => ({}) } as unknown as IDBFactory;
  const page = visit();
  await vi.advanceTimersByTimeAsync(3_100);
  expect(page.told).toEqual(["read false false"]);
  write(page, "x");
});

test("a copy erased by another page is told as lost, and writing goes on", async () => {
  const page = await ready(visit());
  await eraseDossier("d", "d/autre");
  await until(() => page.told.includes("lost"));
  write(page, "x");
  page.copy.mark(true);
  await settle(10);
  expect(keys(await ready(visit()))).toEqual([]);
});

test("a write that the storage aborts (full) is told as lost", async () => {
  const page = await ready(visit());
  const database = (page.copy as unknown as { persistence: { db: IDBDatabase } }).persistence.db;
  database.transaction(["updates"], "readwrite").abort();
  await until(() => page.told.includes("lost"));
  expect(() => write(page, "x")).not.toThrow();
});
