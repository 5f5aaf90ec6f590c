/* What was written here while away, in what went to the corbeille meanwhile: what somebody left without a word comes
 * back with these words; of the rest one is told where they are. */

import * as Y from "yjs";
import { cardMap, cardsOf } from "./document";
import type { Actions, CardView, CardWords, Store } from "./types";
import { agree, capital, countOf, thisOne } from "./words";

/** How much each had written of what the room held, by client. */
export type Known = ReadonlyMap<number, number>;

/** Cards of the corbeille in which the room lacked words that are here, and did not lack their removal. `bare`: for
 * the room, nothing was written in them any more. */
export interface Late {
  bare: readonly string[];
  others: readonly string[];
}

export function lateWords(doc: Y.Doc, known: Known): Late {
  const late = { bare: [] as string[], others: [] as string[] };
  for (const [id, card] of cardsOf(doc).entries()) {
    if (!(card instanceof Y.Map) || card.get("deleted") !== true || touchedHere(card, known)) continue;
    const { here, there } = partedWords(card.get("text"), known);
    if (here.trim() === "") continue;
    late[there.trim() === "" ? "bare" : "others"].push(id);
  }
  return late;
}

type Hands = {
  doc: Y.Doc;
  actions: Pick<Actions, "standAgain">;
  card(id: string): Store<CardView | null>;
  words: CardWords;
  notice(sentence: string): void;
};

/** Bring back what is bare, as a step of nobody, and tell of it and of the rest. */
export function bringLate(hands: Hands, known: Known): void {
  const { bare, others } = lateWords(hands.doc, known);
  for (const id of bare) hands.actions.standAgain(id);
  const isGone = (id: string) => cardMap(hands.doc, id)?.get("deleted") === true;
  const back = bare.filter((id) => !isGone(id)).length;
  const left = bare.length - back + others.length;
  const said = [
    ...(back > 0 ? [backSentence(back, hands.words, bare.length === 1 ? hands.card(bare[0]!).get() : null)] : []),
    ...(left > 0 ? [leftSentence(left, hands.words)] : []),
  ];
  if (said.length > 0) hands.notice(said.join(" "));
}

function backSentence(count: number, words: CardWords, alone: CardView | null): string {
  const away = "Pendant votre absence, ";
  const [they, come] = count === 1 ? ["il", "revient"] : ["ils", "reviennent"];
  const who = words.feminine ? they.replace("il", "elle") : they;
  const what = `${count === 1 ? thisOne(words) + (alone === null ? "" : words.place(alone)) : countOf(count, words)} ${count === 1 ? "avait" : "avaient"} été ${agree("laissé", count, words)}`;
  return `${away}${what} sans un mot\u00a0: ${who} ${come} avec les vôtres.`;
}

function leftSentence(count: number, words: CardWords): string {
  if (count === 1) {
    const it = words.feminine ? "la" : "le";
    return `${capital(thisOne(words))}, où vous écriviez sans réseau, est dans la corbeille. Votre texte y est gardé\u00a0: vous pouvez ${it} restaurer.`;
  }
  return `${capital(countOf(count, words))}, où vous écriviez sans réseau, sont dans la corbeille. Votre texte y est gardé\u00a0: vous pouvez les restaurer.`;
}

/** It was thrown away or brought back here, and the room did not know. */
function touchedHere(card: Y.Map<unknown>, known: Known): boolean {
  for (let item = card._map.get("deleted") ?? null; item !== null; item = item.left) {
    if (item.id.clock >= (known.get(item.id.client) ?? 0)) return true;
  }
  return false;
}

/** What the text holds that the room lacked, and that it had. */
function partedWords(text: unknown, known: Known): { here: string; there: string } {
  const words = { here: "", there: "" };
  if (!(text instanceof Y.Text)) return words;
  for (let item = text._start; item !== null; item = item.right) {
    if (item.deleted || !(item.content instanceof Y.ContentString)) continue;
    const had = Math.max(0, (known.get(item.id.client) ?? 0) - item.id.clock);
    words.there += item.content.str.slice(0, had);
    words.here += item.content.str.slice(had);
  }
  return words;
}
