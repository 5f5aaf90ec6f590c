/* Waiting for the site to be back: asked less and less often, and at once when something says that
 * it may be (the network, the page shown again, a click). */

const FIRST_MS = 3_000;
const LAST_MS = 20_000;
const ANSWER_MS = 10_000;

/** A page that is slow is given this long: asked for again sooner, it would never come. */
const PAGE_MS = 60_000;

/** Whether the site answers, well or not: a proxy whose server is gone does not count. */
export function siteAnswers(): Promise<boolean> {
  return answers("/sante", ANSWER_MS);
}

let coming: Promise<boolean> | null = null;

/** Whether the page that one is at answers: the site may, long before it. What is on its way is not asked
 * for again. */
export function pageAnswers(): Promise<boolean> {
  coming ??= answers(location.pathname + location.search, PAGE_MS).finally(() => {
    coming = null;
  });
  return coming;
}

/** As isGone in offline.ts, which is not imported: what the worker shares with no page stays in one script. */
export function isThere({ status, headers }: Pick<Response, "status" | "headers">): boolean {
  return status !== 502 && status !== 504 && (status !== 503 || headers.has("X-Capacites"));
}

async function answers(address: string, patience: number): Promise<boolean> {
  const stop = new AbortController();
  const late = setTimeout(() => stop.abort(), patience);
  try {
    const answer = await fetch(address, { cache: "no-store", signal: stop.signal });
    stop.abort(); // its first byte is enough
    return isThere(answer);
  } catch {
    return false;
  } finally {
    clearTimeout(late);
  }
}

export interface Watch {
  /** Ask now; true when the site answers. */
  ask(): Promise<boolean>;
  stop(): void;
}

/** Call `back` once, when the site (or what `answering` asks) answers. */
export function watchReturn(back: () => void, answering = siteAnswers): Watch {
  let pause = FIRST_MS;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;

  const ask = async () => {
    clearTimeout(timer);
    const there = await answering();
    if (stopped) return there;
    if (there) {
      stop();
      back();
      return true;
    }
    pause = Math.min(pause * 1.5, LAST_MS);
    clearTimeout(timer);
    timer = setTimeout(ask, pause);
    return false;
  };
  const soon = () => {
    if (document.visibilityState !== "hidden") void ask();
  };
  const stop = () => {
    stopped = true;
    clearTimeout(timer);
    window.removeEventListener("online", soon);
    document.removeEventListener("visibilitychange", soon);
  };
  window.addEventListener("online", soon);
  document.addEventListener("visibilitychange", soon);
  timer = setTimeout(ask, pause);
  return { ask, stop };
}
