/** What was just brought in: it is told, and may be taken back. */

import type { CanvasSession } from "../../core";
import { agree, capital, countOf } from "../../core";
import type { Notice } from "../notice";
import type { ScreenContext } from "../screen";
import type { ImportReport } from "./report";

/** What the server wrote comes by another way than its answer. */
const COMING_MS = 4_000;

interface Page extends Pick<ScreenContext, "session" | "tell" | "show"> {
  noun: ScreenContext["entry"]["noun"];
}

/** Say what was done, with the way back once all of it is here: what is new, or left the corbeille, may go there. */
export async function tellDone({ session, noun, tell, show }: Page, done: ImportReport): Promise<void> {
  const brought = [...done.added, ...done.changed.filter(({ restored }) => restored)].map(({ id }) => id);
  const notice: Notice = { sentence: `Import terminé\u00a0: ${done.brief ?? done.sentence}` };
  if (brought.length === 0 || !(await allHere(session, brought))) return tell(notice);
  const tops = session.actions.adopt(brought);
  const [first] = tops.filter((id) => session.card(id).get() !== null);
  if (first !== undefined) show(first);
  const stay = done.changed.filter(({ restored }) => !restored).length;
  const one = stay === 1 ? "reste" : "restent";
  const rest = stay === 0 ? "" : ` ${capital(countOf(stay, noun))} ${agree("changé", stay, noun)} ${one}.`;
  const run = () => {
    const taken = session.actions.takeBack(tops);
    const words = taken.done ? "Import annulé\u00a0: tout ce qu’il avait ajouté est à la corbeille." : "";
    tell(`${taken.message ?? words}${rest}`);
  };
  tell(tops.length === 0 ? notice : { ...notice, action: { title: "Annuler", run } });
}

/** Whether all of them are on the canvas, now or soon. */
function allHere({ doc, card, edge }: CanvasSession, ids: readonly string[]): Promise<boolean> {
  let seen = 0;
  const isHere = (id: string) => (card(id).get() ?? edge(id).get())?.deleted === false;
  const all = () => {
    while (seen < ids.length && isHere(ids[seen]!)) seen += 1;
    return seen === ids.length;
  };
  return new Promise((resolve) => {
    const end = (here: boolean) => {
      clearTimeout(timer);
      doc.off("afterTransaction", look);
      resolve(here);
    };
    const look = () => all() && end(true);
    const timer = setTimeout(() => end(false), COMING_MS);
    doc.on("afterTransaction", look);
    look();
  });
}
