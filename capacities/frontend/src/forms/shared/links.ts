/** Which addresses may be opened from a canvas: web pages only, never a script. */

/** A host as people write one: with a dot, or this very machine. */
const HOST = /^(?:[^\s.]+\.)+[^\s.]{2,}$|^localhost$/;

/** The address as it was written when it is one of a web page, else null. */
export function safeLink(words: string): string | null {
  if (/\s/.test(words) || !/^https?:\/\//i.test(words)) return null;
  let url: URL;
  try {
    url = new URL(words);
  } catch {
    return null;
  }
  const web = url.protocol === "https:" || url.protocol === "http:";
  const hidden = url.username !== "" || url.password !== "";
  return web && !hidden && HOST.test(url.hostname) ? words : null;
}
