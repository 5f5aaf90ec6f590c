/** What does not come in, or not as it was: rows refused, things left out, ends of long words. */

import type { ReactElement, ReactNode } from "react";
import type { ImportReport } from "./report";

/** Beyond, one asks to see them. */
const FEW = 5;
const SHOWN = 50;

export function Losses({ report }: { report: ImportReport }): ReactElement {
  const { refused, dropped, moved, changed } = report;
  const altered = changed.filter(({ before, text, restored }) => restored || before !== text);
  return (
    <>
      <Told title={lines(refused.length, "non reprise")} kind="refused">
        {refused.map(({ line, text, reason }) => (
          <>
            Ligne {line} non reprise&nbsp;: {reason}
            {text !== "" && <small>{quoted(text)}</small>}
          </>
        ))}
      </Told>
      <Told title={`Laissé de côté (${dropped.length})`}>{dropped.map(({ said }) => said)}</Told>
      <Told title={moved.length === 1 ? "1 texte trop long" : `${moved.length} textes trop longs`}>
        {moved.map(({ line, text, into }) => (
          <>
            Ligne {line}, {quoted(text)}&nbsp;: {into.slice(0, 1).toLowerCase() + into.slice(1)}.
          </>
        ))}
      </Told>
      <Told title={`Ce qui change (${altered.length})`} folded>
        {altered.map(({ text, before, restored, box }) => (
          <>
            {restored ? "Sorti de la corbeille" : "Changé"}&nbsp;: {quoted(text)}
            {box !== "" && `, ${box}`}
            {before !== text && <small>Avant&nbsp;: {quoted(before)}</small>}
          </>
        ))}
      </Told>
    </>
  );
}

interface ToldProps {
  title: string;
  children: ReactNode[];
  kind?: string;
  folded?: boolean;
}

/** A list under its title, open when it is short; nothing when it is empty. */
function Told({ title, children, kind, folded = false }: ToldProps): ReactElement | null {
  if (children.length === 0) return null;
  const more = children.length - SHOWN;
  return (
    <details className="told" data-kind={kind} open={!folded && children.length <= FEW}>
      <summary>{title}</summary>
      <ul>
        {children.slice(0, SHOWN).map((one, i) => (
          <li key={i}>{one}</li>
        ))}
        {more > 0 && <li>… et {more === 1 ? "1 autre" : `${more} autres`}.</li>}
      </ul>
    </details>
  );
}

function lines(count: number, said: string): string {
  return count === 1 ? `1 ligne ${said}` : `${count} lignes ${said}s`;
}

function quoted(words: string): string {
  return `«\u00a0${words}\u00a0»`;
}
