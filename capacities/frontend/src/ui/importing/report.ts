/** What the server says of a file, and what is asked of it (see `apart/import_report.py`). */

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
  titled: boolean;
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

/** Send the file, as long as it is `wanted`; the report, or the sentence that says why not. */
export async function send(
  url: string,
  file: File,
  choice: Choice,
  noAnswer: string,
  wanted: () => boolean = () => true,
): Promise<ImportReport | string> {
  const chosen = Object.keys(choice).length === 0 ? "" : `?choix=${encodeURIComponent(JSON.stringify(choice))}`;
  for (let tries = 1; ; tries += 1) {
    const answer = await fetch(url + chosen, {
      method: "POST",
      headers: { "Content-Type": file.type === "" ? "text/plain" : file.type },
      body: file,
    }).catch(() => null);
    if (answer === null) return noAnswer;
    const body: unknown = await answer.json().catch(() => null);
    if (answer.ok && body !== null) return body as ImportReport;
    const said = (body as { erreur?: unknown } | null)?.erreur;
    const refusal = typeof said === "string" ? said : noAnswer;
    /* One file at a time for each person: the one sent before is still being read. */
    const wait = answer.status === 429 ? Number(answer.headers.get("Retry-After") ?? NaN) : NaN;
    if (!(wait <= SOON_S) || tries === TRIES || !wanted()) return refusal;
    await new Promise((done) => setTimeout(done, wait * 1000));
  }
}
