/** Whose gommettes this screen places, and what the screen shows before a click is confirmed. */

import type { BallotState, Dots, Hand, Standing, TableState } from "./types";

export function noneLeft({ table, name }: Hand): string {
  return table === null
    ? "Vous n’avez plus de gommette\u00a0: reprenez-en une sur une autre idée."
    : `${name} n’a plus de gommette\u00a0: reprenez-en une sur une autre idée.`;
}

export function standingOf({ aside, confirmed }: TableState): Standing {
  if (aside) return "aside";
  return confirmed ? "counted" : "waiting";
}

/** The tables of which nobody has said whether they count. */
export function waitingTables(state: BallotState): TableState[] {
  return state.tables.filter((table) => standingOf(table) === "waiting");
}

/** The totals may be shown without a word more: the vote is closed, and no table waits. While it is open,
 * nobody knows who is about to place their first gommette. */
export function readyToReveal(state: BallotState): boolean {
  return !state.open && waitingTables(state).length === 0;
}

/** Who the screen votes for: the table it sat at if it is still there, else oneself. */
export function handOf(state: BallotState, seat: string | null): Hand {
  const table = state.tables.find(({ id, mine }) => id === seat && mine);
  if (table === undefined) {
    const { dots: allowance, left, mine: dots } = state;
    const standing = state.counted ? "counted" : "aside";
    return { table: null, name: "moi", voters: 1, allowance, left, dots, standing };
  }
  const { id, name, voters } = table;
  const allowance = voters * state.dots;
  return {
    table: id,
    name,
    voters,
    allowance,
    left: table.left ?? allowance,
    dots: table.dots ?? {},
    standing: standingOf(table),
  };
}

/** The state as it will be once a click is counted. */
export function withDots(state: BallotState, table: string | null, card: string, change: 1 | -1): BallotState {
  const added = (dots: Dots): Dots => ({ ...dots, [card]: Math.max(0, (dots[card] ?? 0) + change) });
  const counts = handOf(state, table).standing === "counted";
  return {
    ...state,
    ...(table === null ? { mine: added(state.mine), left: state.left - change } : {}),
    placed: state.placed + (counts ? change : 0),
    totals: state.totals === null || !counts ? state.totals : added(state.totals),
    tables: state.tables.map((each) =>
      each.id === table ? { ...each, left: (each.left ?? 0) - change, dots: added(each.dots ?? {}) } : each,
    ),
  };
}
