/* The page of a vote, with the news of its dossier: what it asks, and when it stops. */

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { JUST_OPEN } from "./ballot/testing";
import page from "./vote.html?raw";

const GIVEN = {
  dossier: { id: "vote", title: "Toits", territory: "Lisieux" },
  vote: {
    canvas: "k",
    title: "Idées",
    state: JUST_OPEN,
    ideas: { groups: [{ title: "", ideas: [{ id: "a", text: "Une idée", depth: 0 }] }] },
    tag: '"t1"',
  },
};
const find = (id: string) => document.getElementById(id)!;
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
let asked: { path: string; tag: string | undefined }[];
let sockets: EventTarget[];

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  asked = [];
  sockets = [];
  vi.stubGlobal("fetch", async (path: string, init: { headers?: Record<string, string> } = {}) => {
    asked.push({ path, tag: init.headers?.["If-None-Match"] });
    if (path.endsWith("/idees")) return new Response(null, { status: 304 });
    return new Response(JSON.stringify(JUST_OPEN));
  });
  vi.stubGlobal(
    "WebSocket",
    class extends EventTarget {
      constructor() {
        super();
        sockets.push(this);
      }
      close(): void {}
    },
  );
  document.body.innerHTML = page.split("<body>")[1]?.split("</body>")[0] ?? "";
  const data = document.createElement("script");
  data.id = "donnees";
  data.type = "application/json";
  data.textContent = JSON.stringify(GIVEN);
  document.body.append(data);
  vi.resetModules();
  await import("./vote");
  sockets[0]!.dispatchEvent(new Event("open"));
});

afterEach(() => {
  hear({ genre: "fin" }); // another page's test must not wake this one
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function hear(news: Record<string, unknown>): void {
  sockets[0]!.dispatchEvent(new MessageEvent("message", { data: JSON.stringify(news) }));
}

test("the ideas that the page came with are not asked for again", async () => {
  await pass(30_000);
  const ideas = asked.filter(({ path }) => path === "/vote/vote/k/idees");
  expect(ideas.length).toBeGreaterThan(0);
  expect(new Set(ideas.map(({ tag }) => tag))).toEqual(new Set(['"t1"']));
});

test("a link withdrawn, or a dossier deleted, is said, and nothing more is asked", async () => {
  await pass(30_000);
  hear({ genre: "fin" });
  expect(find("fin").textContent).toContain("Votre lien a été retiré");
  expect(find("dit").textContent).toBe(find("fin").textContent);
  await pass(5_000);
  const before = asked.length;
  find("corps").querySelector<HTMLButtonElement>(".plus")!.click();
  await pass(120_000);
  expect(asked).toHaveLength(before);
});

test("a call is offered, heard, and taken away by whoever stays", () => {
  hear({ genre: "appel", id: "1", canevas: "k2", titre: "Gouvernance", qui: "Ada", branche: null, soi: false });
  expect(find("appel").hidden).toBe(false);
  expect(find("dit").textContent).toBe("Ada vous attend sur «\u00a0Gouvernance\u00a0».");
  find("appel-rester").click();
  expect(find("appel").hidden).toBe(true);
  hear({ genre: "personnes", personnes: [], autres: 0, titres: {} });
  expect(find("appel").hidden).toBe(true);
});
