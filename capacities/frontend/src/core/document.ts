/* Typed access to the shared document (roots meta, cards, edges, ink). Survives any content. */

import * as Y from "yjs";
import { CARD_KEYS, EDGE_KEYS, SIGNED_KEYS } from "./generated";
import type { CardView, EdgeView, FieldValue, StrokeView } from "./types";

/** A field of the template, on a card or a link. */
export function isFieldOf(record: Y.Map<unknown>, key: string): boolean {
  return !(isEdge(record) ? EDGE_KEYS : CARD_KEYS).has(key);
}

/** A key by which somebody worked on a card or a link. Moving a card is no work on it; joining
 * a link to something else is. */
export function isWorkOn(record: Y.Map<unknown>, key: string): boolean {
  return isEdge(record) ? !SIGNED_KEYS.has(key) : key === "color" || !CARD_KEYS.has(key);
}

export function cardsOf(doc: Y.Doc): Y.Map<unknown> {
  return doc.getMap("cards");
}

export function metaOf(doc: Y.Doc): Y.Map<unknown> {
  return doc.getMap("meta");
}

export function backgroundOf(doc: Y.Doc): Y.Map<unknown> {
  return doc.getMap("background");
}

export function edgesOf(doc: Y.Doc): Y.Map<unknown> {
  return doc.getMap("edges");
}

export function inkOf(doc: Y.Doc): Y.Map<unknown> {
  return doc.getMap("ink");
}

/** The card's own map, or null when there is none or it is no map. */
export function cardMap(doc: Y.Doc, id: string): Y.Map<unknown> | null {
  const found = cardsOf(doc).get(id);
  return found instanceof Y.Map ? found : null;
}

/** The map of the card of this id, else of the link, else of the stroke: ids are of one space. */
export function recordMap(doc: Y.Doc, id: string): Y.Map<unknown> | null {
  const edge = edgesOf(doc).get(id);
  return cardMap(doc, id) ?? (edge instanceof Y.Map ? edge : strokeMap(doc, id));
}

/** The stroke's own map, or null when there is none or it is no map. */
export function strokeMap(doc: Y.Doc, id: string): Y.Map<unknown> | null {
  const found = inkOf(doc).get(id);
  return found instanceof Y.Map ? found : null;
}

export function isEdge(record: Y.Map<unknown>): boolean {
  return record.doc !== null && record.parent === edgesOf(record.doc);
}

/** Read one card; null when what is stored there is no card at all. */
export function readCard(id: string, stored: unknown): CardView | null {
  if (!(stored instanceof Y.Map)) return null;
  return {
    id,
    zone: readString(stored, "zone"),
    rank: readString(stored, "rank"),
    parent: readAs(stored, "parent", "string"),
    x: readAs(stored, "x", "number"),
    y: readAs(stored, "y", "number"),
    shape: readAs(stored, "shape", "string"),
    on: readAs(stored, "on", "string") || null,
    color: readString(stored, "color"),
    ...readSigned(stored, CARD_KEYS),
  };
}

/** Read one link; null when what is stored there is no link at all. */
export function readEdge(id: string, stored: unknown): EdgeView | null {
  if (!(stored instanceof Y.Map)) return null;
  return {
    id,
    from: readString(stored, "from"),
    to: readString(stored, "to"),
    kind: readString(stored, "kind"),
    ...readSigned(stored, EDGE_KEYS),
  };
}

const NO_FIELDS = Object.freeze({});
const NO_TEXT = new Y.Text();

/** Read one stroke; null when what is stored there is none at all. `reach`: how far a point may be from the middle. */
export function readStroke(id: string, stored: unknown, reach: number): StrokeView | null {
  if (!(stored instanceof Y.Map)) return null;
  return {
    id,
    points: readString(stored, "points"),
    color: readString(stored, "color"),
    thick: stored.get("thick") === true,
    x: readOffset(stored, "x", 2 * reach),
    y: readOffset(stored, "y", 2 * reach),
    author: readString(stored, "author"),
    created: readString(stored, "created"),
    deleted: stored.get("deleted") === true,
    fields: NO_FIELDS,
    text: NO_TEXT,
  };
}

/** How far a stroke was moved: 0 when nobody could go there, as in Python (documents/ink.py). */
function readOffset(stored: Y.Map<unknown>, key: "x" | "y", most: number): number {
  const found = readAs(stored, key, "number") ?? 0;
  return Math.abs(found) <= most ? found : 0;
}

/** What cards and links have alike; `own` are the keys that are no fields. */
function readSigned(stored: Y.Map<unknown>, own: ReadonlySet<string>) {
  const fields: Record<string, FieldValue> = {};
  for (const [key, found] of stored.entries()) {
    if (!own.has(key) && isFieldValue(found)) fields[key] = found;
  }
  return {
    author: readString(stored, "author"),
    created: readString(stored, "created"),
    deleted: stored.get("deleted") === true,
    origin: readAs(stored, "origin", "string") || null,
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
  return readAs(stored, key, "string") ?? "";
}

function readAs(stored: Y.Map<unknown>, key: string, type: "string"): string | null;
function readAs(stored: Y.Map<unknown>, key: string, type: "number"): number | null;
function readAs(stored: Y.Map<unknown>, key: string, type: string): FieldValue | null {
  const found = stored.get(key);
  return typeof found === type && isFieldValue(found) ? found : null;
}

function isFieldValue(found: unknown): found is FieldValue {
  return (
    typeof found === "string" || typeof found === "boolean" || (typeof found === "number" && Number.isFinite(found))
  );
}

/** Id of the card or link that holds this text, or null. */
export function cardIdOf(text: Y.Text): string | null {
  const parent = text.parent;
  return parent instanceof Y.Map ? (parent._item?.parentSub ?? null) : null;
}

const ALPHABET = "abcdefghijklmnopqrstuvwxyz234567";

/** A new id of a card or a link: 80 random bits, letters and digits only. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => ALPHABET[byte & 31]).join("");
}
