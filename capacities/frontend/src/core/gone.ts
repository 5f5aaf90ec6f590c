/* What is said to the person whose card or link somebody just threw away. */

import type { IndexChange } from "./records-index";
import type { CardWords, RecordView } from "./types";
import { thisOne } from "./words";

/** Null when what they are in (`mine`) is still there, as all that is above it. */
export function goneSentence(
  records: IndexChange<RecordView>["records"],
  mine: string | null,
  parentOf: (id: string) => string | null,
  words: CardWords,
): string | null {
  const gone = new Set<string>();
  for (const { id, before, after } of records) {
    if (before?.deleted === false && after?.deleted === true) gone.add(id);
  }
  if (gone.size === 0) return null;
  const seen = new Set<string>();
  let card = mine;
  while (card !== null && !gone.has(card) && !seen.has(card)) {
    seen.add(card);
    card = parentOf(card);
  }
  if (card === null || !gone.has(card)) return null;
  return seen.size === 0 ? takenSentence(words) : BRANCH_GONE;
}

const BRANCH_GONE =
  "Quelqu’un vient de mettre à la corbeille la branche où vous êtes. Votre texte y est gardé : vous pouvez la restaurer.";

function takenSentence(words: CardWords): string {
  const it = words.feminine ? "la" : "le";
  return `Quelqu’un vient de mettre ${thisOne(words)} à la corbeille. Votre texte y est gardé : vous pouvez ${it} restaurer.`;
}
