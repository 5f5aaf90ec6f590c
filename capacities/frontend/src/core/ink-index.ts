/* The freehand strokes as a board sees them: one list, a new one only when a stroke came, went or moved. */

import type * as Y from "yjs";
import { inkOf, readStroke } from "./document";
import { compareText } from "./ordering";
import { RecordsIndex } from "./records-index";
import { Lazy, sameItems } from "./store";
import type { LimitsJson, StrokeView } from "./types";

export class InkIndex extends RecordsIndex<StrokeView> {
  /** From the one under all to the one above all: in the order in which they were drawn. */
  readonly live = new Lazy<readonly StrokeView[]>(() => {
    return [...this.views.values()].filter(({ deleted }) => !deleted).sort(this.compare);
  }, sameItems);

  constructor(doc: Y.Doc, { map_reach }: Pick<LimitsJson, "map_reach">) {
    super(inkOf(doc), (id, stored) => readStroke(id, stored, map_reach));
    this.start();
  }

  /** Characters in the points of all of them, those of the corbeille too. */
  chars(): number {
    let sum = 0;
    for (const { points } of this.views.values()) sum += points.length;
    return sum;
  }

  protected publish(): void {
    this.live.invalidate();
  }

  protected compare(a: StrokeView, b: StrokeView): number {
    return compareText(a.created, b.created) || compareText(a.id, b.id);
  }
}
