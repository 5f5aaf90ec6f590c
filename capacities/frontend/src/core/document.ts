/* Typed access to the shared document (roots meta, cards, edges). Survives any content. */

import * as Y from "yjs";
import type { CardView, FieldValue } from "./types";

/** Keys of a card that are not fields of the template. */
const OWN_KEYS = new Set([
  ..."text zone rank author created deleted color".split(" "),
  ..."parent x y shape".split(" "),
]);

/** The key of a card that only an action of its own may write. */
export function isReservedKey(key: string): boolean {
  return OWN_KEYS.has(key);
}

export function cardsOf(doc: Y.Doc): Y.Map<unknown> {
  return doc.getMap("cards");
}

export function edgesOf(doc: Y.Doc): Y.Map<unknown> {
  return doc.getMap("edges");
}

/** The card's own map, or null when there is none or it is no map. */
export function cardMap(doc: Y.Doc, id: string): Y.Map<unknown> | null {
  const found = cardsOf(doc).get(id);
  return found instanceof Y.Map ? found : null;
}

/** Read one card; null when what is stored there is no card at all. */
export function readCard(id: string, stored: unknown): CardView | null {
  if (!(stored instanceof Y.Map)) return null;
  const fields: Record<string, FieldValue> = {};
  for (const [key, found] of stored.entries()) {
    if (!OWN_KEYS.has(key) && isFieldValue(found)) fields[key] = found;
  }
  const parent = stored.get("parent");
  return {
    id,
    zone: readString(stored, "zone"),
    rank: readString(stored, "rank"),
    parent: typeof parent === "string" ? parent : null,
    color: readString(stored, "color"),
    author: readString(stored, "author"),
    created: readString(stored, "created"),
    deleted: stored.get("deleted") === true,
    fields: Object.freeze(fields),
    text: readText(stored),
  };
}

/** The text shown for a card, whatever is stored there. */
export function textString(card: Y.Map<unknown>): string {
  const found = card.get("text");
  if (found instanceof Y.Text) return found.toString();
  return typeof found === "string" ? found : "";
}

/** The text unit for unit: what is no character (an embed, from another program) counts for
 * one, so that positions in the string are positions in the text. */
export function unitsOf(text: Y.Text): string {
  const words = text.toString();
  if (words.length === text.length) return words;
  const delta = text.toDelta() as { insert: unknown }[];
  return delta.map(({ insert }) => (typeof insert === "string" ? insert : "\ufffc")).join("");
}

/** What is to be shown of a text that is detached (see CardView.text). */
export function detachedString(text: Y.Text): string {
  return detached.get(text) ?? "";
}

const detached = new WeakMap<Y.Text, string>();

function readText(stored: Y.Map<unknown>): Y.Text {
  const found = stored.get("text");
  if (found instanceof Y.Text) return found;
  const placeholder = new Y.Text();
  detached.set(placeholder, textString(stored));
  return placeholder;
}

function readString(stored: Y.Map<unknown>, key: string): string {
  const found = stored.get(key);
  return typeof found === "string" ? found : "";
}

function isFieldValue(found: unknown): found is FieldValue {
  return (
    typeof found === "string" ||
    typeof found === "boolean" ||
    (typeof found === "number" && Number.isFinite(found))
  );
}

/** Id of the card that holds this text, or null. */
export function cardIdOf(text: Y.Text): string | null {
  const parent = text.parent;
  return parent instanceof Y.Map ? (parent._item?.parentSub ?? null) : null;
}

const ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";

/** A new card id: 80 random bits, letters and digits only. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => ALPHABET[byte & 31]).join("");
}
