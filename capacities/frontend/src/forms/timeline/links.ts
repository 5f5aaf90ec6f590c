/** Which links are put aside so that nothing comes before itself: the rule of `domain/schedule_links.py`.
 *
 * Links are taken in the order of their ids (as JavaScript compares texts), then of their ends; each is
 * kept, unless those kept before it lead from its target to its source: it is cut. */

export interface Ends {
  id: string;
  from: string;
  to: string;
}

interface Arc {
  link: Ends;
  source: number;
  target: number;
}

/** Ids of the links that are cut; no link may have the same card at both ends. */
export function cutLinks(links: readonly Ends[]): ReadonlySet<string> {
  const places = new Map<string, number>();
  const placeOf = (card: string) => {
    const known = places.get(card);
    if (known !== undefined) return known;
    places.set(card, places.size);
    return places.size - 1;
  };
  const arcs = links.map((link): Arc => ({ link, source: placeOf(link.from), target: placeOf(link.to) }));
  const { group, walked } = groups(places.size, arcs);
  const inner = arcs.filter(({ source, target }) => group[source] === group[target]).sort(byId);
  if (inner.length === 0) return NONE;
  const order = new Order(places.size, walked);
  return new Set(inner.filter(({ source, target }) => !order.add(source, target)).map(({ link }) => link.id));
}

const NONE: ReadonlySet<string> = new Set();

function byId({ link: a }: Arc, { link: b }: Arc): number {
  return compared(a.id, b.id) || compared(a.from, b.from) || compared(a.to, b.to);
}

/** By UTF-16 code units. */
function compared(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** The links that leave and reach each card, by its place. */
export function neighbours(count: number, arcs: Iterable<Pick<Arc, "source" | "target">>) {
  const ahead: number[][] = Array.from({ length: count }, () => []);
  const behind: number[][] = Array.from({ length: count }, () => []);
  for (const { source, target } of arcs) {
    ahead[source]!.push(target);
    behind[target]!.push(source);
  }
  return { ahead, behind };
}

/** Places, each after all that come before it; those that a loop leads to are not there. */
export function peeled(ahead: readonly number[][], behind: readonly number[][]): number[] {
  const waits = behind.map((sources) => sources.length);
  const found = [...waits.keys()].filter((place) => waits[place] === 0);
  for (const place of found) {
    for (const target of ahead[place]!) {
      waits[target]! -= 1;
      if (waits[target] === 0) found.push(target);
    }
  }
  return found;
}

/** Number the groups of cards that lead to one another; those that a loop leads to are also returned in an
 * order that most links follow. */
function groups(count: number, arcs: readonly Arc[]): { group: number[]; walked: number[] } {
  const { ahead, behind } = neighbours(count, arcs);
  const group = Array<number>(count).fill(-1);
  for (const place of peeled(ahead, behind)) group[place] = place;
  const walked = finishedLastFirst(ahead, group);
  for (const start of walked) {
    if (group[start]! >= 0) continue;
    group[start] = start;
    const found = [start];
    for (const place of found) {
      for (const source of behind[place]!) {
        if (group[source]! >= 0) continue;
        group[source] = start;
        found.push(source);
      }
    }
  }
  return { group, walked };
}

/** The cards that are in no group yet, those first from which a walk ends last. */
function finishedLastFirst(ahead: readonly number[][], group: readonly number[]): number[] {
  const seen = group.map((number) => number >= 0);
  const finished: number[] = [];
  for (let start = 0; start < seen.length; start++) {
    if (seen[start]) continue;
    seen[start] = true;
    const path = [{ place: start, next: 0 }];
    while (path.length > 0) {
      const top = path.at(-1)!;
      const targets = ahead[top.place]!;
      while (top.next < targets.length && seen[targets[top.next]!]) top.next++;
      const following = targets[top.next];
      if (following === undefined) {
        finished.push(top.place);
        path.pop();
      } else {
        seen[following] = true;
        path.push({ place: following, next: 0 });
      }
    }
  }
  return finished.reverse();
}

/** An order of the cards that all the links added so far follow (Pearce and Kelly, 2006). */
class Order {
  private readonly place: number[];
  private readonly ahead: number[][];
  private readonly behind: number[][];

  /** Begin with the cards of `first` in their order; the others have no link to come. */
  constructor(count: number, first: readonly number[]) {
    this.place = Array<number>(count).fill(0);
    for (const [at, card] of first.entries()) this.place[card] = at;
    this.ahead = Array.from({ length: count }, () => []);
    this.behind = Array.from({ length: count }, () => []);
  }

  /** Add a link, or tell that it would close a loop: false. */
  add(source: number, target: number): boolean {
    const [low, high] = [this.place[target]!, this.place[source]!];
    if (low < high) {
      const after = this.reached(target, this.ahead, low, high);
      if (after.has(source)) return false;
      this.move(this.reached(source, this.behind, low, high), after);
    }
    this.ahead[source]!.push(target);
    this.behind[target]!.push(source);
    return true;
  }

  private reached(start: number, links: readonly number[][], low: number, high: number): Set<number> {
    const found = new Set([start]);
    for (const card of found) {
      for (const next of links[card]!) if (this.place[next]! >= low && this.place[next]! <= high) found.add(next);
    }
    return found;
  }

  /** Put what leads to the new link before what it leads to, in the places that both held. */
  private move(before: Set<number>, after: Set<number>): void {
    const byPlace = (cards: Set<number>) => [...cards].sort((a, b) => this.place[a]! - this.place[b]!);
    const cards = [...byPlace(before), ...byPlace(after)];
    const places = cards.map((card) => this.place[card]!).sort((a, b) => a - b);
    for (const [at, card] of cards.entries()) this.place[card] = places[at]!;
  }
}
