/* Acts on the map: one step each, seen alike by all. */

import { expect, test } from "vitest";
import { makePeer, sync } from "../../core/testing";
import { acts } from "./acts";
import { graphOf } from "./graph";
import { planOf } from "./plan";
import { sizeOf } from "./shapes";
import { MAP } from "./testing";

function person(name = "Camille") {
  const peer = makePeer(name, MAP);
  return {
    ...peer,
    act: acts(peer.session),
    graph: () => graphOf(peer.session).get(),
    view: (id: string) => peer.index.view(id)!,
  };
}

test("an element is put with its middle at the point, the next where there is room, above the others", () => {
  const { act, view, graph } = person();
  const a = act.add("donnee", { x: 100, y: 100 }, "Cadastre")!;
  const { width, height } = sizeOf("silo");
  expect(view(a)).toMatchObject({ zone: "donnee", x: 100 - width / 2, y: 100 - height / 2, color: "" });
  const b = act.add("donnee", null)!;
  expect(view(b).x).toBe(view(a).x);
  expect(view(b).y).toBeGreaterThan(100 + height / 2);
  expect(graph().elements).toEqual([a, b]);
  act.front([a]);
  expect(graph().elements).toEqual([b, a]);
});

test("a stamp stands on a record and has no place of its own, or is free", () => {
  const { act, view } = person();
  const a = act.add("donnee", null)!;
  expect(view(act.stamp("euro", a)!)).toMatchObject({ on: a, x: null, y: null });
  expect(view(act.stamp("euro", "", { x: 22, y: 22 })!)).toMatchObject({ on: null, x: 0, y: 0 });
  const free = view(act.stamp("euro", "")!);
  expect(free.y).toBeGreaterThan(100);
});

test("several lines are several elements, apart from one another, undone at once", () => {
  const { act, undo, graph, view } = person();
  const { ids } = act.paste("idee", "- un\n- deux\n- trois", null);
  expect(ids.map((id) => view(id).text.toString())).toEqual(["un", "deux", "trois"]);
  expect(new Set(ids.map((id) => view(id).y)).size).toBe(3);
  undo.undo();
  expect(graph().elements).toEqual([]);
});

test("what does not fit is given back, nothing is dropped", () => {
  const { act } = person();
  const lines = Array.from({ length: 30 }, (_, i) => `idée ${i}`);
  const { ids, leftOut, message } = act.paste("idee", lines.join("\n"), null);
  expect(ids).toHaveLength(MAP.limits.cards_per_canvas);
  expect(leftOut.split("\n")).toHaveLength(10);
  expect(message).not.toBeNull();
});

test("a copy takes along the links between what is copied, and stamps on their new carrier", () => {
  const { act, actions, edges, view, graph } = person();
  const [a, b] = [act.add("donnee", null, "a")!, act.add("partie", null, "b")!];
  const stamp = act.stamp("euro", a)!;
  actions.setField(stamp, "montant", 42);
  actions.link(a, b, "alimente", "mots");
  const [a2, b2, s2] = act.duplicate([a, b, stamp]) as [string, string, string];
  expect(view(s2)).toMatchObject({ on: a2, fields: { montant: 42 } });
  expect(view(a2)).toMatchObject({ x: view(a).x! + 28, zone: "donnee" });
  const copied = edges.live
    .get()
    .map((id) => edges.view(id)!)
    .find(({ from }) => from === a2);
  expect(copied).toMatchObject({ to: b2, kind: "alimente" });
  expect(act.duplicate([stamp]).map((id) => view(id).on)).toEqual([a]);
  expect(graph().elements).toHaveLength(4);
});

test("two people who move and delete at once end with the same map, the link kept", () => {
  const [one, other] = [person("un"), person("deux")];
  const a = one.act.add("donnee", { x: 0, y: 0 })!;
  const b = one.act.add("partie", { x: 400, y: 0 })!;
  const link = one.actions.link(a, b, "lien")!;
  sync(one, other);
  one.act.place([{ id: a, x: 5, y: 6 }]);
  other.act.place([{ id: a, x: 70, y: 80 }]);
  other.actions.remove(b);
  sync(one, other);
  expect(one.graph().elements).toEqual(other.graph().elements);
  const place = ({ x, y }: { x: number | null; y: number | null }) => [x, y];
  expect(place(one.view(a))).toEqual(place(other.view(a)));
  expect([
    [5, 6],
    [70, 80],
  ]).toContainEqual(place(one.view(a)));
  expect(one.edges.live.get()).toEqual([link]);
});

test("a type tells which links and stamps it takes, a colour which layer it is on", () => {
  const plan = planOf(MAP);
  expect(plan.kindsFor("donnee", "partie").map(({ key }) => key)).toEqual(["alimente", "lien"]);
  expect(plan.kindsFor("partie", "partie").map(({ key }) => key)).toEqual(["lien"]);
  expect(plan.mayCarry("euro", "donnee")).toBe(true);
  expect(plan.mayCarry("euro", "idee")).toBe(false);
  expect(plan.layerOf({ zone: "donnee", color: "" })).toBe("hier");
  expect(plan.layerOf({ zone: "partie", color: "" })).toBe("");
  expect(plan.layerOf({ zone: "donnee", color: "vert" })).toBe("demain");
  expect(plan.layerOf({ zone: "partie", color: "vert" })).toBe("demain");
  expect(plan.layerOf({ zone: "donnee", color: "idee" })).toBe("hier");
  expect(plan.typeOf("inconnu").title).toBe("À reclasser");
  expect(plan.note.key).toBe("idee");
});
