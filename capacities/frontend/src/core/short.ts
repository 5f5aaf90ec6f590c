/** A text on one line, cut when long: as it is named in a sentence, or heard with a button. */

const SHORT = 60;

export function short(text: string): string {
  const signs = [...text.trim().replace(/\s+/g, " ")];
  return signs.length > SHORT
    ? `${signs
        .slice(0, SHORT - 1)
        .join("")
        .trimEnd()}…`
    : signs.join("");
}
