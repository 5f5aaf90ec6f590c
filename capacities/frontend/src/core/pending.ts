/* What was changed here and is not known to be saved: how many things, as people count them (a
 * post-it, a link, an image…), not how many keystrokes. */

import type * as Y from "yjs";

/** Beyond, more things are not told apart. */
const MOST = 1_000;

export class Pending {
  private readonly things = new Set<string>();

  get all(): ReadonlySet<string> {
    return this.things;
  }

  /** Note what a transaction made here changed; true when it is something more. */
  note(transaction: Y.Transaction): boolean {
    const before = this.things.size;
    for (const [type, keys] of transaction.changed) this.noteType(type as Y.AbstractType<unknown>, keys);
    return this.things.size > before;
  }

  add(things: Iterable<string>): void {
    for (const thing of things) if (this.things.size < MOST) this.things.add(thing);
  }

  clear(): void {
    this.things.clear();
  }

  private noteType(type: Y.AbstractType<unknown>, keys: ReadonlySet<string | null>): void {
    let item = type._item;
    if (item === null) return this.add([...keys].filter((key) => key !== null));
    while ((item.parent as Y.AbstractType<unknown>)._item !== null) {
      item = (item.parent as Y.AbstractType<unknown>)._item!;
    }
    if (item.parentSub !== null) this.add([item.parentSub]);
  }
}
