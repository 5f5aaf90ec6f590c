/** What a browser remembers between two pages. It may refuse: what is written then lasts as long as
 * the page. */

type Which = "localStorage" | "sessionStorage";

export function readKept(which: Which, key: string): string | null {
  try {
    return window[which].getItem(key);
  } catch {
    return null;
  }
}

/** `null` forgets it. */
export function keep(which: Which, key: string, words: string | null): void {
  try {
    if (words === null) window[which].removeItem(key);
    else window[which].setItem(key, words);
  } catch {
    /* Said above. */
  }
}

/** The names that begin so. */
export function keptKeys(which: Which, prefix: string): string[] {
  try {
    return Object.keys(window[which]).filter((key) => key.startsWith(prefix));
  } catch {
    return [];
  }
}
