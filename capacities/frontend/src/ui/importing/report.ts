/** What the server says of a file, and what is asked of it (see `apart/import_report.py`). */

import { IMPORT_BYTES } from "../../core";

export interface Named {
  key: string;
  title: string;
}

/** A line of the canvas as it will be; `said` is its state in French, "" for what does not change. */
export interface Line {
  depth: number;
  text: string;
  state: "new" | "changed" | "same" | "place";
  said: string;
  detail: string;
}

/** A table that is not ours (see `TableAsked` in `exports/reading/report.py`). */
export interface Table {
  sheets: string[];
  sheet: number;
  /** The first line names the columns; null for a plan, whose columns are ours. */
  titled: boolean | null;
  header: string[];
  sample: string[][];
  /** What a column may be; the first is the text, the last may be that of several columns. */
  roles: Named[];
  /** The role of each column, "" when it is left out. */
  columns: string[];
  values: { text: string; count: number; into: string }[];
  places: Named[];
}

/** What was chosen of a file, spelt as the server reads it; what was not is found in the file. */
export interface Choice {
  encodage?: string;
  feuille?: number;
  titres?: boolean;
  colonnes?: Record<string, string>;
  valeurs?: Record<string, string>;
}

export interface ImportReport {
  sentence: string;
  /** The same without `remarks`: what was decided. */
  sum: string;
  remarks: string[];
  /** What was done, in a few words. */
  brief?: string;
  /** « 4 étapes et 3 liens ». */
  amount?: string;
  encoding: string;
  encodings: Named[];
  /** What nothing is made of: « 3 icônes (par exemple sur « Budget ») ». */
  dropped: { said: string }[];
  /** Long words, and where their end went. */
  moved: { line: number; text: string; into: string }[];
  table: Table | null;
  outline: Line[];
  /** Their ids are those on the canvas once it is done. */
  added: { id: string }[];
  changed: { id: string; box: string; text: string; before: string; restored: boolean }[];
  refused: { line: number; text: string; reason: string }[];
}

export const NO_PREVIEW = "Le serveur ne répond pas\u00a0: rien n’a été changé. Réessayez dans un moment.";
export const NO_ANSWER =
  "La connexion a été coupée pendant l’import\u00a0: il est peut-être fait. Regardez le canevas avant de recommencer.";

/** Seconds that one waits, without a word, for the end of the reading of another file. */
const SOON_S = 5;
const TRIES = 4;

const TOO_BIG = `Ce fichier est trop gros\u00a0: ${IMPORT_BYTES / 1024 / 1024}\u00a0Mo au plus. Découpez-le en plusieurs fichiers.`;
const UNREADABLE = "Ce fichier ne peut plus être lu\u00a0: choisissez-le à nouveau.";

/** The file as it is now, or the sentence that says why not. A browser no longer reads one that changed
 * after it was chosen, and what is brought in is what was looked at. */
export async function hold(file: File): Promise<Blob | string> {
  if (file.size > IMPORT_BYTES) return TOO_BIG;
  const bytes = await file.arrayBuffer().catch(() => null);
  return bytes === null ? UNREADABLE : new Blob([bytes], { type: file.type });
}

/** Send the file, as long as it is `wanted`; the report, or the sentence that says why not. */
export async function send(
  url: string,
  file: Blob,
  choice: Choice,
  noAnswer: string,
  wanted: () => boolean = () => true,
): Promise<ImportReport | string> {
  /* Words of a file are not for an address, which proxies write down: they go before it. */
  const chosen = new Blob(Object.keys(choice).length === 0 ? [] : [JSON.stringify(choice)]);
  const at = chosen.size === 0 ? url : `${url}?choix=${chosen.size}`;
  const body = new Blob([chosen, file]);
  for (let tries = 1; ; tries += 1) {
    const answer = await fetch(at, {
      method: "POST",
      headers: { "Content-Type": file.type === "" ? "text/plain" : file.type },
      body,
    }).catch(() => null);
    if (answer === null) return noAnswer;
    const told: unknown = await answer.json().catch(() => null);
    if (answer.ok && told !== null) return told as ImportReport;
    const said = (told as { erreur?: unknown } | null)?.erreur;
    const refusal = typeof said === "string" ? said : noAnswer;
    /* One file at a time for each person: the one sent before is still being read. */
    const wait = answer.status === 429 ? Number(answer.headers.get("Retry-After") ?? NaN) : NaN;
    if (!(wait <= SOON_S) || tries === TRIES || !wanted()) return refusal;
    await new Promise((done) => setTimeout(done, wait * 1000));
  }
}
