/** What was clicked and nobody answered yet, kept by this tab: a phone that forgets its page in a
 * pocket sends it when it comes back. Gone with the tab; erased when one leaves the dossier. */

import { keep, keptKeys, readKept } from "../ui/kept";
import type { Kept, Queue } from "./acts";

const PREFIX = "capacities.gommettes.attente.";

export function queueOf(room: string, refused: (why: string) => void): Queue {
  const key = PREFIX + room;
  return {
    load: () => read(readKept("sessionStorage", key)),
    save: (acts) => keep("sessionStorage", key, acts.length === 0 ? null : JSON.stringify(acts)),
    refused,
  };
}

/** Keep none of a vote, or of any of a dossier (`d/`); how many there were. */
export function emptyQueues(of: string): number {
  const keys = of.endsWith("/") ? keptKeys("sessionStorage", PREFIX + of) : [PREFIX + of];
  let count = 0;
  for (const key of keys) {
    count += read(readKept("sessionStorage", key)).length;
    keep("sessionStorage", key, null);
  }
  return count;
}

/** Anything else than acts as they are written here is no act. */
function read(words: string | null): Kept[] {
  try {
    const found: unknown = JSON.parse(words ?? "[]");
    return Array.isArray(found) ? found.filter(isAct) : [];
  } catch {
    return [];
  }
}

type Shape = Readonly<Record<string, RegExp>>;
const ROUND = /^\d{1,9}$/;
const PLACED: Shape = { carte: /^.{1,256}$/su, acte: /^[0-9a-f]{32}$/, tour: ROUND };
/** What one asks for oneself, and all that it says: nothing else is sent because it was kept. */
const ASKED: ReadonlyMap<unknown, Shape> = new Map<unknown, Shape>([
  ["", PLACED],
  ["/retirer", PLACED],
  ["/terminer", { fini: /^(oui|non)$/, tour: ROUND }],
]);

function isAct(one: unknown): one is Kept {
  const { path, body } = (one ?? {}) as { [key in keyof Kept]: unknown };
  const words = Object.entries(body ?? {});
  const shape = ASKED.get(path);
  if (shape === undefined || words.length !== Object.keys(shape).length) return false;
  return words.every(([key, word]) => typeof word === "string" && Object.hasOwn(shape, key) && shape[key]!.test(word));
}
