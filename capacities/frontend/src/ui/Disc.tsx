/** A coloured disc with the initials of somebody. */

import type { ReactElement } from "react";

/** Two letters for a name: « L’élue » gives « ÉL », « Marie Dupont » gives « MD ». */
export function initials(name: string): string {
  const words = name
    .replace(/\b[ldjmtsnc][’']/gi, "")
    .split(/[\s\-_.]+/)
    .filter((word) => word !== "");
  const [first = "?", second] = words;
  const letters = second === undefined ? [...first].slice(0, 2) : [[...first][0], [...second][0]];
  return letters.join("").toLocaleUpperCase("fr");
}

/** The letters are drawn by the style sheet: the name is said in full. */
export function Disc({ person }: { person: { name: string; color: string } }): ReactElement {
  const style = { background: person.color };
  return <span className="disc" style={style} data-initials={initials(person.name)} />;
}
