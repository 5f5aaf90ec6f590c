/* The service worker: holds a navigation that the network does not answer, and nothing more.
 *
 * Online, the network answers, always: no page is ever kept but the one that says that there is no
 * network. What that one needs is kept once a canvas is open and quiet (worker.ts), from what the
 * page itself has downloaded. The server writes HORS_LIGNE before these lines (web/offline.py). */

import {
  type Asked,
  answerBy,
  CACHE,
  FILES,
  isGone,
  PATIENCE_MS,
  type Reason,
  SHELL,
  type Shell,
  shellsFor,
  VOTE_SHELL,
  withReason,
} from "./core/offline";

interface Later extends Event {
  waitUntil(promise: Promise<unknown>): void;
}

interface FetchEvent extends Later {
  readonly request: Request;
  readonly preloadResponse?: Promise<Response | undefined>;
  respondWith(answer: Promise<Response>): void;
}

interface Worker {
  /** `later`: what the page only loads for some canvases; `vote`: all that the page of a vote loads. */
  HORS_LIGNE: { version: string; files: string[]; later: string[]; vote: string[] };
  registration: { navigationPreload?: { enable(): Promise<void> } };
  skipWaiting(): Promise<void>;
  addEventListener(type: "install" | "activate", listener: (event: Later) => void): void;
  addEventListener(type: "message", listener: (event: Later & MessageEvent) => void): void;
  addEventListener(type: "fetch", listener: (event: FetchEvent) => void): void;
}

const worker = globalThis as unknown as Worker;
const { version, files, later, vote } = worker.HORS_LIGNE;
/** Apart: a phone that only votes keeps no canvas, and the page of a vote is no reason to let one go. */
const VOTES = `${CACHE}vote:`;
/** Of this version, by the page that they serve. */
const MINE = { [SHELL]: CACHE + version, [VOTE_SHELL]: VOTES + version };
/** Between two files that nobody waits for. */
const GAP_MS = 4_000;

worker.addEventListener("install", (event) => event.waitUntil(worker.skipWaiting()));
/* The network is asked while this script wakes up: it costs a navigation nothing. */
worker.addEventListener("activate", (event) => {
  event.waitUntil(Promise.resolve(worker.registration.navigationPreload?.enable()).catch(() => undefined));
});
worker.addEventListener("message", (event) => {
  const { keep: canvas, vote: voting } = (event.data ?? {}) as { keep?: unknown; vote?: unknown };
  if (typeof canvas === "string") event.waitUntil(keepCanvas(canvas).catch(() => undefined));
  if (typeof voting === "string") event.waitUntil(keepVote(voting).catch(() => undefined));
});
worker.addEventListener("fetch", (event) => {
  const { method, mode, destination, url } = event.request;
  const how = answerBy({ method, mode, destination, url } satisfies Asked, location.origin);
  if (how === "page") event.respondWith(page(event));
  else if (how === "frame") event.respondWith(answered(event));
  else if (how === "file") event.respondWith(file(event.request));
});

/** Keep what our page needs, one file after another; those that the canvas has are in the cache of
 * the browser under `from`, where Streamlit serves them. Of what the page only loads for some canvases,
 * what was never used here comes last and slowly: a room full of devices shares one line. */
async function keepCanvas(from: string): Promise<void> {
  const cache = await caches.open(MINE[SHELL]);
  for (const name of files) await keep(cache, name, from);
  for (const name of later) await keepKnown(cache, name, from);
  if (!(await keepShell(cache, SHELL))) return;
  await forgetFormer((name) => !name.startsWith(VOTES) && name !== MINE[SHELL]);
  for (const name of later) {
    if ((await cache.match(FILES + name)) !== undefined) continue;
    await new Promise((resolve) => setTimeout(resolve, GAP_MS * (0.5 + Math.random())));
    await keep(cache, name, from);
  }
}

/** Keep the page of a vote: it has just loaded nearly all of it. */
async function keepVote(from: string): Promise<void> {
  const cache = await caches.open(MINE[VOTE_SHELL]);
  for (const name of vote) await keep(cache, name, from);
  if (await keepShell(cache, VOTE_SHELL)) {
    await forgetFormer((name) => name.startsWith(VOTES) && name !== MINE[VOTE_SHELL]);
  }
}

/** Keep a page, of this very version; whether it is. */
async function keepShell(cache: Cache, address: Shell): Promise<boolean> {
  if ((await cache.match(address)) !== undefined) return true;
  const shell = await fetch(`${address}?version=${version}`, { cache: "no-store" });
  if (!shell.ok) return false; // the site has changed meanwhile: its own worker is on the way
  await cache.put(address, shell);
  return true;
}

async function forgetFormer(isFormer: (name: string) => boolean): Promise<void> {
  for (const name of await caches.keys()) {
    if (name.startsWith(CACHE) && isFormer(name)) await caches.delete(name);
  }
}

async function keep(cache: Cache, name: string, from: string): Promise<void> {
  if (await keepKnown(cache, name, from)) return;
  const answer = (await downloaded(from + name)) ?? (await downloaded(FILES + name));
  if (answer === null) throw new Error(name);
  await cache.put(FILES + name, answer);
}

/** Keep a file that is on this device already; whether it is. Its name says what it holds. */
async function keepKnown(cache: Cache, name: string, from: string): Promise<boolean> {
  const address = FILES + name;
  if ((await cache.match(address)) !== undefined) return true;
  const cached = () => downloaded(from + name, { cache: "only-if-cached", mode: "same-origin" }).catch(() => null);
  const answer = (await caches.match(address)) ?? (await cached());
  if (answer !== null) await cache.put(address, answer);
  return answer !== null;
}

async function downloaded(address: string, how: RequestInit = {}): Promise<Response | null> {
  const answer = await fetch(address, how);
  return answer.ok ? anew(answer) : null;
}

/** The same without its address: what it imports beside it is looked for where it is kept. */
function anew(answer: Response): Response {
  const headers = new Headers(answer.headers);
  for (const name of ["Content-Encoding", "Content-Length", "Vary"]) headers.delete(name); // it is decoded
  return new Response(answer.body, { headers });
}

async function file(request: Request): Promise<Response> {
  return (await caches.match(request)) ?? fetch(request);
}

async function page(event: FetchEvent): Promise<Response> {
  const answering = answered(event);
  const late = new Promise<null>((resolve) => setTimeout(resolve, PATIENCE_MS, null));
  const { url } = event.request;
  try {
    const answer = await Promise.race([answering, late]);
    if (answer === null) return (await held("slow", url)) ?? (await answering);
    return isGone(answer) ? ((await held("gone", url)) ?? answer) : answer;
  } catch (error) {
    return (await held("cut", url)) ?? Promise.reject(error);
  }
}

async function answered(event: FetchEvent): Promise<Response> {
  return (await event.preloadResponse) ?? fetch(event.request);
}

/** Our page for this address, as the newest version that was kept whole; null when none was. */
async function held(reason: Reason, url: string): Promise<Response | null> {
  for (const shell of shellsFor(url)) {
    const kept = (await caches.match(shell, { cacheName: MINE[shell] })) ?? (await caches.match(shell));
    if (kept !== undefined) return new Response(withReason(await kept.text(), reason), { headers: kept.headers });
  }
  return null;
}
