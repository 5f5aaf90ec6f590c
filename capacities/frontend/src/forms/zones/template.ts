/** The template as this form reads it. */

import type { CanvasData } from "../../core";
import { OPEN_LINES } from "../../core/generated";

export type Template = CanvasData["template"];
export type Zone = Template["zones"][number];
export type Field = Template["fields"][number];
export type Color = Template["colors"][number];
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

/** The key fields name: in an added line, "{card_id}.{column}" is "lignes.{column}". */
function modelZone(template: Template, zone: string): string {
  const base = modelKey(template, zone);
  if (template.zones.some((each) => each.key === base)) return base;
  const dot = base.lastIndexOf(".");
  return dot < 0 ? base : `${ADDED_LINES}${base.slice(dot)}`;
}

/** The fields that cards of a box carry, in template order. */
export function fieldsOf(template: Template, zone: string): Field[] {
  const base = modelZone(template, zone);
  return template.fields.filter((field) => field.zones.length === 0 || field.zones.includes(base));
}

/** A figure or a fact of a card: a field and, for amounts, the choice that goes with it. */
export interface Fact {
  field: Field;
  by: Field | null;
}

/** Fields grouped as they are shown: « 42 000 € » and « par an » make one fact. */
export function factsOf(template: Template, zone: string): Fact[] {
  const fields = fieldsOf(template, zone);
  const companions = new Set(fields.map((field) => field.total_by).filter((key) => key !== null));
  return fields
    .filter((field) => !companions.has(field.key))
    .map((field) => ({
      field,
      by: fields.find((other) => other.key === field.total_by) ?? null,
    }));
}

/** The colour a card names, the first one when it is unknown. */
export function colorOf(template: Template, key: string): Color {
  const color = template.colors.find((each) => each.key === key) ?? template.colors[0];
  if (color === undefined) throw new Error("a template declares at least one colour");
  return color;
}

/** The title of a choice, or "" when the key is unknown. */
export function choiceTitle(field: Field | null, key: unknown): string {
  return field?.choices.find((choice) => choice.key === key)?.title ?? "";
}
