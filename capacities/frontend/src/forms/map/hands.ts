/** What a person does on the map, by mouse, finger, keyboard or from the list alike: the act, what is
 * in hand after it, and the sentence that tells it. */

import { flushSync } from "react-dom";
import type { CanvasSession, CardMove } from "../../core";
import type { Notice } from "../../ui/screen";
import type { Box, Point } from "../board/box";
import { isLeftEmpty, leaveEmpty } from "../shared/left-empty";
import { countWords, quoted } from "../shared/words";
import type { MapActs } from "./acts";
import { acts } from "./acts";
import { graphOf } from "./graph";
import type { Edge } from "./lining";
import { planOf } from "./plan";
import { viewerOf } from "./viewer";
import { anyName, linkName, nameOf, takenWords } from "./words";

export interface Voice {
  tell: (notice: Notice | string) => void;
  whisper: (sentence: string) => void;
  /** Text that did not fit: never dropped silently. */
  leftOut: (text: string) => void;
}

export interface Hands {
  /** A new element, written at once. */
  add(type: string, at: Point | null): string | null;
  stamp(type: string, on: string, at?: Point | null): string | null;
  join(from: string, to: string, kind?: string): string | null;
  write(id: string): void;
  /** Stop writing; what was created here and left empty goes away. */
  settle(id: string): void;
  move(moves: readonly CardMove[]): void;
  remove(ids: readonly string[]): void;
  duplicate(ids: readonly string[]): void;
  paste(type: string, text: string, at: Point | null): readonly string[];
  front(ids: readonly string[]): void;
  align(ids: readonly string[], edge: Edge): void;
  space(ids: readonly string[], across: boolean): void;
}

export function makeHands(session: CanvasSession, voice: Voice, boxes?: () => ReadonlyMap<string, Box>): Hands {
  const viewer = viewerOf(session);
  const act: MapActs = acts(session, boxes);
  const plan = planOf(session.data.template);
  const graph = () => graphOf(session).get();
  const { tell, whisper } = voice;
  /** What is put on a layer that is not shown would be out of sight. */
  const showLayerOf = (type: string) => {
    const layer = plan.layerOf({ zone: type, color: "" });
    if (viewer.get().hidden.has(layer)) viewer.flipLayer(layer);
  };
  const zoneOf = (id: string) => session.card(id).get()?.zone ?? "";

  return {
    add: (type, at) => {
      let added: string | null = null;
      flushSync(() => {
        viewer.arm(null);
        showLayerOf(type);
        added = act.add(type, at);
        if (added === null) return;
        viewer.fresh.add(added);
        viewer.edit(added);
        whisper(`${plan.typeOf(type).title}\u00a0: écrivez son nom.`);
      });
      return added;
    },
    stamp: (type, on, at = null) => {
      let added: string | null = null;
      const { title } = plan.typeOf(type);
      flushSync(() => {
        viewer.arm(null);
        showLayerOf(type);
        added = act.stamp(type, on, at);
        if (added === null) return;
        viewer.select([added]);
        viewer.showDetails(true);
        whisper(on === "" ? `${title} posé.` : `${title} posé sur ${quoted(anyName(session, on))}.`);
      });
      return added;
    },
    join: (from, to, kind) => {
      const made = plan.kindsFor(zoneOf(from), zoneOf(to));
      const key = kind ?? (made[0] ?? plan.kinds[0])?.key ?? "";
      const id = session.actions.link(from, to, key);
      if (id === null) return null;
      flushSync(() => viewer.select([id]));
      whisper(`Relié\u00a0: ${linkName(session, { from, to })}.`);
      if (made.length === 0 && plan.kinds.length > 0) {
        tell("Ces deux types ne se relient pas d’ordinaire\u00a0: le lien est gardé, vérifiez sa nature.");
      }
      return id;
    },
    write: (id) => {
      if (session.editable.get() && session.stroke(id).get() === null) flushSync(() => viewer.edit(id));
    },
    settle: (id) => {
      const fresh = viewer.fresh.delete(id);
      if (viewer.get().editing === id) viewer.edit(null);
      const alone = !graph().carried.has(id);
      if (fresh && alone && isLeftEmpty(session, id, { fresh })) leaveEmpty(session, id);
    },
    move: (moves) => {
      act.place(moves);
      whisper(moves.length === 1 ? "Déplacé." : `${countWords(moves.length, "élément")} déplacés.`);
    },
    remove: (ids) => {
      if (!session.editable.get() || ids.length === 0) return;
      const [first] = ids;
      const drawn = ids.filter((id) => session.stroke(id).get() !== null).length;
      const name = ids.length === 1 && drawn === 0 ? quoted(anyName(session, first!)) : takenWords(ids.length, drawn);
      const cut = new Set(ids.flatMap((id) => session.edgesAt(id).get()).filter((id) => !ids.includes(id)));
      const bare = ids.flatMap((id) => graph().carried.get(id) ?? []).filter((id) => !ids.includes(id)).length;
      session.actions.removeAll(ids);
      viewer.edit(null);
      viewer.select([]);
      const links =
        cut.size === 0
          ? ""
          : ` ${countWords(cut.size, "lien")} ${cut.size > 1 ? "ont" : "a"} perdu un bout\u00a0: à rattacher.`;
      const stamps =
        bare === 0 ? "" : ` ${countWords(bare, "timbre")} ne tien${bare > 1 ? "nent" : "t"} plus à rien, à reposer.`;
      tell({
        sentence: `${name} à la corbeille.${links}${stamps}`,
        action: {
          title: "Annuler",
          run: () => {
            session.actions.restoreAll(ids);
            viewer.select(ids);
          },
        },
      });
    },
    duplicate: (ids) => {
      const made = act.duplicate(ids);
      if (made.length === 0) return;
      viewer.select(made);
      whisper(`${countWords(made.length, "élément")} dupliqué${made.length > 1 ? "s" : ""}.`);
    },
    paste: (type, text, at) => {
      const { ids, message, leftOut } = act.paste(type, text, at);
      if (message !== null) tell(message);
      else if (ids.length > 0) whisper(`${countWords(ids.length, "élément")} ajouté${ids.length > 1 ? "s" : ""}.`);
      if (ids.length > 0) viewer.select(ids);
      if (leftOut !== "") voice.leftOut(leftOut);
      return ids;
    },
    front: (ids) => {
      act.front(ids);
      whisper(ids.length === 1 ? `${quoted(nameOf(session, ids[0]!))} au premier plan.` : "Au premier plan.");
    },
    align: (ids, edge) => {
      act.align(ids, edge);
      whisper("Alignés.");
    },
    space: (ids, across) => {
      act.space(ids, across);
      whisper("Répartis.");
    },
  };
}
