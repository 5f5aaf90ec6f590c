// @vitest-environment node
/* Undo takes back one's own edits and nothing else. */

import { expect, test } from "vitest";
import { makePeer, type Peer, sync } from "./testing";

function two() {
  const [a, b] = [makePeer("Camille"), makePeer("Dominique")];
  const shared = a.actions.add("usagers", "base")!;
  sync(a, b);
  return { a, b, shared };
}

test("undoing a creation sends the card to the corbeille, and redoing brings it back", () => {
  const { a, b } = two();
  const id = a.actions.add("canaux", "guichet")!;
  expect(a.actions.undo()).toMatchObject({ done: true, message: null });
  expect(a.index.view(id)?.deleted).toBe(true);
  expect(a.index.text(id).get()).toBe("guichet");
  expect(a.actions.redo().done).toBe(true);
  sync(a, b);
  expect(b.index.zoneOrder("canaux").get()).toEqual([id]);
});

test("undoing a creation in which somebody else wrote is skipped, and said", () => {
  const { a, b } = two();
  const id = a.actions.add("canaux")!;
  sync(a, b);
  b.type(id, "bonjour");
  sync(a, b);
  const result = a.actions.undo();
  expect(result.done).toBe(false);
  expect(result.message).toContain("quelqu’un d’autre y a écrit");
  expect(a.index.view(id)?.deleted).toBe(false);
  // The step is gone: the next undo goes on with the one before.
  expect(a.actions.undo().done).toBe(true);
});

test("a creation undone then redone is still protected once somebody wrote in it", () => {
  const { a, b } = two();
  const id = a.actions.add("canaux")!;
  a.actions.undo();
  a.actions.redo();
  sync(a, b);
  b.type(id, "x");
  sync(a, b);
  expect(a.actions.undo().done).toBe(false);
  expect(a.index.view(id)?.deleted).toBe(false);
});

test("text that others wrote and then removed protects nothing", () => {
  const { a, b } = two();
  const id = a.actions.add("canaux", "moi")!;
  sync(a, b);
  b.type(id, "x");
  b.actions.undo();
  sync(a, b);
  expect(a.actions.undo().done).toBe(true);
  expect(a.index.view(id)?.deleted).toBe(true);
});

test("undoing several cards pasted at once leaves those in which others wrote", () => {
  const { a, b } = two();
  const [first, second] = a.actions.addMany("canaux", ["un", "deux"]) as [string, string];
  sync(a, b);
  b.type(second, "!");
  sync(a, b);
  const result = a.actions.undo();
  expect(result.done).toBe(true);
  expect(result.message).toBe("Un des post-its reste : quelqu’un d’autre y a écrit.");
  sync(a, b);
  expect(b.index.view(first)?.deleted).toBe(true);
  expect(b.index.zoneOrder("canaux").get()).toEqual([second]);
});

test.each([
  ["filled a field of", (b: Peer, id: string) => b.actions.setField(id, "note", "Mairie"), { note: "Mairie" }],
  ["coloured", (b: Peer, id: string) => b.actions.setColor(id, "rouge"), {}],
])("undoing a creation that somebody else %s is skipped, and said", (_, work, fields) => {
  const { a, b } = two();
  const id = a.actions.add("canaux", "moi")!;
  sync(a, b);
  work(b, id);
  sync(a, b);
  const result = a.actions.undo();
  expect(result.done).toBe(false);
  expect(result.message).toBe(
    "Ce post-it n’est pas retiré : quelqu’un d’autre a travaillé dessus. Vous pouvez le mettre à la corbeille.",
  );
  expect(a.index.view(id)).toMatchObject({ deleted: false, fields });
});

test("fields that others emptied again, or a card that they only moved, protect nothing", () => {
  const { a, b } = two();
  const id = a.actions.add("canaux", "moi")!;
  a.actions.setField(id, "montant", 10);
  sync(a, b);
  b.actions.setField(id, "note", "x");
  b.actions.setField(id, "note", null);
  b.actions.move(id, "couts", 0);
  sync(a, b);
  a.actions.undo();
  expect(a.actions.undo().done).toBe(true);
  expect(a.index.view(id)?.deleted).toBe(true);
});

test("an empty card that one created and took away at once leaves nothing to undo", () => {
  const { a, shared } = two();
  a.type(shared, " et plus");
  a.actions.remove(a.actions.add("usagers")!);
  expect(a.undo.state.get()).toEqual({ canUndo: true, canRedo: false });
  expect(a.actions.undo().cards).toEqual([shared]);
  expect(a.index.text(shared).get()).toBe("base");
  expect(a.index.zoneOrder("usagers").get()).toEqual([shared]);
});

test("taking away what is filled, or was created before another step, is a step to undo", () => {
  const { a, b } = two();
  const filled = a.actions.add("canaux", "moi")!;
  a.actions.remove(filled);
  a.actions.undo();
  expect(a.index.view(filled)?.deleted).toBe(false);
  const older = a.actions.add("canaux")!;
  a.actions.setColor(filled, "rouge");
  a.actions.remove(older);
  a.actions.undo();
  expect(a.index.view(older)?.deleted).toBe(false);
  const shared = a.actions.add("canaux")!;
  sync(a, b);
  b.actions.create([{ id: "under", zone: "canaux", rank: "a0", parent: shared }]);
  sync(a, b);
  a.actions.remove(shared);
  a.actions.undo();
  expect(a.index.view(shared)?.deleted).toBe(false);
});

test.each([
  ["just created", 1, []],
  ["there before", 2, [""]],
])("lines pasted in an empty card that was %s are one step", (_, steps, left) => {
  const { a } = two();
  const empty = a.actions.add("canaux")!;
  if (steps === 2) a.actions.add("couts", "autre");
  const last = a.actions.add("canaux", "après")!;
  a.actions.undo();
  const { ids } = a.actions.paste("canaux", "un\ndeux", { before: empty, instead: true });
  expect(a.index.zoneOrder("canaux").get()).toEqual(ids);
  a.actions.undo();
  expect(
    a.index
      .zoneOrder("canaux")
      .get()
      .map((id) => a.index.text(id).get()),
  ).toEqual(left);
  expect(a.index.view(last)?.deleted).toBe(true);
  a.actions.redo();
  expect(a.index.zoneOrder("canaux").get()).toEqual(ids);
});

test("undoing one's typing removes one's own characters only", () => {
  const { a, b, shared } = two();
  a.type(shared, " de Camille");
  sync(a, b);
  b.type(shared, "XX", 8);
  sync(a, b);
  expect(a.index.text(shared).get()).toBe("base de XXCamille");
  a.actions.undo();
  sync(a, b);
  expect(b.index.text(shared).get()).toBe("baseXX");
});

test("a move is not undone when somebody has moved the card since", () => {
  const { a, b, shared } = two();
  a.actions.move(shared, "canaux", 0);
  sync(a, b);
  b.actions.move(shared, "couts", 0);
  sync(a, b);
  a.actions.undo();
  sync(a, b);
  expect(a.index.view(shared)?.zone).toBe("couts");
  expect(b.index.view(shared)?.zone).toBe("couts");
});

test("a field is not undone when somebody has set it since", () => {
  const { a, b, shared } = two();
  a.actions.setField(shared, "montant", 10);
  sync(a, b);
  b.actions.setField(shared, "montant", 20);
  sync(a, b);
  a.actions.undo();
  expect(a.index.view(shared)?.fields).toEqual({ montant: 20 });
});

test("a step that no longer changes anything does not make undo jump over a protected card", () => {
  const { a, b } = two();
  const id = a.actions.add("canaux")!;
  a.actions.setField(id, "montant", 10);
  sync(a, b);
  b.type(id, "x");
  b.actions.setField(id, "montant", 20);
  sync(a, b);
  expect(a.actions.undo().done).toBe(false);
  expect(a.index.view(id)).toMatchObject({ deleted: false, fields: { montant: 20 } });
});

test("undo in a card that somebody deleted keeps it deleted, with its text", () => {
  const { a, b, shared } = two();
  a.type(shared, " et plus");
  sync(a, b);
  b.actions.remove(shared);
  sync(a, b);
  expect(a.actions.undo().done).toBe(true);
  sync(a, b);
  expect(b.index.view(shared)?.deleted).toBe(true);
  b.actions.restore(shared);
  expect(b.index.text(shared).get()).toBe("base");
});

test("undoing a deletion restores the card at its place", () => {
  const { a } = two();
  const second = a.actions.add("usagers", "deux")!;
  const order = a.index.zoneOrder("usagers").get();
  a.actions.remove(order[0]!);
  expect(a.index.zoneOrder("usagers").get()).toEqual([second]);
  a.actions.undo();
  expect(a.index.zoneOrder("usagers").get()).toEqual(order);
});

test("undoing a restoration puts back what nobody touched since, whoever had made it", () => {
  const { a, b, shared } = two();
  a.actions.remove(shared);
  sync(a, b);
  b.actions.restore(shared);
  expect(b.actions.undo()).toMatchObject({ done: true, message: null });
  expect(b.index.view(shared)?.deleted).toBe(true);
  expect(b.actions.redo().done).toBe(true);
  expect(b.index.view(shared)?.deleted).toBe(false);
});

test("undoing a restoration leaves what somebody else wrote in since, and says it", () => {
  const { a, b, shared } = two();
  a.actions.remove(shared);
  sync(a, b);
  b.actions.restore(shared);
  b.actions.undo();
  b.actions.redo();
  sync(a, b);
  a.type(shared, " encore");
  sync(a, b);
  expect(b.actions.undo().message).toContain("quelqu’un d’autre y a écrit");
  expect(b.index.view(shared)?.deleted).toBe(false);
});

test("acts are separate steps even when done at once, and typing joins within half a second", () => {
  const { a, shared } = two();
  a.type(shared, "a");
  a.type(shared, "b");
  a.actions.setColor(shared, "rouge");
  a.actions.move(shared, "canaux", 0);
  a.type(shared, "c");
  const states: unknown[] = [];
  const look = () => {
    const { zone, color } = a.index.view(shared)!;
    states.push([a.index.text(shared).get(), zone, color]);
  };
  for (let i = 0; i < 4; i++) {
    a.actions.undo();
    look();
  }
  expect(states).toEqual([
    ["baseab", "canaux", "rouge"],
    ["baseab", "usagers", "rouge"],
    ["baseab", "usagers", "idee"],
    ["base", "usagers", "idee"],
  ]);
  expect(a.actions.undo().done).toBe(true);
  expect(a.actions.undo()).toEqual({ done: false, message: "Rien de vous à annuler.", cards: [] });
});

test("an undo says which cards it touched, and the state says what is possible", () => {
  const { a, shared } = two();
  a.type(shared, "a");
  expect(a.undo.state.get()).toEqual({ canUndo: true, canRedo: false });
  expect(a.actions.undo().cards).toEqual([shared]);
  expect(a.undo.state.get()).toEqual({ canUndo: true, canRedo: true });
  expect(a.actions.redo().cards).toEqual([shared]);
  a.actions.undo();
  a.type(shared, "z");
  expect(a.undo.state.get()).toEqual({ canUndo: true, canRedo: false });
});

test("edits of others are never in one's history", () => {
  const { a, b, shared } = two();
  b.type(shared, "!");
  b.actions.remove(shared);
  sync(a, b);
  a.actions.undo();
  expect(a.index.text(shared).get()).toBe("base!");
});

test("several cards created, placed, coloured or removed at once are one step each", () => {
  const { a } = two();
  const seed = (id: string, rank: string, parent?: string) => ({
    id,
    zone: "canaux",
    rank,
    text: id,
    ...(parent === undefined ? {} : { parent }),
  });
  expect(a.actions.create([seed("x", "a0"), seed("y", "a1"), seed("z", "a0", "y")])).toEqual(["x", "y", "z"]);
  a.actions.place([
    { id: "x", rank: "a2" },
    { id: "z", parent: "x" },
  ]);
  a.actions.setColors(["x", "y"], "rouge");
  a.actions.removeAll(["x", "y"]);
  const states: unknown[] = [];
  for (let i = 0; i < 4; i++) {
    states.push(
      ["x", "y", "z"].map((id) => {
        const { deleted, rank, parent, color } = a.index.view(id)!;
        return [deleted ? "out" : "in", rank, parent, color].join(" ");
      }),
    );
    a.actions.undo();
  }
  expect(states).toEqual([
    ["out a2  rouge", "out a1  rouge", "in a0 x idee"],
    ["in a2  rouge", "in a1  rouge", "in a0 x idee"],
    ["in a2  idee", "in a1  idee", "in a0 x idee"],
    ["in a0  idee", "in a1  idee", "in a0 y idee"],
  ]);
  // What was created under another of the same act goes with it, without a mark of its own.
  expect(["x", "y", "z"].map((id) => a.index.view(id)!.deleted)).toEqual([true, true, false]);
});

test("a creation under which others work is kept even where parents make a circle", () => {
  const { a, b } = two();
  const id = a.actions.add("canaux")!;
  sync(a, b);
  b.actions.place([{ id, parent: id }]);
  sync(a, b);
  expect(a.actions.undo().done).toBe(true);
});

test("cards that do not all fit are not created at all, and it is said", () => {
  const { a } = two();
  const seeds = Array.from({ length: 20 }, (_, i) => ({ id: `s${i}`, zone: "canaux", rank: "a0" }));
  expect(a.actions.create(seeds)).toEqual([]);
  expect(a.notices).toEqual([
    "20 post-its n’ont pas été ajoutés. Le canevas est plein : il contient au plus 20 post-its.",
  ]);
});

test.each([1, 2])("undoing a move that crossed another's leaves the card a place (%s)", (order) => {
  const { a, b, shared } = two();
  const [first, second] = order === 1 ? [a, b] : [b, a];
  first.actions.move(shared, "canaux", 0);
  second.actions.move(shared, "couts", 0);
  first.actions.setField(shared, "montant", 1);
  second.actions.setField(shared, "montant", 2);
  sync(a, b);
  first.actions.undo();
  first.actions.undo();
  second.actions.undo();
  second.actions.undo();
  sync(a, b);
  const { zone, rank, fields } = a.index.view(shared)!;
  expect(zone).toBe("usagers");
  expect(rank).not.toBe("");
  expect(fields).toEqual({});
  expect(b.index.view(shared)).toMatchObject({ zone, rank, fields });
});

/** A file brought in: written by the server, for Camille. */
function broughtIn() {
  const { a, b } = two();
  const server = makePeer("serveur");
  const made = server.actions.addMany("canaux", ["un", "deux", "trois"]);
  const link = server.actions.link(made[0]!, made[1]!, "alimente")!;
  sync(a, server);
  sync(a, b);
  const live = () => a.index.zoneOrder("canaux").get();
  return { a, b, made, link, live, ids: a.actions.adopt([...made, link]) };
}

test("what the server wrote for somebody is undone and redone as one step of theirs", () => {
  const { a, b, made, link, live } = broughtIn();
  expect(a.actions.undo()).toMatchObject({ done: true, message: null });
  expect([live(), a.edges.view(link)?.deleted]).toEqual([[], true]);
  expect(a.actions.redo().done).toBe(true);
  sync(a, b);
  expect([b.index.zoneOrder("canaux").get(), b.edges.view(link)?.deleted]).toEqual([made, false]);
  expect(a.actions.undo().done).toBe(true);
  expect(live()).toEqual([]);
  expect(a.index.zoneOrder("usagers").get()).toHaveLength(1);
});

test("what others worked on since it came stays, and is said", () => {
  const { a, b, made, live, ids } = broughtIn();
  b.type(made[2]!, " fois");
  sync(a, b);
  const { done, message } = a.actions.takeBack(ids);
  expect([done, message]).toEqual([true, expect.stringContaining("quelqu’un d’autre y a écrit")]);
  expect(live()).toEqual([made[2]]);
});

test("it is taken back after other acts, which stay, by a step of its own", () => {
  const { a, live, ids } = broughtIn();
  const later = a.actions.add("canaux", "après")!;
  expect(a.actions.takeBack(ids).done).toBe(true);
  expect(live()).toEqual([later]);
  a.actions.undo();
  expect(live()).toHaveLength(4);
  a.actions.undo();
  a.actions.undo();
  expect(live()).toEqual([]);
});
