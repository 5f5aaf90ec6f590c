// @vitest-environment node
/* Links: what is read of them, what one may do to them, what undo keeps of others' work. */

import { expect, test } from "vitest";
import * as Y from "yjs";
import { edgesOf } from "./document";
import { deliver, makePeer, type Peer, sync } from "./testing";
import { drawing, GRAPH, type Graph, twoOnAGraph } from "./testing-graph";

function calls(store: { subscribe(listener: () => void): () => void }): () => number {
  let count = 0;
  store.subscribe(() => count++);
  return () => count;
}

test("a link is known by its id and by its ends, to everybody", () => {
  const { b, x, y, link } = twoOnAGraph();
  expect(b.edges.live.get()).toEqual([link]);
  expect(b.edges.at(x).get()).toEqual([link]);
  expect(b.edges.at(y).get()).toEqual([link]);
  expect(b.edges.view(link)).toMatchObject({
    from: x,
    to: y,
    kind: "flux",
    author: "Camille",
    deleted: false,
    fields: {},
  });
});

test("typing a label tells its text and nothing else", () => {
  const { a, x, link } = twoOnAGraph();
  const still = [a.edges.live, a.edges.at(x), a.edges.record(link), a.edges.trash, a.index.places];
  const counts = still.map(calls);
  const heard = calls(a.edges.text(link));
  a.type(link, "données");
  expect(heard()).toBe(1);
  expect(a.edges.text(link).get()).toBe("données");
  expect(counts.map((count) => count())).toEqual(still.map(() => 0));
});

test("joining a link to another card concerns the ends that changed only", () => {
  const { a, x, y, link } = twoOnAGraph();
  const z = a.actions.add("usagers", "z")!;
  const still = calls(a.edges.at(x));
  const live = calls(a.edges.live);
  a.actions.changeLink(link, { to: z });
  expect([still(), live()]).toEqual([0, 0]);
  expect(a.edges.at(y).get()).toEqual([]);
  expect(a.edges.at(z).get()).toEqual([link]);
  expect(a.edges.view(link)).toMatchObject({ from: x, to: z });
  a.actions.undo();
  expect(a.edges.at(y).get()).toEqual([link]);
});

test("whatever is stored among the links, reading survives", () => {
  const { a, b, link, x } = twoOnAGraph();
  const edges = edgesOf(a.doc);
  a.doc.transact(() => {
    edges.set("string", "une chaîne");
    edges.set("null", null);
    edges.set("array", new Y.Array());
    edges.set("empty", new Y.Map());
    const odd = { from: 3, to: ["x"], kind: null, deleted: "oui", text: "brut", note: { a: 1 } };
    edges.set("odd", new Y.Map<unknown>(Object.entries(odd)));
    edges.set("lost", new Y.Map<unknown>(Object.entries({ from: x, to: "nulle-part" })));
  });
  sync(a, b);
  for (const { edges: index } of [a, b]) {
    expect(index.live.get()).toEqual([link, "empty", "lost", "odd"].sort());
    expect(index.view("odd")).toMatchObject({ from: "", to: "", kind: "", deleted: false, fields: {} });
    expect(index.text("odd").get()).toBe("brut");
    expect(index.view("odd")!.text.doc).toBeNull();
    expect(index.view("string")).toBeNull();
    expect(index.at(x).get()).toEqual([link, "lost"].sort());
  }
  a.actions.removeAll(["odd", "string", "array", "lost"]);
  a.actions.changeLink("empty", { kind: "depend" });
  sync(a, b);
  expect(
    b.edges.trash
      .get()
      .map(({ id }) => id)
      .sort(),
  ).toEqual(["lost", "odd"]);
  edges.delete("empty");
  expect(a.edges.live.get()).toEqual([link]);
});

test("a place that is no finite number is none, and is not written", () => {
  const { a, x } = twoOnAGraph();
  (a.doc.getMap("cards").get(x) as Y.Map<unknown>).set("x", "12");
  expect(a.index.view(x)).toMatchObject({ x: null, y: null, shape: null });
  a.actions.place([{ id: x, x: Number.NaN, y: 2 }]);
  expect(a.index.view(x)).toMatchObject({ y: null });
});

test("several cards are placed as one step, and one that was not moved is not written", () => {
  const { a, b, x, y } = twoOnAGraph();
  a.actions.place([
    { id: x, x: 10, y: -4.5, shape: "silo" },
    { id: y, x: 0, y: 0 },
  ]);
  sync(a, b);
  expect(b.index.view(x)).toMatchObject({ x: 10, y: -4.5, shape: "silo" });
  expect(b.index.places.get().get(y)).toMatchObject({ x: 0, y: 0, shape: null });
  let updates = 0;
  a.doc.on("update", () => updates++);
  a.actions.place([{ id: x, x: 10, y: -4.5 }]);
  expect(updates).toBe(0);
  a.actions.undo();
  expect([x, y].map((id) => a.index.view(id)!.x)).toEqual([null, null]);
});

test("a card is created at its place with the link that leads to it, as one step", () => {
  const { a, b, x } = twoOnAGraph();
  const seed = { id: "neuve", zone: "canaux", rank: "a0", x: 3, y: 4, shape: "ovale" };
  const link = { id: "lien", from: x, to: "neuve", kind: "flux", text: "vers", fields: { note: "n", from: "z" } };
  a.actions.create([seed], [], null, [link]);
  sync(a, b);
  expect(b.index.view("neuve")).toMatchObject({ x: 3, y: 4, shape: "ovale", deleted: false });
  expect(b.edges.view("lien")).toMatchObject({ from: x, fields: { note: "n" }, deleted: false });
  a.actions.undo();
  expect([a.index.view("neuve"), a.edges.view("lien")].map((one) => one!.deleted)).toEqual([true, true]);
  a.actions.redo();
  expect(a.edges.view("lien")!.deleted).toBe(false);
});

test("a link needs two different cards that are there, and it is said", () => {
  const { a, x, y, link } = twoOnAGraph();
  const gone = a.actions.add("usagers", "z")!;
  a.actions.remove(gone);
  expect([a.actions.link(x, x, "flux"), a.actions.link(x, gone, "flux"), a.actions.link("?", y, "flux")]).toEqual([
    null,
    null,
    null,
  ]);
  a.actions.changeLink(link, { to: gone });
  expect(a.edges.view(link)!.to).toBe(y);
  expect(new Set(a.notices)).toEqual(
    new Set(["Un lien relie deux post-its différents, encore présents sur le canevas : rien n’a changé."]),
  );
});

const FULL = "Le canevas est plein : il contient au plus 20 post-its et liens.";

test("a canvas bears so many cards and links together, and it is said", () => {
  const { a, x, y, link } = twoOnAGraph();
  const gone = a.actions.add("usagers", "z")!;
  a.actions.remove(gone);
  for (let i = 3; i < 20; i++) expect(a.actions.link(x, y, "flux")).not.toBeNull();
  expect(a.actions.link(x, y, "flux")).toBeNull();
  expect(a.actions.add("usagers", "w")).toBeNull();
  expect(a.actions.addMany("usagers", ["w"])).toEqual([]);
  expect(a.actions.paste("usagers", "w")).toMatchObject({
    leftOut: "w",
    message: expect.stringContaining("au plus 20 post-its et liens"),
  });
  const seed = { id: "neuve", zone: "canaux", rank: "a0" };
  expect(a.actions.create([seed])).toEqual([]);
  a.actions.restore(gone);
  expect(a.index.view(gone)!.deleted).toBe(true);
  const left = `Un post-it n’a pas été ajouté. ${FULL}`;
  expect(a.notices).toEqual([FULL, FULL, left, left, FULL]);
  a.actions.remove(link);
  a.actions.create([seed], [], null, [{ id: "lien", from: x, to: "neuve", kind: "flux" }]);
  expect(a.index.view("neuve")).toBeNull();
  a.actions.restore(gone);
  expect(a.index.view(gone)!.deleted).toBe(false);
  a.actions.restore(link);
  expect(a.edges.view(link)!.deleted).toBe(true);
});

test("a card is carried by a card or a link, then by nothing, as one step each", () => {
  const { a, b, x, link } = twoOnAGraph();
  a.actions.create([{ id: "timbre", zone: "canaux", rank: "a0", on: link }]);
  sync(a, b);
  expect(b.index.view("timbre")).toMatchObject({ on: link, fields: {} });
  b.actions.place([{ id: "timbre", on: x }]);
  sync(a, b);
  expect(a.index.places.get().get("timbre")!.on).toBe(x);
  b.actions.place([{ id: "timbre", on: null }]);
  expect(b.index.places.get().get("timbre")!.on).toBeNull();
  let updates = 0;
  b.doc.on("update", () => updates++);
  b.actions.place([{ id: "timbre", on: null }]);
  expect(updates).toBe(0);
  b.actions.undo();
  expect(b.index.view("timbre")!.on).toBe(x);
});

test("fields of a link are those of its kind, and cannot overwrite what it is made of", () => {
  const { a, link, x } = twoOnAGraph();
  a.actions.setFields(link, { note: "n".repeat(12), from: "boum", deleted: true, montant: Number.NaN });
  expect(a.edges.view(link)).toMatchObject({ from: x, deleted: false, fields: { note: "n".repeat(10) } });
  a.actions.setField(link, "note", null);
  expect(a.edges.view(link)!.fields).toEqual({});
});

test("a card that goes leaves its links, mended when it comes back", () => {
  const { a, b, x, y, link } = twoOnAGraph();
  a.actions.remove(x);
  sync(a, b);
  expect(b.edges.live.get()).toEqual([link]);
  expect(b.edges.at(y).get()).toEqual([link]);
  expect(b.edges.trash.get()).toEqual([]);
  b.actions.restore(x);
  sync(a, b);
  expect(a.edges.view(link)).toMatchObject({ from: x, to: y, deleted: false });
});

test("cards and links go together as one step, the last gone first in the corbeille", () => {
  const { a, x, y, link } = twoOnAGraph();
  const other = a.actions.link(y, x, "depend", "pour")!;
  a.actions.remove(other);
  a.actions.removeAll([x, link]);
  expect(a.edges.trash.get().map(({ id }) => id)).toEqual([link, other]);
  expect(a.actions.undo().cards.sort()).toEqual([x, link].sort());
  expect(a.index.view(x)!.deleted).toBe(false);
  expect(a.edges.live.get()).toEqual([link]);
  a.actions.restore(other);
  expect(a.edges.trash.get()).toEqual([]);
});

test("a link that one drew and took away at once, bare, leaves nothing to undo", () => {
  const { a, x, y, link } = twoOnAGraph();
  a.type(link, "avant");
  a.actions.remove(a.actions.link(y, x, "flux")!);
  expect(a.actions.undo().cards).toEqual([link]);
  const labelled = a.actions.link(y, x, "flux", "dit")!;
  a.actions.remove(labelled);
  a.actions.undo();
  expect(a.edges.view(labelled)!.deleted).toBe(false);
});

test("taking away an empty card that somebody linked to is a step to undo", () => {
  const { a, b, x } = twoOnAGraph();
  const empty = a.actions.add("usagers")!;
  sync(a, b);
  b.actions.link(x, empty, "flux");
  sync(a, b);
  a.actions.remove(empty);
  expect(a.actions.undo().cards).toEqual([empty]);
  expect(a.index.view(empty)!.deleted).toBe(false);
});

test("who may only read changes nothing", () => {
  const { a, x, y, link } = twoOnAGraph();
  a.freeze();
  const before = drawing(a);
  expect(a.actions.link(y, x, "flux")).toBeNull();
  a.actions.changeLink(link, { kind: "depend" });
  a.actions.place([{ id: x, x: 1, y: 1 }]);
  a.actions.remove(link);
  expect(drawing(a)).toEqual(before);
});

test("undoing a link sends it to the corbeille, and redoing brings it back", () => {
  const { a, b, link } = twoOnAGraph();
  expect(a.actions.undo()).toMatchObject({ done: true, message: null, cards: [link] });
  sync(a, b);
  expect(b.edges.trash.get().map(({ id }) => id)).toEqual([link]);
  a.actions.redo();
  sync(a, b);
  expect(b.edges.live.get()).toEqual([link]);
});

const LINK_KEPT = "Vous pouvez le mettre à la corbeille.";

test.each([
  ["labelled", "y a écrit", (b: Peer, { link }: Graph) => b.type(link, "oui")],
  ["filled", "a travaillé dessus", (b: Peer, { link }: Graph) => b.actions.setField(link, "note", "n")],
  [
    "made of another kind",
    "a travaillé dessus",
    (b: Peer, { link }: Graph) => b.actions.changeLink(link, { kind: "depend" }),
  ],
  ["turned", "a travaillé dessus", (b: Peer, { link, x, y }: Graph) => b.actions.changeLink(link, { from: y, to: x })],
])("undoing a link that somebody else %s is skipped, and said", (_, how, work) => {
  const graph = twoOnAGraph();
  const { a, b, link } = graph;
  work(b, graph);
  sync(a, b);
  expect(a.actions.undo()).toEqual({
    done: false,
    message: `Ce lien n’est pas retiré : quelqu’un d’autre ${how}. ${LINK_KEPT}`,
    cards: [link],
  });
  // Nor does the step before take away the cards that it joins.
  expect(a.actions.undo().message).toBe("2 post-its restent : quelqu’un d’autre y a tracé ou modifié un lien.");
  expect(a.edges.view(link)!.deleted).toBe(false);
});

test("undoing a card that somebody else linked to is skipped, and said", () => {
  const { a, b, x } = twoOnAGraph();
  const mine = a.actions.add("usagers", "à moi")!;
  sync(a, b);
  const theirs = b.actions.link(x, mine, "flux")!;
  sync(a, b);
  expect(a.actions.undo()).toMatchObject({
    done: false,
    message:
      "Ce post-it n’est pas retiré : quelqu’un d’autre y a tracé ou modifié un lien. Vous pouvez le mettre à la corbeille.",
  });
  expect(a.index.view(mine)!.deleted).toBe(false);
  expect(a.edges.at(mine).get()).toEqual([theirs]);
});

test("undoing what somebody else put a stamp on is skipped, and said", () => {
  const { a, b, link } = twoOnAGraph();
  b.actions.create([{ id: "timbre", zone: "canaux", rank: "a0", on: link }]);
  sync(a, b);
  expect(a.actions.undo().message).toBe(
    "Ce lien n’est pas retiré : quelqu’un d’autre y a posé quelque chose. Vous pouvez le mettre à la corbeille.",
  );
  expect(a.edges.view(link)!.deleted).toBe(false);
  b.actions.remove("timbre");
  sync(a, b);
  const mine = a.actions.add("usagers", "à moi")!;
  a.actions.create([{ id: "de-moi", zone: "canaux", rank: "a0", on: mine }]);
  a.actions.undo();
  a.actions.undo();
  expect(a.index.view(mine)!.deleted).toBe(true);
});

test("a link that others drew and took back protects nothing, nor does one's own", () => {
  const { a, b, x } = twoOnAGraph();
  const mine = a.actions.add("usagers", "à moi")!;
  sync(a, b);
  b.actions.link(x, mine, "flux");
  b.actions.undo();
  sync(a, b);
  expect(a.actions.undo().done).toBe(true);
  expect(a.index.view(mine)!.deleted).toBe(true);
});

test("a card and its link created at once both stay when somebody labelled the link", () => {
  const { a, b, x } = twoOnAGraph();
  const link = { id: "lien", from: x, to: "neuve", kind: "flux" };
  a.actions.create([{ id: "neuve", zone: "canaux", rank: "a0" }], [], null, [link]);
  sync(a, b);
  b.type("lien", "oui");
  sync(a, b);
  const { done, message } = a.actions.undo();
  expect(done).toBe(false);
  expect(message).toContain("Ce post-it n’est pas retiré : quelqu’un d’autre y a tracé ou modifié un lien.");
  expect(a.index.view("neuve")!.deleted).toBe(false);
});

test.each([1, 2])("two who join a link elsewhere at once agree on both its ends (%s)", (order) => {
  const { a, b, x, y, link } = twoOnAGraph();
  const [z, w] = a.actions.addMany("usagers", ["z", "w"]) as [string, string];
  sync(a, b);
  const [first, second] = order === 1 ? [a, b] : [b, a];
  first.actions.changeLink(link, { from: z });
  second.actions.changeLink(link, { to: w });
  sync(a, b);
  const { from, to } = a.edges.view(link)!;
  expect([`${z} ${y}`, `${x} ${w}`]).toContain(`${from} ${to}`);
  first.actions.undo();
  second.actions.undo();
  sync(a, b);
  expect(a.edges.view(link)).toMatchObject({ from: x, to: y });
  expect(drawing(b)).toEqual(drawing(a));
});

test("deleting a link while another labels it, and its end while another moves it, keeps all", () => {
  const { a, b, x, link } = twoOnAGraph();
  a.actions.removeAll([link, x]);
  b.type(link, "données");
  b.actions.place([{ id: x, x: 5, y: 6 }]);
  sync(a, b);
  expect(a.edges.trash.get()[0]!.id).toBe(link);
  a.actions.undo();
  sync(a, b);
  expect(b.edges.text(link).get()).toBe("données");
  expect(b.index.view(x)).toMatchObject({ x: 5, y: 6, deleted: false });
  expect(drawing(b)).toEqual(drawing(a));
});

test("three people who act at random on cards and links end with the same drawing", () => {
  const template = { ...GRAPH, limits: { ...GRAPH.limits, cards_per_canvas: 3_000 } };
  for (let run = 1; run <= 20; run++) {
    let state = run * 7919;
    const random = (n: number) => ((state = (state * 48_271) % 2_147_483_647) >>> 3) % n;
    const peers = ["a", "b", "c"].map((name) => makePeer(name, template));
    const made = new Set<string>();
    for (let step = 0; step < 120; step++) {
      actAtRandom(peers[random(3)]!, random, made);
      if (random(3) === 0) deliver(peers[random(3)]!, peers[random(3)]!);
    }
    sync(...peers);
    const [first, ...others] = peers.map(drawing);
    for (const other of others) expect(other, `run ${run}`).toEqual(first);
    const fresh = makePeer("d", template);
    deliver(peers[0]!, fresh);
    expect(drawing(fresh)).toEqual(first);
    expect(new Set(edgesOf(fresh.doc).keys())).toEqual(made);
  }
}, 20_000);

function actAtRandom({ actions, doc, edges, ...peer }: Peer, random: (n: number) => number, made: Set<string>): void {
  const pick = (ids: string[]) => ids[random(Math.max(1, ids.length))] ?? "";
  const cards = [...doc.getMap("cards").keys()];
  const links = [...edgesOf(doc).keys()];
  const [card, other, link] = [pick(cards), pick(cards), pick(links)];
  const acts = [
    () => actions.add("usagers", "n"),
    () => made.add(actions.link(card, other, "flux") ?? link),
    () => made.add(actions.link(other, card, "depend", "dit") ?? link),
    () =>
      actions.place([
        { id: card, x: random(9), y: random(9) },
        { id: other, x: random(9), y: random(9) },
      ]),
    () => actions.changeLink(link, { to: card, ...(random(2) > 0 ? { kind: "depend" } : {}) }),
    () => actions.setField(link, "note", random(2) > 0 ? "n" : null),
    () => link !== "" && peer.type(link, "abc"),
    () => actions.removeAll(random(2) > 0 ? [card] : [card, link]),
    () => actions.restore(random(2) > 0 ? card : link),
    () => actions.undo(),
    () => actions.redo(),
  ];
  acts[random(acts.length)]!();
  made.delete("");
  const live = links.filter((id) => edges.view(id)?.deleted === false);
  expect(edges.live.get()).toEqual(expect.arrayContaining(live));
}
