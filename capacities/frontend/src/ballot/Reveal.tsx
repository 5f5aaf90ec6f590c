/** The ranking, full screen, as soon as it is revealed: on everybody's screen, until each closes it. */

import type { ReactElement } from "react";
import { useEffect, useRef, useState } from "react";
import type { CanvasSession } from "../core";
import { Dialog } from "../ui/Dialog";
import { useStore } from "../ui/hooks";
import { useScreen } from "../ui/screen";
import { windows } from "../ui/windows";
import { isWriting, watchWriting } from "../ui/writing";
import type { Ballot, BallotProps } from "./ballot";
import { Ranking, Without } from "./Ranking";
import { textName } from "./Results";
import { EraseRoundDialog, RoundDialog } from "./RoundDialog";
import { ranking } from "./ranks";
import type { BallotState, Round } from "./types";
import { asideWords, countedWords, groupsWords, questionWords, roundWords } from "./words";

/** How often one looks whether whoever writes has stopped. */
const LOOK_MS = 500;

/** What one looks at of the vote: one window at a time, whoever opened it. */
export type Opened = "results" | "settings" | "table" | "voters" | "round" | null;

interface RevealedProps {
  ballot: Ballot;
  opened: Opened;
  onOpen: (what: Opened) => void;
}

/** The ranking: it opens by itself when the totals are revealed while one looks, not when one comes later.
 * Whoever writes, or answers a window, finishes first. */
export function RevealedToAll({ ballot, opened, onOpen }: RevealedProps): ReactElement | null {
  const { state } = useStore(ballot.view);
  const { tell } = useScreen();
  const seen = useRef<boolean | null>(null);
  const latest = useRef(opened);
  latest.current = opened;
  const revealed = state === null ? null : state.revealed && state.totals !== null;
  useEffect(() => watchWriting(), []);
  useEffect(() => {
    const before = seen.current;
    if (revealed !== null) seen.current = revealed;
    const looks = latest.current === "results";
    if (before === true && revealed === false && looks) onOpen(null);
    if (before !== false || revealed !== true || looks) return undefined;
    if (isFree()) {
      onOpen("results");
      return undefined;
    }
    tell("Les résultats sont dévoilés\u00a0: ils s’ouvriront dès que vous aurez terminé ce que vous faites.");
    const timer = setInterval(() => {
      if (latest.current !== "results" && !isFree()) return;
      clearInterval(timer);
      onOpen("results");
    }, LOOK_MS);
    return () => clearInterval(timer);
  }, [revealed, onOpen, tell]);
  if (state === null) return null;
  if (opened === "round") return <RoundDialog ballot={ballot} state={state} onClose={() => onOpen(null)} />;
  if (opened !== "results" || revealed !== true) return null;
  return <Reveal ballot={ballot} state={state} onClose={() => onOpen(null)} onRound={() => onOpen("round")} />;
}

function isFree(): boolean {
  return windows.get().length === 0 && !isWriting();
}

interface RevealProps extends BallotProps {
  onClose: () => void;
  onRound: () => void;
}

function Reveal({ ballot, state, onClose, onRound }: RevealProps): ReactElement {
  const { session, data, view } = useScreen();
  const past = usePast(ballot, state.kept);
  const [erasing, setErasing] = useState(false);
  const [chosen, setChosen] = useState<number | null>(null);
  const round = past.find(({ number }) => number === chosen) ?? present(session, state);
  const { title } = data.dossier;
  const groups = groupsWords(round.groups);
  const aside = round.ended === null ? asideWords(state.turnout) : null;
  const manages = state.can_manage && view !== "presentation";
  if (erasing && round.ended !== null)
    return <EraseRoundDialog ballot={ballot} round={round} onClose={() => setErasing(false)} />;
  return (
    <Dialog title={questionWords(round)} onClose={onClose} full>
      <div className="reveal-about">
        <p>
          {title} · {data.template.title} · {roundWords(round.number)}
        </p>
        <p>{countedWords(round)}</p>
      </div>
      <Ranking places={round.ranking} />
      {round.ended === null && state.totals !== null && <Without totals={state.totals} />}
      {groups !== null && <p className="reveal-groups">Gommettes par table&nbsp;: {groups}.</p>}
      {aside !== null && <p className="results-aside">{aside}.</p>}
      <div className="reveal-acts">
        {manages && (
          <button type="button" className="button primary" onClick={onRound}>
            Nouveau tour
          </button>
        )}
        {manages && round.ended !== null && (
          <button type="button" className="button" onClick={() => setErasing(true)}>
            Effacer ce tour
          </button>
        )}
        {data.abilities.includes("export") && (
          <a className="button" href={`/export/${data.room}/gommettes.csv`} download>
            Télécharger
          </a>
        )}
        <button type="button" className="button" onClick={onClose}>
          Fermer
        </button>
        {past.length > 0 && <Rounds past={past} now={state.past + 1} chosen={round.number} onChoose={setChosen} />}
      </div>
    </Dialog>
  );
}

/** The rounds kept before this one, read when there are some. */
function usePast(ballot: Ballot, count: number): readonly Round[] {
  const [past, setPast] = useState<readonly Round[]>([]);
  useEffect(() => {
    if (count === 0) {
      setPast([]);
      return undefined;
    }
    let here = true;
    void ballot.readRounds().then((rounds) => {
      if (here) setPast((rounds ?? []).filter(({ ended }) => ended !== null));
    });
    return () => {
      here = false;
    };
  }, [ballot, count]);
  return past;
}

function present(session: CanvasSession, state: BallotState): Round {
  const name = (id: string) => textName(session, id) ?? "Idée qui n’est plus sur le canevas";
  const ideas = Object.entries(state.totals ?? {}).map(([id, total]) => ({ id, text: name(id), total }));
  const { question, voters, placed, past, groups } = state;
  return { number: past + 1, ended: null, question, voters, placed, groups, ranking: ranking(ideas) };
}

interface RoundsProps {
  past: readonly Round[];
  now: number;
  chosen: number;
  onChoose: (number: number) => void;
}

function Rounds({ past, now, chosen, onChoose }: RoundsProps): ReactElement {
  return (
    <div className="reveal-rounds" role="group" aria-label="Tours">
      {[...past.map(({ number }) => number), now].map((number) => (
        <button
          key={number}
          type="button"
          className="button"
          aria-pressed={number === chosen}
          onClick={() => onChoose(number)}
        >
          Tour {number}
        </button>
      ))}
    </div>
  );
}
