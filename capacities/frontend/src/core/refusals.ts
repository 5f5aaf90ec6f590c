/* Why nothing more fits in a canvas, told to people. */

import type { InkIndex } from "./ink-index";
import type { FormRules, TemplateJson } from "./types";
import { agree, capital, countOf, french } from "./words";

/** The canvas in which something was to be added. */
interface Filled {
  template: TemplateJson;
  rules(): FormRules;
  ink: InkIndex;
}

export const FULL_OF_INK =
  "Le canevas est plein de traits à main levée : ceux qui y sont, et ceux de la corbeille, ne laissent plus de place pour d’autres.";

export function fullSentence(context: Filled): string {
  const most = french(context.template.limits.cards_per_canvas);
  return `Le canevas est plein : il contient au plus ${most} ${held(context)}.`;
}

/** What counts together in a canvas. */
export function held({ template, rules, ink }: Filled): string {
  const { plural } = rules().words;
  const links = template.edge_kinds.length > 0 ? ["liens"] : [];
  const all = [plural, ...links, ...(ink.live.get().length > 0 ? ["traits"] : [])];
  return all.length === 1 ? plural : `${all.slice(0, -1).join(", ")} et ${all.at(-1)}`;
}

export function leftSentence(count: number, context: Filled): string {
  const { words } = context.rules();
  const added = agree("ajouté", count, words);
  const verb = count === 1 ? "n’a pas été" : "n’ont pas été";
  return `${capital(countOf(count, words))} ${verb} ${added}.`;
}
