/** Who has voted, for whoever facilitates: tables to confirm, votes to set aside; never where. */

import type { ReactElement } from "react";
import { useEffect, useState } from "react";
import { Dialog } from "../ui/Dialog";
import type { Ballot, BallotProps } from "./ballot";
import { standingOf, waitingTables } from "./hand";
import { useCalm, useTold } from "./hooks";
import type { Arrival } from "./roll";
import { arrivals, namesakes } from "./roll";
import type { BallotState, Roll, TableState, VoterLine } from "./types";
import { asideWords, gommettes, linkWords, tableWords, votedWords } from "./words";

export function VotersDialog({ ballot, state, onClose }: BallotProps & { onClose: () => void }): ReactElement {
  const roll = useRoll(ballot, state);
  const aside = asideWords(state.turnout);
  return (
    <Dialog title="Qui a voté" onClose={onClose} wide>
      <p role="status">
        <b>{votedWords(state)}.</b> {aside !== null && `${aside}.`}
      </p>
      <p className="ballot-hint">
        {state.fixed
          ? "Les totaux ont été vus\u00a0: plus aucun vote ne peut être mis de côté, ni repris, sans dire ce qu’il était."
          : "Vous voyez qui a voté et combien, jamais sur quelles idées. Ce qui est mis de côté n’est pas effacé, et se reprend jusqu’au dévoilement."}
      </p>
      <div className="voters-frame" tabIndex={0} role="group" aria-label="Les personnes et les tables">
        <Tables ballot={ballot} state={state} roll={roll ?? null} />
        <Devices ballot={ballot} roll={roll} />
      </div>
    </Dialog>
  );
}

/** Read again each time that the vote moves; undefined at first, null when it cannot be read. */
function useRoll(ballot: Ballot, state: BallotState): Roll | null | undefined {
  const [roll, setRoll] = useState<Roll | null>();
  useEffect(() => {
    let current = true;
    void ballot.readRoll().then((found) => {
      if (current) setRoll(found);
    });
    return () => {
      current = false;
    };
  }, [ballot, state]);
  return roll;
}

function Tables({ ballot, state, roll }: BallotProps & { roll: Roll | null }): ReactElement | null {
  const told = useTold();
  const waiting = waitingTables(state);
  if (state.tables.length === 0) return null;
  return (
    <section aria-labelledby="voters-tables">
      <header className="voters-head">
        <h3 id="voters-tables">Tables</h3>
        {waiting.length > 1 && (
          <button type="button" className="button primary" onClick={() => told(ballot.confirm(waiting))}>
            Tout confirmer
          </button>
        )}
      </header>
      <ul className="voters">
        {state.tables.map((table) => (
          <TableRow key={table.id} ballot={ballot} state={state} roll={roll} table={table} />
        ))}
      </ul>
    </section>
  );
}

function TableRow({
  ballot,
  state,
  roll,
  table,
}: BallotProps & { roll: Roll | null; table: TableState }): ReactElement {
  const told = useTold();
  const line = roll?.tables.find(({ id }) => id === table.id);
  const standing = standingOf(table);
  const facts = [
    line?.name == null ? null : `depuis l’appareil de ${line.name}`,
    line?.placed == null ? null : gommettes(line.placed),
    standing === "waiting" ? "en attente" : null,
    standing === "aside" ? "mise de côté" : null,
  ];
  return (
    <li className={standing}>
      <Words name={tableWords(table)} facts={facts} />
      <span className="voters-acts">
        {standing === "waiting" && (
          <button type="button" className="button" onClick={() => told(ballot.confirm([table]))}>
            Confirmer<span className="unseen"> {tableWords(table)}</span>
          </button>
        )}
        {!state.fixed && <AsideButton ballot={ballot} ids={[table.id]} put={!table.aside} name={table.name} />}
      </span>
    </li>
  );
}

function Devices({ ballot, roll }: { ballot: Ballot; roll: Roll | null | undefined }): ReactElement | null {
  if (roll === undefined) return <p>Lecture de la liste…</p>;
  if (roll === null) return <p>La liste n’a pas pu être lue. Le vote, lui, continue.</p>;
  if (roll.voters === null) return null;
  return (
    <>
      {arrivals(roll.voters).map((arrival) => (
        <Minute key={arrival.title} ballot={ballot} roll={roll} arrival={arrival} />
      ))}
    </>
  );
}

/** From this many, those of one minute may be set aside together. */
const MANY = 3;

function Minute({ ballot, roll, arrival }: { ballot: Ballot; roll: Roll; arrival: Arrival }): ReactElement {
  const { title, voters } = arrival;
  const put = voters.some(({ aside }) => !aside);
  const ids = voters.filter(({ aside }) => aside !== put).map(({ id }) => id);
  return (
    <section aria-label={title}>
      <header className="voters-head">
        <h3>{title}</h3>
        {ids.length >= MANY && <AsideButton ballot={ballot} ids={ids} put={put} name={title} all />}
      </header>
      <ul className="voters">
        {voters.map((one) => (
          <VoterRow key={one.id} ballot={ballot} one={one} same={namesakes(roll, one)} />
        ))}
      </ul>
    </section>
  );
}

function VoterRow({ ballot, one, same }: { ballot: Ballot; one: VoterLine; same: number }): ReactElement {
  const name = one.name ?? "Appareil sans nom";
  const facts = [
    one.name === null && one.role === null ? null : linkWords(one),
    gommettes(one.placed),
    same > 0 ? `même nom que ${same} autre${same > 1 ? "s" : ""}` : null,
    one.aside ? "mis de côté" : null,
  ];
  return (
    <li className={one.aside ? "aside" : "counted"}>
      <Words name={name} facts={facts} />
      <AsideButton ballot={ballot} ids={[one.id]} put={!one.aside} name={name} />
    </li>
  );
}

function Words({ name, facts }: { name: string; facts: readonly (string | null)[] }): ReactElement {
  return (
    <span className="voters-words">
      <b>{name}</b> <span>{facts.filter((fact) => fact !== null).join(" · ")}</span>
    </span>
  );
}

interface AsideProps {
  ballot: Ballot;
  ids: readonly string[];
  put: boolean;
  name: string;
  all?: boolean;
}

function AsideButton({ ballot, ids, put, name, all = false }: AsideProps): ReactElement {
  const told = useTold();
  const calmly = useCalm();
  const them = all ? `les ${ids.length} ` : "";
  const title = put ? `Mettre ${them}de côté` : `Reprendre ${them}`.trim();
  return (
    <button type="button" className="button" onClick={() => calmly(() => told(ballot.setAside(ids, put)))}>
      {title}
      <span className="unseen"> ({name})</span>
    </button>
  );
}
