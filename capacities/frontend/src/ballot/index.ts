/** The vote by gommettes, its own part: what a form mounts beside its cards. */

export { BallotBar } from "./BallotBar";
export type { Ballot } from "./ballot";
export { mayHoldDots, totalWords } from "./ballot";
export { Dots } from "./Dots";
export { useBallot, useDotActs, useResultsShown, useTotals } from "./hooks";
export { pressDots } from "./keys";
export { Results } from "./Results";
export type { BallotState, BallotView } from "./types";
