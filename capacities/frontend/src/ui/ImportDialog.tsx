/** Bringing a file in: what would change is shown first, nothing changes before « Importer ». */

import type { ReactElement } from "react";
import { useRef, useState } from "react";
import { countOf } from "../core";
import { Dialog, Refused } from "./Dialog";
import { useScreen } from "./screen";

interface ImportedCard {
  id: string;
  box: string;
  text: string;
  /** What was read of its fields. */
  said?: string;
}

/** What is read of what the server says of a file (see `services/import_cards.py`). */
interface ImportReport {
  sentence: string;
  /** What was done, in a few words. */
  brief?: string;
  /** « 4 étapes et 3 liens ». */
  amount?: string;
  /** What nothing is made of, an example of each. */
  dropped: { what: string; count: number; example: string }[];
  added: ImportedCard[];
  changed: (ImportedCard & { before: string; restored: boolean })[];
  refused: { line: number; text: string; reason: string }[];
}

const NO_PREVIEW = "Le serveur ne répond pas : rien n’a été changé. Réessayez dans un moment.";
const NO_ANSWER =
  "La connexion a été coupée pendant l’import\u00a0: il est peut-être fait. Regardez le canevas avant de recommencer.";
const READING = "Lecture du fichier…";
const IMPORTING = "Import en cours…";
const SHOWN = 50;

/** Seconds that one waits, without a word, for the end of the reading of another file. */
const SOON_S = 5;
const TRIES = 4;

/** Send the file, as long as it is `wanted`; the report, or the sentence that says why not. */
async function send(
  url: string,
  file: File,
  noAnswer: string,
  wanted: () => boolean = () => true,
): Promise<ImportReport | string> {
  for (let tries = 1; ; tries += 1) {
    const answer = await fetch(url, {
      method: "POST",
      headers: { "Content-Type": file.type === "" ? "text/plain" : file.type },
      body: file,
    }).catch(() => null);
    if (answer === null) return noAnswer;
    const body: unknown = await answer.json().catch(() => null);
    if (answer.ok && body !== null) return body as ImportReport;
    const said = (body as { erreur?: unknown } | null)?.erreur;
    const refusal = typeof said === "string" ? said : noAnswer;
    /* One file at a time for each person: the one chosen before is still being read. */
    const wait = answer.status === 429 ? Number(answer.headers.get("Retry-After") ?? NaN) : NaN;
    if (!(wait <= SOON_S) || tries === TRIES || !wanted()) return refusal;
    await new Promise((done) => setTimeout(done, wait * 1000));
  }
}

export function ImportDialog({ onClose }: { onClose: () => void }): ReactElement {
  const { data, entry, tell } = useScreen();
  const { imports, noun } = entry;
  /** The last one chosen. */
  const file = useRef<File | undefined>(undefined);
  const [report, setReport] = useState<ImportReport | null>(null);
  const [refusal, setRefusal] = useState("");
  /** What is being done, "" when nothing is. */
  const [busy, setBusy] = useState("");

  const look = async (chosen: File | undefined) => {
    file.current = chosen;
    setReport(null);
    setRefusal("");
    setBusy(chosen === undefined ? "" : READING);
    if (chosen === undefined) return;
    const read = await send(data.urls.importPreview, chosen, NO_PREVIEW, () => file.current === chosen);
    /* Of another file than the one that « Importer » would send. */
    if (file.current !== chosen) return;
    setBusy("");
    if (typeof read === "string") setRefusal(read);
    else setReport(read);
  };
  const apply = async () => {
    if (file.current === undefined) return;
    setRefusal("");
    setBusy(IMPORTING);
    const done = await send(data.urls.importApply, file.current, NO_ANSWER);
    setBusy("");
    if (typeof done === "string") {
      setRefusal(done);
      return;
    }
    tell(`Import terminé\u00a0: ${done.brief ?? done.sentence}`);
    onClose();
  };
  const changes = report === null ? 0 : report.added.length + report.changed.length;
  return (
    <Dialog title={imports.title} onClose={onClose} wide>
      <p>{imports.words} Rien n’est changé avant votre accord, rien n’est supprimé.</p>
      <label className="file">
        <span>{imports.file}</span>
        <input
          type="file"
          accept={imports.accept}
          disabled={busy === IMPORTING}
          onChange={(event) => void look(event.target.files?.[0])}
        />
      </label>
      <div role="status" aria-live="polite">
        {busy !== "" && <p>{busy}</p>}
        {report !== null && <p className="import-sum">{report.sentence}</p>}
      </div>
      <Refused why={refusal} />
      {report !== null && <Preview report={report} place={imports.place} />}
      <div className="dialog-actions">
        <button type="button" className="button" onClick={onClose}>
          Annuler
        </button>
        <button
          type="button"
          className="button primary"
          disabled={busy !== "" || changes === 0}
          onClick={() => void apply()}
        >
          {changes === 0 ? "Importer" : `Importer ${report?.amount || countOf(changes, noun)}`}
        </button>
      </div>
    </Dialog>
  );
}

/** Where it goes, and what was read of it. */
function placed({ box, said = "" }: ImportedCard): string {
  return said === "" ? box : `${box} — ${said}`;
}

function Preview({ report, place }: { report: ImportReport; place: string }): ReactElement {
  const lines = [
    ...report.refused.map((row) => ({
      key: `r${row.line}`,
      state: `Ligne ${row.line} non reprise`,
      words: row.text,
      detail: row.reason,
    })),
    ...report.added.map((card, i) => ({
      key: `a${i}`,
      state: "Ajouté",
      words: card.text,
      detail: placed(card),
    })),
    ...report.changed.map((card, i) => ({
      key: `c${i}`,
      state: card.restored ? "Sorti de la corbeille" : "Changé",
      words: card.text,
      detail: card.before === card.text ? placed(card) : `${placed(card)} — avant\u00a0: ${card.before}`,
    })),
  ];
  const more = lines.length - SHOWN;
  return (
    <div className="import-preview" tabIndex={0} role="group" aria-label="Aperçu de l’import">
      {report.dropped.length > 0 && (
        <p>Laissé de côté : {report.dropped.map((one) => `${one.what} (${one.count}) ${one.example}`).join(", ")}.</p>
      )}
      {lines.length > 0 && (
        <table>
          <thead>
            <tr>
              <th scope="col">Ce qui se passerait</th>
              <th scope="col">Texte</th>
              <th scope="col">{place}</th>
            </tr>
          </thead>
          <tbody>
            {lines.slice(0, SHOWN).map((line) => (
              <tr key={line.key}>
                <td>{line.state}</td>
                <td>{line.words}</td>
                <td>{line.detail}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {more > 0 && <p>… et {more === 1 ? "1 autre ligne" : `${more} autres lignes`}.</p>}
    </div>
  );
}
