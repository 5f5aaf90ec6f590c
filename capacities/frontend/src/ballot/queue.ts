/** What was clicked and nobody answered yet, kept by this tab: a phone that forgets its page in a
 * pocket sends it when it comes back. Gone with the tab; erased when one leaves the dossier. */

import { keep, readKept } from "../ui/kept";
import type { Kept, Queue } from "./acts";

export function queueOf(room: string, refused: (why: string) => void): Queue {
  const key = `capacities.gommettes.attente.${room}`;
  return {
    load: () => read(readKept("sessionStorage", key)),
    save: (acts) => keep("sessionStorage", key, acts.length === 0 ? null : JSON.stringify(acts)),
    refused,
  };
}

/** Anything else than acts is no act. */
function read(words: string | null): Kept[] {
  try {
    const found: unknown = JSON.parse(words ?? "[]");
    return Array.isArray(found) ? found.filter(isAct) : [];
  } catch {
    return [];
  }
}

function isAct(one: unknown): one is Kept {
  const { path, body } = (one ?? {}) as Partial<Kept>;
  return typeof path === "string" && typeof body === "object" && body !== null;
}
