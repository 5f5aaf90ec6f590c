/** Bringing a file in: what would change is shown first, nothing changes before « Importer ». */

import { useState } from "react";
import type { ReactElement } from "react";
import { countOf } from "../core";
import { Dialog } from "./Dialog";
import { useScreen } from "./screen";

interface ImportedCard {
  id: string;
  box: string;
  text: string;
}

/** What the server says of a file (see `services/import_cards.py`). */
interface ImportReport {
  sentence: string;
  encoding: string;
  separator: string;
  ignored_columns: string[];
  added: ImportedCard[];
  changed: (ImportedCard & { before: string; restored: boolean })[];
  unchanged: number;
  refused: { line: number; text: string; reason: string }[];
}

const NO_ANSWER = "Le serveur ne répond pas : rien n’a été changé. Réessayez dans un moment.";
const SHOWN = 50;

/** Send the file; the report, or the sentence that says why not. */
async function send(url: string, file: File): Promise<ImportReport | string> {
  const answer = await fetch(url, {
    method: "POST",
    headers: { "Content-Type": file.type === "" ? "text/plain" : file.type },
    body: file,
  }).catch(() => null);
  if (answer === null) return NO_ANSWER;
  const body: unknown = await answer.json().catch(() => null);
  if (answer.ok && body !== null) return body as ImportReport;
  const said = (body as { erreur?: unknown } | null)?.erreur;
  return typeof said === "string" ? said : NO_ANSWER;
}

export function ImportDialog({ onClose }: { onClose: () => void }): ReactElement {
  const { data, entry, tell } = useScreen();
  const { imports, noun } = entry;
  const [file, setFile] = useState<File | null>(null);
  const [report, setReport] = useState<ImportReport | null>(null);
  const [refusal, setRefusal] = useState("");
  const [busy, setBusy] = useState(false);

  const look = async (chosen: File | undefined) => {
    setReport(null);
    setRefusal("");
    setFile(chosen ?? null);
    if (chosen === undefined) return;
    setBusy(true);
    const read = await send(data.urls.importPreview, chosen);
    setBusy(false);
    if (typeof read === "string") setRefusal(read);
    else setReport(read);
  };
  const apply = async () => {
    if (file === null) return;
    setBusy(true);
    const done = await send(data.urls.importApply, file);
    setBusy(false);
    if (typeof done === "string") {
      setRefusal(done);
      return;
    }
    tell(`Import terminé\u00a0: ${done.sentence}`);
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
          onChange={(event) => void look(event.target.files?.[0])}
        />
      </label>
      <div role="status" aria-live="polite">
        {busy && <p>Lecture du fichier…</p>}
        {report !== null && <p className="import-sum">{report.sentence}</p>}
      </div>
      {refusal !== "" && (
        <p className="warning" role="alert">
          {refusal}
        </p>
      )}
      {report !== null && <Preview report={report} place={imports.place} />}
      <div className="dialog-actions">
        <button type="button" className="button" onClick={onClose}>
          Annuler
        </button>
        <button
          type="button"
          className="button primary"
          disabled={busy || changes === 0}
          onClick={() => void apply()}
        >
          {changes === 0 ? "Importer" : `Importer ${countOf(changes, noun)}`}
        </button>
      </div>
    </Dialog>
  );
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
      detail: card.box,
    })),
    ...report.changed.map((card, i) => ({
      key: `c${i}`,
      state: card.restored ? "Sorti de la corbeille" : "Changé",
      words: card.text,
      detail: card.before === card.text ? card.box : `${card.box} — avant\u00a0: ${card.before}`,
    })),
  ];
  return (
    <div className="import-preview" tabIndex={0} role="group" aria-label="Aperçu de l’import">
      {report.ignored_columns.length > 0 && (
        <p>Laissé de côté : {report.ignored_columns.join(", ")}.</p>
      )}
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
      {lines.length > SHOWN && <p>… et {lines.length - SHOWN} autres lignes.</p>}
    </div>
  );
}
