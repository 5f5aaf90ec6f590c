/* Several lines pasted = several cards. What does not fit is given back, never dropped. */

import { cutAt } from "./text-diff";
import type { CardWords, LimitsJson } from "./types";
import { agree, capital, countOf, french, oneOf, POST_IT } from "./words";

export interface PasteReading {
  texts: string[];
  /** The line each text comes from, with its indentation and its bullet. */
  lines: string[];
  /** The lines that were not taken, as they were. */
  leftOut: string;
  message: string | null;
}

/** Beyond this many characters nothing is taken: the page could not even show the rest, which
 * is still in the clipboard. */
const REFUSED_CHARS = 1_000_000;

/** True when a paste should become several cards rather than go into one text. */
export function isSeveralLines(text: string): boolean {
  return linesOf(text).filter((line) => clean(line) !== "").length > 1;
}

/** Split `text` into cards; `room` is how many the canvas can still take, `held` what counts in it. */
export function readPaste(
  text: string,
  limits: LimitsJson,
  room: number,
  words: CardWords = POST_IT,
  held = words.plural,
): PasteReading {
  if (text.length > REFUSED_CHARS) {
    return { texts: [], lines: [], leftOut: "", message: tooLong(text.length, limits) };
  }
  const texts: string[] = [];
  const taken: string[] = [];
  const left: string[] = [];
  const reasons = new Set<string>();
  let chars = 0;
  const lines = linesOf(text);
  for (const [i, line] of lines.entries()) {
    const said = clean(line);
    if (said === "") continue;
    const reason = refusal(said, chars, texts.length, limits, room, words, held);
    if (reason?.final === true) {
      /* One by one: so many lines at once would be too many arguments. */
      for (const rest of lines.slice(i)) if (clean(rest) !== "") left.push(rest);
      reasons.add(reason.words);
      break;
    }
    if (reason !== null) {
      left.push(line);
      reasons.add(reason.words);
      continue;
    }
    texts.push(said);
    taken.push(line);
    chars += line.length;
  }
  const message = tell(texts.length, left.length, reasons, words);
  return { texts, lines: taken, leftOut: left.join("\n"), message };
}

function refusal(
  said: string,
  chars: number,
  count: number,
  limits: LimitsJson,
  room: number,
  words: CardWords,
  held: string,
): { words: string; final: boolean } | null {
  if (said.length > limits.card_text_chars) {
    const most = french(limits.card_text_chars);
    return { words: `${oneOf(words)} contient au plus ${most} caractères`, final: false };
  }
  if (count >= room) {
    const most = french(limits.cards_per_canvas);
    return { words: `un canevas contient au plus ${most} ${held}`, final: true };
  }
  if (chars + said.length > limits.paste_chars) {
    const most = french(limits.paste_chars);
    return { words: `on colle au plus ${most} caractères à la fois`, final: true };
  }
  return null;
}

function tooLong(length: number, limits: LimitsJson): string {
  return `Ce texte a ${french(length)} caractères ; on en colle au plus ${french(limits.paste_chars)} à la fois. Rien n’a été ajouté\u00a0: découpez-le, ou importez un CSV.`;
}

function tell(added: number, left: number, reasons: ReadonlySet<string>, words: CardWords): string | null {
  if (left === 0) return null;
  const done = added === 0 ? "" : `${capital(countOf(added, words))} ${agree("ajouté", added, words)}. `;
  const rest = left === 1 ? "Une ligne n’a pas été collée" : `${french(left)} lignes n’ont pas été collées`;
  return `${done}${rest} (${[...reasons].join(" ; ")}). Vous pouvez les récupérer avant de continuer.`;
}

const LINE_END = /\r\n|[\n\r\u2028\u2029\v\f]/;
/** Stands for a line end within a cell, which parts nothing; nobody types it. */
const IN_CELL = "\u001f";
/** A cell between quotes, as spreadsheets copy one that holds a line end: quotes in it are doubled, and it ends a
 * line. */
const CELL = /"((?:[^"]|"")*)"(?=\t|\r\n|[\n\r]|$)/y;

/** Lines of a text, whatever the system it comes from (line and paragraph separators too). */
function linesOf(text: string): string[] {
  const lines = text.split(LINE_END);
  return text.includes(IN_CELL) ? lines.map((line) => line.replaceAll(IN_CELL, "\n")) : lines;
}

/** The words to paste. Those of a spreadsheet, which come as a table too, are without the quotes around its cells: a
 * cell is one line, with the line ends that it holds. Quotes around two lines of prose are its own. */
export function clipboardText(clipboard: Pick<DataTransfer, "getData">): string {
  const text = clipboard.getData("text/plain").replaceAll(IN_CELL, "");
  if (!text.includes('"') || text.length > REFUSED_CHARS) return text;
  return /<table[\s>]/i.test(clipboard.getData("text/html")) ? withoutQuotes(text) : text;
}

function withoutQuotes(text: string): string {
  let [bare, within] = ["", false];
  for (let at = 0; at < text.length; ) {
    CELL.lastIndex = at;
    const cell = within ? undefined : CELL.exec(text)?.[1];
    if (cell !== undefined && LINE_END.test(cell)) {
      bare += cell.replaceAll('""', '"').split(LINE_END).join(IN_CELL);
      at = CELL.lastIndex;
    } else bare += text[at++];
    within = !/[\t\n\r]$/.test(bare);
  }
  return bare;
}

/** What a paste puts in one text: without its last line ends, which a spreadsheet adds. */
export function pastedText(text: string): string {
  if (text.length > REFUSED_CHARS) return text;
  const lines = linesOf(text);
  while (lines.length > 1 && lines.at(-1) === "") lines.pop();
  return lines.join("\n");
}

/** Bullets and numbers of lists go; "-5 %", "+ 20 %", "(14) Calvados", "2027 : …" and "1,5 M€" are
 * words and stay. */
const BULLET =
  /^(?:[•◦▪▫‣⁃∙●○■□◆◇►▶➢➤✓✔☐☑·o](?=\s|$)|[•◦▪‣●○■□►➢➤☐☑]|[-–—*](?=\s|$)|\+(?=\s|$)(?!\s*\d))\s*(?:\[[ xX]\]\s+)?/u;
const NUMBER = /^(?:\d{1,3}[.)](?:\d{1,3}[.)])*|\(?[a-zA-Z]\))\s+/;

function clean(line: string): string {
  const words = line.replace(/[\u0000\u200b\ufeff]/g, "").trim();
  return words.replace(BULLET, "").replace(NUMBER, "").trim();
}

/** One post-it's text, from code or from a single line: cut to the limit, \n only. */
export function oneText(text: string, limits: LimitsJson): string {
  return cutAt(text.replace(/\r\n?/g, "\n"), limits.card_text_chars);
}
