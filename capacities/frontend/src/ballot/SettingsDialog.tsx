/** What the facilitator decides of the vote: opening, secrecy, how many gommettes. */

import type { FormEvent, ReactElement } from "react";
import { useState } from "react";
import { Dialog, Refused } from "../ui/Dialog";
import type { BallotProps } from "./ballot";
import { waitingTables } from "./hand";
import { useAsked } from "./hooks";
import type { Settings } from "./types";
import { questionWords, stageWords } from "./words";

interface SettingsDialogProps extends BallotProps {
  onClose: () => void;
  /** Tables wait: what becomes of them is asked before these settings show the totals. */
  onReveal: (settings: Settings) => void;
}

export function SettingsDialog({ ballot, state, onClose, onReveal }: SettingsDialogProps): ReactElement {
  const [secret, setSecret] = useState(state.secret);
  const [stacking, setStacking] = useState(state.stacking);
  const [dots, setDots] = useState(String(state.dots));
  const [question, setQuestion] = useState(state.question);
  const { refusal, busy, ask } = useAsked();
  const apply = async (settings: Settings) => {
    const shows = settings.revealed === true || settings.secret === false;
    if (shows && state.totals === null && waitingTables(state).length > 0) {
      onClose();
      onReveal(settings);
      return true;
    }
    return ask(ballot.settle(settings));
  };
  const save = async (event: FormEvent) => {
    event.preventDefault();
    const count = Number.parseInt(dots, 10);
    const changed: Settings = {
      ...(secret === state.secret ? {} : { secret }),
      ...(stacking === state.stacking ? {} : { stacking }),
      ...(question.trim() === state.question ? {} : { question }),
      ...(state.opened ? {} : { open: true }),
      ...(count === state.dots || Number.isNaN(count) ? {} : { dots: count }),
    };
    if (Object.keys(changed).length === 0 || (await apply(changed))) onClose();
  };
  return (
    <Dialog title={state.opened ? "Régler le vote" : "Ouvrir le vote"} onClose={onClose}>
      {state.opened && (
        <>
          <p role="status">
            <b>{stageWords(state)}.</b>
          </p>
          <div className="ballot-acts">
            <button type="button" className="button" disabled={busy} onClick={() => void apply({ open: !state.open })}>
              {state.open ? "Clore sans dévoiler" : "Rouvrir le vote"}
            </button>
          </div>
          {state.revealed && state.secret && (
            <p className="hint">Rouvrir cache de nouveau les résultats, jusqu’au prochain dévoilement.</p>
          )}
        </>
      )}
      <form className="ballot-form" onSubmit={(event) => void save(event)}>
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
        <fieldset>
          <legend>Les résultats</legend>
          <label className="ballot-choice">
            <input type="radio" name="secret" checked={secret} onChange={() => setSecret(true)} />
            secrets jusqu’au dévoilement
          </label>
          <label className="ballot-choice">
            <input type="radio" name="secret" checked={!secret} onChange={() => setSecret(false)} />
            visibles de tous, à mesure
          </label>
        </fieldset>
        <label>
          Gommettes par personne
          <input
            type="number"
            inputMode="numeric"
            min={1}
            value={dots}
            onChange={(event) => setDots(event.target.value)}
          />
        </label>
        <label className="ballot-choice">
          <input type="checkbox" checked={stacking} onChange={(event) => setStacking(event.target.checked)} />
          Une personne peut poser plusieurs gommettes sur la même idée
        </label>
        <Refused why={refusal} />
        <div className="dialog-actions">
          <button type="button" className="button" onClick={onClose}>
            Fermer
          </button>
          <button type="submit" className="button primary" disabled={busy}>
            {state.opened ? "Enregistrer ces réglages" : "Ouvrir le vote"}
          </button>
        </div>
      </form>
    </Dialog>
  );
}
