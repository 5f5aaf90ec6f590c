/** Sentences about nodes, read aloud or shown. */

import type { CanvasSession } from "../../core";
import { ideas, short } from "../shared/words";
import { CENTRE, childrenOf, pathOf, treeOf } from "./tree";

/** What people call a node: its words, or what it is when it has none. */
export function nodeName(session: CanvasSession, id: string): string {
  const words = short(session.text(id).get());
  if (words !== "") return words;
  if (id === CENTRE) return session.data.template.tree?.centre ?? session.data.template.title;
  return "idée sans texte";
}

export function quoted(session: CanvasSession, id: string): string {
  return `«\u00a0${nodeName(session, id)}\u00a0»`;
}

/** « Portage politique › Un élu référent ». */
export function pathWords(session: CanvasSession, id: string): string {
  return pathOf(treeOf(session).get(), id)
    .map((node) => nodeName(session, node))
    .join(" › ");
}

/** « sous « Portage politique », 2 sur 3 » */
function where(session: CanvasSession, id: string): string {
  const tree = treeOf(session).get();
  const parent = tree.parent.get(id) ?? CENTRE;
  const brothers = childrenOf(tree, parent);
  return `sous ${quoted(session, parent)}, ${brothers.indexOf(id) + 1} sur ${brothers.length}`;
}

/** « Déplacée sous « Portage politique », 2 sur 3. » */
export function movedWords(session: CanvasSession, ids: readonly string[]): string {
  const first = ids[0];
  if (first === undefined) return "";
  if (ids.length === 1) return `Déplacée ${where(session, first)}.`;
  const parent = treeOf(session).get().parent.get(first) ?? CENTRE;
  return `${ideas(ids.length)} déplacées sous ${quoted(session, parent)}.`;
}

export function addedWords(session: CanvasSession, id: string): string {
  return `Nouvelle idée ${where(session, id)}.`;
}

/** « 3 sous-idées », or "" when there is none. */
export function subIdeas(count: number): string {
  return count === 0 ? "" : `${count} sous-idée${count > 1 ? "s" : ""}`;
}

export function selectedWords(count: number): string {
  return `${ideas(count)} sélectionnée${count > 1 ? "s" : ""}.`;
}
