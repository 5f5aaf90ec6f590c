// @vitest-environment node
/* Each act on the tree: what it does, what it refuses, and that undo takes it back alone. */

import { beforeEach, expect, test } from "vitest";
import { CENTRE, NODE } from "../../core";
import { deliver, sync } from "../../core/testing";
import { grow, TREE, type TreePeer, treePeers } from "./testing";

let a: TreePeer;
let b: TreePeer;
let ids: Record<string, string>;

beforeEach(() => {
  [a, b] = treePeers(["Camille", "Dominique"]) as [TreePeer, TreePeer];
  ids = grow(a, "usagers", "un\n\ta\n\tb\ndeux\n\tc");
  sync(a, b);
});

const id = (text: string) => ids[text]!;
const usagers = () => a.picture("usagers");
const restOf = (peer: TreePeer) => peer.picture("canaux") + peer.picture("couts");

test("the seeded branches are the main ones, in their order", () => {
  expect(a.tree().children.get(CENTRE)).toEqual(["usagers", "canaux", "couts"]);
  expect(usagers()).toBe("un(a b) deux(c)");
});

test("a child comes last, or before a brother, with the first type and the author's name", () => {
  const last = a.acts.addChild("usagers")!;
  const first = a.acts.addChild("usagers", id("un"))!;
  expect(a.tree().children.get("usagers")).toEqual([first, id("un"), id("deux"), last]);
  const card = { zone: NODE, parent: "usagers", color: "action", author: "Camille", fields: {} };
  expect(a.index.view(last)).toMatchObject({ ...card, deleted: false });
});

test("a sibling comes right before or right after; of the centre it is a main branch", () => {
  const after = a.acts.addSibling(id("un"), "after")!;
  const before = a.acts.addSibling(id("un"), "before")!;
  expect(a.tree().children.get("usagers")).toEqual([before, id("un"), after, id("deux")]);
  const main = a.acts.addSibling(CENTRE, "after")!;
  expect(a.tree().children.get(CENTRE)!.at(-1)).toBe(main);
});

test("adding under what somebody else has just removed is refused, and said", () => {
  b.acts.remove([id("un")]);
  sync(a, b);
  expect(a.acts.addChild(id("a"))).toBeNull();
  expect(a.notices).toEqual([expect.stringContaining("corbeille par quelqu’un d’autre")]);
  expect(a.acts.pasteOutline(id("a"), "x\ny")).toMatchObject({ ids: [], leftOut: "x\ny" });
});

test("a branch moves with all that is under it, where it is dropped", () => {
  expect(a.acts.move([id("un")], "canaux", null)).toBe(true);
  expect([usagers(), a.picture("canaux")]).toEqual(["deux(c)", "un(a b)"]);
  expect(a.acts.move([id("c")], id("un"), id("b"))).toBe(true);
  expect(a.picture("canaux")).toBe("un(a c b)");
  a.actions.undo();
  a.actions.undo();
  expect(usagers()).toBe("un(a b) deux(c)");
});

test("several nodes move together, in the order of the tree, each once, as one step", () => {
  expect(a.acts.move([id("c"), id("b"), id("un")], "couts", null)).toBe(true);
  expect(a.picture("couts")).toBe("un(a b) c");
  a.actions.undo();
  expect(usagers()).toBe("un(a b) deux(c)");
});

test("a branch dropped under itself stays where it was, with a sentence", () => {
  expect(a.acts.move([id("c"), id("un")], id("a"), null)).toBe(false);
  expect(a.acts.move(["usagers"], "usagers", null)).toBe(false);
  expect(a.acts.move([CENTRE], "usagers", null)).toBe(false);
  expect(a.notices).toHaveLength(3);
  expect(a.notices[0]).toContain("sous elle-même");
  expect(usagers()).toBe("un(a b) deux(c)");
});

test("a move that changes nothing leaves no step to undo", () => {
  const step = a.undo.state.get();
  expect(a.acts.move([id("un")], "usagers", id("deux"))).toBe(true);
  expect(a.acts.move([id("un")], "usagers", id("un"))).toBe(true);
  expect(a.acts.move([id("un"), id("deux")], "usagers", null)).toBe(true);
  expect(a.undo.state.get()).toBe(step);
  a.actions.undo();
  expect(usagers()).toBe("");
});

test("brothers that tie on a rank, or hold no usable one, are told apart by a move", () => {
  const raw = (key: string, rank: string) =>
    (a.doc.getMap("cards").get(key) as { set?: (k: string, v: string) => void }).set!("rank", rank);
  raw("canaux", "!!");
  raw("couts", "!!");
  raw("usagers", "!!");
  expect(a.tree().children.get(CENTRE)).toEqual(["canaux", "couts", "usagers"]);
  a.acts.move(["usagers"], CENTRE, "couts");
  expect(a.tree().children.get(CENTRE)).toEqual(["canaux", "usagers", "couts"]);
});

test("up and down go one place among brothers, and say false at the end", () => {
  expect(a.acts.shift([id("deux")], "up")).toBe(true);
  expect(usagers()).toBe("deux(c) un(a b)");
  expect(a.acts.shift([id("deux")], "up")).toBe(false);
  expect(a.acts.shift([id("deux")], "down")).toBe(true);
  expect(a.acts.shift([id("deux")], "down")).toBe(false);
  expect(usagers()).toBe("un(a b) deux(c)");
  for (const nobody of [CENTRE, "unknown"]) expect(a.acts.shift([nobody], "up")).toBe(false);
});

test("indenting goes under the brother above, outdenting right after the parent", () => {
  expect(a.acts.shift([id("deux")], "indent")).toBe(true);
  expect(usagers()).toBe("un(a b deux(c))");
  expect(a.acts.shift([id("un")], "indent")).toBe(false);
  expect(a.acts.shift([id("a")], "outdent")).toBe(true);
  expect(usagers()).toBe("un(b deux(c)) a");
  expect(a.acts.shift(["usagers"], "outdent")).toBe(false);
  expect(a.acts.shift([id("a")], "outdent")).toBe(true);
  expect(a.tree().children.get(CENTRE)).toEqual(["usagers", id("a"), "canaux", "couts"]);
});

test("several brothers shift as one block, in one step", () => {
  const three = grow(a, "couts", "x\ny\nz\nt");
  const block = [three["z"]!, three["y"]!];
  a.acts.shift(block, "up");
  expect(a.picture("couts")).toBe("y z x t");
  expect(a.acts.shift(block, "up")).toBe(false);
  a.acts.shift(block, "down");
  expect(a.picture("couts")).toBe("x y z t");
  a.acts.shift(block, "indent");
  expect(a.picture("couts")).toBe("x(y z) t");
  a.acts.shift(block, "outdent");
  expect(a.picture("couts")).toBe("x y z t");
  a.actions.undo();
  a.actions.undo();
  expect(a.picture("couts")).toBe("x y z t");
});

test("a type is set on several nodes at once, never on the centre", () => {
  a.acts.setType([CENTRE, id("a"), id("b")], "moyen");
  expect([CENTRE, id("a"), id("b")].map((one) => a.index.view(one)!.color)).toEqual(["", "moyen", "moyen"]);
  a.actions.undo();
  expect(a.index.view(id("b"))!.color).toBe("action");
});

test("removing a branch marks its top card only, and undo brings all of it back", () => {
  a.acts.remove([id("a"), id("un"), CENTRE, id("c")]);
  expect(usagers()).toBe("deux");
  expect(
    a.index.trash
      .get()
      .map((card) => card.id)
      .sort(),
  ).toEqual([id("un"), id("c")].sort());
  expect(a.tree().hidden).toHaveLength(4);
  a.actions.undo();
  expect(usagers()).toBe("un(a b) deux(c)");
});

test("a branch is copied whole, right after it, and the copy goes with one undo", () => {
  a.actions.setField(id("a"), "qui", "DGS");
  a.acts.setType([id("b")], "moyen");
  const copy = a.acts.duplicate(id("un"))!;
  expect(usagers()).toBe("un(a b) un(a b) deux(c)");
  const [first, second] = a.tree().children.get(copy)!;
  expect(a.index.view(first!)!.fields).toEqual({ qui: "DGS" });
  expect(a.index.view(second!)!.color).toBe("moyen");
  expect(new Set(a.tree().order).size).toBe(a.tree().order.length);
  a.actions.undo();
  expect(usagers()).toBe("un(a b) deux(c)");
  expect(a.index.trash.get().map((card) => card.id)).toEqual([copy]);
  a.actions.redo();
  expect(usagers()).toBe("un(a b) un(a b) deux(c)");
  expect(a.acts.duplicate(CENTRE)).toBeNull();
});

test("the copy of a main branch is an idea like another: the questions stay with the first", () => {
  const copy = a.acts.duplicate("usagers")!;
  expect(a.index.view(copy)!.zone).toBe(NODE);
  expect(a.tree().children.get(CENTRE)).toEqual(["usagers", copy, "canaux", "couts"]);
});

test("on a full canvas, adding and copying are refused with a sentence; removing makes room", () => {
  const limits = { ...TREE.limits, cards_per_canvas: 7 };
  const [peer] = treePeers(["Camille"], { ...TREE, limits }) as [TreePeer];
  grow(peer, "canaux", "x\n y\n z");
  expect(peer.acts.addChild("canaux")).toBeNull();
  expect(peer.notices.at(-1)).toBe("Une idée n’a pas été ajoutée. Le canevas est plein : il contient au plus 7 idées.");
  expect(peer.acts.duplicate("canaux")).toBeNull();
  expect(peer.notices.at(-1)).toContain("4 idées n’ont pas été ajoutées.");
  const [x] = peer.tree().children.get("canaux")!;
  peer.acts.remove([x!]);
  grow(peer, "couts", "1\n2\n3");
  peer.actions.restore(x!);
  expect(peer.notices.at(-1)).toContain("plein");
  expect(peer.picture()).toBe("Usagers Canaux Coûts(1 2 3)");
});

test("a reader's acts do nothing", () => {
  const before = JSON.stringify(a.doc.getMap("cards"));
  a.freeze();
  for (const refused of [a.acts.addChild(CENTRE), a.acts.addSibling(id("a"), "after"), a.acts.duplicate(id("a"))]) {
    expect(refused).toBeNull();
  }
  expect(a.acts.move([id("a")], CENTRE, null)).toBe(false);
  expect(a.acts.shift([id("a")], "down")).toBe(false);
  expect(a.acts.pasteOutline(CENTRE, "x")).toEqual({ ids: [], message: null, leftOut: "x" });
  a.acts.remove([id("a")]);
  a.acts.setType([id("a")], "moyen");
  expect(JSON.stringify(a.doc.getMap("cards"))).toBe(before);
});

// --- Undo beside others ------------------------------------------------------------------

test("undoing the creation of a node under which somebody else added is skipped, and said", () => {
  const mine = a.acts.addChild("couts")!;
  sync(a, b);
  const theirs = b.acts.addChild(mine)!;
  b.type(theirs, "de Dominique");
  sync(a, b);
  const result = a.actions.undo();
  expect(result).toMatchObject({ done: false, cards: [mine] });
  expect(result.message).toBe(
    "Cette idée n’est pas retirée : quelqu’un d’autre a travaillé dessous. Vous pouvez la mettre à la corbeille.",
  );
  sync(a, b);
  expect(b.picture("couts")).toBe("(de Dominique)");
});

test.each(["moved a branch under it", "wrote deep inside it"])("so is it when they %s", (work) => {
  const mine = a.acts.addChild("couts")!;
  const [inner] = Object.values(grow(a, mine, "inner"));
  a.actions.undo();
  a.actions.undo();
  a.actions.redo();
  a.actions.redo();
  sync(a, b);
  if (work.startsWith("moved")) b.acts.move(["canaux"], inner!, null);
  else b.type(inner!, "!");
  sync(a, b);
  expect([a.actions.undo().done, a.actions.undo().done]).toEqual([false, false]);
  expect(a.tree().parent.get(inner!)).toBe(mine);
});

test("a paste in which somebody else works stays whole; what nobody touched goes", () => {
  const pasted = grow(a, "couts", "x\n\ty\nz");
  sync(a, b);
  b.type(pasted["y"]!, "!");
  sync(a, b);
  const result = a.actions.undo();
  expect(result.message).toBe("Une des idées reste : quelqu’un d’autre a travaillé dessous.");
  expect(a.picture("couts")).toBe("x(y!)");
});

test("work of others that was removed since protects nothing", () => {
  const mine = a.acts.addChild("couts")!;
  sync(a, b);
  const theirs = b.acts.addChild(mine)!;
  b.acts.remove([theirs]);
  sync(a, b);
  expect(a.actions.undo().done).toBe(true);
  expect(a.picture("couts")).toBe("");
});

test("a child added before the undo was known is out with its parent, and comes back with it", () => {
  const mine = a.acts.addChild("couts")!;
  sync(a, b);
  const theirs = b.acts.addChild(mine)!;
  a.actions.undo();
  sync(a, b);
  expect(a.tree().hidden).toEqual([mine, theirs].sort());
  b.actions.restore(mine);
  sync(a, b);
  expect(a.tree().parent.get(theirs)).toBe(mine);
});

test("a move is not undone when somebody has moved the node since", () => {
  a.acts.move(["canaux"], id("un"), null);
  sync(a, b);
  b.acts.move(["canaux"], "couts", null);
  sync(a, b);
  a.actions.undo();
  sync(a, b);
  expect([a.picture("couts"), b.picture("couts")]).toEqual(["Canaux", "Canaux"]);
});

test("of two moves of one node that cross, one wins with its parent and its place", () => {
  const four = grow(a, "couts", "x\ny\nz\nt");
  sync(a, b);
  a.acts.move([four["t"]!], "couts", four["y"]!);
  b.acts.move([four["t"]!], "usagers", id("deux"));
  sync(a, b);
  expect(a.picture()).toBe(b.picture());
  expect(["x t y z", "x y z"]).toContain(a.picture("couts"));
  expect(["un(a b) deux(c)", "un(a b) t deux(c)"]).toContain(usagers());
});

test("lines pasted in an empty node take its place, but never that of what is under it", () => {
  const empty = a.acts.addSibling(id("un"), "after")!;
  a.acts.pasteOutline("usagers", "x\n\ty", empty, true);
  expect(usagers()).toBe("un(a b) x(y) deux(c)");
  a.actions.undo();
  expect(usagers()).toBe("un(a b) deux(c)");
  a.acts.pasteOutline("usagers", "x", id("deux"), true);
  expect(usagers()).toBe("un(a b) x deux(c)");
});

// --- Moves that cross --------------------------------------------------------------------

test("two branches moved into each other: the same tree for both, and nothing is lost", () => {
  a.acts.move([id("un")], id("deux"), null);
  b.acts.move([id("deux")], id("un"), null);
  sync(a, b);
  expect(a.picture()).toBe(b.picture());
  expect(a.tree().order).toHaveLength(8);
  const [cut] = [id("un"), id("deux")].sort();
  expect(a.tree().parent.get(cut!)).toBe(CENTRE);
});

test("after such a crossing, moving one of the two moves the other nowhere", () => {
  a.acts.move([id("un")], id("deux"), null);
  b.acts.move([id("deux")], id("un"), null);
  sync(a, b);
  const [cut, inner] = [id("un"), id("deux")].sort() as [string, string];
  a.acts.move([inner], "couts", null);
  sync(a, b);
  expect(b.tree().parent.get(inner)).toBe("couts");
  expect(b.tree().parent.get(cut)).toBe(CENTRE);
  expect(b.picture()).toBe(a.picture());
});

test("moving a branch while another person types inside it keeps both", () => {
  a.acts.move([id("un")], "couts", null);
  b.type(id("a"), " et plus");
  deliver(a, b);
  b.type(id("a"), "…");
  sync(a, b);
  expect(a.picture("couts")).toBe("un(a et plus… b)");
  expect(restOf(a)).toBe(restOf(b));
});
