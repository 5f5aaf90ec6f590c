/* The links as React sees them: a card's links are listed anew when one comes, goes or is joined
 * to something else. */

import type * as Y from "yjs";
import { edgesOf, readEdge } from "./document";
import { compareText } from "./ordering";
import { type RecordChange, RecordsIndex } from "./records-index";
import { getOrMake, Lazy, sameItems } from "./store";
import type { EdgeView, Store } from "./types";

export class EdgesIndex extends RecordsIndex<EdgeView> {
  /** The live links of each card that has some. */
  private readonly ends = new Map<string, Set<string>>();
  private readonly endStores = new Map<string, Lazy<readonly string[]>>();
  private readonly alive = new Set<string>();

  readonly live = new Lazy<readonly string[]>(() => sorted(this.alive), sameItems);

  constructor(doc: Y.Doc) {
    super(edgesOf(doc), readEdge);
    this.start();
  }

  get liveCount(): number {
    return this.alive.size;
  }

  at(card: string): Store<readonly string[]> {
    return getOrMake(this.endStores, card, () => {
      return new Lazy(() => sorted(this.ends.get(card) ?? []), sameItems);
    });
  }

  protected publish(changes: readonly RecordChange<EdgeView>[]): void {
    const touched = new Set<string>();
    let aliveChanged = false;
    for (const { id, before, after } of changes) {
      const [were, are] = [endsOf(before), endsOf(after)];
      for (const end of were) if (!are.includes(end)) this.leave(end, id, touched);
      for (const end of are) {
        if (were.includes(end)) continue;
        getOrMake(this.ends, end, () => new Set()).add(id);
        touched.add(end);
      }
      if (were.length === are.length) continue;
      aliveChanged = true;
      if (are.length === 0) this.alive.delete(id);
      else this.alive.add(id);
    }
    for (const end of touched) this.endStores.get(end)?.invalidate();
    if (aliveChanged) this.live.invalidate();
  }

  protected compare(a: EdgeView, b: EdgeView): number {
    return compareText(a.id, b.id);
  }

  private leave(end: string, id: string, touched: Set<string>): void {
    const left = this.ends.get(end);
    left?.delete(id);
    if (left?.size === 0) this.ends.delete(end);
    touched.add(end);
  }
}

function endsOf(edge: EdgeView | null): string[] {
  return edge === null || edge.deleted ? [] : [edge.from, edge.to];
}

function sorted(ids: Iterable<string>): readonly string[] {
  return [...ids].sort(compareText);
}
