/** « Nouveau tour »: everybody has their gommettes back; what was seen is kept, or goes. */

import type { ReactElement } from "react";
import { useState } from "react";
import { Dialog, Refused } from "../ui/Dialog";
import type { Ballot, BallotProps } from "./ballot";
import { useAsked } from "./hooks";
import type { Round } from "./types";
import { countedWords, questionWords } from "./words";

/** « Effacer ce tour »: one that is over and was kept. */
export function EraseRoundDialog({ ballot, round, onClose }: EraseRoundProps): ReactElement {
  const { refusal, busy, ask } = useAsked();
  const erase = async () => {
    if (await ask(ballot.eraseRound(round))) onClose();
  };
  return (
    <Dialog title={`Effacer le tour ${round.number}`} onClose={onClose}>
      <p>
        Ses résultats ({countedWords(round)}) et le texte de ses idées ne seront plus à lire ni à exporter, pour
        personne. C’est sans retour. Le canevas et le vote en cours ne changent pas.
      </p>
      <Refused why={refusal} />
      <div className="dialog-actions">
        <button type="button" className="button" onClick={onClose}>
          Annuler
        </button>
        <button type="button" className="button danger" disabled={busy} onClick={() => void erase()}>
          Effacer ce tour
        </button>
      </div>
    </Dialog>
  );
}

interface EraseRoundProps {
  ballot: Ballot;
  round: Round;
  onClose: () => void;
}

export function RoundDialog({ ballot, state, onClose }: BallotProps & { onClose: () => void }): ReactElement {
  const { refusal, busy, ask } = useAsked();
  const [question, setQuestion] = useState(state.question);
  const begin = async (keep: boolean) => {
    if (await ask(ballot.newRound(keep, question))) onClose();
  };
  const shown = state.totals !== null && state.placed > 0;
  return (
    <Dialog title="Nouveau tour" onClose={onClose}>
      <p>Le vote s’ouvre de nouveau, et chacun retrouve toutes ses gommettes.</p>
      <div className="ballot-form">
        <label>
          La question posée
          <input
            type="text"
            maxLength={200}
            placeholder={questionWords({ question: "" })}
            value={question}
            onChange={(event) => setQuestion(event.target.value)}
          />
        </label>
      </div>
      {shown ? (
        <p>
          Garder ce tour ({countedWords(state)}) laisse ses résultats à lire et à exporter. L’effacer est sans retour.
        </p>
      ) : (
        state.placed > 0 && <p>Les résultats de ce tour n’ont pas été dévoilés&nbsp;: ils seront effacés.</p>
      )}
      <Refused why={refusal} />
      <div className="dialog-actions">
        <button type="button" className="button" onClick={onClose}>
          Annuler
        </button>
        <button
          type="button"
          className={shown ? "button" : "button primary"}
          disabled={busy}
          onClick={() => void begin(false)}
        >
          {state.placed > 0 ? "Effacer ce tour et recommencer" : "Commencer"}
        </button>
        {shown && (
          <button type="button" className="button primary" disabled={busy} onClick={() => void begin(true)}>
            Garder ce tour et recommencer
          </button>
        )}
      </div>
    </Dialog>
  );
}
