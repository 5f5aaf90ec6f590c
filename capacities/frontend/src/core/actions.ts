/* What a person may do to the cards and links. Each act is one step of the undo history. */

import * as Y from "yjs";
import type { CardsIndex } from "./cards-index";
import {
  cardMap,
  cardsOf,
  edgesOf,
  isEdge,
  isFieldOf,
  isReservedEdgeKey,
  isReservedKey,
  newId,
  recordMap,
} from "./document";
import type { EdgesIndex } from "./edges-index";
import { placeAt } from "./ordering";
import { oneText, readPaste } from "./paste";
import { cutAt } from "./text-diff";
import type {
  Actions,
  CardExtra,
  CardSeed,
  CardView,
  CardWords,
  EdgeSeed,
  FieldValue,
  FormRules,
  PasteResult,
  Place,
  Ranked,
  TemplateJson,
} from "./types";
import type { Undo } from "./undo";
import { agree, capital, countOf, french, LINK } from "./words";

export interface ActionContext {
  doc: Y.Doc;
  index: CardsIndex;
  edges: EdgesIndex;
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
  const { doc, index, edges, undo, template } = context;
  const { limits } = template;
  const roomLeft = () => Math.max(0, limits.cards_per_canvas - context.rules().live());
  const removeAll = (ids: readonly string[]) => {
    if (context.mayEdit() && undo.forget(ids)) return;
    changeRecords(context, ids, (record) => set(record, "deleted", true));
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
    return createAt(
      context,
      zone,
      fitting.map((text) => ({ text, color, fields: {} })),
      at,
    );
  };

  const setFields: Actions["setFields"] = (id, values) => {
    changeRecords(context, [id], (record) => {
      for (const [key, value] of Object.entries(values)) {
        if (!isFieldOf(record, key) || isNoNumber(value)) continue;
        if (value === null) record.delete(key);
        else set(record, key, typeof value === "string" ? fieldText(context, record, key, value) : value);
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
    create(seeds, moved = [], instead = null, links = []) {
      if (!context.mayEdit() || !roomForLinks(context, links.length)) return [];
      if (seeds.length > roomLeft()) {
        context.notice(`${leftSentence(seeds.length, context)} ${fullSentence(context)}`);
        return [];
      }
      return create(context, seeds, moved, instead, links);
    },
    link(from, to, kind, text = "") {
      if (!context.mayEdit() || !canJoin(context, from, to) || !roomForLinks(context, 1)) return null;
      const id = newId();
      create(context, [], [], null, [{ id, from, to, kind, text }]);
      return id;
    },
    changeLink(id, given) {
      const edge = edges.view(id);
      if (edge === null || !context.mayEdit()) return;
      const { from = edge.from, to = edge.to, kind = edge.kind } = given;
      const joined = from !== edge.from || to !== edge.to;
      if (joined && !canJoin(context, from, to)) return;
      undo.act(() => {
        const stored = edgesOf(doc).get(id) as Y.Map<unknown>;
        set(stored, "kind", kind);
        // Both or none: of two changes that cross, one wins with both its ends.
        if (joined) for (const [key, end] of Object.entries({ from, to })) stored.set(key, end);
      });
    },
    place(moves) {
      changeAll(context, moves, ({ id: _, ...keys }, card) => {
        const given = Object.entries(keys).filter(([, found]) => found !== undefined);
        if (given.some(([, found]) => isNoNumber(found))) return;
        if (given.every(([key, found]) => (card.get(key) ?? null) === found)) return;
        // All or none: of two moves that cross, one wins with its parent and its rank alike.
        for (const [key, found] of given) {
          if (found === null) card.delete(key);
          else card.set(key, found);
        }
      });
    },
    setColor(id, color) {
      changeAll(context, [{ id }], (_, card) => set(card, "color", color));
    },
    setColors(ids, color) {
      changeAll(
        context,
        ids.map((id) => ({ id })),
        (_, card) => set(card, "color", color),
      );
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
      const record = recordMap(doc, id);
      if (record?.get("deleted") !== true) return;
      if (isEdge(record) && !roomForLinks(context, 1)) return;
      if (!isEdge(record) && context.rules().live(id) > limits.cards_per_canvas) {
        return context.notice(fullSentence(context));
      }
      changeRecords(context, [id], () => record.delete("deleted"));
    },
    undo: () => (context.mayEdit() ? undo.undo() : none),
    redo: () => (context.mayEdit() ? undo.redo() : none),
  };
}

const LAST: Place = { before: null };

function fullSentence({ template, rules }: ActionContext, words: CardWords = rules().words): string {
  const most = french(template.limits.cards_per_canvas);
  return `Le canevas est plein : il contient au plus ${most} ${words.plural}.`;
}

/** A canvas bears as many links as cards; the refusal is told. */
function roomForLinks(context: ActionContext, count: number): boolean {
  const fits = context.edges.liveCount + count <= context.template.limits.cards_per_canvas;
  if (!fits) context.notice(fullSentence(context, LINK));
  return fits;
}

/** A link joins two cards that are there; the refusal is told. */
function canJoin(context: ActionContext, from: string, to: string): boolean {
  const there = [from, to].every((id) => context.index.view(id)?.deleted === false);
  if (there && from !== to) return true;
  const { plural, feminine } = context.rules().words;
  const [two, still] = feminine ? ["différentes", "présentes"] : ["différents", "présents"];
  context.notice(`Un lien relie deux ${plural} ${two}, encore ${still} sur le canevas : rien n’a changé.`);
  return false;
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
function createAt(context: ActionContext, zone: string, cards: readonly NewCard[], at: Place): string[] {
  const { ranks, moved } = place(context, zone, at, null, cards.length);
  const seeds = cards.map((card, i) => ({ ...card, id: newId(), zone, rank: ranks[i]! }));
  return create(context, seeds, moved, at.instead === true ? at.before : null);
}

/** Write the cards and links in the corbeille without a trace in the undo history, then bring them in as
 * one undoable act (see docs/adr/003). Those under another of them are out of sight with it:
 * only the top one comes and goes. */
function create(
  context: ActionContext,
  seeds: readonly CardSeed[],
  moved: readonly Ranked[],
  instead: string | null,
  links: readonly EdgeSeed[] = [],
): string[] {
  if (seeds.length + links.length === 0) return [];
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
    for (const seed of links) edgesOf(doc).set(seed.id, newEdge(context, seed, created));
    setRanks(doc, moved);
  });
  undo.reveal([...hidden, ...links.map(({ id }) => id)], instead);
  return ids;
}

function newCard({ author, template }: ActionContext, seed: CardSeed, created: string) {
  const { zone, rank, parent, x, y, shape, on, text = "", color = firstColor(template), fields = {} } = seed;
  const card = new Y.Map<unknown>(Object.entries(fields).filter(([key]) => !isReservedKey(key)));
  const keys = { zone, rank, author: author(), created, color, parent, x, y, shape, on };
  for (const [key, found] of Object.entries(keys)) {
    if (found !== undefined && !isNoNumber(found)) card.set(key, found);
  }
  card.set("text", new Y.Text(oneText(text, template.limits)));
  return card;
}

function newEdge({ author, template }: ActionContext, seed: EdgeSeed, created: string) {
  const { from, to, kind, text = "", fields = {} } = seed;
  const edge = new Y.Map<unknown>(Object.entries(fields).filter(([key]) => !isReservedEdgeKey(key)));
  const keys = { from, to, kind, author: author(), created, deleted: true };
  for (const [key, found] of Object.entries(keys)) edge.set(key, found);
  edge.set("text", new Y.Text(oneText(text, template.limits)));
  return edge;
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

/** Change several cards or links as one step. */
function changeRecords(context: ActionContext, ids: readonly string[], body: (record: Y.Map<unknown>) => void): void {
  changeAll(
    context,
    ids.map((id) => ({ id })),
    (_, record) => body(record),
    recordMap,
  );
}

/** Change several cards as one step; those that the document does not hold are passed over. */
function changeAll<One extends { id: string }>(
  context: ActionContext,
  all: readonly One[],
  body: (one: One, card: Y.Map<unknown>) => void,
  find = cardMap,
): void {
  if (!context.mayEdit()) return;
  context.undo.act(() => {
    for (const one of all) {
      const card = find(context.doc, one.id);
      if (card !== null) body(one, card);
    }
  });
}

/** Write a key only when it changes: the same value again would be a step for nothing. */
function set(card: Y.Map<unknown>, key: string, found: unknown): void {
  if (card.get(key) !== found) card.set(key, found);
}

function isNoNumber(found: unknown): boolean {
  return typeof found === "number" && !Number.isFinite(found);
}

function fieldText(context: ActionContext, record: Y.Map<unknown>, key: string, text: string): string {
  const { edge_kinds: kinds, limits } = context.template;
  const { fields } = isEdge(record)
    ? (kinds.find((kind) => kind.key === record.get("kind")) ?? { fields: [] })
    : context.template;
  const kind = fields.find((field) => field.key === key)?.kind;
  const limit =
    { note: limits.field_note_chars, lien: limits.field_link_chars }[kind as string] ?? limits.field_text_chars;
  const kept = cutAt(text, limit);
  const lost = text.length - kept.length;
  if (lost > 0) {
    const what = lost === 1 ? "le dernier n’a pas été gardé" : `les ${french(lost)} derniers n’ont pas été gardés`;
    context.notice(`Ce champ contient au plus ${french(limit)} caractères : ${what}.`);
  }
  return kept;
}
