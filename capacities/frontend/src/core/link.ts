/* What the address of a share link holds: its secret, after the #, and the canvas it opens on. */

/** As `new_token` makes it: 32 bytes, in 43 signs. */
const TOKEN = /[A-Za-z0-9_-]{43}/;

/** The secret in a fragment. Mail programs and people leave things around it: a full stop, a
 * bracket, a guillemet, the rest of a sentence; some encode them. "" when there is nothing. */
export function tokenIn(hash: string): string {
  const raw = hash.slice(1);
  let read = raw;
  try {
    read = decodeURIComponent(raw);
  } catch {
    /* A % that encodes nothing. */
  }
  return TOKEN.exec(read)?.[0] ?? read.trim();
}

/** The canvas that an address names, "" when it names none. */
export function canvasIn(search: string): string {
  return new URLSearchParams(search).get("canevas") ?? "";
}
