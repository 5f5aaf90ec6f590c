/** Where the vote stands, what is left to place, and what the facilitator decides. */

import { useState } from "react";
import type { ReactElement } from "react";
import { useStore } from "../ui/hooks";
import { useScreen } from "../ui/screen";
import { HandMenu } from "./HandMenu";
import { useBallot, useTold } from "./hooks";
import { ResultsDialog } from "./Results";
import type { NameOf } from "./Results";
import { SettingsDialog } from "./SettingsDialog";
import { TableDialog } from "./TableDialog";
import type { Ballot, BallotState, Hand, Settings } from "./types";
import { leftWords, stageWords, votersWords } from "./words";

export interface BallotBarProps {
  /** What people call a card; null when it is not on the canvas any more. Its text by default. */
  nameOf?: NameOf;
}

type Opened = "results" | "settings" | "table" | null;

/** Nothing when the canvas has no gommettes. */
export function BallotBar({ nameOf }: BallotBarProps): ReactElement | null {
  const { session } = useScreen();
  const ballot = useBallot(session);
  return ballot === null ? null : <Strip ballot={ballot} {...(nameOf === undefined ? {} : { nameOf })} />;
}

function Strip({ ballot, nameOf }: BallotBarProps & { ballot: Ballot }): ReactElement | null {
  const { state, hand, online, failed } = useStore(ballot.view);
  const [opened, setOpened] = useState<Opened>(null);
  const close = () => setOpened(null);
  if (state === null || hand === null) {
    return failed ? (
      <section className="ballot-bar" aria-label="Vote par gommettes">
        <p>Le vote n’a pas pu être chargé. Le canevas, lui, est intact.</p>
        <button type="button" className="button" onClick={() => ballot.refresh()}>
          Réessayer
        </button>
      </section>
    ) : null;
  }
  return (
    <section className="ballot-bar" aria-label="Vote par gommettes">
      {state.open && state.can_vote && <Left hand={hand} />}
      <p className="ballot-stage">
        {online ? stageWords(state) : "Hors ligne\u00a0: le vote reprendra avec la connexion"}
        {" · "}
        {votersWords(state.voters)}
      </p>
      <div className="ballot-tools">
        {state.open && state.can_vote && (
          <HandMenu ballot={ballot} state={state} hand={hand} onDeclare={() => setOpened("table")} />
        )}
        <button type="button" className="button" onClick={() => setOpened("results")}>
          {state.totals === null ? "Mes gommettes" : "Résultats"}
        </button>
        {state.can_manage && (
          <>
            <NextStep ballot={ballot} state={state} />
            <button type="button" className="button" onClick={() => setOpened("settings")}>
              Régler le vote
            </button>
          </>
        )}
      </div>
      {opened === "results" && (
        <ResultsDialog ballot={ballot} onClose={close} {...(nameOf === undefined ? {} : { nameOf })} />
      )}
      {opened === "settings" && <SettingsDialog ballot={ballot} state={state} onClose={close} />}
      {opened === "table" && <TableDialog ballot={ballot} state={state} onClose={close} />}
    </section>
  );
}

/** A row longer than this says nothing that the words do not. */
const DRAWN = 12;

function Left({ hand }: { hand: Hand }): ReactElement {
  const placed = Math.max(0, hand.allowance - hand.left);
  return (
    <p className="ballot-left">
      {hand.allowance <= DRAWN && (
        <span aria-hidden="true" className="discs">
          {Array.from({ length: Math.max(0, hand.left) }, (_, i) => (
            <span key={`l${i}`} className="gommette" />
          ))}
          {Array.from({ length: placed }, (_, i) => (
            <span key={`p${i}`} className="gommette used" />
          ))}
        </span>
      )}
      <b>{leftWords(hand)}</b>
    </p>
  );
}

interface Step {
  title: string;
  settings: Settings;
  primary: boolean;
}

function nextStep({ open, secret, revealed, placed }: BallotState): Step | null {
  if (open) return { title: "Clore le vote", settings: { open: false }, primary: false };
  if (placed === 0) return { title: "Ouvrir le vote", settings: { open: true }, primary: true };
  if (secret && !revealed) {
    return { title: "Dévoiler les résultats", settings: { revealed: true }, primary: true };
  }
  return null;
}

/** The one thing the facilitator most likely wants now; the rest is behind « Régler le vote ». */
function NextStep({ ballot, state }: { ballot: Ballot; state: BallotState }): ReactElement | null {
  const told = useTold();
  const step = nextStep(state);
  if (step === null) return null;
  return (
    <button
      type="button"
      className={step.primary ? "button primary" : "button"}
      onClick={() => told(ballot.settle(step.settings))}
    >
      {step.title}
    </button>
  );
}
