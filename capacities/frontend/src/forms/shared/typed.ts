/** From what was typed for a field to what the document keeps. */

import type { FieldValue } from "../../core";
import { editableNumber, parseNumber } from "./amounts";
import { safeLink } from "./links";
import type { Field } from "./template";

export type Read = { value: FieldValue | null } | { refused: string };

/** What the control shows for a stored value. */
export function typedOf(value: FieldValue | undefined): string {
  if (value === undefined) return "";
  return typeof value === "number" ? editableNumber(value) : String(value);
}

/** The unit written after a number, "€" for amounts without one. */
export function unitOf(field: Field): string {
  return field.unit === "" && field.kind === "montant" ? "€" : field.unit;
}

export function isNumber(field: Field): boolean {
  return field.kind === "montant" || field.kind === "nombre";
}

const NO_LINK = "Ce n’est pas une adresse web. Collez celle de la page, par exemple https://exemple.fr/charte.";

/** The value that was typed for a field, null when it is emptied, or why it is refused. */
export function readTyped(field: Field, typed: string): Read {
  if (isNumber(field)) {
    const parsed = parseNumber(typed, unitOf(field));
    if (parsed.kind === "refused") return { refused: parsed.reason };
    return { value: parsed.kind === "empty" ? null : parsed.value };
  }
  const words = typed.trim();
  if (words === "") return { value: null };
  if (field.kind === "oui-non") return { value: words === "true" };
  if (field.kind !== "lien") return { value: words };
  const link = safeLink(words) ?? safeLink(`https://${words}`);
  return link === null ? { refused: NO_LINK } : { value: link };
}
