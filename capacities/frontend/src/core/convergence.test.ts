// @vitest-environment node
/* Five people act at random, hear one another late and in part: all end with the same canvas. */

import { expect, test } from "vitest";
import { isRank } from "./ordering";
import { deliver, makePeer, type Peer, sync, TEMPLATE } from "./testing";
import { mulberry, type Random } from "./testing-random";

const ZONES = ["usagers", "canaux", "couts"];
const RUNS = 40;
const STEPS = 80;

function act(peer: Peer, random: Random, created: Set<string>): void {
  const { actions, index, doc } = peer;
  const ids = [...doc.getMap("cards").keys()];
  const id = ids[random(Math.max(1, ids.length))];
  const zone = ZONES[random(ZONES.length)]!;
  const choice = random(12);
  if (choice < 2 || id === undefined) {
    const made = actions.add(zone, `n${random(100)}`);
    if (made !== null) created.add(made);
  } else if (choice < 5) {
    const text = peer.text(id);
    const at = random(text.length + 1);
    if (random(3) > 0) peer.type(id, "abc".slice(random(3)), at);
    else peer.undo.type(() => text.delete(at, Math.min(2, text.length - at)));
  } else if (choice < 7) actions.move(id, zone, random(5));
  else if (choice === 7) actions.remove(id);
  else if (choice === 8) actions.restore(id);
  else if (choice === 9) actions.undo();
  else if (choice === 10) actions.redo();
  else actions.setField(id, "montant", random(2) === 0 ? null : random(50));
  expect(index.counts.get().live).toBe(liveIds(peer).length);
}

function liveIds({ index }: Peer): string[] {
  return index.zonesInUse.get().flatMap((zone) => [...index.zoneOrder(zone).get()]);
}

function picture(peer: Peer): unknown {
  const { index, doc } = peer;
  return {
    json: doc.getMap("cards").toJSON(),
    zones: index.zonesInUse.get().map((zone) => [zone, index.zoneOrder(zone).get()]),
    trash: index.trash
      .get()
      .map((card) => card.id)
      .sort(),
  };
}

test(`${RUNS} runs of ${STEPS} acts by five people converge and lose no card`, () => {
  const template = { ...TEMPLATE, limits: { ...TEMPLATE.limits, cards_per_canvas: 3_000 } };
  for (let run = 0; run < RUNS; run++) {
    const random = mulberry(run + 1);
    const peers = ["a", "b", "c", "d", "e"].map((name) => makePeer(name, template));
    const created = new Set<string>();
    for (let i = 0; i < STEPS; i++) {
      act(peers[random(5)]!, random, created);
      if (random(3) === 0) deliver(peers[random(5)]!, peers[random(5)]!);
    }
    sync(...peers);
    const pictures = peers.map(picture);
    for (const other of pictures) expect(other, `run ${run}`).toEqual(pictures[0]);
    const { doc, index } = peers[0]!;
    const cards = doc.getMap("cards").toJSON() as Record<string, { rank: string }>;
    expect(new Set(Object.keys(cards))).toEqual(created);
    for (const { rank } of Object.values(cards)) expect(isRank(rank)).toBe(true);
    // An index kept up to date by changes is the index of a page that opens now.
    const fresh = makePeer("f", template);
    deliver(peers[0]!, fresh);
    expect(picture(fresh)).toEqual(pictures[0]);
    for (const id of created) expect(index.text(id).get()).toBe(fresh.index.text(id).get());
  }
}, 20_000);
