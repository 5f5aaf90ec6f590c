/** A file that one looks at before bringing it in: what is asked of the server, the last answer only. */

import { useEffect, useRef, useState } from "react";
import { useScreen } from "../screen";
import { tellDone } from "./done";
import { recall, remember } from "./remembered";
import { type Choice, type ImportReport, NO_ANSWER, NO_PREVIEW, send } from "./report";

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
  /** Ask again what was not answered. */
  again: (() => void) | null;
  apply: () => void;
}

export function useImport(onDone: () => void): Importing {
  const { data, session, entry, tell, show } = useScreen();
  const [looked, setLooked] = useState(NOTHING);
  const file = useRef<File | undefined>(undefined);
  /** How many times it was asked: only the last answer is of what « Importer » would send. */
  const asked = useRef(0);
  const pause = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(
    () => () => {
      clearTimeout(pause.current);
      asked.current = -1;
    },
    [],
  );
  const change = (some: Partial<Looked>) => setLooked((before) => ({ ...before, ...some }));

  const ask = async (choice: Choice) => {
    clearTimeout(pause.current);
    const [sent, turn] = [file.current, ++asked.current];
    if (sent === undefined) return;
    change({ busy: READING, refusal: "", choice, ready: false });
    const query = (of: Choice) => send(data.urls.importPreview, sent, of, NO_PREVIEW, () => asked.current === turn);
    const read = await query(choice);
    const known = typeof read === "string" || asked.current !== turn ? null : lastTime(read, choice);
    const again = known === null ? read : await query(known);
    if (asked.current !== turn) return;
    if (typeof read === "string") change({ busy: "", refusal: read });
    else if (known === null || typeof again === "string") change({ busy: "", report: read, ready: true });
    else change({ busy: "", report: again, choice: known, recalled: true, ready: true });
  };
  /** What was chosen the last time for the same titles, unless something was already said of columns. */
  const lastTime = ({ table }: ImportReport, choice: Choice): Choice | null => {
    if (table === null || choice.colonnes !== undefined || choice.titres !== undefined) return null;
    const known = recall(data.room, data.template.form, table);
    return known === null ? null : { ...choice, ...known };
  };
  const look = (chosen: File | undefined) => {
    asked.current += 1;
    file.current = chosen;
    setLooked(NOTHING);
    void ask({});
  };
  const choose = (choice: Choice) => {
    asked.current += 1;
    clearTimeout(pause.current);
    change({ choice, busy: READING, refusal: "", recalled: false, ready: false });
    pause.current = setTimeout(() => void ask(choice), CALM_MS);
  };
  const apply = async () => {
    const sent = file.current;
    if (sent === undefined) return;
    const { choice, report } = looked;
    change({ refusal: "", busy: IMPORTING });
    const done = await send(data.urls.importApply, sent, choice, NO_ANSWER);
    if (typeof done === "string") return change({ busy: "", refusal: done });
    if (report?.table) remember(data.room, data.template.form, report.table, choice);
    onDone();
    await tellDone({ session, noun: entry.noun, tell, show }, done);
  };
  const lost = looked.refusal === NO_PREVIEW;
  return {
    ...looked,
    look,
    choose,
    again: lost ? () => void ask(looked.choice) : null,
    apply: () => void apply(),
  };
}
