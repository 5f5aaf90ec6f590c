// @vitest-environment node
/* Who is under whom: the vectors shared with Python, and what holds for any document. */

import { expect, test } from "vitest";
import vectors from "../../../../../tests/vectors/tree.json";
import { CENTRE, compareText } from "../../core";
import { mulberry } from "../../core/testing-random";
import { arrange, type Placed } from "./arrange";

interface Stored {
  rank: string;
  parent?: string;
  deleted?: boolean;
}

function placed(cards: Record<string, Stored>): Placed[] {
  return Object.entries(cards).map(([id, { rank, parent = null, deleted = false }]) => ({
    id,
    rank,
    parent,
    deleted,
  }));
}

test.each(vectors as { name: string; cards: Record<string, Stored> }[])(
  "the vector shared with Python: $name",
  (vector) => {
    const { order, parent, hidden } = arrange(placed(vector.cards));
    expect({ order, parents: Object.fromEntries(parent), hidden }).toEqual({
      order: (vector as unknown as { order: string[] }).order,
      parents: (vector as unknown as { parents: object }).parents,
      hidden: (vector as unknown as { hidden: string[] }).hidden,
    });
  },
);

/** The rule word for word, as slowly as it takes. */
function naive(cards: Placed[]) {
  const all = new Map(cards.filter(({ id }) => id !== CENTRE).map((card) => [card.id, card]));
  const claim = (id: string) => {
    const parent = all.get(id)!.parent;
    return parent !== null && parent !== id && all.has(parent) ? parent : null;
  };
  const under = (id: string): string => {
    const cycle = [id];
    let above = claim(id);
    while (above !== null && !cycle.includes(above)) {
      cycle.push(above);
      above = claim(above);
    }
    const isSmallest = cycle.every((other) => compareText(id, other) <= 0);
    return above === id && isSmallest ? CENTRE : (claim(id) ?? CENTRE);
  };
  const order: string[] = [];
  const visit = (parent: string) => {
    const group = [...all.values()].filter(({ id, deleted }) => !deleted && under(id) === parent);
    group.sort((a, b) => compareText(a.rank, b.rank) || compareText(a.id, b.id));
    for (const { id } of group) {
      order.push(id);
      visit(id);
    }
  };
  visit(CENTRE);
  const hidden = [...all.keys()].filter((id) => !order.includes(id)).sort(compareText);
  return { order, parents: Object.fromEntries(order.map((id) => [id, under(id)])), hidden };
}

test("800 random documents are arranged as the rule says, in whatever order they came", () => {
  const ids = [..."abcdefgh", "é", "\uff5e", "😀", CENTRE, "nowhere"];
  for (let run = 0; run < 800; run++) {
    const random = mulberry(run);
    const pick = () => ids[random(ids.length)]!;
    const cards = ids.slice(0, -1).flatMap((id): Placed[] => {
      if (random(5) === 0) return [];
      const parent = random(4) === 0 ? null : pick();
      return [{ id, parent, rank: ["a0", "a1", "\uff5e", "😀"][random(4)]!, deleted: random(5) === 0 }];
    });
    const { order, parent, depth, hidden } = arrange(cards);
    const expected = naive(cards);
    expect({ order, parents: Object.fromEntries(parent), hidden }, `run ${run}`).toEqual(expected);
    for (const id of order) {
      const above = parent.get(id)!;
      expect(depth.get(id)).toBe(above === CENTRE ? 1 : depth.get(above)! + 1);
    }
    expect(arrange([...cards].reverse())).toEqual(arrange(cards));
  }
});

test("text is compared by code points, as Python does", () => {
  expect(["😀", "\uff5e", "b", "", "ba", "é"].sort(compareText)).toEqual(["", "b", "ba", "é", "\uff5e", "😀"]);
});

test("3,000 cards in one chain are arranged without deep recursion, and fast", () => {
  const cards = Array.from({ length: 3_000 }, (_, i) => ({
    id: `n${i}`,
    parent: i === 0 ? CENTRE : `n${i - 1}`,
    rank: "a0",
    deleted: false,
  }));
  const start = performance.now();
  expect(arrange(cards).depth.get("n2999")).toBe(3_000);
  expect(performance.now() - start).toBeLessThan(200);
});
