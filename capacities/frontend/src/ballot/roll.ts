/** Who voted, as whoever facilitates reads it: those who came in the same minute side by side,
 * so that forty made by one machine stand out from forty people. */

import { getOrMake } from "../core";
import type { Roll, VoterLine } from "./types";
import { arrivalWords } from "./words";

export interface Arrival {
  title: string;
  voters: readonly VoterLine[];
}

const MINUTE = "2026-01-01T00:00".length;

/** The last to come first; then programs, and devices that have left the dossier. */
export function arrivals(voters: readonly VoterLine[], today = new Date()): Arrival[] {
  const minutes = new Map<string, VoterLine[]>();
  for (const one of voters) {
    const minute = one.came?.slice(0, MINUTE) ?? (one.role === null ? "" : "0");
    getOrMake(minutes, minute, () => []).push(one);
  }
  return [...minutes]
    .sort(([a], [b]) => (a < b ? 1 : -1))
    .map(([, found]) => ({ title: titleOf(found, today), voters: [...found].sort(byName) }));
}

function titleOf(voters: readonly VoterLine[], today: Date): string {
  const came = voters[0]?.came ?? null;
  if (came !== null) return arrivalWords(came, voters.length, today);
  return voters[0]?.role === null ? "Personnes qui ont quitté le dossier" : "Programmes";
}

function byName(a: VoterLine, b: VoterLine): number {
  return (a.name ?? "").localeCompare(b.name ?? "", "fr") || (a.id < b.id ? -1 : 1);
}

/** How many other devices that voted have this one's name, whatever its case. */
export function namesakes({ voters }: Roll, one: VoterLine): number {
  if (one.name === null || one.came === null) return 0;
  const same = (other: VoterLine) => other.came !== null && fold(other.name) === fold(one.name);
  return (voters ?? []).filter(same).length - 1;
}

function fold(name: string | null): string {
  return (name ?? "").normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().trim();
}
