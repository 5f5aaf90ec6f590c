/* Words measured and cut into lines, without a page. */

/** Width of words in pixels. */
export type Measure = (words: string, size: number, bold: boolean) => number;

export const FONTS = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', Arial, sans-serif";

/** Width of words in an ordinary sans-serif face, a little generous: the reader's may be wider. */
export const guessWidth: Measure = (words, size, bold) => {
  let width = 0;
  for (const sign of words) {
    if (/[iljtfrI.,;:'’!|()[\] \u00a0\u202f]/.test(sign)) width += 0.34;
    else if (/[mwMWŒœ@%—]/.test(sign)) width += 0.92;
    else if (/[A-ZÀ-Þ]/.test(sign)) width += 0.7;
    else width += sign.charCodeAt(0) > 0x2000 ? 1.05 : 0.57;
  }
  return width * size * (bold ? 1.08 : 1);
};

/** Cut words into lines of at most `room`; a word wider than that is cut too. */
export function wrap(words: string, room: number, widthOf: (line: string) => number): string[] {
  const lines: string[] = [];
  for (const paragraph of words.split("\n")) {
    let line = "";
    for (const word of paragraph.split(/[ \t]+/).filter((each) => each !== "")) {
      const longer = line === "" ? word : `${line} ${word}`;
      if (widthOf(longer) <= room) {
        line = longer;
        continue;
      }
      if (line !== "") lines.push(line);
      let rest = [...word];
      for (;;) {
        const kept = fitting(rest, (part) => widthOf(part) <= room);
        line = rest.slice(0, kept).join("");
        if (kept === rest.length) break;
        lines.push(line);
        rest = rest.slice(kept);
      }
    }
    if (line !== "") lines.push(line);
  }
  return lines.length === 0 ? [""] : lines;
}

/** How many of the first signs fit, one at least. Only lines of about that length are tried: a
 * word may be a whole card long. */
function fitting(signs: readonly string[], fits: (part: string) => boolean): number {
  const fit = (count: number) => fits(signs.slice(0, count).join(""));
  let kept = 1;
  let over = 2;
  for (; over <= signs.length && fit(over); over *= 2) kept = over;
  over = Math.min(over, signs.length + 1);
  while (over - kept > 1) {
    const middle = (kept + over) >> 1;
    if (fit(middle)) kept = middle;
    else over = middle;
  }
  return kept;
}
