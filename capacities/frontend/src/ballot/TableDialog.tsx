/** Declaring a table: its name and how many people vote there, from this screen. */

import type { FormEvent, ReactElement } from "react";
import { useState } from "react";
import { Dialog, Refused } from "../ui/Dialog";
import type { Ballot, BallotProps } from "./ballot";
import { useAsked, useTold } from "./hooks";
import type { TableState } from "./types";
import { gommettes } from "./words";

const LATER = ", comptées dès que la personne qui anime aura confirmé la table. Vous pouvez les poser sans attendre.";

/** The first « Table n » that nobody took. */
export function freeName(taken: readonly string[]): string {
  for (let n = 1; ; n++) if (!taken.includes(`Table ${n}`)) return `Table ${n}`;
}

export function TableDialog({ ballot, state, onClose }: BallotProps & { onClose: () => void }): ReactElement {
  const [name, setName] = useState(() => freeName(state.tables.map((table) => table.name)));
  const [voters, setVoters] = useState("6");
  const { refusal, busy, ask } = useAsked();
  const count = Number.parseInt(voters, 10);
  const valid = name.trim() !== "" && count >= 1;
  const declare = async (event: FormEvent) => {
    event.preventDefault();
    if (valid && !busy && (await ask(ballot.declareTable(name.trim(), count)))) onClose();
  };
  return (
    <Dialog title="Vote de table" onClose={onClose}>
      <p>Pour une table sans téléphone&nbsp;: cet écran pose les gommettes de toutes les personnes assises autour.</p>
      <form className="ballot-form" onSubmit={(event) => void declare(event)}>
        <label>
          Nom de la table
          <input type="text" maxLength={40} value={name} data-first onChange={(event) => setName(event.target.value)} />
        </label>
        <label>
          Nombre de personnes qui votent à cette table
          <input
            type="number"
            inputMode="numeric"
            min={1}
            value={voters}
            onChange={(event) => setVoters(event.target.value)}
          />
        </label>
        <p role="status">
          {valid
            ? `Soit ${gommettes(count * state.dots)} à poser ensemble${state.can_manage ? "." : LATER}`
            : "Donnez un nom et un nombre de personnes."}
        </p>
        <Refused why={refusal} />
        <div className="dialog-actions">
          <button type="button" className="button" onClick={onClose}>
            Annuler
          </button>
          <button type="submit" className="button primary" disabled={!valid || busy}>
            Voter pour cette table
          </button>
        </div>
      </form>
      <Declared tables={state.tables.filter((table) => table.mine || state.can_manage)} ballot={ballot} />
    </Dialog>
  );
}

/** The tables that one may take away. */
function Declared({ tables, ballot }: { tables: readonly TableState[]; ballot: Ballot }): ReactElement | null {
  const told = useTold();
  const [asked, setAsked] = useState<string | null>(null);
  if (tables.length === 0) return null;
  return (
    <ul className="ballot-tables" aria-label="Tables déclarées">
      {tables.map(({ id, name, voters }) => (
        <li key={id}>
          <span>
            <b>{name}</b>, {voters} personne{voters > 1 ? "s" : ""}
          </span>
          <button
            type="button"
            className={asked === id ? "button danger" : "button"}
            onClick={() => (asked === id ? told(ballot.declareTable(name, 0)) : setAsked(id))}
          >
            {asked === id ? "Oui, retirer avec ses gommettes" : "Retirer"}
            <span className="unseen"> {name}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}
