/** What the server says of a vote by gommettes (`/gommettes/{dossier}/{canvas}`), and what is
 * drawn of it. Cards are known by their id: nothing here depends on a form. */

/** Gommettes by card. */
export type Dots = Readonly<Record<string, number>>;

/** A table without devices: a named group whose gommettes somebody enters for it. */
export interface TableState {
  id: string;
  name: string;
  voters: number;
  /** Whoever facilitates has confirmed its number of voters: before, it does not count. */
  confirmed: boolean;
  /** Its gommettes are kept, and do not count. */
  aside: boolean;
  /** Entered from here: this person may vote for it. */
  mine: boolean;
  left: number | null;
  dots: Dots | null;
}

/** Who placed at least one gommette, and counts; `aside`: who does not any more. */
export interface Turnout {
  devices: number;
  tables: number;
  table_voters: number;
  aside: number;
}

export interface BallotState {
  open: boolean;
  secret: boolean;
  revealed: boolean;
  /** Several gommettes of one person may go on one card. */
  stacking: boolean;
  /** Given to each participant. */
  dots: number;
  /** "": what every vote asks. */
  question: string;
  /** In this round. */
  opened: boolean;
  /** Names the round; it only grows. */
  round: number;
  /** Rounds before this one that are kept; `past` is the number of the last one, 0 when none is. */
  kept: number;
  past: number;
  /** This person said that they have finished. */
  done: boolean;
  /** Devices that take part, and those of them that have finished. */
  seated: number;
  finished: number;
  /** Once revealed, what each table placed, then all the others (`name` ""); often nothing. */
  groups: readonly Group[];
  mine: Dots;
  left: number;
  /** One's own gommettes were not set aside. */
  counted: boolean;
  /** Who has voted, the members of a table counted. */
  voters: number;
  turnout: Turnout;
  /** The totals have been seen: nobody may be set aside, or taken back, any more. */
  fixed: boolean;
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
  /** Acts that the server has not answered yet. */
  waiting: number;
  /** Who this screen votes for. */
  hand: Hand | null;
}

export interface Group {
  name: string;
  voters: number;
  placed: number;
}

/** An idea by its gommettes; `tied`: another one has as many. */
export interface Place {
  id: string;
  text: string;
  total: number;
  rank: number;
  tied: boolean;
}

/** A round of a vote that may be seen; `ended` is null for the one that is not over. */
export interface Round {
  number: number;
  ended: string | null;
  question: string;
  voters: number;
  placed: number;
  groups: readonly Group[];
  ranking: readonly Place[];
}

/** What is known of a device: null when it has left the dossier, or is a program. */
export interface Device {
  name: string | null;
  role: "facilitator" | "editor" | "voter" | "reader" | null;
  /** ISO 8601 UTC. */
  came: string | null;
}

/** A device that voted. */
export interface VoterLine extends Device {
  id: string;
  placed: number;
  aside: boolean;
}

/** The device that votes for a table, and how many gommettes it placed. */
export interface TableLine extends Device {
  id: string;
  placed: number | null;
}

/** Who voted, for whoever facilitates; `voters` is null once the totals have been seen. */
export interface Roll {
  voters: readonly VoterLine[] | null;
  tables: readonly TableLine[];
}

/** Whether gommettes are in the count: not those of a table to confirm, nor those set aside. */
export type Standing = "counted" | "waiting" | "aside";

/** Whose gommettes are placed from this screen. */
export interface Hand {
  /** null: oneself. */
  table: string | null;
  name: string;
  voters: number;
  allowance: number;
  left: number;
  dots: Dots;
  standing: Standing;
}

export interface Settings {
  open?: boolean;
  secret?: boolean;
  revealed?: boolean;
  stacking?: boolean;
  dots?: number;
  question?: string;
  /** With what shows the totals: tables that wait are set aside. */
  leaveWaiting?: boolean;
}

/** What came of an act: null when done, else the French sentence to tell. */
export type Refusal = string | null;
