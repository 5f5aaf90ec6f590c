/** What a person does to what holds the steps: the horizon, the lanes, the calendar, the time of silence. */

import type { CanvasSession } from "../../core";
import { CALENDAR, LANES, newId } from "../../core";
import type { Tell } from "../../ui/notice";
import { standing } from "./acts";
import { dayOf, dayWords } from "./days";
import { CLOSED_DAYS, timelineOf, WORKING } from "./model";
import { SILENCE, silenceOf } from "./silence";
import { viewerOf } from "./viewer";
import { countWords, laneTitle, quoted, revealedWords, short } from "./words";

/** What of a window changes: its days are ISO dates, "" takes one away. */
export interface WindowChange {
  title?: string;
  from?: string;
  to?: string;
  source?: string;
}

export interface FrameHands {
  /** An ISO date; null: that of the template again. */
  setHorizon(iso: string | null): void;
  /** Whether August, the end of the year and public holidays are closed. */
  setOpenDays(only: boolean): void;
  addLane(title: string): string | null;
  renameLane(key: string, title: string): void;
  /** The card whose text is the title of a lane, to be written live; made when there is none yet. */
  laneCard(key: string): string | null;
  moveLane(key: string, by: 1 | -1): void;
  removeLane(key: string): void;
  /** Null: one more. Returns its key. */
  setWindow(key: string | null, change: WindowChange): string | null;
  removeWindow(key: string): void;
  startSilence(): void;
  reveal(): void;
}

export function frameHands(session: CanvasSession, tell: Tell): FrameHands {
  const { actions, editable } = session;
  const timeline = () => timelineOf(session).get();
  const [lanes, windows] = [standing(session, LANES), standing(session, CALENDAR)];
  const titleOf = (key: string) => laneTitle(lanes.find(key) ?? { title: "" });

  /** It goes with all the cards that stand for it: two people may have changed it at once. */
  const remove = (all: typeof lanes, key: string, sentence: (cards: readonly string[]) => string) => {
    const card = all.cardOf(key);
    if (card === null) return;
    const cards = card === key ? [card] : all.cardsOf(key);
    const said = sentence(cards);
    actions.removeAll(cards);
    tell({ sentence: said, action: { title: "Annuler", run: () => actions.restoreAll(cards) } });
  };

  return {
    setHorizon: (iso) => {
      if (!editable.get()) return;
      if (iso !== null && dayOf(iso) === null) return tell("Cette date n’existe pas\u00a0: l’horizon n’a pas changé.");
      /* All of the new time is in sight. */
      viewerOf(session).zoom(null);
      actions.setMeta("horizon", iso);
      tell(`L’horizon est le ${dayWords(timeline().horizon)}.`);
    },
    setOpenDays: (only) => {
      if (!editable.get()) return;
      actions.setMeta(CLOSED_DAYS, only ? WORKING : null);
      tell(
        only
          ? "Août, la fin de l’année et les jours fériés ne comptent plus dans les durées."
          : "Tous les jours comptent dans les durées.",
      );
    },
    addLane: (title) => {
      const key = lanes.add(title);
      if (key !== null && title.trim() !== "") tell(`Fil ${quoted(short(title))} ajouté.`);
      return key;
    },
    renameLane: (key, title) => {
      const card = editable.get() ? lanes.cardOf(key) : null;
      if (card !== null) actions.write(card, title);
    },
    laneCard: (key) => (editable.get() ? lanes.cardOf(key) : (lanes.find(key)?.card ?? null)),
    moveLane: (key, by) => {
      const title = titleOf(key);
      if (!editable.get() || !lanes.move(key, by)) return;
      const all = timeline().lanes;
      const at = all.findIndex((lane) => lane.key === key);
      tell(`${quoted(title)}\u00a0: fil ${at + 1} sur ${all.length}.`);
    },
    removeLane: (key) => {
      if (!editable.get()) return;
      const title = titleOf(key);
      remove(lanes, key, (cards) => {
        const { order } = timeline();
        const count = [...new Set([key, ...cards])].reduce((sum, one) => sum + (order.get(one)?.length ?? 0), 0);
        const rest = count === 0 ? "" : ` ${countWords(count, "étape")} ${count > 1 ? "sont" : "est"} à placer.`;
        return `Fil ${quoted(title)} à la corbeille.${rest}`;
      });
    },
    setWindow: (key, { title, from, to, source }) => {
      if (!editable.get()) return null;
      const given = { date: from, fin: to, source };
      const fields = Object.entries(given).flatMap(([name, found]) => (found === undefined ? [] : [[name, found]]));
      const filled = fields.filter(([, found]) => found !== "") as [string, string][];
      if (key === null) return windows.add(title ?? "", Object.fromEntries(filled));
      const card = windows.cardOf(key);
      if (card === null) return null;
      const changed = Object.fromEntries(fields.map(([name, found]) => [name, found === "" ? null : found]));
      actions.write(card, title ?? session.text(card).get(), changed as Record<string, string | null>);
      return key;
    },
    removeWindow: (key) => {
      const title = windows.find(key)?.title ?? "";
      if (editable.get()) remove(windows, key, () => `${quoted(short(title))} n’est plus au calendrier.`);
    },
    startSilence: () => {
      if (!editable.get() || silenceOf(session) !== "") return;
      actions.setMeta(SILENCE, newId());
      tell(
        "Temps de silence\u00a0: jusqu’au dévoilement, chacun ne voit, des nouvelles étapes, que les siennes. Celles d’avant restent.",
      );
    },
    reveal: () => {
      if (!editable.get() || silenceOf(session) === "") return;
      const { hidden } = timeline();
      actions.setMeta(SILENCE, null);
      tell(revealedWords(hidden));
    },
  };
}
