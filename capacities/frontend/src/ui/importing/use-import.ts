/** A file that one looks at before bringing it in: what is asked of the server, the last answer only. */

import { useEffect, useRef, useState } from "react";
import { useScreen } from "../screen";
import { tellDone } from "./done";
import { recall, remember } from "./remembered";
import { type Choice, hold, type ImportReport, NO_ANSWER, NO_PREVIEW, send } from "./report";

const READING = "Lecture du fichier…";
export const IMPORTING = "Import en cours…";
/** One often changes several things in a row. */
const CALM_MS = 350;

export interface Looked {
  /** Of the file as it was last read; stays while it is read again. */
  report: ImportReport | null;
  refusal: string;
  /** What is being done, "" when nothing is. */
  busy: string;
  choice: Choice;
  /** The columns are those of the last time. */
  recalled: boolean;
  /** The report is of what was chosen. */
  ready: boolean;
}

const NOTHING: Looked = { report: null, refusal: "", busy: "", choice: {}, recalled: false, ready: false };

export interface Importing extends Looked {
  look: (file: File | undefined) => void;
  choose: (choice: Choice) => void;
  /** Look again at what was not answered: of an import, whether it is done. */
  again: (() => void) | null;
  apply: () => void;
}

export function useImport(onDone: () => void): Importing {
  const { data, session, entry, tell, show } = useScreen();
  const [looked, setLooked] = useState(NOTHING);
  /** As it was when it was chosen. */
  const file = useRef<Blob | undefined>(undefined);
  /** How many times it was asked: only the last answer is of what « Importer » would send. */
  const asked = useRef(0);
  /** What is said when nobody answers: once an import was cut, no longer that nothing was changed. */
  const lost = useRef(NO_PREVIEW);
  const pause = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(
    () => () => {
      clearTimeout(pause.current);
      asked.current = -1;
    },
    [],
  );
  const change = (some: Partial<Looked>) => setLooked((before) => ({ ...before, ...some }));

  const doubt = () => (lost.current === NO_ANSWER ? NO_ANSWER : "");

  const ask = async (choice: Choice) => {
    clearTimeout(pause.current);
    const [sent, turn] = [file.current, ++asked.current];
    if (sent === undefined) return;
    change({ busy: READING, refusal: doubt(), choice, ready: false });
    const query = (of: Choice) => send(data.urls.importPreview, sent, of, lost.current, () => asked.current === turn);
    const read = await query(choice);
    const known = typeof read === "string" || asked.current !== turn ? null : lastTime(read, choice);
    const again = known === null ? read : await query(known);
    if (asked.current !== turn) return;
    if (typeof read === "string") return change({ busy: "", refusal: read });
    lost.current = NO_PREVIEW;
    change({ refusal: "" });
    if (known === null || typeof again === "string") change({ busy: "", report: read, ready: true });
    else change({ busy: "", report: again, choice: known, recalled: true, ready: true });
  };
  /** What was chosen the last time for the same titles, unless something was already said of columns. */
  const lastTime = ({ table }: ImportReport, choice: Choice): Choice | null => {
    if (table === null || choice.colonnes !== undefined || choice.titres !== undefined) return null;
    const known = recall(data.room, data.template.form, table);
    return known === null ? null : { ...choice, ...known };
  };
  const look = async (chosen: File | undefined) => {
    clearTimeout(pause.current);
    const turn = ++asked.current;
    file.current = undefined;
    lost.current = NO_PREVIEW;
    setLooked(chosen === undefined ? NOTHING : { ...NOTHING, busy: READING });
    if (chosen === undefined) return;
    const held = await hold(chosen);
    if (asked.current !== turn) return;
    if (typeof held === "string") return change({ busy: "", refusal: held });
    file.current = held;
    await ask({});
  };
  const choose = (choice: Choice) => {
    asked.current += 1;
    clearTimeout(pause.current);
    change({ choice, busy: READING, refusal: doubt(), recalled: false, ready: false });
    pause.current = setTimeout(() => void ask(choice), CALM_MS);
  };
  const apply = async () => {
    const sent = file.current;
    if (sent === undefined) return;
    const { choice, report } = looked;
    change({ refusal: "", busy: IMPORTING });
    const done = await send(data.urls.importApply, sent, choice, NO_ANSWER);
    if (done === NO_ANSWER) lost.current = NO_ANSWER;
    if (typeof done === "string") return change({ busy: "", refusal: done });
    if (report?.table) remember(data.room, data.template.form, report.table, choice);
    onDone();
    await tellDone({ session, noun: entry.noun, tell, show }, done);
  };
  const unanswered = looked.refusal === NO_PREVIEW || looked.refusal === NO_ANSWER;
  return {
    ...looked,
    look: (chosen) => void look(chosen),
    choose,
    again: unanswered ? () => void ask(looked.choice) : null,
    apply: () => void apply(),
  };
}
