/* Cycles of parents left in the document by moves that crossed: what a next move must untie. */

import type { CardPlace } from "../../core";
import { CENTRE, compareText } from "../../core";

/**
 * The nodes that the rule puts under the centre because they are on a cycle with one of those
 * given. Moving one of a cycle opens it: the node that was cut would then go under the parent it
 * still claims, although nobody moved it. Who moves writes the cut down.
 */
export function knotsOf(places: ReadonlyMap<string, CardPlace>, ids: readonly string[]): string[] {
  const knots = new Set<string>();
  for (const start of ids) {
    const seen = new Set<string>();
    let id: string | null = start;
    while (id !== null && id !== CENTRE && !seen.has(id)) {
      seen.add(id);
      id = places.get(id)?.parent ?? null;
    }
    if (id === start) knots.add([...seen].reduce((a, b) => (compareText(a, b) < 0 ? a : b)));
  }
  return [...knots];
}
