/** Two people changed the same words: both changes, none lost. */

import { diffText } from "../../core";

/** `base` as both `mine` and `theirs` changed it. Where they changed the same place, theirs
 * stands and what I put there follows it. */
export function mergeWords(base: string, mine: string, theirs: string): string {
  const my = diffText(base, mine, mine.length);
  const their = diffText(base, theirs, theirs.length);
  if (my === null || mine === theirs) return theirs;
  if (their === null) return mine;
  if (my.at + my.remove <= their.at) return mine.slice(0, my.at + my.insert.length) + theirs.slice(my.at + my.remove);
  const after = their.at + their.insert.length;
  if (their.at + their.remove <= my.at) return theirs.slice(0, after) + mine.slice(their.at + their.remove);
  return theirs.slice(0, after) + my.insert + theirs.slice(after);
}
