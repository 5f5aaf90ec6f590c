/* What a form keeps out of sight for now: it is in no corbeille, and no sentence tells it. */

import type { CardsIndex } from "./cards-index";
import type { EdgesIndex } from "./edges-index";
import type { IndexChange, RecordsIndex } from "./records-index";
import { Lazy, sameItems } from "./store";
import type { CardView, EdgeView, FormRules, Store } from "./types";

export class Discretion {
  readonly trash: Store<readonly CardView[]>;
  readonly edgeTrash: Store<readonly EdgeView[]>;

  /** What is out of sight may change with what holds for the whole canvas: `meta`. */
  constructor(
    private readonly rules: () => FormRules,
    private readonly cards: CardsIndex,
    private readonly edges: EdgesIndex,
    meta: Store<unknown>,
  ) {
    this.trash = this.seen(cards, meta);
    this.edgeTrash = this.seen(edges, meta);
  }

  /** Without what is out of sight. */
  told<View extends CardView | EdgeView>(change: IndexChange<View>): IndexChange<View> {
    if (this.rules().hides === undefined) return change;
    const records = change.records.filter(({ before, after }) => !this.hides((after ?? before)!));
    const texts = change.texts.filter((id) => {
      const view = this.cards.view(id) ?? this.edges.view(id);
      return view === null || !this.hides(view);
    });
    return { ...change, records, texts };
  }

  private seen<View extends CardView | EdgeView>(index: RecordsIndex<View>, meta: Store<unknown>) {
    const seen = new Lazy<readonly View[]>(() => {
      const all = index.trash.get();
      return this.rules().hides === undefined ? all : all.filter((view) => !this.hides(view));
    }, sameItems);
    index.trash.subscribe(() => seen.invalidate());
    meta.subscribe(() => seen.invalidate());
    return seen;
  }

  /** A link goes with its ends. */
  private hides(view: CardView | EdgeView): boolean {
    const { hides } = this.rules();
    if (hides === undefined) return false;
    if ("zone" in view) return hides(view);
    return [view.from, view.to].some((id) => {
      const card = this.cards.view(id);
      return card !== null && hides(card);
    });
  }
}
