/** The steps with their days as a table: exports/timeline.py, written again. */

import type { CanvasSession, CardView } from "../../core";
import { CALENDAR, compareRanked, compareText, LANES, TRAY } from "../../core";
import type { Cell, CsvTable, IsoDate } from "../../ui/csv";
import { fieldCells } from "../shared/cells";
import type { Template } from "../shared/template";
import { isoOf } from "./days";
import { timelineOf } from "./model";
import type { Step } from "./types";

const COMPUTED = [
  ...["au_plus_tard_debut", "au_plus_tard_fin", "au_plus_tot_debut", "au_plus_tot_fin"],
  ...["marge_jours", "critique", "trop_tard"],
];
const TRACE = ["auteur", "cree_le", "id", "rang", "cle_fil"];

export function table(session: CanvasSession): CsvTable {
  const { template } = session.data;
  const { lanes, steps } = timelineOf(session).get();
  const fields = template.fields.filter(({ zones }) => zones.length !== 1 || zones[0] !== CALENDAR);
  const titles = new Map([...lanes.map(({ key, title }) => [key, title] as const), [TRAY, ""]]);
  /* Lanes, then what is in none that is there, then the tray. */
  const order = new Map([...lanes.map(({ key }, place) => [key, place] as const), [TRAY, lanes.length + 1]]);
  const placeOf = ({ zone }: CardView) => order.get(zone) ?? lanes.length;
  const cards = [...session.cards.get().values()].filter(({ id }) => steps.has(id));
  cards.sort((a, b) => placeOf(a) - placeOf(b) || compareText(a.zone, b.zone) || compareRanked(a, b));
  return {
    columns: ["fil", "texte", ...fields.map(({ key }) => key), ...COMPUTED, ...TRACE],
    rows: cards.map((card) => [
      titles.get(card.zone) ?? card.zone,
      session.text(card.id).get(),
      ...fieldCells(fields, carriedIn(template, card.zone), card.fields),
      ...computed(steps.get(card.id)!),
      ...[card.author, card.created, card.id, card.rank, card.zone],
    ]),
  };
}

/** In an added lane, what the tray lets. */
function carriedIn(template: Template, zone: string) {
  const known = [TRAY, LANES, CALENDAR].includes(zone) || template.zones.some(({ key }) => key === zone);
  const model = known ? zone : TRAY;
  return template.fields.filter(({ zones }) => zones.length === 0 || zones.includes(model));
}

function computed({ dates }: Step): (Cell | IsoDate)[] {
  const days = [dates.latestStart, dates.latestFinish, dates.earliestStart, dates.earliestFinish];
  return [...days.map((day) => ({ date: isoOf(day) })), dates.slack, dates.critical, dates.late];
}
