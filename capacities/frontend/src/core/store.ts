/* Tiny observable values, the only state machinery between the document and React. */

import type { Store } from "./types";

export interface Value<T> extends Store<T> {
  set(value: T): void;
}

/** A value set from outside; listeners hear of it when `same` says that it changed. */
export function value<T>(initial: T, same: (a: T, b: T) => boolean = Object.is): Value<T> {
  let current = initial;
  const listeners = new Listeners();
  return {
    get: () => current,
    set(next) {
      if (same(current, next)) return;
      current = next;
      listeners.call();
    },
    subscribe: (listener) => listeners.add(listener),
  };
}

/** A value computed when asked, and only when `invalidate()` was called since. */
export class Lazy<T> implements Store<T> {
  private readonly listeners = new Listeners();
  private fresh = false;
  private current: T | undefined;

  constructor(
    private readonly compute: () => T,
    private readonly same: (a: T, b: T) => boolean = Object.is,
  ) {}

  readonly get = (): T => {
    if (!this.fresh) {
      const next = this.compute();
      if (this.current === undefined || !this.same(this.current, next)) this.current = next;
      this.fresh = true;
    }
    return this.current as T;
  };

  readonly subscribe = (listener: () => void): (() => void) => this.listeners.add(listener);

  invalidate(): void {
    this.fresh = false;
    this.listeners.call();
  }
}

/** A set of listeners, each called once, in order, even when one unsubscribes meanwhile. */
export class Listeners {
  private readonly all = new Set<{ call: () => void }>();

  add(listener: () => void): () => void {
    const entry = { call: listener };
    this.all.add(entry);
    return () => this.all.delete(entry);
  }

  call(): void {
    for (const entry of [...this.all]) if (this.all.has(entry)) entry.call();
  }
}

export function sameItems<T>(a: readonly T[], b: readonly T[]): boolean {
  return a.length === b.length && a.every((item, i) => item === b[i]);
}

/** Same keys with the same values (one level). */
export function sameRecord(a: object, b: object): boolean {
  const left = Object.entries(a);
  const right = b as Record<string, unknown>;
  return (
    left.length === Object.keys(b).length && left.every(([key, item]) => key in right && Object.is(item, right[key]))
  );
}

interface Mapping<K, V> {
  get(key: K): V | undefined;
  set(key: K, found: V): unknown;
}

/** What a map, weak or not, has for a key; made the first time. */
export function getOrMake<K, V>(map: Mapping<K, V>, key: K, make: () => V): V {
  let found = map.get(key);
  if (found === undefined) {
    found = make();
    map.set(key, found);
  }
  return found;
}
