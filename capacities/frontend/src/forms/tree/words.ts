/* How the sentences of a session name an idea and its place in the tree. */

import type { CardView, CardWords, FormRules } from "../../core";
import { short } from "../shared/words";
import type { TreeSource, TreeView } from "./arrange";
import { arrange } from "./arrange";

/** The words and the count of a tree, for the announcements and the limit. */
export function rulesOf(session: TreeSource, tree: () => TreeView): FormRules {
  const words: CardWords = {
    noun: "idée",
    plural: "idées",
    feminine: true,
    place: (card) => placeOf(session, tree(), card),
    name: (card) => named(session, card.id),
  };
  const live = (restored?: string): number => {
    if (restored === undefined) return tree().order.length + 1;
    const cards = [...session.places.get().values()];
    const back = cards.map((card) => (card.id === restored ? { ...card, deleted: false } : card));
    return arrange(back).order.length + 1;
  };
  return { words, live };
}

/** The words of a node between quotes; "" when it has none. */
function named(session: TreeSource, id: string): string {
  const words = short(session.text(id).get());
  return words === "" ? "" : `«\u00a0${words}\u00a0»`;
}

function placeOf(session: TreeSource, tree: TreeView, { id }: CardView): string {
  const parent = tree.parent.get(id);
  const under = parent === undefined ? "" : named(session, parent);
  return under === "" ? "" : ` sous ${under}`;
}
