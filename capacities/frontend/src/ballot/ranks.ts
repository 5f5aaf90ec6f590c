/** The ideas by gommettes: equal numbers have equal ranks, 1, 2, 2, 4 (domain/ranking.py). */

import type { Dots, Place } from "./types";

/** The words of those that have none, in reading order. */
export function withoutAny(ideas: readonly { id: string; text: string }[], totals: Dots): string[] {
  return ideas.filter(({ id }) => (totals[id] ?? 0) === 0).map(({ text }) => text);
}

export function ranking(ideas: readonly { id: string; text: string; total: number }[]): Place[] {
  const placed = ideas
    .filter(({ total }) => total > 0)
    .sort((a, b) => b.total - a.total || a.text.localeCompare(b.text, "fr") || (a.id < b.id ? -1 : 1));
  return placed.map((idea) => {
    const same = placed.filter(({ total }) => total === idea.total).length;
    const rank = placed.findIndex(({ total }) => total === idea.total) + 1;
    return { ...idea, rank, tied: same > 1 };
  });
}
