/* What is projected: each réussite with its chain backwards, then what is late. Pure. */

import type { Step, Timeline } from "./types";

/** What leads to a réussite, from the nearest to the farthest: the nth is reached by n links at most. */
export function levelsBefore({ steps }: Pick<Timeline, "steps">, id: string): string[][] {
  const depth = new Map([[id, 0]]);
  const waiting = [id];
  for (const each of waiting) {
    for (const before of steps.get(each)?.before ?? []) {
      if (depth.has(before) || !steps.has(before)) continue;
      depth.set(before, depth.get(each)! + 1);
      waiting.push(before);
    }
  }
  const levels: string[][] = [];
  for (const [each, level] of depth) if (level > 0) (levels[level - 1] ??= []).push(each);
  const latest = (one: string) => steps.get(one)!.dates.latestFinish;
  for (const level of levels) level.sort((a, b) => latest(b) - latest(a));
  return levels;
}

const A_SLIDE = 6;

/** What is late, the most pressing first, a few at a time. */
export function lateSlides(steps: readonly Step[]): Step[][] {
  const late = steps.filter(({ dates }) => dates.late).sort((a, b) => a.dates.latestStart - b.dates.latestStart);
  return Array.from({ length: Math.ceil(late.length / A_SLIDE) }, (_, i) => late.slice(i * A_SLIDE, (i + 1) * A_SLIDE));
}
