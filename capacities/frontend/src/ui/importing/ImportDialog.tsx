/** Bringing a file in: what would change is shown first, nothing changes before « Importer ». */

import type { ReactElement } from "react";
import { useEffect, useId, useRef, useState } from "react";
import { countOf } from "../../core";
import { Dialog, Refused } from "../Dialog";
import { useStore } from "../hooks";
import { useScreen } from "../screen";
import { Columns } from "./Columns";
import { Foreseen } from "./Foreseen";
import { Losses } from "./Losses";
import type { Choice, ImportReport } from "./report";
import { IMPORT } from "./title";
import { IMPORTING, useImport } from "./use-import";

const AWAY = "Hors ligne\u00a0: l’aperçu et l’import attendent le réseau. Rien n’est changé, le fichier reste choisi.";

export function ImportDialog({ onClose }: { onClose: () => void }): ReactElement {
  const { session, entry } = useScreen();
  const { kind } = useStore(session.saved);
  const { report, refusal, busy, choice, recalled, ready, look, choose, again, apply } = useImport(onClose);
  const away = kind === "offline" || kind === "waiting";
  const back = useRef(again);
  back.current = again;
  useEffect(() => {
    if (!away) back.current?.();
  }, [away]);
  const changes = report === null ? 0 : report.added.length + report.changed.length;
  return (
    <Dialog title={IMPORT} onClose={onClose} wide>
      <p>{report === null && entry.imports.words} Rien n’est changé avant votre accord, rien n’est supprimé.</p>
      <FileField accept={entry.imports.accept} disabled={busy === IMPORTING} onFile={look} />
      {report !== null && <Encoding report={report} choice={choice} onChoose={choose} />}
      {report !== null && report.table !== null && (
        <Columns table={report.table} choice={choice} recalled={recalled} onChoose={choose} />
      )}
      <Refused why={away ? AWAY : refusal} />
      {again !== null && (
        <p>
          <button type="button" className="button" onClick={again}>
            Réessayer
          </button>
        </p>
      )}
      {report !== null && (
        <div className="import-preview" aria-busy={busy !== ""}>
          {report.remarks.length > 0 && <p>{report.remarks.join(" ")}</p>}
          <Losses report={report} />
          {report.outline.length > 0 && <Foreseen lines={report.outline} />}
        </div>
      )}
      <div className="dialog-actions import-actions">
        <div role="status" aria-live="polite">
          {busy !== "" ? <p>{busy}</p> : report !== null && <p className="import-sum">{report.sum}</p>}
        </div>
        <button type="button" className="button" onClick={onClose}>
          Annuler
        </button>
        <button
          type="button"
          className="button primary"
          disabled={busy !== "" || !ready || changes === 0}
          onClick={apply}
        >
          {changes === 0 ? "Importer" : `Importer ${report?.amount || countOf(changes, entry.noun)}`}
        </button>
      </div>
    </Dialog>
  );
}

interface FileFieldProps {
  accept: string;
  disabled: boolean;
  onFile: (file: File | undefined) => void;
}

/** The file is chosen, or dropped anywhere: elsewhere, the browser would leave the page for it. */
function FileField({ accept, disabled, onFile }: FileFieldProps): ReactElement {
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const latest = useRef({ onFile, disabled });
  latest.current = { onFile, disabled };
  useEffect(() => {
    const drag = (event: DragEvent) => {
      event.preventDefault();
      setOver(event.type === "dragover");
    };
    const drop = (event: DragEvent) => {
      drag(event);
      const files = event.dataTransfer?.files;
      if (files?.[0] === undefined || latest.current.disabled) return;
      if (input.current !== null) input.current.files = files;
      latest.current.onFile(files[0]);
    };
    const listeners = { dragover: drag, dragleave: drag, drop };
    const all = Object.entries(listeners) as [keyof typeof listeners, (event: DragEvent) => void][];
    for (const [name, listener] of all) window.addEventListener(name, listener);
    return () => all.forEach(([name, listener]) => window.removeEventListener(name, listener));
  }, []);
  return (
    <label className="file" data-over={over || undefined}>
      <span>
        Choisir un fichier<span className="by-mouse">, ou le déposer ici</span>
      </span>
      <input
        ref={input}
        type="file"
        accept={accept}
        disabled={disabled}
        onChange={({ target }) => onFile(target.files?.[0])}
      />
    </label>
  );
}

interface EncodingProps {
  report: ImportReport;
  choice: Choice;
  onChoose: (choice: Choice) => void;
}

/** Of a text file only: how its accents are read, which people see at once to be right or wrong. */
function Encoding({ report, choice, onChoose }: EncodingProps): ReactElement | null {
  const id = useId();
  const { encoding, encodings } = report;
  if (encoding === "" || encodings.length === 0) return null;
  const known = encodings.some(({ key }) => key === encoding);
  return (
    <p className="encoding">
      <label htmlFor={id}>Lu comme</label>
      <select
        id={id}
        value={choice.encodage ?? encoding}
        onChange={({ target }) => onChoose({ ...choice, encodage: target.value })}
      >
        {(known ? encodings : [{ key: encoding, title: encoding }, ...encodings]).map(({ key, title }) => (
          <option key={key} value={key}>
            {title}
          </option>
        ))}
      </select>
      {encoding !== encodings[0]?.key && <small>Des accents sont faux&nbsp;? Choisissez-en un autre.</small>}
    </p>
  );
}
