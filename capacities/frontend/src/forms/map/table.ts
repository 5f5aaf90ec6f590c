/** The elements and the stamps as a table: exports/map.py, written again. */

import type { CanvasSession, CardView } from "../../core";
import { compareRanked, compareText } from "../../core";
import type { Cell, CsvTable, IsoDate } from "../../ui/csv";
import { abridged, colorCell, fieldCell, readValue } from "../shared/cells";
import type { Field, Template } from "../shared/template";
import type { ValuePlan } from "./plan";
import { worthOf } from "./sums";

export function table(session: CanvasSession): CsvTable {
  const { template } = session.data;
  const { fields, map } = template;
  const value = map?.value ?? null;
  const cards = sorted(session, template);
  const types = new Map(template.zones.map(({ key, title }) => [key, title]));
  const texts = textsOf(session, cards);
  const carriers = outOfCircles(cards);
  const reach = template.limits.map_reach;
  return {
    columns: [
      ...["type", "texte", "couleur", "pose_sur"],
      ...fields.flatMap(({ key, kind }) => (kind === "element" ? [key, `${key}_nom`] : [key])),
      ...(value === null ? [] : ["equivalent"]),
      ...["x", "y", "auteur", "cree_le", "id", "rang", "on", "cle_type"],
    ],
    rows: cards.map((card) => {
      const on = carriers.get(card.id) ?? "";
      const placed = card.x !== null && card.y !== null && Math.max(Math.abs(card.x), Math.abs(card.y)) <= reach;
      return [
        ...[types.get(card.zone) ?? card.zone, session.text(card.id).get(), colorCell(template, card.color)],
        texts.get(on) ?? "",
        ...fields.flatMap((field) => cellsOf(card, field, types.has(card.zone), texts)),
        ...(value === null ? [] : [equivalentOf(card, value, fields)]),
        ...(placed ? [card.x, card.y] : [null, null]),
        ...[card.author, card.created, card.id, card.rank, on, card.zone],
      ];
    }),
  };
}

/** The live cards by type, those of an unknown one last. */
function sorted(session: CanvasSession, template: Template): CardView[] {
  const places = new Map(template.zones.map(({ key }, place) => [key, place]));
  const placeOf = ({ zone }: CardView) => places.get(zone) ?? places.size;
  const live = [...session.cards.get().values()].filter(({ deleted }) => !deleted);
  return live.sort((a, b) => placeOf(a) - placeOf(b) || compareText(a.zone, b.zone) || compareRanked(a, b));
}

/** What people read of each live card and link. */
function textsOf(session: CanvasSession, cards: readonly CardView[]): Map<string, string> {
  const texts = new Map(cards.map(({ id }) => [id, abridged(session.text(id).get())]));
  for (const id of session.edges.get()) {
    const edge = session.edge(id).get();
    if (edge === null) continue;
    const own = abridged(session.edgeText(id).get());
    const ends = [edge.from, edge.to].map((end) => texts.get(end) ?? "").join(" → ");
    texts.set(id, own === "" ? abridged(ends) : own);
  }
  return texts;
}

/** What carries each card; of a circle, the card of smallest id is put down. */
function outOfCircles(cards: readonly CardView[]): Map<string, string> {
  const on = new Map(cards.filter((card) => card.on !== null).map((card) => [card.id, card.on!]));
  const settled = new Set<string>();
  for (const start of on.keys()) {
    const path: string[] = [];
    let card: string | undefined = start;
    while (card !== undefined && !settled.has(card) && !path.includes(card)) {
      path.push(card);
      card = on.get(card);
    }
    const turn = card === undefined ? -1 : path.indexOf(card);
    for (const id of path) settled.add(id);
    if (turn >= 0) on.delete(path.slice(turn).reduce((a, b) => (compareText(a, b) < 0 ? a : b)));
  }
  return on;
}

function cellsOf(card: CardView, field: Field, known: boolean, texts: ReadonlyMap<string, string>): (Cell | IsoDate)[] {
  const carried = !known || field.zones.length === 0 || field.zones.includes(card.zone);
  const cell = carried ? fieldCell(field, card.fields[field.key]) : null;
  return field.kind === "element" ? [cell, texts.get(String(cell)) ?? ""] : [cell];
}

/** In euros, what a stamp that is no money is worth. */
function equivalentOf({ zone, fields }: CardView, value: ValuePlan, all: readonly Field[]): number | null {
  if (zone !== value.quality) return null;
  const read = (key: string) => {
    const field = all.find((one) => one.key === key);
    return field === undefined ? undefined : (readValue(field, fields[key]) ?? undefined);
  };
  return worthOf(read(value.quantity), read(value.unit_value));
}
