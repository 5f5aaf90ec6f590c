/** The page of a vote that the network did not bring (sw.ts): what it says when nothing of it is kept
 * here, and how it gives way to the one that the site gives. Loaded only then. */

import { heldWords } from "../core/held";
import { button, element } from "../core/nodes";
import type { Reason } from "../core/offline";
import { watchReturn } from "../core/return";
import { answering, comeBack, watchQuiet } from "../core/trying";

/** As in offline.ts, which is not imported: what the worker shares with no page stays in one script. */
const SHELL = "/hors-ligne";
const LOOK_MS = 1_000;

export interface Opened {
  /** All that was clicked has been answered. */
  settled: () => boolean;
  /** The site answers again. */
  back: () => void;
}

/** What may be kept of an older site is never shown for long to somebody whom the site answers. */
export function giveWay(why: Reason, { settled, back }: Opened): void {
  const isQuiet = watchQuiet();
  watchReturn(() => {
    back();
    const looking = setInterval(() => {
      if (!settled() || !isQuiet()) return;
      clearInterval(looking); // asked for again, a page on its way begins anew: it would never come
      location.reload();
    }, LOOK_MS);
  }, answering(why));
}

/** A vote that this device can open; `waiting`: what is said of what was clicked and not received, "" when nothing. */
export interface Openable {
  href: string;
  title: string;
  waiting: string;
}

/** Say it, list what can be opened, and go on asking. `why`: null when the page was asked for by its
 * own address; `waiting`: of the vote of this address. */
export function tell(
  why: Reason | null,
  find: (id: string) => HTMLElement,
  votes: readonly Openable[],
  waiting: string,
): void {
  const words = heldWords(why, location.pathname);
  document.title = `${words.title} — CAPACities`;
  find("question").textContent = words.title;
  const lines = [words.sentence, waiting === "" ? words.more : waiting].filter((line) => line !== "");
  const card = element("section", { class: "carte" }, ...lines.map((line) => element("p", {}, line)));
  if (words.portal !== "") card.append(element("p", { class: "compte" }, words.portal));
  if (why !== null) card.append(...tryAgain(why));
  find("corps").replaceChildren(card, ...list(votes));
  void otherwise().then((link) => link !== null && find("corps").append(link));
  find("dit").textContent = [words.title, ...lines].join(". ");
}

function tryAgain(why: Reason): HTMLElement[] {
  const said = element("p", { class: "compte", role: "status" });
  return [button("Réessayer", comeBack(why, said), "second"), said];
}

function list(votes: readonly Openable[]): HTMLElement[] {
  if (votes.length === 0) return [];
  const lines = votes.map(({ href, title, waiting }) => element("p", {}, element("a", { href }, title), ` ${waiting}`));
  const heading = element("h2", {}, "Les votes que cet appareil garde");
  return [heading, element("section", { class: "carte" }, ...lines)];
}

/** Where the canvases of this device are listed, when it keeps some. */
async function otherwise(): Promise<HTMLElement | null> {
  const kept = await globalThis.caches?.match(SHELL).catch(() => undefined);
  if (kept === undefined) return null;
  return element("p", {}, element("a", { href: SHELL }, "Les canevas que cet appareil garde"));
}
