/** The parts of a template that every form reads alike: colours and typed fields. */

import type { CanvasData } from "../../core";

export type Template = CanvasData["template"];
export type Field = Template["fields"][number];
export type Color = Template["colors"][number];

/** A figure or a fact of a card: a field and, for amounts, the choice that goes with it. */
export interface Fact {
  field: Field;
  by: Field | null;
}

/** Fields grouped as they are shown: « 42 000 € » and « par an » make one fact. */
export function groupFacts(fields: readonly Field[]): Fact[] {
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
