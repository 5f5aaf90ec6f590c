/** What the picture of a live tree is made from: all of it, folded or not. */

import type { CanvasSession } from "../../core";
import { groupFacts } from "../shared/template";
import { factWords } from "../shared/words";
import { huesOf } from "./hues";
import type { PictureNode, PictureSource } from "./picture";
import { CENTRE, childrenOf, treeOf } from "./tree";
import { hasTypes, typeOf } from "./types";

/** Notes and links would fill the picture: they stay in the canvas. */
const DRAWN = new Set(["texte", "date", "choix", "montant", "nombre", "oui-non"]);

function factsOf(session: CanvasSession, id: string): string {
  const fields = session.card(id).get()?.fields ?? {};
  return groupFacts(session.data.template.fields)
    .filter(({ field }) => DRAWN.has(field.kind))
    .map((fact) => {
      const words = factWords(fact, fields);
      if (fact.field.kind !== "oui-non") return words;
      return words === "Oui" ? fact.field.title : "";
    })
    .filter((words) => words !== "")
    .join(" · ");
}

export function sourceOf(session: CanvasSession): PictureSource {
  const { template, dossier } = session.data;
  const tree = treeOf(session).get();
  const hues = huesOf(
    tree,
    template.zones.map(({ key }) => key),
  );
  const day = new Intl.DateTimeFormat("fr-FR", { dateStyle: "long" }).format(new Date());
  const nodeOf = (id: string): PictureNode => {
    const text = session.text(id).get();
    if (id === CENTRE) return { text: text.trim() || (template.tree?.centre ?? template.title), sign: "", facts: "" };
    const type = hasTypes(template) ? typeOf(template, session.card(id).get()?.color ?? "") : null;
    return { text, sign: type?.sign ?? "", facts: factsOf(session, id) };
  };
  return {
    root: CENTRE,
    childrenOf: (id) => childrenOf(tree, id),
    nodeOf,
    hueOf: (branch) => hues.get(branch) ?? "",
    title: `${template.title} — ${dossier.territory}, ${dossier.title}`,
    caption: [dossier.territory, dossier.title, day, template.source].filter((each) => each !== "").join(" · "),
    oneSided: (template.tree?.levels ?? []).length > 0,
    legend: hasTypes(template) ? template.colors : [],
  };
}
