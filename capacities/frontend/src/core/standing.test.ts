/** What stands for something that is there already, and acts that change several things by one step. */

import { expect, test } from "vitest";
import { makePeer, sync } from "./testing";

test("a card that stands for something is no step to undo; what is then done to it is", () => {
  const a = makePeer("Camille");
  expect(a.actions.standFor([{ id: "t", zone: "usagers", rank: "a0", parent: "x", text: "Titre" }])).toBe(true);
  expect(a.undo.state.get().canUndo).toBe(false);
  expect(a.index.view("t")).toMatchObject({ deleted: false, parent: "x", author: "Camille", color: "" });
  a.actions.remove("t");
  a.actions.undo();
  expect(a.index.view("t")!.deleted).toBe(false);
  a.freeze();
  expect(a.actions.standFor([{ id: "u", zone: "usagers", rank: "a0" }])).toBe(false);
  expect(a.index.view("u")).toBeNull();
});

test("a text and fields are written by one step, and only what changes of the text", () => {
  const [a, b] = [makePeer("Camille"), makePeer("Dominique")];
  const id = a.actions.add("usagers", "Vote du budget")!;
  sync(a, b);
  a.actions.write(id, "Vote du budget 2027", { date: "2027" });
  b.type(id, "Le ", 0);
  sync(a, b);
  expect(a.index.text(id).get()).toBe("Le Vote du budget 2027");
  expect(a.index.view(id)!.fields).toEqual({ date: "2027" });
  a.actions.undo();
  expect(a.index.text(id).get()).toBe("Le Vote du budget");
  expect(a.index.view(id)!.fields).toEqual({});
});

test("a move may carry fields, by the same step", () => {
  const a = makePeer("Camille");
  const id = a.actions.add("usagers", "x")!;
  a.actions.place([{ id, zone: "canaux", rank: "a5", fields: { date: "2027", author: "x" } }]);
  expect(a.index.view(id)).toMatchObject({ zone: "canaux", author: "Camille", fields: { date: "2027" } });
  a.actions.place([{ id, zone: "canaux", rank: "a5", fields: { date: null } }]);
  expect(a.index.view(id)!.fields).toEqual({});
  a.actions.undo();
  a.actions.undo();
  expect(a.index.view(id)).toMatchObject({ zone: "usagers", fields: {} });
});

test("all cards and all links are heard of when a field changes, not when a text does", () => {
  const a = makePeer("Camille");
  const id = a.actions.add("usagers", "x")!;
  const before = a.index.all.get();
  a.type(id, " y");
  expect(a.index.all.get()).toBe(before);
  a.actions.setField(id, "date", "2027");
  expect(a.index.all.get().get(id)!.fields).toEqual({ date: "2027" });
});
