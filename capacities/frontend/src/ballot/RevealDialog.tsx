/** Before the totals are shown while tables wait: nothing is left out without a word. */

import type { ReactElement } from "react";
import { useState } from "react";
import { Dialog, Refused } from "../ui/Dialog";
import type { Ballot } from "./ballot";
import { waitingTables } from "./hand";
import type { BallotState, Settings } from "./types";
import { tableWords } from "./words";

interface RevealDialogProps {
  ballot: Ballot;
  state: BallotState;
  /** What shows the totals. */
  settings: Settings;
  onClose: () => void;
}

export function RevealDialog({ ballot, state, settings, onClose }: RevealDialogProps): ReactElement {
  const [refusal, setRefusal] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const waiting = waitingTables(state);
  const reveal = async (confirmed: boolean) => {
    setBusy(true);
    const said =
      (confirmed ? await ballot.confirm(waiting) : null) ??
      (await ballot.settle(confirmed ? settings : { ...settings, leaveWaiting: true }));
    setBusy(false);
    setRefusal(said);
    if (said === null) onClose();
  };
  const many = waiting.length > 1;
  return (
    <Dialog title="Dévoiler les résultats" onClose={onClose}>
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
