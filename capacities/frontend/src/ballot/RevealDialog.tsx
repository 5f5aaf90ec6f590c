/** Before the totals are shown while tables wait: nothing is left out without a word. */

import type { ReactElement } from "react";
import { Dialog, Refused } from "../ui/Dialog";
import type { BallotProps } from "./ballot";
import { waitingTables } from "./hand";
import { useAsked } from "./hooks";
import type { Settings } from "./types";
import { finishedWords, tableWords } from "./words";

interface RevealDialogProps extends BallotProps {
  /** What shows the totals. */
  settings: Settings;
  onClose: () => void;
}

export function RevealDialog({ ballot, state, settings, onClose }: RevealDialogProps): ReactElement {
  const { refusal, busy, ask } = useAsked();
  const waiting = waitingTables(state);
  const confirmThenShow = async () => (await ballot.confirm(waiting)) ?? ballot.settle(settings);
  const reveal = async (confirmed: boolean) => {
    const act = confirmed ? confirmThenShow() : ballot.settle({ ...settings, leaveWaiting: true });
    if (await ask(act)) onClose();
  };
  const finished = finishedWords(state);
  const many = waiting.length > 1;
  return (
    <Dialog title="Dévoiler les résultats" onClose={onClose}>
      {state.open && (
        <p>
          {finished === null ? "" : `${finished}. `}Le vote sera clos, et les résultats montrés sur tous les écrans.
        </p>
      )}
      {waiting.length > 0 && (
        <>
          <p>
            {many ? `${waiting.length}\u00a0tables attendent` : "Une table attend"} d’être{" "}
            {many ? "confirmées" : "confirmée"}&nbsp;: <b>{waiting.map(tableWords).join(", ")}</b>.
          </p>
          <p>Une fois les totaux vus, on ne pourra plus en changer.</p>
        </>
      )}
      <Refused why={refusal} />
      <div className="dialog-actions">
        <button type="button" className="button" onClick={onClose}>
          Annuler
        </button>
        {waiting.length > 0 && (
          <button type="button" className="button" disabled={busy} onClick={() => void reveal(false)}>
            {many ? "Les laisser de côté" : "La laisser de côté"} et dévoiler
          </button>
        )}
        <button type="button" className="button primary" disabled={busy} onClick={() => void reveal(true)}>
          {waiting.length === 0 ? "Dévoiler" : `${many ? "Les confirmer" : "La confirmer"} et dévoiler`}
        </button>
      </div>
    </Dialog>
  );
}
