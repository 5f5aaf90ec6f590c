/** The ideas by gommettes, for a room: ranks, words, bars that grow, numbers. */

import type { CSSProperties, ReactElement } from "react";
import { useVotingIdeas } from "./hooks";
import { withoutAny } from "./ranks";
import type { Dots, Place } from "./types";
import { gommettes, withoutWords } from "./words";

export function Ranking({ places }: { places: readonly Place[] }): ReactElement {
  if (places.length === 0) return <p>Aucune gommette n’est posée.</p>;
  const most = places[0]?.total ?? 1;
  return (
    <ol className="ranking" tabIndex={0} aria-label="Classement">
      {places.map(({ id, text, total, rank, tied }) => (
        <li key={id} className={rank <= 3 ? "first" : ""}>
          <span className="ranking-place">
            <span className="unseen">Rang </span>
            {rank}
          </span>
          <span className="ranking-words">
            {text} {tied && <b>à égalité</b>}
          </span>
          <span className="ranking-track" aria-hidden="true">
            <span style={{ "--part": total / most } as CSSProperties} />
          </span>
          <span className="ranking-count">
            {total}
            <span className="unseen"> {gommettes(total).split("\u00a0")[1]}</span>
          </span>
        </li>
      ))}
    </ol>
  );
}

/** At the foot of the ranking of the present round: what nobody chose does not vanish. */
export function Without({ totals }: { totals: Dots }): ReactElement | null {
  const words = withoutWords(withoutAny(useVotingIdeas(), totals));
  return words === null ? null : <p className="ranking-without">{words}.</p>;
}
