/* What a form keeps out of sight for now: it is in no corbeille, and no sentence tells it. */

import type { CardsIndex } from "./cards-index";
import type { EdgesIndex } from "./edges-index";
import type { IndexChange, RecordsIndex } from "./records-index";
import { Lazy, sameItems } from "./store";
import type { CardView, EdgeView, FormRules, Store } from "./types";

export class Discretion {
  readonly trash: Store<readonly CardView[]>;
  readonly edgeTrash: Store<readonly EdgeView[]>;
  private readonly seen: { invalidate(): void }[] = [];

  /** What is out of sight may change with what holds for the whole canvas: `meta`. */
  constructor(
    private readonly rules: () => FormRules,
    private readonly cards: CardsIndex,
    private readonly edges: EdgesIndex,
    meta: Store<unknown>,
  ) {
    const edgeTrash = this.shown(edges);
    this.trash = this.shown(cards);
    this.edgeTrash = edgeTrash;
    /* A link is out of sight when one of its ends is. */
    cards.onChange(({ records }) => {
      if (records.length > 0 && this.hiding) edgeTrash.invalidate();
    });
    meta.subscribe(() => this.anew());
  }

  /** The rules changed, or what they look at besides the canvas: under which name one signs. */
  anew(): void {
    for (const one of this.seen) one.invalidate();
  }

  private get hiding(): boolean {
    return this.rules().hides !== undefined;
  }

  /** On the canvas, and not out of sight. */
  isShown(card: CardView | null): boolean {
    return card?.deleted === false && !this.hides(card);
  }

  /** Without what is out of sight. */
  told<View extends CardView | EdgeView>(change: IndexChange<View>): IndexChange<View> {
    if (!this.hiding) return change;
    const records = change.records.filter(({ before, after }) => !this.hides((after ?? before)!));
    const texts = change.texts.filter((id) => {
      const view = this.cards.view(id) ?? this.edges.view(id);
      return view === null || !this.hides(view);
    });
    return { ...change, records, texts };
  }

  private shown<View extends CardView | EdgeView>(index: RecordsIndex<View>) {
    const shown = new Lazy<readonly View[]>(() => {
      const all = index.trash.get();
      return this.hiding ? all.filter((view) => !this.hides(view)) : all;
    }, sameItems);
    index.trash.subscribe(() => shown.invalidate());
    this.seen.push(shown);
    return shown;
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
