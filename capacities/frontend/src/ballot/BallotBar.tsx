/** Where the vote stands, what is left to place, and what the facilitator decides. */

import type { ReactElement } from "react";
import { useState } from "react";
import { useStore } from "../ui/hooks";
import { useScreen } from "../ui/screen";
import type { Ballot, BallotProps } from "./ballot";
import { HandMenu } from "./HandMenu";
import { readyToReveal, waitingTables } from "./hand";
import { useAnnounced, useBallot, useCalm, useTold } from "./hooks";
import { ResultsDialog } from "./Results";
import type { Opened } from "./Reveal";
import { RevealedToAll } from "./Reveal";
import { RevealDialog } from "./RevealDialog";
import { SettingsDialog } from "./SettingsDialog";
import { TableDialog } from "./TableDialog";
import type { BallotState, Hand, Settings } from "./types";
import { VotersDialog } from "./VotersDialog";
import {
  finishedWords,
  placedWords,
  questionWords,
  standingWords,
  stripWords,
  votedWords,
  waitingWords,
} from "./words";

/** Nothing when the canvas has no gommettes. What is projected has no tools, and is shown the ranking
 * with everybody. */
export function BallotBar(): ReactElement | null {
  const ballot = useBallot();
  const { view } = useScreen();
  const [opened, setOpened] = useState<Opened>(null);
  if (ballot === null) return null;
  return (
    <>
      {view !== "presentation" && <Strip ballot={ballot} opened={opened} setOpened={setOpened} />}
      <RevealedToAll ballot={ballot} opened={opened} onOpen={setOpened} />
    </>
  );
}

interface StripProps {
  ballot: Ballot;
  opened: Opened;
  setOpened: (what: Opened) => void;
}

function Strip({ ballot, opened, setOpened }: StripProps): ReactElement | null {
  const { state, hand, online, failed } = useStore(ballot.view);
  const [revealing, setRevealing] = useState<Settings | null>(null);
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
  if (!state.opened && !state.can_manage && state.kept === 0) return null;
  return (
    <section className="ballot-bar" aria-label="Vote par gommettes">
      {state.opened && <Asked state={state} />}
      {state.open && state.can_vote && <Left hand={hand} />}
      <Standing hand={hand} />
      <p className="ballot-stage">
        {online ? stripWords(state) : "Hors ligne\u00a0: le vote reprendra avec la connexion"}
        {state.opened && ` · ${votedWords(state)}`}
        <Finished state={state} />
      </p>
      <div className="ballot-tools">
        {state.open && state.can_vote && (
          <>
            <Finish ballot={ballot} state={state} />
            <HandMenu ballot={ballot} state={state} hand={hand} onDeclare={() => setOpened("table")} />
          </>
        )}
        {state.opened && (
          <button type="button" className="button" onClick={() => setOpened("results")}>
            {state.totals === null ? "Mes gommettes" : "Résultats"}
          </button>
        )}
        {state.can_manage && (
          <>
            {state.opened && <WhoVoted state={state} onOpen={() => setOpened("voters")} />}
            <NextStep ballot={ballot} state={state} onReveal={setRevealing} onOpen={setOpened} />
            {state.opened && (
              <button type="button" className="button" onClick={() => setOpened("settings")}>
                Régler le vote
              </button>
            )}
          </>
        )}
      </div>
      {opened === "results" && !(state.revealed && state.totals !== null) && (
        <ResultsDialog ballot={ballot} onClose={close} />
      )}
      {opened === "settings" && (
        <SettingsDialog ballot={ballot} state={state} onClose={close} onReveal={setRevealing} />
      )}
      {opened === "voters" && <VotersDialog ballot={ballot} state={state} onClose={close} />}
      {revealing !== null && (
        <RevealDialog ballot={ballot} state={state} settings={revealing} onClose={() => setRevealing(null)} />
      )}
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
          {Array.from({ length: hand.allowance }, (_, i) => (
            <span key={i} className={i < placed ? "gommette" : "gommette free"} />
          ))}
        </span>
      )}
      <b>{placedWords(hand)}</b>
    </p>
  );
}

/** What is asked, on one line; cut, it is whole under the pointer, and opens at a click or a key. */
function Asked({ state }: { state: BallotState }): ReactElement {
  const words = questionWords(state);
  const [whole, setWhole] = useState(false);
  return (
    <button
      type="button"
      className={whole ? "ballot-question whole" : "ballot-question"}
      title={words}
      aria-expanded={whole}
      onClick={() => setWhole(!whole)}
    >
      {words}
    </button>
  );
}

/** « J’ai terminé », as on the light page; placing or taking back one says that one goes on. */
function Finish({ ballot, state }: BallotProps): ReactElement {
  const told = useTold();
  const calm = useCalm();
  useAnnounced(state.done ? "C’est noté, merci." : "Votre vote continue.");
  return (
    <button type="button" className="button" onClick={() => calm(() => told(ballot.finish(!state.done)))}>
      {state.done ? "Reprendre mon vote" : "J’ai terminé"}
    </button>
  );
}

/** Said as long as it lasts to whoever holds gommettes that do not count. */
function Standing({ hand }: { hand: Hand }): ReactElement | null {
  const words = standingWords(hand);
  useAnnounced(words ?? (hand.table === null ? "Vos gommettes sont comptées." : `${hand.name} est comptée.`));
  return words === null ? null : <p className="ballot-standing">{words}</p>;
}

/** Who voted; how many tables wait, seen and heard as soon as there is one. */
function WhoVoted({ state, onOpen }: { state: BallotState; onOpen: () => void }): ReactElement {
  const waiting = waitingTables(state).length;
  useAnnounced(waiting === 0 ? "Aucune table à confirmer." : waitingWords(waiting));
  return (
    <button type="button" className={waiting === 0 ? "button" : "button waiting"} onClick={onOpen}>
      {waiting === 0 ? "Qui a voté" : waitingWords(waiting)}
    </button>
  );
}

/** « 1 a terminé, 3 personnes ont commencé », for whoever waits for them. */
function Finished({ state }: { state: BallotState }): ReactElement | null {
  const words = state.open && state.can_manage ? finishedWords(state) : null;
  return words === null ? null : (
    <>
      {" · "}
      <b>{words}</b>
    </>
  );
}

interface NextStepProps extends BallotProps {
  onReveal: (settings: Settings) => void;
  onOpen: (what: Opened) => void;
}

/** The one thing the facilitator most likely wants now; the rest is behind « Régler le vote ». */
function NextStep({ ballot, state, onReveal, onOpen }: NextStepProps): ReactElement {
  const told = useTold();
  const calm = useCalm();
  const reveal = () => {
    if (readyToReveal(state)) told(ballot.settle({ revealed: true }));
    else onReveal({ revealed: true });
  };
  const [title, act] = !state.opened
    ? ["Ouvrir le vote", () => onOpen("settings")]
    : state.revealed
      ? ["Nouveau tour", () => onOpen("round")]
      : [state.totals === null ? "Dévoiler les résultats" : "Clore et montrer à tous", reveal];
  return (
    <button
      type="button"
      className={state.revealed ? "button" : "button primary"}
      onClick={() => calm(act as () => void)}
    >
      {title}
    </button>
  );
}
