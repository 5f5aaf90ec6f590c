/** The canvas as it will be: nested lists, what is new or changes being said in words. */

import type { ReactElement } from "react";
import { useId } from "react";
import type { Line } from "./report";

const SIGNS: Record<Line["state"], string> = { new: "+", changed: "≠", same: "", place: "" };

export function Foreseen({ lines }: { lines: readonly Line[] }): ReactElement {
  const id = useId();
  return (
    <section>
      <h3 id={id}>Le canevas après l’import</h3>
      <div className="foreseen" tabIndex={0} role="group" aria-labelledby={id}>
        <Level lines={lines} />
      </div>
    </section>
  );
}

function Level({ lines }: { lines: readonly Line[] }): ReactElement {
  return (
    <ul>
      {branches(lines).map(([line, ...below], i) => (
        <li key={i} data-state={line.state}>
          <p>
            {SIGNS[line.state] !== "" && <span aria-hidden="true">{SIGNS[line.state]}</span>}
            <span>
              {line.text} {line.said !== "" && <em>{line.said}</em>}
              {line.detail !== "" && <small>{line.detail}</small>}
            </span>
          </p>
          {below.length > 0 && <Level lines={below} />}
        </li>
      ))}
    </ul>
  );
}

/** Each line of the first depth, with the deeper ones that follow it. */
function branches(lines: readonly Line[]): [Line, ...Line[]][] {
  const found: [Line, ...Line[]][] = [];
  const top = lines[0]?.depth ?? 0;
  for (const line of lines) {
    const last = found.at(-1);
    if (last === undefined || line.depth <= top) found.push([line]);
    else last.push(line);
  }
  return found;
}
