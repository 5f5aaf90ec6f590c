/** From the template to boxes placed on the screen, in the order they are read. */

import type { Template } from "../shared/template";
import type { Band, Block, Zone } from "./template";
import { ADDED_LINES } from "./template";

/** One box to draw: `id` is what its cards store in `zone`. */
export interface BoxSpec {
  id: string;
  title: string;
  questions: readonly string[];
  example: string;
  accent: boolean;
  /** Name of its area in the grid of its band, "" outside a band. */
  area: string;
  /** What it belongs to (the line of a matrix, a stakeholder), "" for an ordinary box. */
  within: string;
}

export interface BandSpec {
  columns: number;
  rows: number;
  areas: string;
  weight: number;
  boxes: readonly BoxSpec[];
}

/** `grid-template-areas` of a band, with one name per box ("z0", "z1"…; "." when empty). */
export function gridAreas(rows: readonly (readonly string[])[]): {
  areas: string;
  names: Map<string, string>;
  columns: number;
} {
  const names = new Map<string, string>();
  const columns = Math.max(1, ...rows.map((row) => row.length));
  const lines = rows.map((row) => {
    const cells = Array.from({ length: columns }, (_, i) => {
      const key = row[i] ?? "";
      if (key === "" || key === ".") return ".";
      if (!names.has(key)) names.set(key, `z${names.size}`);
      return names.get(key);
    });
    return `"${cells.join(" ")}"`;
  });
  return { areas: lines.join(" "), names, columns };
}

function boxOf(zone: Zone, id: string, area: string, within: string): BoxSpec {
  const { title, questions, example, accent } = zone;
  return { id, title, questions, example, accent, area, within };
}

function bandsOf(template: Template, bands: readonly Band[], instance: string, within: string): BandSpec[] {
  return bands.map((band) => {
    const { areas, names, columns } = gridAreas(band.rows);
    const boxes = template.zones
      .filter((zone) => names.has(zone.key))
      .map((zone) =>
        boxOf(zone, instance === "" ? zone.key : `${zone.key}@${instance}`, names.get(zone.key) ?? "", within),
      );
    return { columns, rows: band.rows.length, areas, weight: band.weight, boxes };
  });
}

/** The bands of the canvas; boxes that no band places come last, so that none is missing. */
export function canvasBands(template: Template): BandSpec[] {
  if (template.matrix !== null) return [];
  const placed = new Set(template.bands.flatMap((band) => band.rows.flat()));
  const left = template.zones.filter((zone) => zone.group === null && !placed.has(zone.key));
  const bands = [...template.bands];
  if (left.length > 0) bands.push({ rows: [left.map((zone) => zone.key)], weight: 1 });
  return bandsOf(template, bands, "", "");
}

/** The bands of one instance of a repeated block. */
export function blockBands(template: Template, block: Block, instance: string, title: string): BandSpec[] {
  return bandsOf(template, block.bands, instance, title);
}

/** The boxes of one line of a matrix, in the order of the columns. */
export function matrixLine(template: Template, line: string, lineTitle: string): BoxSpec[] {
  const columns = template.matrix?.columns ?? [];
  return columns.map((column) => {
    const id = `${line}.${column.key}`;
    const zone = template.zones.find((each) => each.key === id);
    return {
      id,
      title: column.title,
      questions: zone?.questions ?? [],
      example: zone?.example ?? "",
      accent: zone?.accent ?? false,
      area: "",
      within: lineTitle,
    };
  });
}

/** What exists by the participants' doing: added lines, and instances of each block. */
export interface Added {
  lines: readonly string[];
  instances: ReadonlyMap<string, readonly string[]>;
}

/** Every box id, in reading order: bands, matrix lines (own then added), blocks. */
export function readingOrder(template: Template, added: Added): string[] {
  const ids = canvasBands(template).flatMap((band) => band.boxes.map((box) => box.id));
  const lines = [...(template.matrix?.lines.map((line) => line.key) ?? []), ...added.lines];
  for (const line of lines) ids.push(...matrixLine(template, line, "").map((box) => box.id));
  for (const block of template.blocks) {
    for (const instance of added.instances.get(block.key) ?? []) {
      const bands = blockBands(template, block, instance, "");
      ids.push(...bands.flatMap((band) => band.boxes.map((box) => box.id)));
    }
  }
  return ids;
}

/** Zones that hold cards but that the canvas does not draw: their cards are « à reclasser ». */
export function strayZones(template: Template, inUse: readonly string[], drawn: readonly string[]): string[] {
  const known = new Set(drawn);
  for (const block of template.blocks) known.add(block.key);
  if (template.matrix?.open_lines === true) known.add(ADDED_LINES);
  return inUse.filter((zone) => !known.has(zone));
}

/** The words that name a box in a sentence: « Coûts », « Usage — Dimension sociale ». */
export function boxName(box: BoxSpec): string {
  return box.within === "" ? box.title : `${box.within} — ${box.title}`;
}
