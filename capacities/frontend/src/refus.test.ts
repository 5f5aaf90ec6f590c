/* A vote that is refused when it is opened again is not kept here any more. */

import { afterEach, beforeEach, expect, test, vi } from "vitest";

let asked: string[];

beforeEach(() => {
  localStorage.clear();
  for (const room of ["d/k", "d/l", "autre/k"]) localStorage.setItem(`capacities.vote.${room}`, "{}");
  asked = [];
});

afterEach(() => {
  delete document.documentElement.dataset["status"];
  history.replaceState(null, "", "/");
  vi.unstubAllGlobals();
});

/** The page of a refusal at an address; `deleted`: the dossiers that the server says were. */
async function load(address: string, status: string, deleted: Record<string, string> = {}): Promise<void> {
  vi.stubGlobal("fetch", async (path: string) => {
    asked.push(path);
    return new Response(JSON.stringify({ supprimes: deleted }));
  });
  history.replaceState(null, "", address);
  document.documentElement.dataset["status"] = status;
  vi.resetModules();
  await import("./refus");
}

const kept = () => Object.keys(localStorage).map((key) => key.replace("capacities.vote.", ""));

test.each([
  ["/vote/d/k", "401", ["autre/k"]],
  ["/vote/d", "401", ["autre/k"]],
  ["/vote/d/k", "404", ["d/l", "autre/k"]],
  ["/vote/d", "404", ["autre/k"]],
  ["/vote/", "404", ["d/k", "d/l", "autre/k"]],
  ["/canevas/d/k", "401", ["d/k", "d/l", "autre/k"]],
])("refused at %s (%s), what stays is %s", async (address, status, stays) => {
  await load(address, status);
  expect(kept()).toEqual(stays);
});

test("of a dossier that was deleted, nothing stays, of any canvas", async () => {
  const dossier = "0123456789abcdef0123456789abcdef";
  for (const name of [`vote.${dossier}/k`, `vote.${dossier}/l`, `-plis:${dossier}/l`]) {
    localStorage.setItem(`capacities${name.startsWith("-") ? "" : "."}${name}`, "{}");
  }
  await load(`/vote/${dossier}/k`, "404", { [dossier]: "2026-01-01T00:00:00Z" });
  await vi.waitUntil(() => !Object.keys(localStorage).some((key) => key.includes(dossier)));
  expect(asked).toEqual(["/supprimes"]);
});
