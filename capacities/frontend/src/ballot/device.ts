/** The votes that this device can open again without network: what the page of each was given, as it
 * was last seen. As the copy of a canvas, only for whoever acts there, until « Quitter » or the dossier
 * is deleted (core/keeping.ts erases these notes with the others). */

import { KEPT_VOTE } from "../core/worker";
import { keep, keptKeys, readKept } from "../ui/kept";
import type { Group } from "./light";
import type { BallotState } from "./types";

export interface Voting {
  canvas: string;
  title: string;
  state: BallotState;
  ideas: { groups: readonly Group[] };
  /** Names these ideas: they are asked again only when they changed. */
  tag: string;
}

export interface HeldVote {
  /** « Quels fils comptent le plus ? (Lisieux · Toits solaires) ». */
  name: string;
  dossier: { id: string; title: string; territory: string };
  vote: Voting;
}

const ROOM = /^\/vote\/([^/]+)\/([^/]+)\/?$/;

/** The vote that an address opens, null when it names none. */
export function voteAt(pathname: string): string | null {
  const found = ROOM.exec(pathname);
  return found === null ? null : `${found[1]}/${found[2]}`;
}

/** The number of what is written here: another one with each change of HeldVote, of the state or of the ideas. */
const SHAPE = 1;
/** The last ones seen (domain/limits.py): what else this browser remembers keeps its room. */
const OFFLINE_VOTES = 10;

interface Written extends HeldVote {
  shape: number;
  /** When it was seen, by the clock of the device. */
  seen: number;
}

/** Keep it in place of what was, and of the oldest when they are too many; of more than `longest`
 * characters, nothing stays. */
export function holdVote(held: HeldVote, longest: number): void {
  const key = KEPT_VOTE + roomOf(held);
  const words = JSON.stringify({ shape: SHAPE, seen: Date.now(), ...held } satisfies Written);
  const fits = held.vote.state.can_vote && words.length <= longest;
  if (fits) keep("localStorage", key, words);
  /* What could not be written is not left as it was an hour ago. */
  if (!fits || readKept("localStorage", key) !== words) keep("localStorage", key, null);
  else evict(key);
}

/** The oldest go; not the one that has just been written, whatever the clock says. */
function evict(own: string): void {
  const keys = keptKeys("localStorage", KEPT_VOTE);
  if (keys.length <= OFFLINE_VOTES) return; // none is read, at each gommette
  const others = keys.filter((key) => key !== own).map((key) => ({ key, seen: readAt(key)?.seen ?? 0 }));
  others.sort((a, b) => b.seen - a.seen);
  for (const { key } of others.slice(OFFLINE_VOTES - 1)) keep("localStorage", key, null);
}

export function heldVote(room: string | null): HeldVote | null {
  return room === null ? null : readAt(KEPT_VOTE + room);
}

/** Every vote kept here, by dossier. */
export function heldVotes(): HeldVote[] {
  return keptKeys("localStorage", KEPT_VOTE)
    .sort()
    .map((key) => heldVote(key.slice(KEPT_VOTE.length)))
    .filter((held) => held !== null);
}

export function forgetVote(room: string): void {
  keep("localStorage", KEPT_VOTE + room, null);
}

/** Keep none of a dossier. */
export function forgetVotes(dossier: string): void {
  for (const key of keptKeys("localStorage", `${KEPT_VOTE}${dossier}/`)) keep("localStorage", key, null);
}

export function roomOf({ dossier, vote }: HeldVote): string {
  return `${dossier.id}/${vote.canvas}`;
}

/** Anything else than what is written here, by another version of the site perhaps, is no vote, and goes. */
function readAt(key: string): Written | null {
  const held = read(readKept("localStorage", key));
  if (held !== null && held.shape === SHAPE && KEPT_VOTE + roomOf(held) === key) return held;
  keep("localStorage", key, null);
  return null;
}

function read(words: string | null): Written | null {
  try {
    const held = JSON.parse(words ?? "null") as Written | null;
    return Array.isArray(held?.vote.ideas.groups) ? held : null;
  } catch {
    return null;
  }
}
