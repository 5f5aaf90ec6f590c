/** What the server says of a vote by gommettes (`/gommettes/{dossier}/{canvas}`), and what is
 * drawn of it. Cards are known by their id: nothing here depends on a form. */

import type { Store } from "../core";

/** Gommettes by card. */
export type Dots = Readonly<Record<string, number>>;

/** A table without devices: a named group whose gommettes somebody enters for it. */
export interface TableState {
  id: string;
  name: string;
  voters: number;
  /** Entered from here: this person may vote for it. */
  mine: boolean;
  left: number | null;
  dots: Dots | null;
}

export interface BallotState {
  open: boolean;
  secret: boolean;
  revealed: boolean;
  /** Several gommettes of one person may go on one card. */
  stacking: boolean;
  /** Given to each participant. */
  dots: number;
  mine: Dots;
  left: number;
  /** Who has voted, the members of a table counted. */
  voters: number;
  placed: number;
  /** null while the vote is secret. */
  totals: Dots | null;
  tables: readonly TableState[];
  can_manage: boolean;
  can_vote: boolean;
}

export interface BallotView {
  /** The server's last answer with what was clicked since; null until the first answer. */
  state: BallotState | null;
  online: boolean;
  /** Nothing could be read yet, and nothing is being tried. */
  failed: boolean;
  /** Clicks not confirmed yet. */
  sending: number;
  /** Who this screen votes for. */
  hand: Hand | null;
}

/** Whose gommettes are placed from this screen. */
export interface Hand {
  /** null: oneself. */
  table: string | null;
  name: string;
  voters: number;
  allowance: number;
  left: number;
  dots: Dots;
}

export interface Settings {
  open?: boolean;
  secret?: boolean;
  revealed?: boolean;
  stacking?: boolean;
  dots?: number;
}

/** What came of an act: null when done, else the French sentence to tell. */
export type Refusal = string | null;

export interface Ballot {
  readonly view: Store<BallotView>;
  /** Why one more gommette cannot go on this card now; null when it can. */
  cannotPlace(card: string): Refusal;
  cannotTakeBack(card: string): Refusal;
  place(card: string): Promise<Refusal>;
  takeBack(card: string): Promise<Refusal>;
  /** Vote for a table of `state.tables` from this screen; null: for oneself. */
  voteFor(table: string | null): void;
  /** The same name again changes its number of voters; 0 takes it away, with its gommettes. */
  declareTable(name: string, voters: number): Promise<Refusal>;
  /** Facilitator only. */
  settle(settings: Settings): Promise<Refusal>;
  /** Ask the server again now. */
  refresh(): void;
}
