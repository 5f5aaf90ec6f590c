/** What a field holds, as the server reads it (documents/cards.py) and writes it in a file. */

import type { FieldValue } from "../../core";
import type { Cell, IsoDate } from "../../ui/csv";
import { safeLink } from "./links";
import type { Field, Template } from "./template";
import { isNumber } from "./typed";

const NUMBER = /^[ \t\r\n\u00a0\u202f]*([+-]?[0-9]{1,30}(?:[.,][0-9]{1,30})?)[ \t\r\n\u00a0\u202f]*$/;
/** What Python takes for white space. */
const BLANKS = /[\t-\r\x1c-\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]+/;
const SHORT = 100;

/** The cell of a field; null when what is stored is none of its values. */
export function fieldCell(field: Field, stored: FieldValue | undefined): Cell | IsoDate {
  const value = readValue(field, stored);
  if (typeof value !== "string") return value;
  if (field.kind === "date") return { date: value };
  if (field.kind === "choix") return field.choices.find(({ key }) => key === value)?.title ?? value;
  return value;
}

/** What is stored as the type of the field, null when it cannot be. */
export function readValue(field: Field, stored: FieldValue | undefined): Cell {
  if (stored === undefined || (typeof stored === "string" && squeezed(stored) === "")) return null;
  if (isNumber(field)) return numberOf(stored);
  if (field.kind === "oui-non") return typeof stored === "boolean" ? stored : null;
  if (typeof stored !== "string") return null;
  if (field.kind === "choix") return field.choices.find((one) => [one.key, one.title].includes(stored))?.key ?? null;
  if (field.kind === "date") return isIsoDate(stored) ? stored : null;
  if (field.kind === "lien") return safeLink(stored);
  return stored;
}

function numberOf(stored: FieldValue): number | null {
  const read = typeof stored === "string" ? Number(NUMBER.exec(stored)?.[1]?.replace(",", ".") ?? Number.NaN) : stored;
  return typeof read === "number" && Number.isFinite(read) ? read : null;
}

function isIsoDate(text: string): boolean {
  if (!/^(?!0000)\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

/** On one line, blanks as one space. */
export function squeezed(text: string): string {
  return text
    .split(BLANKS)
    .filter((word) => word !== "")
    .join(" ");
}

/** The beginning of a text on one line, as it is named elsewhere than in its column. */
export function abridged(text: string, most = SHORT): string {
  const line = squeezed(text);
  const signs = [...line];
  return signs.length > most ? `${signs.slice(0, most - 1).join("")}…` : line;
}

/** The title of a colour, or what the card holds. */
export function colorCell(template: Template, key: string): string {
  return template.colors.find((color) => color.key === key)?.title ?? key;
}

/** The cells of `fields`, of which this card only carries some. */
export function fieldCells(
  fields: readonly Field[],
  carried: readonly Field[],
  held: Readonly<Record<string, FieldValue>>,
): (Cell | IsoDate)[] {
  return fields.map((field) => (carried.includes(field) ? fieldCell(field, held[field.key]) : null));
}
