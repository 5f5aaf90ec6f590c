/** Keys as people mean them, whatever is written on their keyboard. */

type Lettered = Pick<KeyboardEvent, "key"> & { code?: string | undefined };

/** The letter a shortcut asks for, in lower case: the one that the key writes when it is Latin (AZERTY and Dvorak keep
 * their own), else the one that has its place (Cyrillic, Greek, Arabic…). What writes no letter is itself. */
export function letterOf({ key, code }: Lettered): string {
  if (/^[a-z]$/i.test(key)) return key.toLowerCase();
  const placed = /^Key([A-Z])$/.exec(code ?? "")?.[1];
  return placed !== undefined && [...key].length === 1 ? placed.toLowerCase() : key.toLowerCase();
}

/** A word or an accent is being composed: its keys, and the Enter that ends it, are for the input method. Safari says
 * that it is over before that Enter, which only its number tells (229). */
export function isComposed(event: Pick<KeyboardEvent, "isComposing" | "keyCode">): boolean {
  return event.isComposing || event.keyCode === 229;
}
