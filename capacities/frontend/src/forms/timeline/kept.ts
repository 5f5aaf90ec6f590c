/** What stays the same stays the same object: what is drawn from it is not drawn again. */

import { sameItems, sameRecord } from "../../core";
import type { Step, Timeline } from "./types";
import type { Span } from "./windows";

export function keptStep(last: Step | undefined, next: Step): Step {
  if (last === undefined) return next;
  const dates = sameRecord(last.dates, next.dates) ? last.dates : next.dates;
  const before = sameItems(last.before, next.before) ? last.before : next.before;
  const after = sameItems(last.after, next.after) ? last.after : next.after;
  const step = { ...next, dates, before, after };
  return sameRecord(last, step) ? last : step;
}

function keptAll<T extends object>(last: readonly T[], next: readonly T[]): readonly T[] {
  const found = next.map((one, at) => (last[at] !== undefined && sameRecord(last[at], one) ? last[at] : one));
  return sameItems(last, found) ? last : found;
}

function keptMap<V>(last: ReadonlyMap<string, V>, next: ReadonlyMap<string, V>): ReadonlyMap<string, V> {
  return sameItems([...last.keys()], [...next.keys()]) && sameItems([...last.values()], [...next.values()])
    ? last
    : next;
}

/** The last one when nothing changed; else a new one, with what did not change in it. */
export function kept(last: Timeline | null, next: Timeline): Timeline {
  if (last === null) return next;
  const order = new Map<string, readonly string[]>();
  for (const [key, ids] of next.order) {
    const were = last.order.get(key);
    order.set(key, were !== undefined && sameItems(were, ids) ? were : ids);
  }
  const windows = next.windows.map((window) => {
    const was = last.windows.find(({ key }) => key === window.key);
    return was === undefined ? window : { ...window, spans: keptSpans(was.spans, window.spans) };
  });
  const found: Timeline = {
    ...next,
    lanes: keptAll(last.lanes, next.lanes),
    order: keptMap(last.order, order),
    steps: keptMap(last.steps, next.steps),
    links: keptAll(last.links, next.links),
    windows: keptAll(last.windows, windows),
  };
  return sameRecord(last, found) ? last : found;
}

function keptSpans(last: readonly Span[], next: readonly Span[]): readonly Span[] {
  return keptAll(last, next);
}
