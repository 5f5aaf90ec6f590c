/* The service worker, from the page: asked for once a canvas is open and quiet, taken away with the
 * last thing that this device keeps. */

import { ALL, onLeft, tellTabs } from "./left";

/** As in offline.ts, which is not imported: what the worker shares with no page stays in one script. */
export const KEPT_CACHE = "capacities-hors-ligne:";
/** What is kept of a vote begins so, in localStorage (ballot/device.ts): the worker stays as long as one is. */
export const KEPT_VOTE = "capacities.vote.";
const SCRIPT = "/sw.js";
/** First what people wait for: the canvas, its neighbours, the figures beside it. */
const AFTER_MS = 4_000;
let asked = false;
let forgotten = false;
let timer: ReturnType<typeof setTimeout> | undefined;

/** What a page without network opens again: a canvas, or the page of a vote, far lighter. */
export type Kept = "keep" | "vote";

/** Have the worker keep what a page without network needs. `from`: the folder where this very
 * script was loaded, in whose cache most of it is already. Once in the life of a page. */
export function keepForOffline(from: string, what: Kept = "keep"): void {
  const container = workers();
  if (asked || container === null || savesData()) return;
  asked = true;
  onLeft((left) => {
    if (left === ALL) forget();
  });
  timer = setTimeout(() => {
    whenIdle(() => {
      if (!forgotten) void register(container, { [what]: from }).catch(() => undefined);
    });
  }, AFTER_MS);
}

/** Nothing of the site stays in the caches of this device; the worker goes too. */
export async function forgetOffline(): Promise<void> {
  forget();
  tellTabs(ALL); // one opened a moment ago may be about to keep it
  await erase();
}

/** What was about to be kept is not. */
function forget(): void {
  asked = true;
  forgotten = true;
  clearTimeout(timer);
}

async function erase(): Promise<void> {
  try {
    const found = (await workers()?.getRegistrations()) ?? [];
    await Promise.all(found.filter(isOurs).map((each) => each.unregister()));
    const names = (await globalThis.caches?.keys()) ?? [];
    await Promise.all(names.filter((name) => name.startsWith(KEPT_CACHE)).map((name) => caches.delete(name)));
  } catch {
    /* A browser that refuses its storages keeps nothing there. */
  }
}

async function register(container: ServiceWorkerContainer, wanted: Partial<Record<Kept, string>>): Promise<void> {
  await container.register(SCRIPT, { scope: "/", updateViaCache: "none" });
  const { active } = await container.ready;
  if (forgotten) return erase();
  active?.postMessage(wanted);
}

function isOurs({ active, waiting, installing }: ServiceWorkerRegistration): boolean {
  const script = (active ?? waiting ?? installing)?.scriptURL;
  return script !== undefined && new URL(script).pathname === SCRIPT;
}

/** None on plain http elsewhere than on this machine, nor where the browser refuses. */
function workers(): ServiceWorkerContainer | null {
  return globalThis.navigator?.serviceWorker ?? null;
}

/** People who count their bytes keep the browser's own page. */
function savesData(): boolean {
  return (navigator as { connection?: { saveData?: boolean } }).connection?.saveData === true;
}

function whenIdle(act: () => void): void {
  if (typeof requestIdleCallback === "function") requestIdleCallback(act, { timeout: 10_000 });
  else act();
}
