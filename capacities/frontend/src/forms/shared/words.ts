/** What a card's typed fields read as. */

import { AMOUNT_EUROS, french } from "../../core";

export { short } from "../../core";

import { formatDate, formatQuantity } from "./amounts";
import type { Fact, Field } from "./template";
import { choiceTitle, groupFacts } from "./template";
import { unitOf } from "./typed";

/** « 3 éléments », « 1 élément ». */
export function countWords(count: number, noun: string): string {
  return `${french(count)}\u00a0${noun}${count > 1 ? "s" : ""}`;
}

/** « 3 idées », « 1 idée ». */
export function ideas(count: number): string {
  return countWords(count, "idée");
}

export function quoted(words: string): string {
  return `«\u00a0${words}\u00a0»`;
}

/** What a fact shows: « 42 000 € / an », « 12 mars 2027 », « Oui »; "" when not filled. */
export function factWords(fact: Fact, values: Readonly<Record<string, unknown>>): string {
  const { field, by } = fact;
  const value = values[field.key];
  const period = choiceTitle(by, by === null ? null : (values[by.key] ?? by.default));
  switch (field.kind) {
    case "montant":
    case "nombre": {
      if (typeof value !== "number") return "";
      if (Math.abs(value) > AMOUNT_EUROS) return "illisible";
      return formatQuantity(value, unitOf(field), period);
    }
    case "date":
      return typeof value === "string" ? formatDate(value) : "";
    case "oui-non":
      return typeof value === "boolean" ? (value ? "Oui" : "Non") : "";
    case "choix":
      return choiceTitle(field, value);
    case "texte":
    case "note":
    case "lien":
      return typeof value === "string" ? value : "";
    case "element":
      return ""; // its name is in another card
  }
}

/** The facts of a card that say something, with what they say; what is only ticked says its title. */
export function filledFacts(
  fields: readonly Field[],
  values: Readonly<Record<string, unknown>>,
): { fact: Fact; words: string }[] {
  const said = (fact: Fact) => {
    const { kind, key, title } = fact.field;
    if (kind !== "oui-non") return factWords(fact, values);
    return values[key] === true ? title : "";
  };
  return groupFacts(fields)
    .map((fact) => ({ fact, words: said(fact) }))
    .filter(({ words }) => words !== "");
}

/** The same on one line. Notes and links would fill it: they stay in the canvas. */
export function factLine(fields: readonly Field[], values: Readonly<Record<string, unknown>>): string {
  return filledFacts(fields, values)
    .filter(({ fact }) => fact.field.kind !== "note" && fact.field.kind !== "lien")
    .map(({ words }) => words)
    .join(" · ");
}

/** A figure with its unit and a choice speak for themselves; others are preceded by their name. */
export function namedFact({ field }: Fact, words: string): string {
  const clear = field.kind === "montant" || field.kind === "choix" || field.unit !== "";
  return clear ? words : `${field.title}\u00a0: ${words}`;
}
