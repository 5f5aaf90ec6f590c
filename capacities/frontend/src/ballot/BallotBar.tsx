/** Where the vote stands, what is left to place, and what the facilitator decides. */

import type { ReactElement } from "react";

export interface BallotBarProps {
  /** What people call a card; null when it is not on the canvas any more (corbeille). */
  nameOf?: (id: string) => string | null;
}

export function BallotBar(_: BallotBarProps): ReactElement | null {
  return null;
}
