/** A table → the CSV that the server would give to a French spreadsheet (exports/dialects.py, the dialect
 * « excel-fr »; tests/interop/test_page_csv.py holds the two to the same bytes). */

import type { CanvasSession } from "../core";
import { save } from "./download";

export type Cell = string | number | boolean | null;

/** A cell that is a date, "2027-01-31": it is written « 31/01/2027 ». */
export interface IsoDate {
  date: string;
}

export interface CsvTable {
  columns: readonly string[];
  rows: readonly (readonly (Cell | IsoDate)[])[];
}

/** The table with the columns that the server gives it: one that the page knows nothing of is empty. */
export function arranged({ columns, rows }: CsvTable, wanted: readonly string[] = columns): CsvTable {
  const places = wanted.map((name) => columns.indexOf(name));
  return { columns: wanted, rows: rows.map((row) => places.map((place) => row[place] ?? null)) };
}

const BOM = "\ufeff";
const SEPARATORS = /[,;\t|"\r\n]/;
const STARTS = "=+-@\t\r\n'＝＋－＠";
const AFTER_BLANKS = /^[ \u00a0\u202f\ufeff\u200b\t\r\n]*[=+\-@＝＋－＠]/;

export function writeCsv({ columns, rows }: CsvTable): string {
  const lines = [columns, ...rows.map((row) => row.map(written))];
  return BOM + lines.map((line) => `${line.map(quoted).join(";")}\r\n`).join("");
}

function written(cell: Cell | IsoDate): string {
  if (cell === null) return "";
  if (typeof cell === "boolean") return cell ? "oui" : "non";
  if (typeof cell === "number") return numberText(cell);
  if (typeof cell === "object") return cell.date.split("-").reverse().join("/");
  const text = cell.replaceAll("\0", "");
  return looksLikeFormula(text) ? `'${text}` : text;
}

/** What a spreadsheet could take for something else than a text. */
function looksLikeFormula(text: string): boolean {
  return text !== "" && (STARTS.includes(text[0]!) || AFTER_BLANKS.test(text));
}

function quoted(cell: string): string {
  return SEPARATORS.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** Exactly, without exponent nor thousands separator. */
export function numberText(value: number): string {
  if (Number.isInteger(value)) return BigInt(value).toString();
  const [digits = "", exponent] = String(value).split("e-");
  if (exponent === undefined) return digits.replace(".", ",");
  const [whole = "", part = ""] = digits.replace("-", "").split(".");
  const zeros = "0".repeat(Number(exponent) - whole.length);
  return `${value < 0 ? "-" : ""}0,${zeros}${whole}${part}`;
}

const STEM = 60;

/** What the file of the first table is called, as the server names it: toits-d-ici-canevas-usagers. */
export function fileStem({ dossier, template }: CanvasSession["data"]): string {
  const spelt = dossier.title.toLowerCase().replaceAll("’", " ").replaceAll("œ", "oe").replaceAll("æ", "ae");
  const plain = spelt.normalize("NFKD").replace(/[^\x20-\x7e]/g, "");
  const words = plain.split(/[^a-z0-9]+/).filter((word) => word !== "");
  return `${shortStem(words.join("-")) || "dossier"}-${template.key}`;
}

/** Cut between two words. */
function shortStem(words: string): string {
  if (words.length <= STEM) return words;
  const cut = words.lastIndexOf("-", STEM);
  return words.slice(0, cut > 0 ? cut : STEM);
}

/** Make the file in the page and hand it over. */
export function saveCsv(session: CanvasSession, table: CsvTable): void {
  const whole = arranged(table, session.data.columns);
  const blob = new Blob([writeCsv(whole)], { type: "text/csv;charset=utf-8" });
  save(blob, `${fileStem(session.data)}-hors-ligne.csv`);
}
