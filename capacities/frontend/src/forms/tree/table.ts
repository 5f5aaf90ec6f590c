/** The ideas as a table, each before what is under it: exports/tree.py, written again. */

import type { CanvasSession } from "../../core";
import { CENTRE, NODE } from "../../core";
import type { CsvTable } from "../../ui/csv";
import { abridged, colorCell, fieldCells } from "../shared/cells";
import type { Template } from "../shared/template";
import type { TreeView } from "./arrange";
import { treeOf } from "./tree";

const MARK = " > ";
/** Levels of a path that are written. */
const LEVELS = 20;

export function table(session: CanvasSession): CsvTable {
  const { template } = session.data;
  const tree = treeOf(session).get();
  const textOf = (id: string) => session.text(id).get();
  const paths = pathsOf(tree, textOf);
  const fields = template.fields;
  return {
    columns: [...HEADS, ...fields.map(({ key }) => key), ...TRACE],
    rows: [CENTRE, ...tree.order].map((id) => {
      const card = session.card(id).get();
      const parent = tree.parent.get(id);
      const above = parent === undefined ? "" : textOf(parent);
      const zone = card?.zone ?? CENTRE;
      return [
        ...[paths.get(id)!, tree.depth.get(id) ?? 0],
        [...above].slice(0, template.limits.card_text_chars).join(""),
        textOf(id),
        colorCell(template, card?.color ?? ""),
        ...fieldCells(fields, carriedIn(template, zone), card?.fields ?? {}),
        ...[card?.author ?? "", card?.created ?? "", id, card?.rank ?? "", parent ?? "", zone],
      ];
    }),
  };
}

const HEADS = ["chemin", "profondeur", "parent", "texte", "type"];
const TRACE = ["auteur", "cree_le", "id", "rang", "cle_parent", "cle_case"];

function carriedIn(template: Template, zone: string) {
  if (zone === CENTRE) return [];
  const known = zone === NODE || template.zones.some(({ key }) => key === zone);
  return known ? template.fields.filter(({ zones }) => zones.length === 0 || zones.includes(zone)) : template.fields;
}

/** The path of every idea and of the centre, each text on one line and short. */
function pathsOf(tree: TreeView, textOf: (id: string) => string): Map<string, string> {
  const step = (id: string) => abridged(textOf(id)).replaceAll(">", "›") || "…";
  const steps = new Map<string, readonly string[]>([[CENTRE, [step(CENTRE)]]]);
  for (const id of tree.order) {
    const above = steps.get(tree.parent.get(id) ?? CENTRE) ?? [];
    steps.set(id, [...above.slice(-LEVELS), step(id)]);
  }
  const written = (path: readonly string[]) => (path.length > LEVELS ? ["…", ...path.slice(1)] : path).join(MARK);
  return new Map([...steps].map(([id, path]) => [id, written(path)]));
}
