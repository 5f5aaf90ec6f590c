/* Five people move, add, remove and undo at random, cut off at times: one same tree for all. */

import { afterEach, expect, test, vi } from "vitest";
import { CENTRE } from "../../core";
import { Session } from "../../core/session";
import { canvasData, deliver, FakeRoom, settle, sync, until } from "../../core/testing";
import { mulberry, type Random } from "../../core/testing-random";
import { acts, type TreeActs } from "./acts";
import { makeTreePeer, TREE, type TreePeer, treePeers } from "./testing";
import { isUnder, type TreeView, treeOf } from "./tree";

const RUNS = 64;
const STEPS = 90;
const NAMES = ["a", "b", "c", "d", "e"];

/** A person's hands, whatever the session. */
interface Hands {
  acts: TreeActs;
  tree(): TreeView;
  undo(): void;
  redo(): void;
  restore(id: string): void;
}

/** One act; returns the ids it created. */
function step({ acts: act, tree, undo, redo, restore }: Hands, random: Random): string[] {
  const { order, hidden } = tree();
  const pick = () => [CENTRE, ...order][random(order.length + 1)]!;
  const choice = random(20);
  if (choice < 3) return found(act.addChild(pick()));
  if (choice === 3) return found(act.addSibling(pick(), random(2) === 0 ? "before" : "after"));
  if (choice === 4) return act.pasteOutline(pick(), "x\n y\n  z\nt").ids;
  if (choice < 12) act.move([pick(), pick()].slice(random(2)), pick(), random(2) === 0 ? null : pick());
  else if (choice === 12) act.shift([pick()], (["up", "down", "indent", "outdent"] as const)[random(4)]!);
  else if (choice === 13) act.remove([pick()]);
  else if (choice === 14) restore(hidden[random(Math.max(1, hidden.length))] ?? "");
  else if (choice < 18) undo();
  else if (choice === 18) redo();
  else act.setType([pick()], "moyen");
  return [];
}

function found(id: string | null): string[] {
  return id === null ? [] : [id];
}

/** The tree is one: every node leads to the centre, and every card ever made is in it or hidden. */
function checkTree(tree: TreeView, created: ReadonlySet<string>): void {
  for (const id of tree.order) {
    if (!isUnder(tree, id, CENTRE)) expect(id).toBe("under the centre");
  }
  const all = new Set([...tree.order, ...tree.hidden]);
  expect(all.size).toBe(tree.order.length + tree.hidden.length);
  for (const id of created) if (!all.has(id)) expect(id).toBe("kept");
}

/** All that a person sees and holds, as one text: comparing objects takes longer than the runs. */
function pictureOf(peer: TreePeer): string {
  const { order, parent, depth, hidden } = peer.tree();
  const cards = Object.entries(peer.doc.getMap("cards").toJSON() as Record<string, object>);
  const sorted = cards.sort().map(([id, card]) => [id, Object.entries(card).sort()]);
  return JSON.stringify([order, order.map((id) => [parent.get(id), depth.get(id)]), hidden, sorted]);
}

/** No undo, however it crossed with others, leaves a card without a place. */
function checkPlaces(peer: TreePeer): void {
  for (const { id, zone, parent, rank } of peer.index.places.get().values()) {
    if (id === CENTRE) continue;
    if (zone === "" || parent === null || rank === "") expect({ id, zone, parent, rank }).toBe("placed");
  }
}

function handsOf(peer: TreePeer): Hands {
  const { undo, redo, restore } = peer.actions;
  return { acts: peer.acts, tree: peer.tree, undo, redo, restore };
}

test(`${RUNS} runs of ${STEPS} acts by five people: the same acyclic tree, no node lost`, () => {
  for (let run = 0; run < RUNS; run++) {
    const random = mulberry(run + 1);
    const peers = treePeers(NAMES);
    const hands = peers.map(handsOf);
    const cut = new Set<number>();
    const created = new Set(["usagers", "canaux", "couts"]);
    for (let i = 0; i < STEPS; i++) {
      const who = random(5);
      for (const id of step(hands[who]!, random)) created.add(id);
      if (random(12) === 0) cut.add(random(5));
      if (random(12) === 0) cut.delete(random(5));
      const [from, to] = [random(5), random(5)];
      if (!cut.has(from) && !cut.has(to)) deliver(peers[from]!, peers[to]!);
    }
    sync(...peers);
    const newcomer = makeTreePeer("f");
    deliver(peers[0]!, newcomer);
    const [first, ...others] = [...peers, newcomer].map(pictureOf);
    for (const other of others) if (other !== first) expect(other, `run ${run}`).toBe(first);
    checkTree(peers[0]!.tree(), created);
    checkPlaces(peers[0]!);
  }
}, 60_000);

afterEach(() => {
  vi.unstubAllGlobals();
});

test("8 stormy runs through a room that cuts and crashes: the same tree for all five", async () => {
  vi.stubGlobal("indexedDB", undefined);
  for (let run = 0; run < 8; run++) {
    const random = mulberry(1_000 + run);
    const room = new FakeRoom();
    const sessions = NAMES.map((name) => {
      const data = canvasData({ template: TREE, me: { name, color: "#123456", mark: name } });
      return new Session(data, { socket: room.Socket });
    });
    const hands = sessions.map((session): Hands => {
      const { undo, redo, restore } = session.actions;
      return { acts: acts(session), tree: () => treeOf(session).get(), undo, redo, restore };
    });
    const created = new Set<string>();
    for (let i = 0; i < 60; i++) {
      const storm = random(10);
      if (storm === 0) room.cut();
      else if (storm === 1) room.crash();
      else if (storm === 2) room.up = !room.up;
      else for (const id of step(hands[random(5)]!, random)) created.add(id);
      if (random(3) === 0) for (const session of sessions) session["connection"].retry();
      if (random(2) === 0) await settle();
    }
    room.up = true;
    for (const session of sessions) session["connection"].retry();
    await until(() => sessions.every(({ saved }) => saved.get().kind === "saved"));
    await settle(1);
    for (const hand of hands) expect(hand.tree(), `run ${run}`).toEqual(hands[0]!.tree());
    checkTree(hands[0]!.tree(), created);
    for (const session of sessions) session.close();
  }
}, 30_000);
