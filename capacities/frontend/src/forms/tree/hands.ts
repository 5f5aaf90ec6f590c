/** What a person does to nodes, from the keyboard, a menu or the mouse alike: the act, what is in
 * hand after it, and the sentence that tells it. */

import { useMemo } from "react";
import type { CanvasSession } from "../../core";
import { useScreen } from "../../ui/screen";
import { ideas } from "../shared/words";
import type { Shift } from "./acts";
import { acts, topsOf } from "./acts";
import { movedWords, quoted, subIdeas } from "./say";
import { below, CENTRE, childrenOf, treeOf } from "./tree";
import { viewerOf } from "./viewer";
import type { Voice } from "./writing";
import { makeWriting } from "./writing";

export type Hands = ReturnType<typeof makeHands>;

/** The nodes that are not under another of the list, in the order of the tree. */
export function topmost(session: CanvasSession, ids: readonly string[]): string[] {
  return topsOf(treeOf(session).get(), ids);
}

/** Where the keyboard goes when these nodes leave: the brother after, before, or the parent. */
export function heirOf(session: CanvasSession, ids: readonly string[]): string {
  const tree = treeOf(session).get();
  const gone = new Set(ids);
  const last = ids.at(-1) ?? CENTRE;
  const parent = tree.parent.get(last) ?? CENTRE;
  const brothers = childrenOf(tree, parent);
  const here = brothers.indexOf(last);
  const after = brothers.slice(here + 1).find((id) => !gone.has(id));
  const before = brothers.slice(0, Math.max(0, here)).findLast((id) => !gone.has(id));
  return after ?? before ?? parent;
}

export function makeHands(session: CanvasSession, voice: Voice) {
  const viewer = viewerOf(session);
  const act = acts(session);
  const { tell, whisper } = voice;
  const tree = () => treeOf(session).get();

  return {
    ...makeWriting(session, voice),
    remove: (ids: readonly string[]) => {
      if (!session.editable.get()) return;
      const top = topmost(session, ids);
      if (top.length === 0) {
        if (ids.includes(CENTRE)) tell("L’idée centrale ne se supprime pas\u00a0: on peut la réécrire.");
        return;
      }
      const count = top.reduce((sum, id) => sum + 1 + below(tree(), id).length, 0);
      const name = top.length === 1 ? quoted(session, top[0]!) : ideas(top.length);
      const under = subIdeas(count - top.length);
      const heir = heirOf(session, top);
      act.remove(top);
      viewer.edit(null);
      viewer.select([heir]);
      tell({
        sentence: `${name} à la corbeille${under === "" ? "" : `, avec ${under}`}.`,
        action: {
          title: "Annuler",
          run: () => {
            session.actions.restoreAll(top);
            viewer.select(top);
          },
        },
      });
    },
    move: (ids: readonly string[], parent: string, before: string | null) => {
      const top = topmost(session, ids);
      if (top.length === 0 || !act.move(top, parent, before)) return;
      viewer.fold([parent], false);
      viewer.select(top);
      whisper(movedWords(session, top));
    },
    shift: (ids: readonly string[], to: Shift) => {
      if (!session.editable.get()) return;
      const top = topmost(session, ids);
      const last = top.at(-1);
      /* Under a filter, one passes the brothers that it leaves. */
      const { nodes } = viewer.shown.get();
      const seen = (id: string) => viewer.matching.get() === null || nodes.has(id);
      if (last === undefined || !act.shift(top, to, seen)) {
        whisper(REFUSED[to]);
        return;
      }
      viewer.fold([tree().parent.get(last) ?? CENTRE], false);
      whisper(movedWords(session, top));
    },
    duplicate: (id: string) => {
      const copy = act.duplicate(id);
      if (copy === null) return;
      viewer.select([copy]);
      whisper(`Branche dupliquée\u00a0: ${quoted(session, copy)}.`);
    },
    setType: (ids: readonly string[], type: string) => {
      act.setType(ids, type);
      const title = session.data.template.colors.find((color) => color.key === type)?.title ?? "aucun";
      whisper(`Type\u00a0: ${title}.`);
    },
    fold: (ids: readonly string[], folded: boolean) => {
      const view = tree();
      const parents = ids.filter((id) => id !== CENTRE && childrenOf(view, id).length > 0);
      if (parents.length === 0) return;
      viewer.fold(parents, folded);
      const hidden = parents.reduce((sum, id) => sum + below(view, id).length, 0);
      whisper(folded ? `Replié, ${subIdeas(hidden)}.` : "Déplié.");
    },
    focusBranch: (id: string | null) => {
      viewer.focusBranch(id);
      if (id !== null) viewer.select([id]);
      whisper(id === null || id === CENTRE ? "Toute la carte." : `Seulement la branche ${quoted(session, id)}.`);
    },
  };
}

const REFUSED = {
  up: "C’est déjà la première de ses sœurs.",
  down: "C’est déjà la dernière de ses sœurs.",
  indent: "Il n’y a pas de sœur au-dessus pour la recevoir.",
  outdent: "Cette idée est déjà une branche principale.",
} as const;

/** The hands of this screen. */
export function useHands(leftOut: (text: string) => void): Hands {
  const { session, tell, whisper } = useScreen();
  return useMemo(() => makeHands(session, { tell, whisper, leftOut }), [session, tell, whisper, leftOut]);
}
