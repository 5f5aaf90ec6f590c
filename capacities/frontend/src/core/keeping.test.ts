/* What the device keeps of a dossier goes when one leaves, or when it is deleted for everyone;
 * and only then. */

import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { copies, deletedAmong, eraseDeleted, eraseDossier, sentenceOf, tellLeaving } from "./keeping";

const [A, B, C] = ["a".repeat(32), "b".repeat(32), "c".repeat(32)] as const;
const WHEN = "2026-11-28T10:00:00+00:00";
let asked: { path: string; body: Record<string, string> }[];

beforeEach(async () => {
  globalThis.indexedDB = new IDBFactory();
  localStorage.clear();
  sessionStorage.clear();
  asked = [];
  for (const name of [`capacities:${A}/k`, `capacities:${A}/l`, `capacities:${B}/k`, "autre"]) await make(name);
  localStorage.setItem(`capacities-plis ${A}/k`, "[]");
  localStorage.setItem(`capacities-plis ${C}/k`, "[]");
  localStorage.setItem("capacities-figures", "open");
  localStorage.setItem("d’un autre", "x");
  sessionStorage.setItem(`capacities.gommettes.${A}/k`, "t");
});

afterEach(() => vi.unstubAllGlobals());

function make(name: string): Promise<void> {
  return new Promise((resolve) => {
    const request = indexedDB.open(name);
    request.onsuccess = () => {
      request.result.close();
      resolve();
    };
  });
}

function answer(body: unknown, status = 200): void {
  vi.stubGlobal("fetch", async (path: string, options: { body: string }) => {
    asked.push({ path, body: JSON.parse(options.body) as Record<string, string> });
    return new Response(JSON.stringify(body), { status });
  });
}

const databases = async () => (await indexedDB.databases()).map(({ name }) => name).sort();

test("erasing a dossier takes its copies and its notes, and nothing of another", async () => {
  await eraseDossier(A);
  expect(await databases()).toEqual(["autre", `capacities:${B}/k`]);
  expect(Object.keys(localStorage).sort()).toEqual(
    ["capacities-figures", `capacities-plis ${C}/k`, "d’un autre"].sort(),
  );
  expect(Object.keys(sessionStorage)).toEqual([]);
});

test("where copies cannot be listed, the one of the page goes all the same", async () => {
  const { databases: list } = indexedDB;
  Object.assign(indexedDB, { databases: undefined });
  expect(await copies()).toEqual([]);
  await eraseDossier(A, `${A}/k`);
  Object.assign(indexedDB, { databases: list });
  expect((await databases()).includes(`capacities:${A}/k`)).toBe(false);
});

test("leaving the last dossier erases what was chosen for all of them too", async () => {
  answer({ quitte: true, dernier: false });
  expect(await tellLeaving(A)).toBe(true);
  expect(localStorage.getItem("capacities-figures")).toBe("open");
  answer({ quitte: true, dernier: true });
  expect(await tellLeaving(A)).toBe(true);
  expect(Object.keys(localStorage)).toEqual(["d’un autre"]);
  expect(asked.map(({ body }) => body.dossier)).toEqual([A, A]);
});

test("dossiers deleted for everyone leave this device, and that is told", async () => {
  answer({ supprimes: { [A]: WHEN, [C]: WHEN, ["d".repeat(32)]: WHEN } });
  const erased = await eraseDeleted();
  expect(asked[0]!.body.dossiers!.split(" ").sort()).toEqual([A, B, C]);
  expect(await databases()).toEqual(["autre", `capacities:${B}/k`]);
  expect(localStorage.getItem(`capacities-plis ${C}/k`)).toBeNull();
  expect(erased).toEqual([{ dossier: A, deletedAt: WHEN }]);
  expect(sentenceOf(erased)).toContain("supprimé pour tout le monde le 28/11/2026");
  expect(sentenceOf([...erased, ...erased])).toMatch(/^2 dossiers/);
  expect(sentenceOf([])).toBe("");
});

test.each([
  ["does not know them", { supprimes: {} }, 200],
  ["refuses", { erreur: "non" }, 503],
  ["answers something else", [], 200],
])("a server that %s makes nothing erased", async (_, body, status) => {
  const before = await databases();
  answer(body, status);
  expect(await eraseDeleted()).toEqual([]);
  expect(await databases()).toEqual(before);
});

test("a server that is not there makes nothing erased; a device that keeps nothing asks nothing", async () => {
  vi.stubGlobal("fetch", () => Promise.reject(new TypeError("failed")));
  expect(await eraseDeleted()).toEqual([]);
  answer({ supprimes: {} });
  globalThis.indexedDB = new IDBFactory();
  localStorage.clear();
  sessionStorage.clear();
  expect(await eraseDeleted()).toEqual([]);
  expect(asked).toEqual([]);
});

test("many dossiers are asked about in several times", async () => {
  answer({ supprimes: {} });
  await deletedAmong(Array.from({ length: 501 }, (_, i) => i.toString(16).padStart(32, "0")));
  expect(asked.map(({ body }) => body.dossiers!.split(" ").length)).toEqual([500, 1]);
});
