/* What the service worker does of each request, and the names it goes by. Nothing else: the worker
 * is a classic script, and must hold all of it (tests/web/test_offline.py). */

/** Caches of ours begin so; the version of what they hold follows. */
export const CACHE = "capacities-hors-ligne:";
/** The page that answers when the network does not. */
export const SHELL = "/hors-ligne";
/** The page of a vote without what it begins with: it begins with what this device keeps of it. */
export const VOTE_SHELL = "/hors-ligne/vote";
export const FILES = "/assets/";
/** A navigation with no answer after this is said to be slow, never offline: the page goes on
 * asking, and gives way to the answer. Longer than a first byte takes on the worst of lines. */
export const PATIENCE_MS = 15_000;

/** `cut`: nothing answered; `slow`: nothing yet; `gone`: a proxy says that the site is not there. */
export type Reason = "cut" | "slow" | "gone";

export interface Asked {
  method: string;
  mode: string;
  destination: string;
  url: string;
}

/** "page": the network, else our page; "frame": the network alone, which the browser asked already;
 * "file": what was kept, else the network; null: not ours to answer. Nothing but pages of people and
 * built files, whose names change with what they hold. */
export function answerBy(asked: Asked, origin: string): "page" | "frame" | "file" | null {
  const url = new URL(asked.url);
  if (asked.method !== "GET" || url.origin !== origin) return null;
  if (asked.mode === "navigate") return asked.destination === "document" ? "page" : "frame";
  return url.pathname.startsWith(FILES) ? "file" : null;
}

/** What our server writes on its own 503 (web/answers.py). */
const OURS = "X-Capacites";

/** Whether this is the answer of a proxy whose server is gone: our server never gives 502 nor 504, and signs
 * its 503. Any other answer, refusals and faults too, is the site's own and is shown as it is. */
export function isGone({ status, headers }: Pick<Response, "status" | "headers">): boolean {
  return status === 502 || status === 504 || (status === 503 && !headers.has(OURS));
}

export type Shell = typeof SHELL | typeof VOTE_SHELL;

/** The pages that may answer at an address, the best one first. */
export function shellsFor(url: string): readonly Shell[] {
  const vote = new URL(url).pathname.startsWith("/vote/");
  return vote ? [VOTE_SHELL, SHELL] : [SHELL, VOTE_SHELL];
}

/** The page with why it is shown. */
export function withReason(page: string, reason: Reason): string {
  return page.replace('data-why=""', `data-why="${reason}"`);
}
