/* How the sentences of a session name an idea and its place in the tree. */

import type { CardView, CardWords, FormRules } from "../../core";
import { arrange } from "./arrange";
import type { TreeSource, TreeView } from "./tree";

const QUOTED_CHARS = 60;

/** The words and the count of a tree, for the announcements and the limit. */
export function rulesOf(session: TreeSource, tree: () => TreeView): FormRules {
  const words: CardWords = {
    noun: "idée",
    plural: "idées",
    feminine: true,
    place: (card) => placeOf(session, tree(), card),
    name: (card) => quoted(session, card.id),
  };
  const live = (restored?: string): number => {
    if (restored === undefined) return tree().order.length + 1;
    const cards = [...session.places.get().values()];
    const back = cards.map((card) => (card.id === restored ? { ...card, deleted: false } : card));
    return arrange(back).order.length + 1;
  };
  return { words, live };
}

/** « text », shortened to one line; "" when the node has none. */
export function quoted(session: Pick<TreeSource, "text">, id: string): string {
  const line = session.text(id).get().trim().split("\n", 1)[0]!;
  if (line === "") return "";
  const signs = [...line];
  const cut = signs.length > QUOTED_CHARS ? `${signs.slice(0, QUOTED_CHARS - 1).join("")}…` : line;
  return `« ${cut} »`;
}

function placeOf(session: TreeSource, tree: TreeView, { id }: CardView): string {
  const parent = tree.parent.get(id);
  const under = parent === undefined ? "" : quoted(session, parent);
  return under === "" ? "" : ` sous ${under}`;
}
