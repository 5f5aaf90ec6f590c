/** What the timeline is, once read: see `model.ts`. */

import type { CanvasSession } from "../../core";
import type { Chain } from "./chains";
import type { Day } from "./days";
import type { HorizonGiven } from "./horizon";
import type { Lane } from "./lanes";
import type { Dates, Nature } from "./schedule";
import type { Span } from "./windows";

export interface Step {
  id: string;
  /** Key of its lane; TRAY when it is in none. */
  lane: string;
  nature: Nature;
  done: boolean;
  dates: Dates;
  /** Whether what is shown of it presses: see `chains.ts`. */
  chain?: Chain;
  /** What it waits for, and makes possible, by links that are not cut. */
  before: readonly string[];
  after: readonly string[];
}

export interface Link {
  id: string;
  from: string;
  to: string;
  /** Put aside because it closes a loop. */
  cut: boolean;
  /** Both its ends press, and the second waits for the first. */
  critical: boolean;
  /** The same of the tightest chain of a réussite that has time left. */
  tight?: boolean;
}

export interface Window {
  key: string;
  title: string;
  source: string;
  card: string | null;
  /** It comes back each year. */
  yearly: boolean;
  /** Within today … horizon. */
  spans: readonly Span[];
}

export interface Timeline {
  today: Day;
  horizon: Day;
  horizonGiven: HorizonGiven;
  lanes: readonly Lane[];
  /** Ids of the steps of each lane, and of the tray, in order of rank. */
  order: ReadonlyMap<string, readonly string[]>;
  steps: ReadonlyMap<string, Step>;
  links: readonly Link[];
  windows: readonly Window[];
  /** August, the end of the year and public holidays take no work. */
  openDays: boolean;
  /** The silence that lasts, or "". */
  silence: string;
  /** How many steps of others are not shown until it ends. */
  hidden: number;
}

export type TimelineSource = Pick<
  CanvasSession,
  "cards" | "links" | "text" | "meta" | "people" | "data" | "adopt" | "places"
>;
