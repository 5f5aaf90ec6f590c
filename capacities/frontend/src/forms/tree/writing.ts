/** Writing in the tree: a new node, written at once; its words; lines pasted. */

import { flushSync } from "react-dom";
import type { CanvasSession } from "../../core";
import type { Notice } from "../../ui/screen";
import { isLeftEmpty, leaveEmpty } from "../shared/left-empty";
import { ideas } from "../shared/words";
import { acts } from "./acts";
import { addedWords } from "./say";
import { CENTRE, childrenOf, isUnder, NODE, treeOf } from "./tree";
import { viewerOf } from "./viewer";

export interface Voice {
  tell: (notice: Notice | string) => void;
  whisper: (sentence: string) => void;
  /** Text that did not fit: never dropped silently. */
  leftOut: (text: string) => void;
}

export function makeWriting(session: CanvasSession, { tell, whisper, leftOut: tellLeftOut }: Voice) {
  const viewer = viewerOf(session);
  const act = acts(session);
  const tree = () => treeOf(session).get();

  /** The brother before a node, else its parent: where one came from. */
  const above = (id: string): string => {
    const parent = tree().parent.get(id) ?? CENTRE;
    const brothers = childrenOf(tree(), parent);
    return brothers[brothers.indexOf(id) - 1] ?? parent;
  };

  /** Drawn and in hand before the browser goes on: the very key that asked may be its first. */
  const begin = (add: () => string | null, parent: string) => {
    if (!session.editable.get()) return;
    flushSync(() => {
      viewer.fold([parent], false);
      const { focus, query, types } = viewer.get();
      const id = add();
      if (id === null) return;
      viewer.fresh.add(id);
      /* A new node that the filter hides could not be written. */
      if (query !== "" || types.size > 0) viewer.showAll();
      if (focus !== null && !isUnder(tree(), id, focus)) viewer.focusBranch(null);
      viewer.edit(id);
      whisper(addedWords(session, id));
    });
  };

  return {
    /** A new node, written at once. */
    child: (of: string) => begin(() => act.addChild(of), of),
    sibling: (of: string, where: "before" | "after") => {
      /* The root of what is looked at has no brother on the screen. */
      if (of === (viewer.get().focus ?? CENTRE)) begin(() => act.addChild(of), of);
      else begin(() => act.addSibling(of, where), tree().parent.get(of) ?? CENTRE);
    },
    /** Write in a node. */
    write: (id: string) => {
      if (session.editable.get()) flushSync(() => viewer.edit(id));
    },
    /** Stop writing; an idea left empty goes away, a branch of the template stays. */
    settle: (id: string) => {
      const fresh = viewer.fresh.delete(id);
      const ours = id !== CENTRE && session.card(id).get()?.zone === NODE;
      const leave = ours && childrenOf(tree(), id).length === 0 && isLeftEmpty(session, id, { fresh });
      if (viewer.get().editing === id) viewer.edit(null);
      if (!leave) return;
      if (viewer.get().selected.includes(id)) viewer.select([above(id)]);
      leaveEmpty(session, id, () => act.remove([id]));
    },
    /** Lines become ideas with their indentation; last, or in the stead of an empty brother.
     * Returns their ids. */
    paste: (parent: string, text: string, instead: string | null = null): readonly string[] => {
      if (!session.editable.get()) return [];
      viewer.fold([parent], false);
      const { ids, message, leftOut } = act.pasteOutline(parent, text, instead, true);
      if (message !== null) tell(message);
      else if (ids.length > 0) whisper(`${ideas(ids.length)} ajoutée${ids.length > 1 ? "s" : ""}.`);
      if (ids.length > 0) viewer.select([ids[0]!]);
      if (leftOut !== "") tellLeftOut(leftOut);
      return ids;
    },
  };
}
