/** The post-its as a table: exports/zones.py, written again. */

import type { CanvasSession, CardView } from "../../core";
import { compareRanked, compareText } from "../../core";
import type { CsvTable } from "../../ui/csv";
import { abridged, colorCell, fieldCells } from "../shared/cells";
import type { Template } from "../shared/template";
import { ADDED_LINES, fieldsOf, modelKey } from "./template";

const TITLE_SIGNS = 500;

/** Every box by its zone, in reading order, with its whole title. */
function boxesOf(session: CanvasSession): Map<string, string> {
  const { template } = session.data;
  const titleOf = (id: string) => abridged(session.text(id).get(), TITLE_SIGNS) || "sans titre";
  const boxes = new Map<string, string>();
  for (const { key, title, group } of template.zones) if (group === null) boxes.set(key, title);
  if (template.matrix?.open_lines === true) {
    boxes.set(ADDED_LINES, "Ligne ajoutée");
    for (const line of session.zoneOrder(ADDED_LINES).get()) {
      for (const { key, title } of template.matrix.columns) boxes.set(`${line}.${key}`, `${titleOf(line)} — ${title}`);
    }
  }
  for (const block of template.blocks) {
    boxes.set(block.key, block.singular);
    for (const instance of session.zoneOrder(block.key).get()) {
      for (const { key, title, group } of template.zones) {
        if (group === block.key) boxes.set(`${key}@${instance}`, `${titleOf(instance)} — ${title}`);
      }
    }
  }
  return boxes;
}

export function table(session: CanvasSession): CsvTable {
  const { template } = session.data;
  const boxes = boxesOf(session);
  const places = new Map([...boxes.keys()].map((zone, place) => [zone, place]));
  const placeOf = ({ zone }: CardView) => places.get(zone) ?? places.size;
  const cards = [...session.cards.get().values()].filter(({ deleted }) => !deleted);
  const strayZone = (card: CardView) => (places.has(card.zone) ? "" : card.zone);
  cards.sort((a, b) => placeOf(a) - placeOf(b) || compareText(strayZone(a), strayZone(b)) || compareRanked(a, b));
  return {
    columns: ["case", "texte", "couleur", ...template.fields.map(({ key }) => key), ...TRACE],
    rows: cards.map((card) => [
      boxes.get(card.zone) ?? card.zone,
      session.text(card.id).get(),
      colorCell(template, card.color),
      ...fieldCells(template.fields, carriedIn(template, card.zone), card.fields),
      ...[card.author, card.created, card.id, card.rank, card.zone],
    ]),
  };
}

const TRACE = ["auteur", "cree_le", "id", "rang", "cle_case"];

/** Titles carry none; what is in a box that the template does not know may carry any. */
function carriedIn(template: Template, zone: string) {
  const model = modelKey(template, zone);
  if (model === ADDED_LINES || template.blocks.some(({ key }) => key === model)) return [];
  const columns = template.matrix?.open_lines === true ? template.matrix.columns : [];
  const added = columns.some(({ key }) => model === `${ADDED_LINES}.${key}`);
  const known = template.zones.some(({ key }) => key === model) || added;
  return known ? fieldsOf(template, zone) : template.fields;
}
