// @vitest-environment node
/* The live tree: what did not change keeps its reference, and typing costs nothing. */

import { expect, test } from "vitest";
import { CENTRE } from "../../core";
import { mulberry } from "../../core/testing-random";
import { grow, type TreePeer, treePeers } from "./testing";
import { below, isUnder, pathOf, treeOf } from "./tree";

function one(): TreePeer {
  return treePeers(["Camille"])[0]!;
}

test("a session has one tree, the same until a card enters, leaves or moves", () => {
  const peer = one();
  const ids = grow(peer, "usagers", "a\n\tb\n\tc");
  const store = treeOf(peer.session);
  expect(treeOf(peer.session)).toBe(store);
  const before = store.get();
  let heard = 0;
  store.subscribe(() => heard++);
  peer.type(ids["b"]!, " et plus");
  peer.acts.setType([ids["b"]!], "moyen");
  peer.actions.setField(ids["b"]!, "qui", "DGS");
  expect(heard).toBe(0);
  expect(store.get()).toBe(before);
  peer.acts.shift([ids["c"]!], "up");
  expect(heard).toBeGreaterThan(0);
  const after = store.get();
  expect(after).not.toBe(before);
  expect(after.children.get("usagers")).toBe(before.children.get("usagers"));
  expect(after.children.get(CENTRE)).toBe(before.children.get(CENTRE));
  expect([after.parent, after.depth, after.hidden]).toEqual([before.parent, before.depth, before.hidden]);
  expect(after.parent).toBe(before.parent);
  expect(after.depth).toBe(before.depth);
});

test("a change of rank that changes no order keeps the tree", () => {
  const peer = one();
  const before = peer.tree();
  peer.actions.place([{ id: "couts", rank: "a7" }]);
  expect(peer.tree()).toBe(before);
});

test("paths, branches and what is under what", () => {
  const peer = one();
  const { a, b, c, d } = grow(peer, "usagers", "a\n\tb\n\t\tc\n\td") as Record<string, string>;
  const tree = peer.tree();
  expect(pathOf(tree, c!)).toEqual(["usagers", a, b, c]);
  expect([pathOf(tree, CENTRE), pathOf(tree, "unknown")]).toEqual([[], []]);
  expect(below(tree, a!)).toEqual([b, c, d]);
  expect(below(tree, CENTRE)).toEqual(tree.order);
  expect([isUnder(tree, c!, a!), isUnder(tree, a!, a!), isUnder(tree, a!, c!)]).toEqual([true, true, false]);
  expect(isUnder(tree, c!, CENTRE)).toBe(true);
});

test("3,000 nodes: moving a branch makes a new tree in a few milliseconds", () => {
  const peer = one();
  const random = mulberry(5);
  let depth = 0;
  const lines = Array.from({ length: 2_900 }, (_, i) => {
    depth = Math.max(0, Math.min(4, depth + random(3) - 1));
    return `${"\t".repeat(depth)}${i}`;
  });
  const limits = { ...peer.session.data.template.limits, paste_chars: 200_000 };
  const wide = treePeers(["Camille"], { ...peer.session.data.template, limits })[0]!;
  grow(wide, "usagers", lines.join("\n"));
  expect(wide.tree().order).toHaveLength(2_903);
  const top = wide.tree().children.get("usagers")!;
  const times: number[] = [];
  for (let i = 0; i < 20; i++) {
    const start = performance.now();
    wide.acts.move([top[random(top.length)]!], CENTRE, null);
    wide.tree();
    times.push(performance.now() - start);
  }
  expect(times.sort((x, y) => x - y)[5]).toBeLessThan(50);
  expect(wide.tree()).toBe(wide.tree()); // made once, as long as nothing changes
});
