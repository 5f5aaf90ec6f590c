/** What is said of a vote, in French. */

import type { BallotState, Hand } from "./types";

const NBSP = "\u00a0";

export function gommettes(count: number): string {
  return `${count}${NBSP}gommette${count > 1 ? "s" : ""}`;
}

/** « Il vous reste 2 gommettes sur 4 », for oneself or for a table. */
export function leftWords({ table, name, left, allowance }: Hand): string {
  const rest = `${left <= 0 ? `0${NBSP}gommette` : gommettes(left)} sur ${allowance}`;
  return table === null ? `Il vous reste ${rest}` : `${name}${NBSP}: il reste ${rest}`;
}

/** Where the vote stands, in a few words. */
export function stageWords({ open, secret, revealed, placed }: BallotState): string {
  if (open && secret && !revealed) return "Vote ouvert, secret jusqu’au dévoilement";
  if (open) return "Vote ouvert";
  if (placed === 0) return "Le vote n’est pas encore ouvert";
  if (secret && !revealed) return "Vote clos, résultats pas encore dévoilés";
  return secret ? "Vote clos, résultats dévoilés" : "Vote clos";
}

export function votersWords(voters: number): string {
  if (voters === 0) return "Personne n’a encore voté";
  return voters === 1 ? "1 personne a voté" : `${voters} personnes ont voté`;
}

/** « 2 de mes gommettes ». */
export function ownWords(count: number, hand: Hand): string {
  return hand.table === null ? `${count} de mes gommettes` : `${gommettes(count)} de ${hand.name}`;
}
