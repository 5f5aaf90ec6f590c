/* The links as React sees them: a card's links are listed anew when one comes, goes or is joined
 * to something else. */

import type * as Y from "yjs";
import { edgesOf, readEdge } from "./document";
import { compareText } from "./ordering";
import { type RecordChange, RecordsIndex } from "./records-index";
import { getOrMake, Lazy, sameItems } from "./store";
import type { EdgeView, Store } from "./types";

export class EdgesIndex extends RecordsIndex<EdgeView> {
  /** The live links of each card that has, or had, some. */
  private readonly ends = new Map<string, Set<string>>();
  private readonly endStores = new Map<string, Lazy<readonly string[]>>();

  readonly live = new Lazy<readonly string[]>(() => {
    return sorted([...this.views.values()].filter(({ deleted }) => !deleted).map(({ id }) => id));
  }, sameItems);

  /** Every link, deleted ones too, by id: a new map when one changes, otherwise than by its text. */
  readonly all = new Lazy<ReadonlyMap<string, EdgeView>>(() => new Map(this.views));

  constructor(doc: Y.Doc) {
    super(edgesOf(doc), readEdge);
    this.start();
  }

  at(card: string): Store<readonly string[]> {
    return getOrMake(this.endStores, card, () => new Lazy(() => sorted(this.ends.get(card) ?? []), sameItems));
  }

  protected publish(changes: readonly RecordChange<EdgeView>[]): void {
    const touched = new Set<string>();
    let aliveChanged = false;
    for (const { id, before, after } of changes) {
      const [were, are] = [endsOf(before), endsOf(after)];
      const left = were.filter((end) => !are.includes(end));
      const reached = are.filter((end) => !were.includes(end));
      for (const end of left) this.ends.get(end)?.delete(id);
      for (const end of reached) getOrMake(this.ends, end, () => new Set()).add(id);
      for (const end of [...left, ...reached]) touched.add(end);
      aliveChanged ||= were.length !== are.length;
    }
    for (const end of touched) this.endStores.get(end)?.invalidate();
    if (changes.length > 0) this.all.invalidate();
    if (aliveChanged) this.live.invalidate();
  }

  protected compare(a: EdgeView, b: EdgeView): number {
    return compareText(a.id, b.id);
  }
}

function endsOf(edge: EdgeView | null): string[] {
  return edge === null || edge.deleted ? [] : [edge.from, edge.to];
}

function sorted(ids: Iterable<string>): readonly string[] {
  return [...ids].sort(compareText);
}
