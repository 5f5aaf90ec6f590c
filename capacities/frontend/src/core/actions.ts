/* What a person may do to the cards, links and strokes. Each act is one step of the undo history. */

import * as Y from "yjs";
import { setBackground } from "./background";
import type { CardsIndex } from "./cards-index";
import { cardMap, cardsOf, edgesOf, inkOf, isEdge, isFieldOf, newId, recordMap, strokeMap } from "./document";
import type { EdgesIndex } from "./edges-index";
import { CARD_KEYS, EDGE_KEYS } from "./generated";
import type { InkIndex } from "./ink-index";
import { setMeta } from "./meta";
import { placeAt } from "./ordering";
import { oneText, readPaste } from "./paste";
import { FULL_OF_INK, fullSentence, held, leftSentence } from "./refusals";
import { cutAt, diffText } from "./text-diff";
import type {
  Actions,
  CardExtra,
  CardSeed,
  EdgeSeed,
  FieldValue,
  FormRules,
  PasteResult,
  Place,
  Ranked,
  StrokeSeed,
  TemplateJson,
} from "./types";
import type { Undo } from "./undo";
import { french } from "./words";

export interface ActionContext {
  doc: Y.Doc;
  index: CardsIndex;
  edges: EdgesIndex;
  ink: InkIndex;
  undo: Undo;
  template: TemplateJson;
  /** Under which name one signs, now. */
  author(): string;
  /** The time it is, as it is written. */
  now(): string;
  rules(): FormRules;
  mayEdit(): boolean;
  notice(sentence: string): void;
}

type NewCard = CardExtra & { text: string };

export function makeActions(context: ActionContext): Actions {
  const { doc, index, edges, ink, undo } = context;
  const { limits } = context.template;
  const drawn = () => edges.live.get().length + ink.live.get().length;
  const roomLeft = () => limits.cards_per_canvas - drawn() - context.rules().live();
  /** Cards, links and strokes count together; the refusal is told. */
  const fits = (left: number, refused = 0) => {
    if (left >= 0) return true;
    context.notice(`${refused > 0 ? `${leftSentence(refused, context)} ` : ""}${fullSentence(context)}`);
    return false;
  };
  const inkFits = (added: number, most: number) => {
    if (ink.chars() + added <= most) return true;
    context.notice(FULL_OF_INK);
    return false;
  };
  const removeAll = (ids: readonly string[]) => {
    if (context.mayEdit() && (undo.forget(ids) || undo.removeEmptied(ids))) return;
    changeRecords(context, ids, (record) => set(record, "deleted", true));
  };
  /** What would be left once these are back from the corbeille. */
  const roomFor = (gone: readonly string[]) => {
    const { live } = context.rules();
    const back = gone.map((id) => (cardMap(doc, id) === null ? 1 : live(id) - live()));
    return roomLeft() - back.reduce((sum, each) => sum + each, 0);
  };
  const restoreAll = (ids: readonly string[]) => {
    const gone = ids.filter((id) => recordMap(doc, id)?.get("deleted") === true);
    if (!fits(roomFor(gone)) || gone.length === 0) return;
    if (context.mayEdit()) undo.bringBack(gone);
  };
  const standAgain = (id: string) => {
    const record = recordMap(doc, id);
    if (!context.mayEdit() || record?.get("deleted") !== true || !fits(roomFor([id]))) return;
    doc.transact(() => record.delete("deleted"));
  };
  const none = { done: false, message: null, cards: [] };

  const add = (zone: string, text = "", at: Place = LAST, extra: CardExtra = {}): string | null => {
    if (!context.mayEdit() || !fits(roomLeft() - 1)) return null;
    return createAt(context, zone, [{ text, ...extra }], at)[0] ?? null;
  };
  const addMany = (zone: string, texts: readonly string[], at: Place = LAST): string[] => {
    if (!context.mayEdit()) return [];
    const fitting = texts.slice(0, Math.max(0, roomLeft()));
    fits(fitting.length - texts.length, texts.length - fitting.length);
    const cards = fitting.map((text) => ({ text }));
    return createAt(context, zone, cards, at);
  };

  const cardOrStroke = (_: Y.Doc, id: string) => cardMap(doc, id) ?? strokeMap(doc, id);
  const setColors = (ids: readonly string[], color: string) => {
    changeRecords(context, ids, (record) => set(record, "color", color), cardOrStroke);
  };
  const setFields: Actions["setFields"] = (id, values) => {
    changeRecords(context, [id], (record) => writeFields(context, record, values));
  };

  return {
    add,
    addMany,
    paste(zone, text, at = LAST): PasteResult {
      if (!context.mayEdit()) return { ids: [], message: null, leftOut: text };
      const room = Math.max(0, roomLeft());
      const { texts, leftOut, message } = readPaste(text, limits, room, context.rules().words, held(context));
      return { ids: addMany(zone, texts, at), leftOut, message };
    },
    move(id, zone, to) {
      if (context.mayEdit()) move(context, id, zone, to);
    },
    create(seeds, moved = [], instead = null, links = [], strokes = []) {
      const left = roomLeft() - seeds.length - links.length - strokes.length;
      if (!context.mayEdit() || !fits(left, seeds.length)) return [];
      const drawn = strokes.reduce((sum, { points }) => sum + points.length, 0);
      if (drawn > 0 && !inkFits(drawn, limits.ink_chars + LAST_LINE * limits.stroke_chars)) return [];
      return create(context, seeds, moved, instead, links, strokes);
    },
    standFor(seeds) {
      if (!context.mayEdit() || !fits(roomLeft() - seeds.length)) return false;
      doc.transact(() => {
        const created = context.now();
        for (const { color = "", ...seed } of seeds) {
          cardsOf(doc).set(seed.id, newRecord(context, seed, CARD_KEYS, { color, created }));
        }
      });
      return true;
    },
    write(id, text, fields = {}) {
      changeRecords(context, [id], (record) => {
        const stored = record.get("text");
        if (stored instanceof Y.Text) rewrite(stored, oneText(text, limits));
        writeFields(context, record, fields);
      });
    },
    room: () => Math.max(0, roomLeft()),
    canDraw: () => fits(roomLeft() - 1) && inkFits(1, limits.ink_chars),
    link(from, to, kind, text = "") {
      if (!context.mayEdit() || !canJoin(context, from, to) || !fits(roomLeft() - 1)) return null;
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
      const ids = moves.map(({ id }) => id);
      const change = (card: Y.Map<unknown>, at: number) => {
        const { fields = {}, ...move } = moves[at]!;
        if (card.parent !== inkOf(doc)) writeFields(context, card, fields);
        const kept = (key: string) => key !== "id" && (card.parent !== inkOf(doc) || key === "x" || key === "y");
        const given = Object.entries(move).filter(([key, found]) => kept(key) && found !== undefined);
        if (given.some(([, found]) => isNoNumber(found))) return;
        if (given.every(([key, found]) => (card.get(key) ?? null) === found)) return;
        // All or none: of two moves that cross, one wins with its parent and its rank alike.
        for (const [key, found] of given) {
          if (found === null) card.delete(key);
          else card.set(key, found);
        }
      };
      changeRecords(context, ids, change, cardOrStroke);
    },
    setColor: (id, color) => setColors([id], color),
    setColors,
    setField: (id, key, value) => setFields(id, { [key]: value }),
    setFields,
    duplicate(id) {
      const card = index.view(id);
      if (card === null) return null;
      const siblings = index.zoneOrder(card.zone).get();
      const before = siblings[siblings.indexOf(id) + 1] ?? null;
      return add(card.zone, index.text(id).get(), { before }, { color: card.color, fields: card.fields });
    },
    remove: (id) => removeAll([id]),
    removeAll,
    restore: (id) => restoreAll([id]),
    restoreAll,
    standAgain,
    setBackground: (change) => {
      if (context.mayEdit()) undo.act(() => setBackground(doc, limits, change));
    },
    setMeta: (key, value) => {
      if (context.mayEdit()) setMeta(doc, key, value);
    },
    adopt: (ids) => (context.mayEdit() ? undo.adopt(ids) : []),
    undo: () => (context.mayEdit() ? undo.undo() : none),
    redo: () => (context.mayEdit() ? undo.redo() : none),
    takeBack: (ids) => (context.mayEdit() ? undo.takeBack(ids) : none),
  };
}

const LAST: Place = { before: null };

/** Strokes that one line may be cut into: begun while there was room for it, it is kept. */
const LAST_LINE = 10;
/** A link joins two cards that are there; the refusal is told. */
function canJoin(context: ActionContext, from: string, to: string): boolean {
  const there = [from, to].every((id) => context.index.view(id)?.deleted === false);
  if (there && from !== to) return true;
  const { plural, feminine } = context.rules().words;
  const [two, still] = feminine ? ["différentes", "présentes"] : ["différents", "présents"];
  context.notice(`Un lien relie deux ${plural} ${two}, encore ${still} sur le canevas : rien n’a changé.`);
  return false;
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

/** Write the cards, links and strokes in the corbeille, then bring them in as one undoable act (see docs/adr/003). */
function create(
  context: ActionContext,
  seeds: readonly CardSeed[],
  moved: readonly Ranked[],
  instead: string | null,
  links: readonly EdgeSeed[] = [],
  strokes: readonly StrokeSeed[] = [],
): string[] {
  if (seeds.length + links.length + strokes.length === 0) return [];
  const hidden = write(context, seeds, links, strokes, moved);
  context.undo.reveal(hidden, instead);
  return [...seeds, ...strokes].map(({ id }) => id);
}

/** Write them in the corbeille without a trace in the undo history. Those under another of them are out of sight
 * with it: only the top one comes and goes. The ids of those to be brought in. */
function write(
  context: ActionContext,
  seeds: readonly CardSeed[],
  links: readonly EdgeSeed[],
  strokes: readonly StrokeSeed[] = [],
  moved: readonly Ranked[] = [],
): string[] {
  const { doc } = context;
  const created = context.now();
  const known = new Set(seeds.map(({ id }) => id));
  const tops = seeds.filter(({ parent }) => parent === undefined || !known.has(parent));
  const hidden = new Set(tops.map(({ id }) => id));
  doc.transact(() => {
    for (const { color = firstColor(context.template), ...seed } of seeds) {
      const keys = { color, created, ...(hidden.has(seed.id) ? { deleted: true } : {}) };
      cardsOf(doc).set(seed.id, newRecord(context, seed, CARD_KEYS, keys));
    }
    for (const seed of links) {
      edgesOf(doc).set(seed.id, newRecord(context, seed, EDGE_KEYS, { created, deleted: true }));
    }
    for (const seed of strokes) inkOf(doc).set(seed.id, newStroke(context, seed, created));
    setRanks(doc, moved);
  });
  return [...hidden, ...[...links, ...strokes].map(({ id }) => id)];
}

/** A stroke to be written; what is as usual is not. */
function newStroke({ author }: ActionContext, seed: StrokeSeed, created: string): Y.Map<unknown> {
  const { id: _, thick, x = 0, y = 0, ...keys } = seed;
  const unusual = { ...(thick ? { thick } : {}), ...(x === 0 ? {} : { x }), ...(y === 0 ? {} : { y }) };
  return new Y.Map<unknown>(Object.entries({ ...keys, ...unusual, author: author(), created, deleted: true }));
}

/** A card or a link to be written; `own` are the keys that are no fields. */
function newRecord(
  { author, template }: ActionContext,
  { id: _, text = "", fields = {}, ...seed }: Omit<CardSeed, "color"> | EdgeSeed,
  own: ReadonlySet<string>,
  keys: object,
) {
  const record = new Y.Map<unknown>(Object.entries(fields).filter(([key]) => !own.has(key)));
  for (const [key, found] of Object.entries({ ...seed, ...keys, author: author() })) {
    if (found !== undefined && !isNoNumber(found)) record.set(key, found);
  }
  record.set("text", new Y.Text(oneText(text, template.limits)));
  return record;
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
function place({ index }: ActionContext, zone: string, at: Place, without: string | null, count: number) {
  const cards = index.cardsIn(zone).filter((card) => card.id !== without);
  const found = at.before === null ? -1 : cards.findIndex((card) => card.id === at.before);
  return placeAt(cards, found < 0 ? cards.length : found, count);
}

function setRanks(doc: Y.Doc, ranks: readonly Ranked[]): void {
  for (const { id, rank } of ranks) cardMap(doc, id)?.set("rank", rank);
}

/** Change several cards or links as one step; those that the document does not hold are passed over. */
function changeRecords(
  { doc, mayEdit, undo }: ActionContext,
  ids: readonly string[],
  body: (record: Y.Map<unknown>, place: number) => void,
  find = recordMap,
): void {
  if (!mayEdit()) return;
  undo.act(() => {
    for (const [place, id] of ids.entries()) {
      const record = find(doc, id);
      if (record !== null) body(record, place);
    }
  });
}

function rewrite(stored: Y.Text, after: string): void {
  const change = diffText(stored.toString(), after, after.length);
  if (change === null) return;
  stored.delete(change.at, change.remove);
  stored.insert(change.at, change.insert);
}

function writeFields(
  context: ActionContext,
  record: Y.Map<unknown>,
  fields: Readonly<Record<string, FieldValue | null>>,
): void {
  for (const [key, found] of Object.entries(fields)) {
    if (!isFieldOf(record, key) || isNoNumber(found)) continue;
    if (found === null) record.delete(key);
    else set(record, key, typeof found === "string" ? fieldText(context, record, key, found) : found);
  }
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
