/** What a person does on the timeline, by mouse, finger, keyboard or from the list alike: the act, what is in hand
 * after it, and the sentence that tells it. */

import { flushSync } from "react-dom";
import type { CanvasSession, CardMove } from "../../core";
import { capital } from "../../core";
import type { Tell } from "../../ui/notice";
import { isLeftEmpty, leaveEmpty } from "../shared/left-empty";
import type { Where } from "./acts";
import { acts, leadsTo } from "./acts";
import type { Day } from "./days";
import { dayWords } from "./days";
import type { FrameHands } from "./frame-hands";
import { frameHands } from "./frame-hands";
import { timelineOf } from "./model";
import { BEFORE } from "./schedule";
import { viewerOf } from "./viewer";
import { countWords, nameOf, titleOfLane } from "./words";

export interface Voice {
  tell: Tell;
  whisper: (sentence: string) => void;
  /** Text that did not fit: never dropped silently. */
  leftOut: (text: string) => void;
}

export interface Hands extends FrameHands {
  /** A new réussite, written at once. */
  addSuccess(lane: string): string | null;
  /** « Juste avant cela, qu’a-t-il fallu ? »: the step before, linked, written at once. */
  addBefore(step: string): string | null;
  addAfter(step: string): string | null;
  /** A new step, in a lane or in the tray; written at once when it has no text. */
  add(lane: string, text?: string): string | null;
  paste(lane: string, text: string): readonly string[];
  /** `offered`: a day that is not set, and that one may fix at once. */
  place(ids: string | readonly string[], where: Where, offered?: Day): void;
  link(from: string, to: string): string | null;
  unlink(id: string): void;
  remove(ids: readonly string[]): void;
  duplicate(id: string): string | null;
  write(id: string): void;
  /** Stop writing; what was created here and left empty goes away, with its link. */
  settle(id: string): void;
}

export function makeHands(session: CanvasSession, tell: Tell, more: Partial<Voice> = {}): Hands {
  const { whisper = tell, leftOut = () => {} } = more;
  const { actions } = session;
  const viewer = viewerOf(session);
  const act = acts(session);
  const timeline = () => timelineOf(session).get();
  const name = (id: string) => nameOf(session, id);

  const begin = (id: string | null, made: readonly string[], sentence: string): string | null => {
    if (id === null) return null;
    flushSync(() => {
      viewer.fresh.set(id, made);
      viewer.edit(id);
    });
    whisper(sentence);
    return id;
  };
  const joined = (made: { id: string; link: string } | null, sentence: string) =>
    begin(made?.id ?? null, made === null ? [] : [made.id, made.link], sentence);

  return {
    ...frameHands(session, tell),
    addSuccess: (lane) => {
      const id = act.add(lane, "", { nature: "reussite" });
      return begin(id, [id ?? ""], "Réussite\u00a0: écrivez ce qui a réussi.");
    },
    addBefore: (step) => joined(act.addBefore(step), `Juste avant ${name(step)}, qu’a-t-il fallu\u00a0?`),
    addAfter: (step) => joined(act.addAfter(step), `Ce que ${name(step)} rend possible\u00a0: écrivez-le.`),
    add: (lane, text = "") => {
      const id = act.add(lane, text);
      const place = titleOfLane(timeline(), lane);
      if (text === "") return begin(id, [id ?? ""], `Étape ajoutée (${place})\u00a0: écrivez-la.`);
      if (id !== null) viewer.select([id]);
      return id;
    },
    paste: (lane, text) => {
      const { ids, message, leftOut: left } = act.paste(lane, text);
      if (message !== null) tell(message);
      else if (ids.length > 0) whisper(`${countWords(ids.length, "étape")} ajoutée${ids.length > 1 ? "s" : ""}.`);
      if (ids.length > 0) viewer.select(ids);
      if (left !== "") leftOut(left);
      return ids;
    },
    place: (given, where, offered) => {
      const ids = (typeof given === "string" ? [given] : given).filter((id) => timeline().steps.has(id));
      if (!session.editable.get() || ids.length === 0) return;
      const before = act.place(ids, where);
      const fix = (date: Day) => {
        act.place(ids, { date });
        tell(placed(session, ids, { date }, []));
      };
      const action =
        offered === undefined
          ? { title: "Annuler", run: () => actions.place(before) }
          : { title: `Fixer au ${dayWords(offered)}`, run: () => fix(offered) };
      const sentence = placed(session, ids, where, before);
      if (sentence !== "") tell({ sentence, action });
    },
    link: (from, to) => {
      const { steps, links } = timeline();
      if (!session.editable.get()) return null;
      const known = links.find((link) => link.from === from && link.to === to);
      const refusal =
        from === to
          ? "Une étape ne vient pas avant elle-même."
          : known !== undefined
            ? `${name(from)} est déjà avant ${name(to)}.`
            : steps.has(from) && leadsTo(timeline(), to, from)
              ? `Cela ferait une boucle\u00a0: ${name(from)} viendrait avant lui-même.`
              : null;
      if (refusal !== null) {
        tell(refusal);
        return null;
      }
      const id = actions.link(from, to, BEFORE);
      if (id !== null) whisper(`Relié\u00a0: ${name(from)} vient avant ${name(to)}.`);
      return id;
    },
    unlink: (id) => {
      const link = session.edge(id).get();
      if (!session.editable.get() || link === null) return;
      actions.remove(id);
      viewer.select(viewer.get().selected.filter((one) => one !== id));
      const sentence = `${name(link.from)} ne vient plus avant ${name(link.to)}.`;
      tell({ sentence, action: { title: "Annuler", run: () => actions.restore(id) } });
    },
    remove: (ids) => {
      if (!session.editable.get() || ids.length === 0) return;
      const { steps } = timeline();
      const [first] = ids;
      const many = `${countWords(ids.length, ids.every((id) => steps.has(id)) ? "étape" : "élément")}`;
      const said = ids.length > 1 ? many : steps.has(first!) ? name(first!) : "Lien";
      actions.removeAll(ids);
      viewer.edit(null);
      viewer.select([]);
      const run = () => {
        actions.restoreAll(ids);
        viewer.select(ids);
      };
      tell({ sentence: `${capital(said)} à la corbeille.`, action: { title: "Annuler", run } });
    },
    duplicate: (id) => {
      const made = act.duplicate(id);
      if (made === null) return null;
      viewer.select([made]);
      whisper(`${name(id)}\u00a0: étape dupliquée.`);
      return made;
    },
    write: (id) => {
      if (session.editable.get()) flushSync(() => viewer.edit(id));
    },
    settle: (id) => settle(session, id),
  };
}

const AT_FIRST: ReadonlySet<string> = new Set(["nature", "silence"]);

function settle(session: CanvasSession, id: string): void {
  const viewer = viewerOf(session);
  const made = viewer.fresh.get(id);
  viewer.fresh.delete(id);
  if (viewer.get().editing === id) viewer.edit(null);
  const card = session.card(id).get();
  if (made === undefined || card === null) return;
  if (!isLeftEmpty(session, id, { fresh: true, fields: AT_FIRST, links: made })) return;
  if (made.length === 1 && Object.keys(card.fields).length === 0) return leaveEmpty(session, id);
  leaveEmpty(session, id, () => {
    session.actions.takeBack(made);
    if (session.card(id).get()?.deleted === false) session.actions.removeAll(made);
  });
}

/** What placing steps made, and whether their date disagrees with what comes after. */
function placed(session: CanvasSession, ids: readonly string[], where: Where, before: readonly CardMove[]): string {
  const timeline = timelineOf(session).get();
  const moved = where.lane !== undefined && before.some(({ zone }) => zone !== where.lane);
  const [first] = ids;
  const one = ids.length === 1;
  const who = one ? capital(nameOf(session, first!)) : countWords(ids.length, "étape");
  const said: string[] = [];
  if (moved) said.push(`dans ${titleOfLane(timeline, where.lane!)}`);
  if (where.date === null) said.push("sans date fixe");
  if (where.date != null) said.push(`à finir le ${dayWords(where.date)}`);
  if (said.length === 0) return "";
  return `${who}\u00a0: ${said.join(", ")}.${one ? disagreement(session, first!, where.date) : ""}`;
}

function disagreement(session: CanvasSession, id: string, date: Day | null | undefined): string {
  const step = timelineOf(session).get().steps.get(id);
  if (date == null || step === undefined) return "";
  const { latestFinish, earliestFinish, late } = step.dates;
  if (date > latestFinish) return ` Mais ce qui suit demande que ce soit fini le ${dayWords(latestFinish)}.`;
  if (late) return ` C’est déjà trop tard\u00a0: au plus tôt, ce serait fini le ${dayWords(earliestFinish)}.`;
  return "";
}
