/** Which steps and links one shows as what presses. The contract calls critical the tightest chain of each réussite
 * too, however much is left: only where nothing is left does a delay delay the réussite. */

import type { EdgeView } from "../../core";
import type { Dates } from "./schedule";

/** « critical »: nothing is left. « tight »: of the chains of its réussite, the one with the least left. */
export type Chain = "critical" | "tight" | "";

interface Planned {
  dates: Dates;
  done: boolean;
}

type Ends = Pick<EdgeView, "from" | "to">;

/** A chain that holds no duration is none: until somebody says one, all is as tight. */
export function chainsOf(steps: ReadonlyMap<string, Planned>, links: readonly Ends[]): ReadonlyMap<string, Chain> {
  const tight = [...steps].filter(([, { dates, done }]) => dates.critical && !done).map(([id]) => id);
  const lasting = lastingOnes(steps, tight, links);
  return new Map(
    tight.map((id): [string, Chain] => {
      const chain = steps.get(id)!.dates.slack <= 0 ? "critical" : lasting.has(id) ? "tight" : "";
      return [id, chain];
    }),
  );
}

/** Whether the second waits for the first, both in a tightest chain. */
export function isTight(before: Planned | undefined, after: Planned | undefined): boolean {
  return (
    before?.dates.critical === true &&
    after?.dates.critical === true &&
    before.dates.earliestFinish === after.dates.earliestStart
  );
}

/** Those that are joined, by links that wait, to others of which one at least takes time. */
function lastingOnes(steps: ReadonlyMap<string, Planned>, tight: readonly string[], links: readonly Ends[]) {
  const around = new Map<string, string[]>(tight.map((id) => [id, []]));
  for (const { from, to } of links) {
    if (!isTight(steps.get(from), steps.get(to))) continue;
    around.get(from)?.push(to);
    around.get(to)?.push(from);
  }
  const found = new Set(tight.filter((id) => steps.get(id)!.dates.days > 0 && around.get(id)!.length > 0));
  for (const id of found) for (const next of around.get(id) ?? []) found.add(next);
  return found;
}

/** Said in words, that red alone must not tell. */
export function chainWords(chain: Chain | undefined): string {
  return chain === "critical" ? "chaîne critique" : chain === "tight" ? "chaîne la plus serrée de cette réussite" : "";
}
