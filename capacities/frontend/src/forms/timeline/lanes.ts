/** The lanes of a timeline: those of its template, as people changed them, and their own. The rule of
 * `domain/lanes.py`, held to the same vectors (tests/vectors/lanes.json). */

import type { CardView } from "../../core";
import { CALENDAR, compareText, LANES, TRAY } from "../../core";

export interface Lane {
  /** What its steps have in `zone`. */
  key: string;
  title: string;
  rank: string;
  /** The card that names it, once somebody changed it. */
  card: string | null;
  /** It is one of the template's. */
  given: boolean;
}

/** A lane, or a window of the calendar, as the template gives it. */
export interface Given {
  key: string;
  title: string;
}

/** A card that stands for one of them, or is one more. */
export type Standing = Pick<CardView, "id" | "rank" | "parent" | "deleted"> & { text: string };

/** Those that are shown, in order. Of several cards that stand for the same one (two people changed it at
 * once) the live one of smallest id does; the others are shown besides when they have something to say. One
 * is removed when all the cards that stand for it are. A card whose id is the key of another place is no lane:
 * its steps would be those of another. */
export function lanesOf(cards: readonly Standing[], given: readonly Given[]): readonly Lane[] {
  const known = new Map(given.map((one, place) => [one.key, { ...one, place, cards: [] as Standing[] }]));
  const lanes: Lane[] = [];
  const taken: ReadonlySet<string> = new Set([TRAY, LANES, CALENDAR, ...known.keys()]);
  for (const card of [...cards].sort((a, b) => compareText(a.id, b.id))) {
    const stood = known.get(card.parent ?? "");
    if (stood !== undefined) stood.cards.push(card);
    else if (!card.deleted && !taken.has(card.id)) lanes.push(own(card));
  }
  for (const { key, title, place, cards: standing } of known.values()) {
    const [first, ...others] = standing.filter(({ deleted }) => !deleted);
    const rank = `a${DIGITS[place] ?? "z"}`;
    if (first !== undefined) {
      const said = first.text.trim() === "" ? title : first.text;
      lanes.push({ key, title: said, rank: first.rank || rank, card: first.id, given: true });
      const more = others.filter(({ id, text }) => !taken.has(id) && ![title, said.trim(), ""].includes(text.trim()));
      lanes.push(...more.map(own));
    } else if (standing.length === 0) lanes.push({ key, title, rank, card: null, given: true });
  }
  return lanes.sort((a, b) => compareText(a.rank, b.rank) || compareText(a.key, b.key));
}

/** Those of fractional ranks, in their order. */
const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

function own({ id, text, rank }: Standing): Lane {
  return { key: id, title: text, rank, card: id, given: false };
}
