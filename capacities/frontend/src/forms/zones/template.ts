/** The template as this form reads it. */

import { OPEN_LINES } from "../../core/generated";
import type { Fact, Field, Template } from "../shared/template";
import { groupFacts } from "../shared/template";

export type Zone = Template["zones"][number];
export type Band = Template["bands"][number];
export type Block = Template["blocks"][number];
export type Matrix = NonNullable<Template["matrix"]>;

/** Zone of the cards that are added lines of a matrix. */
export const ADDED_LINES = OPEN_LINES;

/** Key of the box in the template (`Template.model_key` in Python): the box of an instance or
 * of an added line is known by its model, "case" for "case@id", "lignes.column" for "id.column". */
export function modelKey(template: Template, zone: string): string {
  const base = zone.split("@")[0] ?? "";
  if (base !== zone || template.zones.some((each) => each.key === base)) return base;
  const dot = base.lastIndexOf(".");
  const added = template.matrix?.open_lines === true && dot >= 0;
  return added ? `${ADDED_LINES}${base.slice(dot)}` : base;
}

/** The fields that cards of a box carry, in template order. */
export function fieldsOf(template: Template, zone: string): Field[] {
  const base = modelKey(template, zone);
  return template.fields.filter((field) => field.zones.length === 0 || field.zones.includes(base));
}

/** The facts that cards of a box carry. */
export function factsOf(template: Template, zone: string): Fact[] {
  return groupFacts(fieldsOf(template, zone));
}
