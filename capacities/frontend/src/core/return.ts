/* Waiting for the site to be back: asked less and less often, and at once when something says that
 * it may be (the network, the page shown again, a click). */

const FIRST_MS = 3_000;
const LAST_MS = 20_000;
const ANSWER_MS = 10_000;

/** Whether the site answers, well or not: a proxy whose server is gone does not count. */
export async function siteAnswers(): Promise<boolean> {
  try {
    const answer = await fetch("/sante", { cache: "no-store", signal: AbortSignal.timeout(ANSWER_MS) });
    return answer.status !== 502 && answer.status !== 504;
  } catch {
    return false;
  }
}

export interface Watch {
  /** Ask now; true when the site answers. */
  ask(): Promise<boolean>;
  stop(): void;
}

/** Call `back` once, when the site answers. */
export function watchReturn(back: () => void): Watch {
  let pause = FIRST_MS;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stopped = false;

  const ask = async () => {
    clearTimeout(timer);
    const there = await siteAnswers();
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
