/* The cards as React sees them: a box is recomputed when a card enters, leaves or moves. */

import type * as Y from "yjs";
import { cardsOf, readCard } from "./document";
import { compareRanked } from "./ordering";
import { type RecordChange, RecordsIndex } from "./records-index";
import { getOrMake, Lazy, sameItems, sameRecord, type Value, value } from "./store";
import type { CardPlace, CardView, Store } from "./types";

const NONE: readonly string[] = [];

export class CardsIndex extends RecordsIndex<CardView> {
  private readonly zones = new Map<string, Value<readonly string[]>>();
  private readonly totalStores = new Map<string, Map<string, Lazy<Record<string, number>>>>();
  private live = 0;

  readonly zonesInUse = value<readonly string[]>(NONE, sameItems);
  readonly counts = value<{ live: number }>({ live: 0 }, sameRecord);

  /** Copied only when asked after a card changed place: no form but a tree pays for it. */
  readonly places = new Lazy<ReadonlyMap<string, CardPlace>>(() => new Map(this.views));

  /** The same with all that is not text. */
  readonly all = new Lazy<ReadonlyMap<string, CardView>>(() => new Map(this.views));

  constructor(doc: Y.Doc) {
    super(cardsOf(doc), readCard);
    this.start();
  }

  /** The live cards of a box, in order. */
  cardsIn(zone: string): CardView[] {
    return (this.zones.get(zone)?.get() ?? NONE).map((id) => this.views.get(id)!);
  }

  zoneOrder(zone: string): Value<readonly string[]> {
    return getOrMake(this.zones, zone, () => value<readonly string[]>(NONE, sameItems));
  }

  totals(zone: string, field: string, by: string | null): Store<Record<string, number>> {
    const ofZone = getOrMake(this.totalStores, zone, () => new Map());
    return getOrMake(ofZone, JSON.stringify([field, by]), () => {
      return new Lazy(() => sum(this.cardsIn(zone), field, by), sameRecord);
    });
  }

  protected publish(changes: readonly RecordChange<CardView>[]): void {
    const left = new Map<string, Set<string>>();
    const entered = new Map<string, string[]>();
    const touched = new Set<string>();
    for (const { id, before, after } of changes) {
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
    if (changes.some(({ before, after }) => !samePlace(before, after))) this.places.invalidate();
    if (changes.length > 0) this.all.invalidate();
    this.reorderAll(left, entered);
    this.counts.set({ live: this.live });
    for (const zone of touched) {
      for (const store of this.totalStores.get(zone)?.values() ?? []) store.invalidate();
    }
  }

  protected compare(a: CardView, b: CardView): number {
    return (a.zone < b.zone ? -1 : a.zone > b.zone ? 1 : 0) || compareRanked(a, b);
  }

  private reorderAll(left: Map<string, Set<string>>, entered: Map<string, string[]>): void {
    for (const zone of new Set([...left.keys(), ...entered.keys()])) {
      this.reorder(zone, left.get(zone), entered.get(zone) ?? []);
    }
    if (left.size === 0 && entered.size === 0) return;
    const inUse = [...this.zones].filter(([, ids]) => ids.get().length > 0);
    this.zonesInUse.set(inUse.map(([zone]) => zone).sort());
  }

  private reorder(zone: string, left: Set<string> | undefined, entered: string[]): void {
    const store = this.zoneOrder(zone);
    const kept = left === undefined ? [...store.get()] : store.get().filter((id) => !left.has(id));
    if (entered.length > 0) {
      kept.push(...entered);
      kept.sort((a, b) => compareRanked(this.views.get(a)!, this.views.get(b)!));
    }
    store.set(kept);
  }
}

/** What tells where a card is. */
const PLACE = ["zone", "parent", "rank", "x", "y", "shape", "on", "deleted"] as const;

function samePlace(a: CardView | null, b: CardView | null): boolean {
  if (a === null || b === null) return a === b;
  return PLACE.every((key) => a[key] === b[key]);
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
