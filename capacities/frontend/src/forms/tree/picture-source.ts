/** What the picture of a live tree is made from: all of it, folded or not. */

import { totalWords } from "../../ballot";
import type { CanvasSession } from "../../core";
import { paperLine, paperTitle } from "../../ui/printing";
import { factLine } from "../shared/words";
import { huesOf } from "./hues";
import type { PictureNode, PictureSource } from "./picture";
import { CENTRE, treeOf } from "./tree";
import { hasTypes, typeOf } from "./types";

export function sourceOf(session: CanvasSession): PictureSource {
  const { template } = session.data;
  const tree = treeOf(session).get();
  const hues = huesOf(tree, template);
  const nodeOf = (id: string): PictureNode => {
    const text = session.text(id).get();
    if (id === CENTRE) return { text: text.trim() || (template.tree?.centre ?? template.title), sign: "", facts: "" };
    const { color = "", fields = {} } = session.card(id).get() ?? {};
    const type = hasTypes(template) ? typeOf(template, color) : null;
    const facts = [factLine(template.fields, fields), totalWords(session, id)].filter((words) => words !== "");
    return { text, sign: type?.sign ?? "", facts: facts.join(" · ") };
  };
  return {
    tree,
    nodeOf,
    hueOf: (branch) => hues.get(branch) ?? "",
    title: paperTitle(session.data),
    caption: paperLine(session.data),
    oneSided: (template.tree?.levels ?? []).length > 0,
    legend: hasTypes(template) ? template.colors : [],
  };
}
