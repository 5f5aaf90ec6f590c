/** For tests: a vote that has just opened, as the server tells it to somebody who votes. */

import type { BallotState } from "./types";

export const JUST_OPEN: BallotState = {
  open: true,
  secret: true,
  revealed: false,
  stacking: true,
  dots: 4,
  question: "",
  opened: true,
  round: 1,
  past: 0,
  kept: 0,
  done: false,
  seated: 0,
  finished: 0,
  groups: [],
  mine: {},
  left: 4,
  counted: true,
  voters: 0,
  turnout: { devices: 0, tables: 0, table_voters: 0, aside: 0 },
  fixed: false,
  placed: 0,
  totals: null,
  tables: [],
  can_manage: false,
  can_vote: true,
};
