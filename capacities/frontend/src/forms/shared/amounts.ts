/** Numbers as people of a mairie write and read them: « 42 000 € / an », « 1 250,50 », « 42 k€ ». */

import { AMOUNT_EUROS } from "../../core";

const BLANKS = /[\s\u00a0\u202f]+/g;
/** Of euros alone: « 3 m » may be three months, or metres. */
const SCALES: Record<string, number> = { "": 1, k: 1_000, m: 1_000_000 };

export type ParsedNumber = { kind: "number"; value: number } | { kind: "empty" } | { kind: "refused"; reason: string };

function refused(reason: string): ParsedNumber {
  return { kind: "refused", reason };
}

/** Read what was typed in a number field; `unit` ("€", "jours") may follow the number. */
export function parseNumber(typed: string, unit: string): ParsedNumber {
  let rest = typed.trim();
  if (rest === "") return { kind: "empty" };
  const ending = [unit, agreed(unit, 1)].find((each) => rest.toLowerCase().endsWith(each.toLowerCase()));
  if (ending !== undefined && ending !== "") rest = rest.slice(0, -ending.length);
  rest = rest
    .replace(BLANKS, "")
    .replace(/^[−–]/, "-")
    .replace(/euros?$/i, "");
  const match = /^([+-]?)(\d+)(?:([.,])(\d+))?([kKmM]?)$/.exec(rest);
  if (match === null || (match[5] !== "" && !unit.startsWith("€"))) {
    return refused(`Ce n’est pas un nombre. Écrivez par exemple 42 000 ou 1 250,50.`);
  }
  const [, sign, whole = "0", mark, decimals = "", scale = ""] = match;
  if (mark === "." && decimals.length === 3 && scale === "") {
    const thousands = `${whole} ${decimals}`;
    return refused(`Faut-il lire ${thousands} ou ${whole},${decimals} ? Écrivez l’un des deux.`);
  }
  const size = Number(`${whole}.${decimals || "0"}`) * (SCALES[scale.toLowerCase()] ?? 1);
  if (size > AMOUNT_EUROS) return refused("Ce nombre est trop grand (mille milliards au plus).");
  const value = Math.round(size * 1e6) / 1e6;
  return { kind: "number", value: sign === "-" && value !== 0 ? -value : value };
}

const WHOLE = new Intl.NumberFormat("fr-FR", { maximumFractionDigits: 2 });
const CENTS = new Intl.NumberFormat("fr-FR", {
  minimumFractionDigits: 2,
  maximumFractionDigits: 2,
});

/** « 42 000 », « 1 250,50 »: cents are written in full when there are some (`money`). */
export function formatNumber(value: number, money: boolean): string {
  return (money && !Number.isInteger(value) ? CENTS : WHOLE).format(value);
}

/** What the edit field shows when it opens: the same figure, with plain spaces. */
export function editableNumber(value: number): string {
  return new Intl.NumberFormat("fr-FR", { maximumFractionDigits: 6 }).format(value).replace(BLANKS, " ");
}

/** « par an » reads « / an » beside a figure; other words (« une fois ») are kept. */
export function shortPeriod(title: string): string {
  return title.replace(/^par\s+/i, "/\u00a0");
}

const PLURAL = /^(\p{L}{3,})s(?!\p{L})/u;
const INVARIABLE: ReadonlySet<string> = new Set(["avis", "fois", "mois", "repas", "temps"]);

/** A unit, declared in the plural, as its number wants it: « 0,25 semaine », « 2 semaines », « 1 jour/homme ». In
 * French, the plural begins at two (`domain/wording.py`). */
export function agreed(unit: string, value: number): string {
  const [whole, one] = PLURAL.exec(unit) ?? [];
  if (whole === undefined || one === undefined || Math.abs(value) >= 2 || INVARIABLE.has(whole)) return unit;
  return `${one}${unit.slice(whole.length)}`;
}

/** « 42 000 € / an ». */
export function formatQuantity(value: number, unit: string, period: string): string {
  const figure = formatNumber(value, unit === "€");
  const quantity = unit === "" ? figure : `${figure}\u00a0${agreed(unit, value)}`;
  return period === "" ? quantity : `${quantity} ${shortPeriod(period)}`;
}

/** « 12 mars 2027 » for « 2027-03-12 »; anything else is shown as it is. */
export function formatDate(iso: string): string {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(iso)) return iso;
  const day = new Date(`${iso}T00:00:00Z`);
  if (Number.isNaN(day.getTime())) return iso;
  return new Intl.DateTimeFormat("fr-FR", { dateStyle: "long", timeZone: "UTC" }).format(day);
}
