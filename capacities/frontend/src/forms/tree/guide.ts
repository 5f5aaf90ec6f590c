/** What to ask at one place of the tree: the branch's own questions, or those chained by level. */

import type { CanvasSession } from "../../core";
import type { TreeView } from "./tree";
import { CENTRE, pathOf } from "./tree";

export interface Guide {
  questions: readonly string[];
  example: string;
}

const NOTHING: Guide = { questions: [], example: "" };

/** What the children of a node answer. The questions of a branch follow its zone, wherever the
 * branch went; a level asks one question. */
export function guideUnder(session: CanvasSession, tree: TreeView, id: string): Guide {
  const { template } = session.data;
  const levels = template.tree?.levels ?? [];
  if (levels.length > 0) {
    const level = levels[id === CENTRE ? 0 : (tree.depth.get(id) ?? 0)];
    return level === undefined ? NOTHING : { questions: [level.question], example: level.example };
  }
  for (const node of pathOf(tree, id).reverse()) {
    const zone = template.zones.find(({ key }) => key === session.card(node).get()?.zone);
    if (zone !== undefined) return zone;
  }
  return NOTHING;
}

/** What a node itself answers: what is asked under its parent; a branch has its own questions. */
export function guideOf(session: CanvasSession, tree: TreeView, id: string): Guide {
  const chained = (session.data.template.tree?.levels ?? []).length > 0;
  if (id === CENTRE) return NOTHING;
  return guideUnder(session, tree, chained ? (tree.parent.get(id) ?? CENTRE) : id);
}
