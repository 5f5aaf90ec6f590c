/** The ideas by gommettes: a table with simple bars, and one's own gommettes to take back. */

import type { ReactElement } from "react";
import type { CanvasSession } from "../core";
import { Dialog } from "../ui/Dialog";
import { useStore } from "../ui/hooks";
import { useScreen } from "../ui/screen";
import type { Ballot } from "./ballot";
import { Dots } from "./Dots";
import { useBallot } from "./hooks";
import { Ranking, Without } from "./Ranking";
import { ranking } from "./ranks";
import type { BallotState, BallotView } from "./types";
import { asideWords, gommettes, questionWords, stageWords, votedWords } from "./words";

export interface ResultRow {
  id: string;
  name: string;
  /** Not on the canvas any more: its gommettes may be taken back and placed elsewhere. */
  gone: boolean;
  total: number;
  own: number;
}

/** Most gommettes first; while the vote is secret, only where one's own are. `nameOf` gives null for
 * what is not on the canvas any more. */
export function resultRows({ state, hand }: BallotView, nameOf: (id: string) => string | null): ResultRow[] {
  const totals = state?.totals ?? {};
  const own = hand?.dots ?? {};
  const ids = new Set([...Object.keys(totals), ...Object.keys(own)]);
  return [...ids]
    .map((id) => {
      const name = nameOf(id);
      return {
        id,
        name: name ?? "Idée qui n’est plus sur le canevas",
        gone: name === null,
        total: totals[id] ?? 0,
        own: own[id] ?? 0,
      };
    })
    .filter(({ total, own: mine }) => total > 0 || mine > 0)
    .sort((a, b) => b.total - a.total || b.own - a.own || a.name.localeCompare(b.name, "fr"));
}

export function textName(session: CanvasSession, id: string): string | null {
  const card = session.card(id).get();
  if (card === null || card.deleted) return null;
  const text = session.text(id).get().trim();
  return text === "" ? "Idée sans texte" : text;
}

/** The table alone, for a projected slide or a dialog. */
export function Results(): ReactElement | null {
  const ballot = useBallot();
  const { view } = useScreen();
  return ballot === null ? null : (
    <>
      {view === "presentation" ? <Ranked ballot={ballot} /> : <Table ballot={ballot} />}
      <Aside ballot={ballot} />
    </>
  );
}

/** What a room is shown: ranks, and ties said as ties. */
function Ranked({ ballot }: { ballot: Ballot }): ReactElement {
  const { session } = useScreen();
  const view = useStore(ballot.view);
  const rows = resultRows(view, (id) => textName(session, id));
  const { state } = view;
  return (
    <>
      {state !== null && <h3 className="results-question">{questionWords(state)}</h3>}
      <Ranking places={ranking(rows.map(({ id, name, total }) => ({ id, text: name, total })))} />
      {state?.totals != null && <Without totals={state.totals} />}
    </>
  );
}

/** What the results leave out, said with them. */
function Aside({ ballot }: { ballot: Ballot }): ReactElement | null {
  const { state } = useStore(ballot.view);
  const words = state === null ? null : asideWords(state.turnout);
  return words === null ? null : <p className="results-aside">{words}.</p>;
}

function Table({ ballot }: { ballot: Ballot }): ReactElement | null {
  const { session } = useScreen();
  const view = useStore(ballot.view);
  const { state } = view;
  if (state === null) return null;
  const visible = state.totals !== null;
  const rows = resultRows(view, (id) => textName(session, id));
  if (rows.length === 0) {
    return <p>{visible ? "Aucune gommette n’est posée." : "Vous n’avez posé aucune gommette."}</p>;
  }
  const most = Math.max(1, ...rows.map(({ total }) => total));
  const mine = state.can_vote || rows.some(({ own }) => own > 0);
  return (
    <table className="results">
      <thead>
        <tr>
          <th scope="col">Idée</th>
          {visible && <th scope="col">Gommettes</th>}
          {mine && <th scope="col">Les miennes</th>}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ id, name, gone, total, own }) => (
          <tr key={id}>
            <th scope="row" className={gone ? "gone" : ""}>
              {name}
            </th>
            {visible && (
              <td className="results-bar">
                <span className="results-count">{total}</span>
                <span aria-hidden="true" className="results-line" style={{ width: `${(total / most) * 70}%` }} />
              </td>
            )}
            {mine && <td>{state.open ? <Dots id={id} bare /> : own}</td>}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function sumWords(state: BallotState): string {
  return `${stageWords(state)} · ${votedWords(state)} · ${gommettes(state.placed)} en tout`;
}

export function ResultsDialog({ ballot, onClose }: { ballot: Ballot; onClose: () => void }): ReactElement {
  const { state } = useStore(ballot.view);
  const secret = state !== null && state.totals === null;
  return (
    <Dialog title={secret ? "Mes gommettes" : "Les gommettes"} onClose={onClose} wide>
      {state !== null && <p>{sumWords(state)}.</p>}
      {secret && <p>Les gommettes des autres restent secrètes jusqu’à ce que l’animation les dévoile.</p>}
      <div className="results-frame" tabIndex={0} role="group" aria-label="Idées par gommettes">
        <Results />
      </div>
    </Dialog>
  );
}
