/* Leaving from the home page: server and device together, or not at all. */

import "fake-indexeddb/auto";
import { IDBFactory } from "fake-indexeddb";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import appareil from "./appareil";
import { settle } from "./core/testing";

const A = "a".repeat(32);
let told: string[];
let parent: HTMLElement;

beforeEach(() => {
  globalThis.indexedDB = new IDBFactory();
  told = [];
  parent = document.createElement("div");
});

afterEach(() => vi.unstubAllGlobals());

function keep(edited: boolean): Promise<void> {
  return new Promise((resolve) => {
    const request = indexedDB.open(`capacities:${A}/k`);
    request.onupgradeneeded = () => {
      const store = request.result.createObjectStore("custom");
      if (edited) store.put(true, "edited:1");
    };
    request.onsuccess = () => {
      request.result.close();
      resolve();
    };
  });
}

function offer(): HTMLButtonElement {
  const mount = () =>
    appareil({ data: { leave: A }, parentElement: parent, setTriggerValue: (name) => told.push(name) });
  mount();
  mount(); // a rerun draws nothing twice
  expect(parent.querySelectorAll("button")).toHaveLength(1);
  return parent.querySelector("button")!;
}

const kept = async () => (await indexedDB.databases()).length;

test("the server forgets, the device erases, then the page is told", async () => {
  await keep(false);
  vi.stubGlobal("fetch", async () => new Response('{"quitte": true, "dernier": false}'));
  const button = offer();
  await settle(20);
  expect(button.textContent).toBe("Oui, quitter ce dossier");
  button.click();
  button.click();
  await settle(50);
  expect([told, await kept()]).toEqual([["left"], 0]);
});

test("what is not saved yet is said before", async () => {
  await keep(true);
  const button = offer();
  await settle(50);
  expect(parent.textContent).toContain("pas encore enregistrées");
  expect(button.textContent).toBe("Quitter et perdre ces modifications");
});

test("without the server nothing is erased, and one may try again", async () => {
  await keep(false);
  vi.stubGlobal("fetch", () => Promise.reject(new TypeError("failed")));
  const button = offer();
  button.click();
  await settle(50);
  expect(parent.querySelector("[role=alert]")?.textContent).toContain("rien n’a été effacé");
  expect([told, await kept()]).toEqual([[], 1]);
  vi.stubGlobal("fetch", async () => new Response('{"quitte": false, "dernier": true}'));
  button.click();
  await settle(50);
  expect([told, await kept()]).toEqual([["left"], 0]);
});
