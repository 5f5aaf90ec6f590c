// @vitest-environment node
/* What React watches: right, stable while unchanged, and computed only where something changed. */

import { expect, test } from "vitest";
import * as Y from "yjs";
import { CardsIndex } from "./cards-index";
import { cardsOf } from "./document";
import { deliver, makePeer, sync } from "./testing";

function calls(store: { subscribe(listener: () => void): () => void }): () => number {
  let count = 0;
  store.subscribe(() => count++);
  return () => count;
}

test("typing in a card tells its text, and nothing else", () => {
  const { actions, index, type } = makePeer("a");
  const [x, y] = actions.addMany("usagers", ["x", "y"]) as [string, string];
  const total = index.totals("usagers", "montant", null);
  const watched = [
    index.zoneOrder("usagers"),
    index.zonesInUse,
    index.counts,
    index.trash,
    index.record(x),
    index.record(y),
    index.text(y),
    total,
  ];
  const values = watched.map((store) => store.get());
  const counts = watched.map(calls);
  const heard = calls(index.text(x));
  type(x, " et plus");
  expect(heard()).toBe(1);
  expect(index.text(x).get()).toBe("x et plus");
  expect(counts.map((count) => count())).toEqual(watched.map(() => 0));
  watched.forEach((store, i) => expect(store.get()).toBe(values[i]));
});

test("places are the same map until a card enters, leaves or changes place", () => {
  const { actions, index, type } = makePeer("a");
  const [x, y] = actions.addMany("usagers", ["x", "y"]) as [string, string];
  const before = index.places.get();
  expect(before.get(x)).toMatchObject({ id: x, zone: "usagers", parent: null, deleted: false });
  type(x, " et plus");
  actions.setColor(y, "rouge");
  actions.setField(x, "montant", 3);
  expect(index.places.get()).toBe(before);
  for (const act of [
    () => actions.place([{ id: x, parent: y }]),
    () => actions.move(x, "canaux", 0),
    () => actions.remove(y),
    () => actions.restore(y),
    () => actions.add("usagers"),
  ]) {
    const last = index.places.get();
    act();
    expect(index.places.get()).not.toBe(last);
  }
  expect(index.places.get().get(x)).toMatchObject({ zone: "canaux", parent: y });
});

test("a parent that is no text is none", () => {
  const { actions, index, doc } = makePeer("a");
  const x = actions.add("usagers")!;
  (cardsOf(doc).get(x) as Y.Map<unknown>).set("parent", 5);
  expect(index.view(x)!.parent).toBeNull();
});

test("changing a field makes a new view of that card only, and keeps the order's array", () => {
  const { actions, index } = makePeer("a");
  const [x, y] = actions.addMany("couts", ["x", "y"]) as [string, string];
  const order = index.zoneOrder("couts").get();
  const [before, other] = [index.record(x).get(), index.record(y).get()];
  actions.setField(x, "montant", 12);
  expect(index.record(x).get()).not.toBe(before);
  expect(index.record(x).get()?.fields).toEqual({ montant: 12 });
  expect(index.record(y).get()).toBe(other);
  expect(index.zoneOrder("couts").get()).toBe(order);
});

test("moving concerns the two boxes only", () => {
  const { actions, index } = makePeer("a");
  const x = actions.add("usagers")!;
  actions.add("canaux");
  actions.add("couts");
  const still = calls(index.zoneOrder("couts"));
  const [from, to] = [calls(index.zoneOrder("usagers")), calls(index.zoneOrder("canaux"))];
  actions.move(x, "canaux", 0);
  expect([from(), to(), still()]).toEqual([1, 1, 0]);
  expect(index.zoneOrder("canaux").get()[0]).toBe(x);
  expect(index.zonesInUse.get()).toEqual(["canaux", "couts"]);
});

test("moves inside a box, by index and before a card", () => {
  const { actions, index } = makePeer("a");
  const [a, b, c] = actions.addMany("usagers", ["a", "b", "c"]) as [string, string, string];
  const order = () => index.zoneOrder("usagers").get();
  actions.move(c, "usagers", 0);
  expect(order()).toEqual([c, a, b]);
  actions.move(c, "usagers", 1);
  expect(order()).toEqual([a, c, b]);
  actions.move(a, "usagers", 99);
  expect(order()).toEqual([c, b, a]);
  actions.move(a, "usagers", { before: b });
  expect(order()).toEqual([c, a, b]);
  actions.move(a, "usagers", { before: null });
  expect(order()).toEqual([c, b, a]);
  actions.move(a, "usagers", { before: a });
  expect(order()).toEqual([c, b, a]);
  expect(actions.add("usagers", "", { before: b })).toBe(order()[1]);
});

test("a move to where the card is writes nothing", () => {
  const { actions, index, doc } = makePeer("a");
  const [a, b] = actions.addMany("usagers", ["a", "b"]) as [string, string];
  let updates = 0;
  doc.on("update", () => updates++);
  actions.move(a, "usagers", 0);
  actions.move(a, "usagers", { before: b });
  actions.move(b, "usagers", { before: null });
  expect(updates).toBe(0);
  expect(index.zoneOrder("usagers").get()).toEqual([a, b]);
});

test("boxes unknown to the template are listed as long as cards live in them", () => {
  const { actions, index } = makePeer("a");
  const id = actions.add("ancienne case")!;
  expect(index.zonesInUse.get()).toEqual(["ancienne case"]);
  actions.remove(id);
  expect(index.zonesInUse.get()).toEqual([]);
  expect(index.counts.get()).toEqual({ live: 0 });
  expect(index.trash.get().map((card) => card.id)).toEqual([id]);
});

test("the corbeille shows the last deleted first", () => {
  const { actions, index } = makePeer("a");
  const [a, b, c] = actions.addMany("usagers", ["a", "b", "c"]) as [string, string, string];
  for (const id of [b, c, a]) actions.remove(id);
  expect(index.trash.get().map((card) => card.id)).toEqual([a, c, b]);
  actions.restore(c);
  expect(index.trash.get().map((card) => card.id)).toEqual([a, b]);
  expect(index.zoneOrder("usagers").get()).toEqual([c]);
});

test("sums by another field, without the dust of binary fractions", () => {
  const { actions, index } = makePeer("a");
  const ids = actions.addMany("couts", ["a", "b", "c", "d"]);
  const amounts: [number, string | null][] = [
    [0.1, "an"],
    [0.2, "an"],
    [5, "une-fois"],
    [7, null],
  ];
  amounts.forEach(([amount, period], i) => {
    actions.setField(ids[i]!, "montant", amount);
    actions.setField(ids[i]!, "periode", period);
  });
  const totals = index.totals("couts", "montant", "periode");
  expect(totals.get()).toEqual({ an: 0.3, "une-fois": 5, "": 7 });
  expect(index.totals("couts", "montant", null).get()).toEqual({ "": 12.3 });
  const before = totals.get();
  actions.setColor(ids[0]!, "rouge");
  expect(totals.get()).toBe(before);
  actions.remove(ids[2]!);
  expect(totals.get()).toEqual({ an: 0.3, "": 7 });
  actions.move(ids[3]!, "usagers", 0);
  expect(totals.get()).toEqual({ an: 0.3 });
  expect(index.totals("canaux", "montant", null).get()).toEqual({});
});

test("a document that already holds cards is read whole, with one sort by box", () => {
  const a = makePeer("a");
  const ids = a.actions.addMany(
    "usagers",
    Array.from({ length: 20 }, (_, i) => String(i)),
  );
  const other = new Y.Doc();
  Y.applyUpdate(other, Y.encodeStateAsUpdate(a.doc));
  expect(new CardsIndex(other).zoneOrder("usagers").get()).toEqual(ids);
  const late = makePeer("b");
  const heard = calls(late.index.zoneOrder("usagers"));
  deliver(a, late);
  expect(late.index.zoneOrder("usagers").get()).toEqual(ids);
  expect(heard()).toBe(1);
});

test("whatever is stored, reading survives", () => {
  const { index, doc, actions } = makePeer("a");
  const cards = cardsOf(doc);
  const good = actions.add("usagers", "bon")!;
  doc.transact(() => {
    cards.set("string", "une chaîne");
    cards.set("null", null);
    cards.set("array", new Y.Array());
    cards.set("empty", new Y.Map());
    const odd = Object.entries({ zone: 3, rank: null, deleted: "oui", text: "brut", f: [1] });
    cards.set("odd", new Y.Map<unknown>(odd));
    cards.set("text", new Y.Text("x"));
  });
  expect(index.record("string").get()).toBeNull();
  expect(index.zoneOrder("").get()).toEqual(["empty", "odd"]);
  expect(index.record("odd").get()).toMatchObject({ zone: "", rank: "", deleted: false, fields: {} });
  expect(index.text("odd").get()).toBe("brut");
  expect(index.record("odd").get()?.text.doc).toBeNull();
  expect(index.text("empty").get()).toBe("");
  actions.move("odd", "usagers", 0);
  expect(index.zoneOrder("usagers").get()).toEqual(["odd", good]);
  const copy = actions.duplicate("odd")!;
  expect(index.text(copy).get()).toBe("brut");
  cards.delete("empty");
  expect(index.zoneOrder("").get()).toEqual([]);
  expect(() => actions.setColor("array", "x")).not.toThrow();
});

test("a card whose whole map is set anew shows its new text", () => {
  const { index, doc, actions } = makePeer("a");
  const id = actions.add("usagers", "avant")!;
  const text = index.text(id);
  const heard = calls(text);
  expect(text.get()).toBe("avant");
  const again = new Y.Map<unknown>([
    ["zone", "usagers"],
    ["text", new Y.Text("après")],
  ]);
  cardsOf(doc).set(id, again);
  expect(heard()).toBe(1);
  expect(text.get()).toBe("après");
});

test("deleting while another types keeps the text", () => {
  const [a, b] = [makePeer("a"), makePeer("b")];
  const id = a.actions.add("usagers", "idée")!;
  sync(a, b);
  a.actions.remove(id);
  b.type(id, " longue");
  b.actions.setField(id, "montant", 3);
  sync(a, b);
  expect(a.index.trash.get()[0]).toMatchObject({ id, fields: { montant: 3 } });
  a.actions.restore(id);
  sync(a, b);
  expect(b.index.text(id).get()).toBe("idée longue");
});

test("limits refuse with a sentence and lose nothing", () => {
  const { actions, index, notices } = makePeer("a");
  const result = actions.paste("usagers", Array.from({ length: 22 }, (_, i) => `l${i}`).join("\n"));
  expect(result.ids).toHaveLength(20);
  expect(result.leftOut).toBe("l20\nl21");
  expect(result.message).toContain("un canevas contient au plus 20 post-its");
  expect(actions.add("usagers")).toBeNull();
  expect(notices.at(-1)).toBe("Le canevas est plein : il contient au plus 20 post-its.");
  expect(actions.duplicate(result.ids[0]!)).toBeNull();
  actions.remove(result.ids[0]!);
  expect(actions.add("usagers")).not.toBeNull();
  actions.restore(result.ids[0]!);
  expect(index.counts.get().live).toBe(20);
  actions.setField(result.ids[1]!, "note", "x".repeat(12));
  expect(index.view(result.ids[1]!)?.fields).toEqual({ note: "x".repeat(10) });
  expect(notices.at(-1)).toContain("les 2 derniers n’ont pas été gardés");
  actions.setField(result.ids[1]!, "note", "x".repeat(11));
  expect(notices.at(-1)).toContain("le dernier n’a pas été gardé");
});

test("fields cannot overwrite what a card is made of", () => {
  const { actions, index } = makePeer("a");
  const id = actions.add("usagers", "x")!;
  for (const key of ["text", "deleted", "rank", "zone", "origin"]) actions.setField(id, key, "boum");
  actions.setField(id, "montant", Number.NaN);
  expect(index.view(id)).toMatchObject({ zone: "usagers", deleted: false, fields: {} });
  expect(index.text(id).get()).toBe("x");
});

test("what a card says to come from is a text, or nothing; it is no field", () => {
  const { doc, index } = makePeer("a");
  for (const [at, stored] of ["a", "", 3, null, true, [1], new Y.Text("x"), new Y.Map()].entries()) {
    cardsOf(doc).set(`c${at}`, new Y.Map<unknown>([["origin", stored]]));
    expect(index.view(`c${at}`)).toMatchObject({ origin: at === 0 ? "a" : null, fields: {} });
  }
});

test("a copy follows its model, with its fields and colour", () => {
  const { actions, index } = makePeer("a");
  const [x, y] = actions.addMany("couts", ["x", "y"]) as [string, string];
  actions.setField(x, "montant", 5);
  actions.setColor(x, "rouge");
  const copy = actions.duplicate(x)!;
  expect(index.zoneOrder("couts").get()).toEqual([x, copy, y]);
  expect(index.view(copy)).toMatchObject({ color: "rouge", fields: { montant: 5 } });
  expect(index.text(copy).get()).toBe("x");
});
