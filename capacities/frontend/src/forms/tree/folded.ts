/** The folded branches of a canvas, kept on this device: each person folds for themself. */

const MOST = 500;

function keyOf(room: string): string {
  return `capacities-plis ${room}`;
}

export function readFolded(room: string): ReadonlySet<string> {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(keyOf(room)) ?? "[]");
    const ids = Array.isArray(kept) ? kept.filter((id): id is string => typeof id === "string") : [];
    return new Set(ids.slice(0, MOST));
  } catch {
    /* Storage refused (private mode), or not ours: nothing is folded. */
    return new Set();
  }
}

export function writeFolded(room: string, folded: ReadonlySet<string>): void {
  try {
    if (folded.size === 0) localStorage.removeItem(keyOf(room));
    else localStorage.setItem(keyOf(room), JSON.stringify([...folded].slice(-MOST)));
  } catch {
    /* Storage refused or full: folded until the page is closed. */
  }
}
