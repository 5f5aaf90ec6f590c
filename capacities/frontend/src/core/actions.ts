/* What a person may do to the cards. Each act is one step of the undo history. */

import * as Y from "yjs";
import type { CardsIndex } from "./cards-index";
import { cardMap, cardsOf, isReservedKey, newId } from "./document";
import { placeAt } from "./ordering";
import { french, oneText, readPaste } from "./paste";
import { cutAt } from "./text-diff";
import type {
  Actions,
  CardExtra,
  CardView,
  FieldValue,
  LimitsJson,
  PasteResult,
  Place,
  TemplateJson,
} from "./types";
import type { Undo } from "./undo";

export interface ActionContext {
  doc: Y.Doc;
  index: CardsIndex;
  undo: Undo;
  template: TemplateJson;
  author: string;
  mayEdit(): boolean;
  notice(sentence: string): void;
}

interface NewCard {
  text: string;
  color: string;
  fields: Readonly<Record<string, FieldValue>>;
}

export function makeActions(context: ActionContext): Actions {
  const { index, undo, template } = context;
  const { limits } = template;
  const none = { done: false, message: null, cards: [] };

  const add = (zone: string, text = "", at: Place = LAST, extra: CardExtra = {}): string | null => {
    if (!context.mayEdit()) return null;
    if (roomLeft(index, limits) === 0) {
      context.notice(fullSentence(limits));
      return null;
    }
    const color = extra.color ?? template.colors[0]?.key ?? "";
    return create(context, zone, [{ text, color, fields: extra.fields ?? {} }], at)[0] ?? null;
  };
  const addMany = (zone: string, texts: readonly string[], at: Place = LAST): string[] => {
    if (!context.mayEdit()) return [];
    const fitting = texts.slice(0, roomLeft(index, limits));
    if (fitting.length < texts.length) {
      context.notice(`${leftSentence(texts.length - fitting.length)} ${fullSentence(limits)}`);
    }
    const color = template.colors[0]?.key ?? "";
    return create(context, zone, fitting.map((text) => ({ text, color, fields: {} })), at);
  };

  return {
    add,
    addMany,
    paste(zone, text, at = LAST): PasteResult {
      if (!context.mayEdit()) return { ids: [], message: null, leftOut: text };
      const { texts, leftOut, message } = readPaste(text, limits, roomLeft(index, limits));
      return { ids: addMany(zone, texts, at), leftOut, message };
    },
    move(id, zone, to) {
      if (context.mayEdit()) move(context, id, zone, to);
    },
    setColor(id, color) {
      change(context, id, (card) => {
        if (card.get("color") !== color) card.set("color", color);
      });
    },
    setField(id, key, value) {
      if (isReservedKey(key)) return;
      if (typeof value === "number" && !Number.isFinite(value)) return;
      const kept = typeof value === "string" ? fieldText(context, value) : value;
      change(context, id, (card) => {
        if (kept === null) card.delete(key);
        else if (card.get(key) !== kept) card.set(key, kept);
      });
    },
    duplicate(id) {
      const card = index.view(id);
      if (card === null) return null;
      const siblings = index.zoneOrder(card.zone).get();
      const before = siblings[siblings.indexOf(id) + 1] ?? null;
      return add(card.zone, index.text(id).get(), { before }, card);
    },
    remove(id) {
      change(context, id, (card) => {
        if (card.get("deleted") !== true) card.set("deleted", true);
      });
    },
    restore(id) {
      if (index.view(id)?.deleted !== true) return;
      if (roomLeft(index, limits) === 0) return context.notice(fullSentence(limits));
      change(context, id, (card) => card.delete("deleted"));
    },
    undo: () => (context.mayEdit() ? undo.undo() : none),
    redo: () => (context.mayEdit() ? undo.redo() : none),
  };
}

const LAST: Place = { before: null };

function roomLeft(index: CardsIndex, limits: LimitsJson): number {
  return Math.max(0, limits.cards_per_canvas - index.liveCount);
}

function fullSentence(limits: LimitsJson): string {
  return `Le canevas est plein : il contient au plus ${french(limits.cards_per_canvas)} post-its.`;
}

function leftSentence(count: number): string {
  return count === 1 ? "Un post-it n’a pas été ajouté." : `${french(count)} post-its n’ont pas été ajoutés.`;
}

/** Write the cards in the corbeille without a trace in the undo history, then bring them in as
 * one undoable act (see docs/adr/003). */
function create(
  context: ActionContext,
  zone: string,
  cards: readonly NewCard[],
  at: Place,
): string[] {
  if (cards.length === 0) return [];
  const { doc, undo, template } = context;
  const { ranks, moved } = place(context, zone, at, null, cards.length);
  const created = new Date().toISOString();
  const ids = cards.map(() => newId());
  doc.transact(() => {
    cards.forEach((card, i) => {
      const map = new Y.Map<unknown>(Object.entries(card.fields));
      const text = new Y.Text(oneText(card.text, template.limits));
      const own = { zone, rank: ranks[i]!, author: context.author, created, color: card.color };
      for (const [key, found] of Object.entries(own)) map.set(key, found);
      map.set("deleted", true);
      map.set("text", text);
      cardsOf(doc).set(ids[i]!, map);
    });
    setRanks(doc, moved);
  });
  undo.reveal(ids);
  return ids;
}

function move(context: ActionContext, id: string, zone: string, to: number | Place): void {
  const { doc, index, undo } = context;
  const card = cardMap(doc, id);
  const view = index.view(id);
  if (card === null || view === null) return;
  const order = index.zoneOrder(zone).get();
  const here = view.zone === zone && !view.deleted ? order.indexOf(id) : -1;
  const others = here < 0 ? order : order.filter((other) => other !== id);
  const before = typeof to === "number" ? (others[Math.max(0, to)] ?? null) : to.before;
  const target = before === null ? others.length : others.indexOf(before);
  if (here >= 0 && (target === here || before === id)) return;
  const { ranks, moved } = place(context, zone, { before }, id, 1);
  undo.act(() => {
    if (card.get("zone") !== zone) card.set("zone", zone);
    card.set("rank", ranks[0]!);
    setRanks(doc, moved);
  });
}

/** Ranks for `count` cards put at `at`; `without` is the card that moves. */
function place(
  { index }: ActionContext,
  zone: string,
  at: Place,
  without: string | null,
  count: number,
): ReturnType<typeof placeAt> {
  const cards: CardView[] = index.cardsIn(zone).filter((card) => card.id !== without);
  const found = at.before === null ? -1 : cards.findIndex((card) => card.id === at.before);
  return placeAt(cards, found < 0 ? cards.length : found, count);
}

function setRanks(doc: Y.Doc, ranks: readonly { id: string; rank: string }[]): void {
  for (const { id, rank } of ranks) cardMap(doc, id)?.set("rank", rank);
}

function change(context: ActionContext, id: string, body: (card: Y.Map<unknown>) => void): void {
  const card = cardMap(context.doc, id);
  if (card !== null && context.mayEdit()) context.undo.act(() => body(card));
}

function fieldText(context: ActionContext, text: string): string {
  const limit = context.template.limits.field_text_chars;
  const kept = cutAt(text, limit);
  if (kept.length < text.length) {
    context.notice(
      `Ce champ contient au plus ${french(limit)} caractères : les ${french(text.length - kept.length)} derniers n’ont pas été gardés.`,
    );
  }
  return kept;
}
