/* What a person just did to a text field: the smallest change, put where the caret was. */

export interface TextChange {
  at: number;
  remove: number;
  insert: string;
}

/**
 * The change from `before` to `after`, or null when there is none. `caret` is the caret after
 * the edit: among the equivalent changes ("aa" → "aaa"), the one that ends there is chosen,
 * so that the letter lands where it was typed. Surrogate pairs are never cut.
 */
export function diffText(before: string, after: string, caret: number): TextChange | null {
  if (before === after) return null;
  const shorter = Math.min(before.length, after.length);
  // What stands after the caret cannot have been typed: the suffix is counted first, up to it.
  const most = Math.min(shorter, Math.max(0, after.length - caret));
  let suffix = 0;
  while (suffix < most && before.at(-1 - suffix) === after.at(-1 - suffix)) suffix++;
  let prefix = 0;
  while (prefix < shorter - suffix && before[prefix] === after[prefix]) prefix++;
  // The caret may be anywhere (drag and drop, browser commands): widen the suffix again.
  while (suffix < shorter - prefix && before.at(-1 - suffix) === after.at(-1 - suffix)) suffix++;
  if (cutsPair(before, prefix) || cutsPair(after, prefix)) prefix--;
  if (cutsPair(before, before.length - suffix) || cutsPair(after, after.length - suffix)) suffix--;
  return {
    at: prefix,
    remove: before.length - prefix - suffix,
    insert: after.slice(prefix, after.length - suffix),
  };
}

/** Tell whether position `at` falls inside a surrogate pair. */
export function cutsPair(text: string, at: number): boolean {
  return at > 0 && at < text.length && isHigh(text.charCodeAt(at - 1)) && isLow(text.charCodeAt(at));
}

/** The first `length` UTF-16 units of `text`, one less rather than half a character. */
export function cutAt(text: string, length: number): string {
  const end = Math.max(0, length);
  return text.slice(0, cutsPair(text, end) ? end - 1 : end);
}

function isHigh(unit: number): boolean {
  return unit >= 0xd800 && unit <= 0xdbff;
}

function isLow(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}

/** A change of a Y.Text as Yjs tells it. */
export type Delta = readonly {
  retain?: number | undefined;
  delete?: number | undefined;
  insert?: unknown;
}[];

/** Where position `index` is after `delta`. Text inserted exactly there comes after it. */
export function mapIndex(index: number, delta: Delta): number {
  let at = 0;
  let moved = index;
  for (const op of delta) {
    if (at >= moved) break;
    if (op.retain !== undefined) at += op.retain;
    else if (op.delete !== undefined) moved -= Math.min(op.delete, moved - at);
    else {
      const length = insertLength(op.insert);
      at += length;
      moved += length;
    }
  }
  return moved;
}

/** Where a change ends: the caret goes there after an undo. */
export function endOf(delta: Delta): number {
  let at = 0;
  let end = 0;
  for (const op of delta) {
    if (op.retain !== undefined) at += op.retain;
    else {
      if (op.insert !== undefined) at += insertLength(op.insert);
      end = at;
    }
  }
  return end;
}

export function insertLength(insert: unknown): number {
  return typeof insert === "string" ? insert.length : 1;
}
