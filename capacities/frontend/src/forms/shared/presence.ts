/** Telling others which post-it one is in, and who else is. */

import { useMemo } from "react";
import type { CanvasSession, Person } from "../../core";
import { getOrMake } from "../../core";
import { useSelected } from "../../ui/hooks";

export interface Presence {
  entered: () => void;
  left: () => void;
}

/** Follow the life of one text field; what is bound to its text tells that one types. */
export function usePresence(session: CanvasSession, id: string): Presence {
  return useMemo(
    () => ({ entered: () => session.setPresence(id, false), left: () => session.setPresence(null, false) }),
    [session, id],
  );
}

const byCard = new WeakMap<readonly Person[], Map<string, readonly Person[]>>();

function othersByCard(people: readonly Person[]): Map<string, readonly Person[]> {
  return getOrMake(byCard, people, () => {
    const map = new Map<string, Person[]>();
    for (const person of people) {
      if (!person.self && person.card !== null) getOrMake(map, person.card, () => []).push(person);
    }
    return map;
  });
}

function words(others: readonly Person[]): string {
  return others.map(said).join(", ");
}

function said({ name, typing, spectator }: Person): string {
  if (typing) return `${name} écrit…`;
  return spectator === "" ? name : `${name} (${spectator})`;
}

/** The colour of the first of those who are in a card, and what they do: « #0b5d66 L’élue écrit… »;
 * "" when there is nobody. A text: compared by what it says. */
export function othersIn(people: readonly Person[], id: string): string {
  const others = othersByCard(people).get(id);
  return others === undefined ? "" : `${others[0]?.color ?? ""} ${words(others)}`;
}

/** The others who are in a post-it: « L’élue écrit… » and the colour of the first, or null. */
export function useOthersIn(session: CanvasSession, id: string): { words: string; color: string } | null {
  return splitOthers(useSelected(session.people, (people) => othersIn(people, id)));
}

/** What `othersIn` says, taken apart. */
export function splitOthers(shown: string): { words: string; color: string } | null {
  if (shown === "") return null;
  const space = shown.indexOf(" ");
  return { color: shown.slice(0, space), words: shown.slice(space + 1) };
}
