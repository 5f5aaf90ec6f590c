/* The cards as React sees them, kept up to date by what changed and nothing else:
 * a keystroke touches one text store; a box is recomputed when a card enters, leaves or moves. */

import * as Y from "yjs";
import { cardMap, cardsOf, readCard, textString } from "./document";
import { compareRanked } from "./ordering";
import { Lazy, type Value, sameItems, sameRecord, value } from "./store";
import type { CardPlace, CardView, Store } from "./types";

/** What one transaction did to one card, for announcements. */
export interface CardChange {
  id: string;
  before: CardView | null;
  after: CardView | null;
}

export interface IndexChange {
  cards: CardChange[];
  /** Cards whose text changed. */
  texts: string[];
  transaction: Y.Transaction;
}

const NONE: readonly string[] = [];

export class CardsIndex {
  private readonly views = new Map<string, CardView>();
  private readonly zones = new Map<string, Value<readonly string[]>>();
  private readonly cardStores = new Map<string, Lazy<CardView | null>>();
  private readonly textStores = new Map<string, Lazy<string>>();
  private readonly totalStores = new Map<string, Map<string, Lazy<Record<string, number>>>>();
  /** When a card was seen going to the corbeille, in this page's own count. */
  private readonly deletedAt = new Map<string, number>();
  private deletions = 0;
  private live = 0;
  private readonly listeners = new Set<(change: IndexChange) => void>();

  readonly zonesInUse = value<readonly string[]>(NONE, sameItems);
  readonly counts = value<{ live: number }>({ live: 0 }, sameRecord);
  readonly trash = new Lazy<readonly CardView[]>(() => this.readTrash(), sameItems);

  /** Copied only when asked after a card changed place: no form but a tree pays for it. */
  readonly places = new Lazy<ReadonlyMap<string, CardPlace>>(() => new Map(this.views));

  constructor(private readonly doc: Y.Doc) {
    const cards = cardsOf(doc);
    cards.observeDeep(this.observe);
    this.apply(new Set(cards.keys()));
  }

  destroy(): void {
    cardsOf(this.doc).unobserveDeep(this.observe);
    this.listeners.clear();
  }

  onChange(listener: (change: IndexChange) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  view(id: string): CardView | null {
    return this.views.get(id) ?? null;
  }

  /** The live cards of a box, in order. */
  cardsIn(zone: string): CardView[] {
    return (this.zones.get(zone)?.get() ?? NONE).map((id) => this.views.get(id)!);
  }

  get liveCount(): number {
    return this.live;
  }

  zoneOrder(zone: string): Store<readonly string[]> {
    return this.zone(zone);
  }

  card(id: string): Store<CardView | null> {
    return getOrMake(this.cardStores, id, () => new Lazy(() => this.view(id)));
  }

  text(id: string): Store<string> {
    return getOrMake(
      this.textStores,
      id,
      () =>
        new Lazy(() => {
          const card = cardMap(this.doc, id);
          return card === null ? "" : textString(card);
        }),
    );
  }

  totals(zone: string, field: string, by: string | null): Store<Record<string, number>> {
    const ofZone = getOrMake(this.totalStores, zone, () => new Map());
    return getOrMake(ofZone, JSON.stringify([field, by]), () => {
      return new Lazy(() => sum(this.cardsIn(zone), field, by), sameRecord);
    });
  }

  private zone(zone: string): Value<readonly string[]> {
    return getOrMake(this.zones, zone, () => value<readonly string[]>(NONE, sameItems));
  }

  private readonly observe = (
    // Yjs types the events of a tree as `any`.
    events: Y.YEvent<any>[],
    transaction: Y.Transaction,
  ): void => {
    const changed = new Set<string>();
    const texts = new Set<string>();
    for (const event of events) {
      const path = event.path;
      const id = String(path[0] ?? "");
      if (path.length === 0) for (const key of event.keys.keys()) changed.add(key);
      else if (path.length === 1) {
        changed.add(id);
        if (event.keys.has("text")) texts.add(id);
      } else if (path[1] === "text") texts.add(id);
    }
    const cards = this.apply(changed);
    // A whole card set anew brings another text.
    for (const { id, before, after } of cards) if (before?.text !== after?.text) texts.add(id);
    for (const id of texts) this.textStores.get(id)?.invalidate();
    if (cards.length === 0 && texts.size === 0) return;
    for (const listener of [...this.listeners]) listener({ cards, texts: [...texts], transaction });
  };

  /** Read again the cards named, then tell each store that something of its own changed. */
  private apply(ids: ReadonlySet<string>): CardChange[] {
    const changes: CardChange[] = [];
    const left = new Map<string, Set<string>>();
    const entered = new Map<string, string[]>();
    const touched = new Set<string>();
    let trashChanged = false;
    let placesChanged = false;
    for (const id of ids) {
      const before = this.views.get(id) ?? null;
      const after = readCard(id, cardsOf(this.doc).get(id));
      if (before !== null && after !== null && sameView(before, after)) continue;
      if (after === null) this.views.delete(id);
      else this.views.set(id, after);
      if (before === null && after === null) continue;
      changes.push({ id, before, after });
      this.noteDeletion(id, before, after);
      trashChanged ||= before?.deleted === true || after?.deleted === true;
      placesChanged ||= !samePlace(before, after);
      const from = before !== null && !before.deleted ? before.zone : null;
      const to = after !== null && !after.deleted ? after.zone : null;
      if (from !== null) touched.add(from);
      if (to !== null) touched.add(to);
      if (from === to && before?.rank === after?.rank) continue;
      if (from !== null) getOrMake(left, from, () => new Set()).add(id);
      if (to !== null) getOrMake(entered, to, () => []).push(id);
      this.live += (to === null ? 0 : 1) - (from === null ? 0 : 1);
    }
    // First: a card that is gone must not be asked for at a place it had.
    if (placesChanged) this.places.invalidate();
    this.publish(changes, left, entered, touched, trashChanged);
    return changes;
  }

  private publish(
    changes: CardChange[],
    left: Map<string, Set<string>>,
    entered: Map<string, string[]>,
    touched: Set<string>,
    trashChanged: boolean,
  ): void {
    for (const zone of new Set([...left.keys(), ...entered.keys()])) {
      this.reorder(zone, left.get(zone), entered.get(zone) ?? []);
    }
    if (left.size > 0 || entered.size > 0) {
      const inUse = [...this.zones].filter(([, ids]) => ids.get().length > 0);
      this.zonesInUse.set(inUse.map(([zone]) => zone).sort());
    }
    this.counts.set({ live: this.live });
    for (const { id } of changes) this.cardStores.get(id)?.invalidate();
    for (const zone of touched) {
      for (const store of this.totalStores.get(zone)?.values() ?? []) store.invalidate();
    }
    if (trashChanged) this.trash.invalidate();
  }

  private reorder(zone: string, left: Set<string> | undefined, entered: string[]): void {
    const store = this.zone(zone);
    const kept = left === undefined ? [...store.get()] : store.get().filter((id) => !left.has(id));
    if (entered.length > 0) {
      kept.push(...entered);
      kept.sort((a, b) => compareRanked(this.views.get(a)!, this.views.get(b)!));
    }
    store.set(kept);
  }

  private noteDeletion(id: string, before: CardView | null, after: CardView | null): void {
    if (after?.deleted !== true) this.deletedAt.delete(id);
    else if (before !== null && !before.deleted) this.deletedAt.set(id, ++this.deletions);
  }

  private readTrash(): readonly CardView[] {
    const deleted = [...this.views.values()].filter((card) => card.deleted);
    const when = (card: CardView) => this.deletedAt.get(card.id) ?? 0;
    return deleted.sort(
      (a, b) =>
        when(b) - when(a) || (a.zone < b.zone ? -1 : a.zone > b.zone ? 1 : compareRanked(a, b)),
    );
  }
}

function sameView(a: CardView, b: CardView): boolean {
  return (
    a.text === b.text &&
    a.zone === b.zone &&
    a.rank === b.rank &&
    a.parent === b.parent &&
    a.deleted === b.deleted &&
    a.color === b.color &&
    a.author === b.author &&
    a.created === b.created &&
    sameRecord(a.fields, b.fields)
  );
}

function samePlace(a: CardView | null, b: CardView | null): boolean {
  if (a === null || b === null) return a === b;
  return (
    a.zone === b.zone && a.parent === b.parent && a.rank === b.rank && a.deleted === b.deleted
  );
}

function sum(cards: CardView[], field: string, by: string | null): Record<string, number> {
  const totals: Record<string, number> = {};
  for (const { fields } of cards) {
    const amount = fields[field];
    if (typeof amount !== "number") continue;
    const key = by === null ? "" : String(fields[by] ?? "");
    totals[key] = (Object.hasOwn(totals, key) ? totals[key]! : 0) + amount;
  }
  // Cents added as binary fractions leave dust (0.1 + 0.2): round it off.
  for (const key of Object.keys(totals)) totals[key] = Math.round(totals[key]! * 1e6) / 1e6;
  return totals;
}

function getOrMake<K, V>(map: Map<K, V>, key: K, make: () => V): V {
  let found = map.get(key);
  if (found === undefined) {
    found = make();
    map.set(key, found);
  }
  return found;
}
