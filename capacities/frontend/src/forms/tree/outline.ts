/* An outline pasted: which line is under which, from its indentation and its headings. */

import type { CardWords, LimitsJson } from "../../core";
import { readPaste } from "../../core";

export interface OutlineLine {
  text: string;
  /** 0 for the first level. */
  depth: number;
}

export interface OutlineReading {
  lines: OutlineLine[];
  leftOut: string;
  message: string | null;
}

const HEADING = /^(#{1,6})\s+/;
const TAB = 4;

/** Read an outline. `base` is the depth of what it is pasted under, `room` how many nodes the
 * canvas can still take. */
export function readOutline(
  text: string,
  limits: LimitsJson,
  room: number,
  words: CardWords,
  base = 0,
): OutlineReading {
  const { texts, lines, leftOut, message } = readPaste(text, limits, room, words);
  const deepest = Math.max(0, limits.outline_depth - base - 1);
  const levels = new Levels();
  let flattened = 0;
  const read = lines.map((line, i) => {
    const said = texts[i]!.replace(HEADING, "");
    const depth = levels.of(line);
    if (depth > deepest) flattened++;
    return { text: said.replace(/\t+/g, " "), depth: Math.min(depth, deepest) };
  });
  return { lines: read, leftOut, message: join(message, flattened, limits) };
}

/** The depth of each line in turn. What is under a heading starts one level below it. */
class Levels {
  private headings: number[] = [];
  /** Columns where the lines above begin, each deeper than the one before. */
  private columns: number[] = [];

  of(line: string): number {
    const heading = HEADING.exec(line.trim());
    if (heading !== null) {
      const level = heading[1]!.length;
      this.headings = [...this.headings.filter((above) => above < level), level];
      this.columns = [];
      return this.headings.length - 1;
    }
    const column = columnOf(line);
    this.columns = this.columns.filter((above) => above < column);
    this.columns.push(column);
    return this.headings.length + this.columns.length - 1;
  }
}

/** Where the first sign of a line is, a tab going to the next multiple of four. */
function columnOf(line: string): number {
  let column = 0;
  for (const sign of line) {
    if (sign === "\t") column += TAB - (column % TAB);
    else if (/[\u200b\ufeff\u0000]/.test(sign)) continue;
    else if (/\s/.test(sign)) column++;
    else break;
  }
  return column;
}

function join(message: string | null, flattened: number, limits: LimitsJson): string | null {
  if (flattened === 0) return message;
  const which = flattened === 1 ? "Une ligne était" : `${flattened} lignes étaient`;
  const deep = `${which} au-delà de ${limits.outline_depth} niveaux : tout est gardé, au dernier niveau.`;
  return message === null ? deep : `${message} ${deep}`;
}
