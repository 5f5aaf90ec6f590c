// @vitest-environment node
/* The worker itself, in a world of its own: what it answers, what it keeps. */

import { afterEach, beforeEach, expect, test, vi } from "vitest";

type Answer = () => Promise<Response>;
type Listener = (event: unknown) => void;

const HERE = "https://ateliers.test";
const SHELL = '<html data-why="">';

/** A CacheStorage in memory, by address. */
class Caches {
  all = new Map<string, Map<string, Response>>();
  open = async (name: string) => {
    const held = this.all.get(name) ?? new Map<string, Response>();
    this.all.set(name, held);
    return {
      match: async (asked: string | Request) => held.get(pathOf(asked))?.clone(),
      put: async (asked: string, answer: Response) => void held.set(pathOf(asked), answer),
    };
  };
  match = async (asked: string | Request, { cacheName }: { cacheName?: string } = {}) => {
    if (cacheName !== undefined) return this.all.get(cacheName)?.get(pathOf(asked))?.clone();
    for (const held of this.all.values()) if (held.has(pathOf(asked))) return held.get(pathOf(asked))!.clone();
    return undefined;
  };
  keys = async () => [...this.all.keys()];
  delete = async (name: string) => this.all.delete(name);
}

function pathOf(asked: string | Request): string {
  return new URL(typeof asked === "string" ? asked : asked.url, HERE).pathname;
}

let caches: Caches;
let network: Map<string, Answer>;
let fetched: string[];
/** What the browser has in its own cache. */
let browser: Set<string>;
let listeners: Map<string, Listener>;

beforeEach(async () => {
  caches = new Caches();
  network = new Map();
  fetched = [];
  browser = new Set(["/composant/form-3.js"]);
  listeners = new Map();
  vi.stubGlobal("caches", caches);
  vi.stubGlobal("location", new URL(`${HERE}/sw.js`));
  vi.stubGlobal("HORS_LIGNE", {
    version: "v2",
    files: ["page-1.js", "chunk-2.js"],
    later: ["form-3.js"],
    vote: ["vote-4.js"],
  });
  vi.stubGlobal("registration", {});
  vi.stubGlobal("skipWaiting", async () => undefined);
  vi.stubGlobal("addEventListener", (type: string, listener: Listener) => listeners.set(type, listener));
  vi.stubGlobal("fetch", async (asked: string | Request, how: RequestInit = {}) => {
    if (how.cache === "only-if-cached") {
      if (browser.has(pathOf(asked))) return new Response("du cache");
      throw new TypeError("not cached");
    }
    fetched.push(pathOf(asked));
    return network.get(pathOf(asked))?.() ?? Promise.reject(new TypeError("no network"));
  });
  vi.resetModules();
  await import("./sw");
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function serve(path: string, body = path, status = 200): void {
  network.set(path, async () => new Response(body, { status, headers: { "X-Capacites": "1" } }));
}

/** Somebody opens an address; null when the worker leaves it to the browser. */
async function open(path: string, preload?: Promise<Response>): Promise<Response | null> {
  let answer: Promise<Response> | null = null;
  listeners.get("fetch")!({
    request: { method: "GET", mode: "navigate", destination: "document", url: HERE + path },
    preloadResponse: preload,
    respondWith: (given: Promise<Response>) => {
      answer = given;
    },
  });
  return answer;
}

async function keep(data: Record<string, string> = { keep: "/composant/" }): Promise<void> {
  let done: Promise<unknown> = Promise.resolve();
  listeners.get("message")!({
    data,
    waitUntil: (promise: Promise<unknown>) => {
      done = promise;
    },
  });
  await done;
}

async function kept(): Promise<void> {
  for (const name of ["page-1.js", "chunk-2.js", "form-3.js"]) serve(`/composant/${name}`);
  serve("/hors-ligne", SHELL);
  await keep();
  network.clear();
}

test("what the network answers is never replaced, faults and refusals neither", async () => {
  await kept();
  for (const status of [200, 404, 429, 500, 503]) {
    serve("/canevas", "du serveur", status);
    const answer = await open("/canevas");
    expect([answer?.status, await answer?.text()]).toEqual([status, "du serveur"]);
  }
});

test("what the browser asked ahead is the answer", async () => {
  await kept();
  const answer = await open("/canevas", Promise.resolve(new Response("devancé")));
  expect(await answer?.text()).toBe("devancé");
  expect(fetched).not.toContain("/canevas");
});

test("without network, or behind a proxy whose server is gone, our page is given, and says why", async () => {
  await kept();
  expect(await (await open("/dossier"))?.text()).toBe('<html data-why="cut">');
  serve("/dossier", "Bad gateway", 502);
  expect(await (await open("/dossier"))?.text()).toBe('<html data-why="gone">');
  network.set("/dossier", async () => new Response("No server is available", { status: 503 }));
  expect(await (await open("/dossier"))?.text()).toBe('<html data-why="gone">');
});

test("a network that says nothing is said to be slow; when nothing was kept one goes on waiting", async () => {
  vi.useFakeTimers();
  let answered: (answer: Response) => void = () => undefined;
  const slow = () => new Promise<Response>((resolve) => (answered = resolve));
  network.set("/dossier", slow);
  const waiting = open("/dossier");
  await vi.advanceTimersByTimeAsync(20_000);
  answered(new Response("enfin"));
  expect(await (await waiting)?.text()).toBe("enfin");
  await kept();
  network.set("/dossier", slow);
  const held = open("/dossier");
  await vi.advanceTimersByTimeAsync(20_000);
  expect(await (await held)?.text()).toBe('<html data-why="slow">');
});

test("when nothing was kept the browser says in its own way that there is no network", async () => {
  await expect(open("/dossier")).rejects.toThrow("no network");
});

test("each file that this device has not is asked once, where the page found it, else at its own address", async () => {
  serve("/composant/page-1.js");
  serve("/composant/chunk-2.js", "", 404);
  serve("/assets/chunk-2.js", "à son adresse");
  serve("/composant/form-3.js");
  serve("/hors-ligne", SHELL);
  await keep();
  await keep();
  const asked = [...["/composant/page-1.js", "/composant/chunk-2.js", "/assets/chunk-2.js", "/hors-ligne"]];
  expect(fetched).toEqual(asked);
  expect(await (await caches.match("/assets/chunk-2.js"))?.text()).toBe("à son adresse");
});

test("what no canvas has used comes last, after a while; our page may answer before", async () => {
  vi.useFakeTimers();
  browser.clear();
  for (const name of ["page-1.js", "chunk-2.js", "form-3.js"]) serve(`/composant/${name}`);
  serve("/hors-ligne", SHELL);
  const keeping = keep();
  await vi.advanceTimersByTimeAsync(100);
  expect(fetched).toEqual(["/composant/page-1.js", "/composant/chunk-2.js", "/hors-ligne"]);
  expect(await (await open("/dossier"))?.text()).toContain("cut");
  await vi.advanceTimersByTimeAsync(10_000);
  await keeping;
  expect(fetched.at(-1)).toBe("/composant/form-3.js");
});

test("a keeping that was cut goes on the next time, and is used only once whole", async () => {
  serve("/composant/page-1.js");
  serve("/hors-ligne", SHELL);
  await keep();
  await expect(open("/dossier")).rejects.toThrow();
  for (const name of ["chunk-2.js", "form-3.js"]) serve(`/composant/${name}`);
  fetched.length = 0;
  await keep();
  expect(fetched).toEqual(["/composant/chunk-2.js", "/hors-ligne"]);
  expect(await (await open("/dossier"))?.text()).toContain("cut");
});

test("the former version serves until the new one is whole, then goes; others' caches stay", async () => {
  const former = await caches.open("capacities-hors-ligne:v1");
  await former.put("/hors-ligne", new Response('<html data-why="" data-version="v1">'));
  await caches.open("autre");
  expect(await (await open("/dossier"))?.text()).toContain("v1");
  serve("/hors-ligne", "autre version", 404);
  for (const name of ["page-1.js", "chunk-2.js", "form-3.js"]) serve(`/composant/${name}`);
  await keep();
  expect(await (await open("/canevas"))?.text()).toContain("v1");
  await kept();
  expect([...caches.all.keys()].sort()).toEqual(["autre", "capacities-hors-ligne:v2"]);
});

test("a phone that only votes keeps the page of its vote, which answers at any address, and no canvas", async () => {
  serve("/assets/vote-4.js");
  serve("/hors-ligne/vote", `${SHELL}vote`);
  await keep({ vote: "/assets/" });
  expect(fetched).toEqual(["/assets/vote-4.js", "/hors-ligne/vote"]);
  network.clear();
  for (const path of ["/vote/d/k", "/canevas"]) {
    expect(await (await open(path))?.text()).toBe('<html data-why="cut">vote');
  }
  await kept();
  expect(await (await open("/vote/d/k"))?.text()).toContain("vote");
  expect(await (await open("/canevas"))?.text()).not.toContain("vote");
  serve("/vote/d/k", "du serveur");
  expect(await (await open("/vote/d/k"))?.text()).toBe("du serveur");
});

test("a vote lets go its own former version, and never a canvas of one that is still whole", async () => {
  for (const name of ["v1", "vote:v1", "vote:v0"]) await caches.open(`capacities-hors-ligne:${name}`);
  serve("/assets/vote-4.js");
  serve("/hors-ligne/vote", SHELL);
  await keep({ vote: "/assets/" });
  expect([...caches.all.keys()].sort()).toEqual(["capacities-hors-ligne:v1", "capacities-hors-ligne:vote:v2"]);
  await kept();
  expect([...caches.all.keys()].sort()).toEqual(["capacities-hors-ligne:v2", "capacities-hors-ligne:vote:v2"]);
});
