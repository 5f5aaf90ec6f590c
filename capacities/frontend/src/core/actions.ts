/* What a person may do to the cards. Each act is one step of the undo history. */

import * as Y from "yjs";
import type { CardsIndex } from "./cards-index";
import { cardMap, cardsOf, isReservedKey, newId } from "./document";
import { placeAt } from "./ordering";
import { oneText, readPaste } from "./paste";
import { cutAt } from "./text-diff";
import type {
  Actions,
  CardExtra,
  CardSeed,
  CardView,
  FieldValue,
  FormRules,
  PasteResult,
  Place,
  Ranked,
  TemplateJson,
} from "./types";
import type { Undo } from "./undo";
import { agree, capital, countOf, french } from "./words";

export interface ActionContext {
  doc: Y.Doc;
  index: CardsIndex;
  undo: Undo;
  template: TemplateJson;
  /** Under which name one signs, now. */
  author(): string;
  rules(): FormRules;
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
  const roomLeft = () => Math.max(0, limits.cards_per_canvas - context.rules().live());
  const removeAll = (ids: readonly string[]) => {
    if (context.mayEdit() && undo.forget(ids)) return;
    changeAll(context, ids.map((id) => ({ id })), (_, card) => set(card, "deleted", true));
  };
  const none = { done: false, message: null, cards: [] };

  const add = (zone: string, text = "", at: Place = LAST, extra: CardExtra = {}): string | null => {
    if (!context.mayEdit()) return null;
    if (roomLeft() === 0) {
      context.notice(fullSentence(context));
      return null;
    }
    const { color = firstColor(template), fields = {} } = extra;
    return createAt(context, zone, [{ text, color, fields }], at)[0] ?? null;
  };
  const addMany = (zone: string, texts: readonly string[], at: Place = LAST): string[] => {
    if (!context.mayEdit()) return [];
    const fitting = texts.slice(0, roomLeft());
    if (fitting.length < texts.length) {
      context.notice(`${leftSentence(texts.length - fitting.length, context)} ${fullSentence(context)}`);
    }
    const color = firstColor(template);
    return createAt(context, zone, fitting.map((text) => ({ text, color, fields: {} })), at);
  };

  const setFields: Actions["setFields"] = (id, values) => {
    change(context, id, (card) => {
      for (const [key, value] of Object.entries(values)) {
        if (isReservedKey(key)) continue;
        if (typeof value === "number" && !Number.isFinite(value)) continue;
        if (value === null) card.delete(key);
        else set(card, key, typeof value === "string" ? fieldText(context, key, value) : value);
      }
    });
  };

  return {
    add,
    addMany,
    paste(zone, text, at = LAST): PasteResult {
      if (!context.mayEdit()) return { ids: [], message: null, leftOut: text };
      const { texts, leftOut, message } = readPaste(text, limits, roomLeft(), context.rules().words);
      return { ids: addMany(zone, texts, at), leftOut, message };
    },
    move(id, zone, to) {
      if (context.mayEdit()) move(context, id, zone, to);
    },
    create(seeds, moved = [], instead = null) {
      if (!context.mayEdit()) return [];
      if (seeds.length > roomLeft()) {
        context.notice(`${leftSentence(seeds.length, context)} ${fullSentence(context)}`);
        return [];
      }
      return create(context, seeds, moved, instead);
    },
    place(moves) {
      changeAll(context, moves, ({ id: _, ...keys }, card) => {
        const given = Object.entries(keys).filter(([, found]) => found !== undefined);
        if (given.every(([key, found]) => card.get(key) === found)) return;
        // All or none: of two moves that cross, one wins with its parent and its rank alike.
        for (const [key, found] of given) card.set(key, found);
      });
    },
    setColor(id, color) {
      change(context, id, (card) => set(card, "color", color));
    },
    setColors(ids, color) {
      changeAll(context, ids.map((id) => ({ id })), (_, card) => set(card, "color", color));
    },
    setField: (id, key, value) => setFields(id, { [key]: value }),
    setFields,
    duplicate(id) {
      const card = index.view(id);
      if (card === null) return null;
      const siblings = index.zoneOrder(card.zone).get();
      const before = siblings[siblings.indexOf(id) + 1] ?? null;
      return add(card.zone, index.text(id).get(), { before }, card);
    },
    remove: (id) => removeAll([id]),
    removeAll,
    restore(id) {
      if (index.view(id)?.deleted !== true) return;
      if (context.rules().live(id) > limits.cards_per_canvas) return context.notice(fullSentence(context));
      change(context, id, (card) => card.delete("deleted"));
    },
    undo: () => (context.mayEdit() ? undo.undo() : none),
    redo: () => (context.mayEdit() ? undo.redo() : none),
  };
}

const LAST: Place = { before: null };

function fullSentence({ template, rules }: ActionContext): string {
  const most = french(template.limits.cards_per_canvas);
  return `Le canevas est plein : il contient au plus ${most} ${rules().words.plural}.`;
}

function leftSentence(count: number, context: ActionContext): string {
  const { words } = context.rules();
  const added = agree("ajouté", count, words);
  const verb = count === 1 ? "n’a pas été" : "n’ont pas été";
  return `${capital(countOf(count, words))} ${verb} ${added}.`;
}

function firstColor(template: TemplateJson): string {
  return template.colors[0]?.key ?? "";
}

/** Create cards one after the other at a place of a box. */
function createAt(
  context: ActionContext,
  zone: string,
  cards: readonly NewCard[],
  at: Place,
): string[] {
  const { ranks, moved } = place(context, zone, at, null, cards.length);
  const seeds = cards.map((card, i) => ({ ...card, id: newId(), zone, rank: ranks[i]! }));
  return create(context, seeds, moved, at.instead === true ? at.before : null);
}

/** Write the cards in the corbeille without a trace in the undo history, then bring them in as
 * one undoable act (see docs/adr/003). Those under another of them are out of sight with it:
 * only the top one comes and goes. */
function create(
  context: ActionContext,
  seeds: readonly CardSeed[],
  moved: readonly Ranked[],
  instead: string | null,
): string[] {
  if (seeds.length === 0) return [];
  const { doc, undo } = context;
  const created = new Date().toISOString();
  const ids = seeds.map(({ id }) => id);
  const known = new Set(ids);
  const tops = seeds.filter(({ parent }) => parent === undefined || !known.has(parent));
  const hidden = new Set(tops.map(({ id }) => id));
  doc.transact(() => {
    for (const seed of seeds) {
      const card = newCard(context, seed, created);
      if (hidden.has(seed.id)) card.set("deleted", true);
      cardsOf(doc).set(seed.id, card);
    }
    setRanks(doc, moved);
  });
  undo.reveal([...hidden], instead);
  return ids;
}

function newCard({ author, template }: ActionContext, seed: CardSeed, created: string) {
  const { zone, rank, parent, text = "", color = firstColor(template), fields = {} } = seed;
  const card = new Y.Map<unknown>(Object.entries(fields).filter(([key]) => !isReservedKey(key)));
  for (const [key, found] of Object.entries({ zone, rank, author: author(), created, color })) {
    card.set(key, found);
  }
  if (parent !== undefined) card.set("parent", parent);
  card.set("text", new Y.Text(oneText(text, template.limits)));
  return card;
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
    set(card, "zone", zone);
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
  changeAll(context, [{ id }], (_, card) => body(card));
}

/** Change several cards as one step; those that the document does not hold are passed over. */
function changeAll<One extends { id: string }>(
  context: ActionContext,
  all: readonly One[],
  body: (one: One, card: Y.Map<unknown>) => void,
): void {
  if (!context.mayEdit()) return;
  context.undo.act(() => {
    for (const one of all) {
      const card = cardMap(context.doc, one.id);
      if (card !== null) body(one, card);
    }
  });
}

/** Write a key only when it changes: the same value again would be a step for nothing. */
function set(card: Y.Map<unknown>, key: string, found: unknown): void {
  if (card.get(key) !== found) card.set(key, found);
}

function fieldText(context: ActionContext, key: string, text: string): string {
  const { fields, limits } = context.template;
  const kind = fields.find((field) => field.key === key)?.kind;
  const limit = { note: limits.field_note_chars, lien: limits.field_link_chars }[kind as string]
    ?? limits.field_text_chars;
  const kept = cutAt(text, limit);
  const lost = text.length - kept.length;
  if (lost > 0) {
    const what = lost === 1 ? "le dernier n’a pas été gardé" : `les ${french(lost)} derniers n’ont pas été gardés`;
    context.notice(`Ce champ contient au plus ${french(limit)} caractères : ${what}.`);
  }
  return kept;
}
