/* A text field and the shared text behind it, which may differ for a while: during an input
 * method's composition the field must not be touched, so what others type waits here.
 *
 * `origins[i]` is the index in the field of the shared text's unit i, or NOWHERE when the field
 * does not show it (yet). null while both are the same text: the ordinary case costs nothing. */

import { type Delta, insertLength, type TextChange } from "./text-diff";

const NOWHERE = -1;

export class TextView {
  private origins: number[] | null = null;
  private shown = "";

  /** The field was filled from `shared` and now holds `shown` (browsers change \r\n to \n). */
  reset(shared: string, shown: string): void {
    this.shown = shown;
    this.origins = shared === shown ? null : align(shared, shown);
  }

  get text(): string {
    return this.shown;
  }

  get inStep(): boolean {
    return this.origins === null;
  }

  /** What to do to the shared text for a local change of the field; remembers the change. */
  local(change: TextChange): { removals: { at: number; length: number }[]; insertAt: number } {
    const { at, remove, insert } = change;
    this.shown = this.shown.slice(0, at) + insert + this.shown.slice(at + remove);
    if (this.origins === null) {
      return { removals: remove > 0 ? [{ at, length: remove }] : [], insertAt: at };
    }
    const removals: { at: number; length: number }[] = [];
    const kept: number[] = [];
    let insertAt = 0;
    this.origins.forEach((origin, i) => {
      if (origin >= at && origin < at + remove) {
        const last = removals.at(-1);
        if (last !== undefined && last.at + last.length === i) last.length++;
        else removals.push({ at: i, length: 1 });
        return;
      }
      kept.push(origin >= at + remove ? origin + insert.length - remove : origin);
      if (origin !== NOWHERE && origin < at) insertAt = kept.length;
    });
    kept.splice(insertAt, 0, ...Array.from({ length: insert.length }, (_, i) => at + i));
    this.origins = kept;
    return { removals: removals.reverse(), insertAt };
  }

  /** Others changed the shared text, and the field cannot show it yet. */
  defer(delta: Delta): void {
    const origins = this.origins ?? Array.from({ length: this.shown.length }, (_, i) => i);
    let at = 0;
    for (const op of delta) {
      if (op.retain !== undefined) at += op.retain;
      else if (op.delete !== undefined) origins.splice(at, op.delete);
      else {
        const length = insertLength(op.insert);
        origins.splice(at, 0, ...new Array<number>(length).fill(NOWHERE));
        at += length;
      }
    }
    this.origins = origins;
  }

  /** Where position `index` of the field is in the shared text. */
  toShared(index: number): number {
    if (this.origins === null) return index;
    let found = 0;
    this.origins.forEach((origin, i) => {
      if (origin !== NOWHERE && origin < index) found = i + 1;
    });
    return found;
  }
}

/** Match `shared` with what a field made of it: line ends normalised or dropped. */
function align(shared: string, shown: string): number[] {
  let at = 0;
  return Array.from({ length: shared.length }, (_, i) => {
    const unit = shared[i]!;
    if (unit === "\r" && shared[i + 1] === "\n" && shown[at] === "\n") return at;
    const same = unit === shown[at] || (unit === "\r" && shown[at] === "\n");
    return same ? at++ : NOWHERE;
  });
}
