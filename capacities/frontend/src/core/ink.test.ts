// @vitest-environment node
/* Strokes come, go and are moved as one step each; nobody takes away those of another. */

import { expect, test, vi } from "vitest";
import * as Y from "yjs";
import { offsets } from "../../../../tests/vectors/ink.json";
import { Announcements } from "./announcements";
import { newId } from "./document";
import { InkIndex } from "./ink-index";
import { deliver, makePeer, type Peer, sync, TEMPLATE } from "./testing";
import { POST_IT } from "./words";

const draw = ({ actions }: Peer, points = "0,0 10,10", color = "idee") => {
  const id = newId();
  expect(actions.create([], [], null, [], [{ id, points, color, thick: false }])).toEqual([id]);
  return id;
};
const live = ({ ink }: Peer) => ink.live.get().map(({ id }) => id);
const trashed = ({ ink }: Peer) => ink.trash.get().map(({ id }) => id);

test("each undoes what it drew, by the corbeille; that of the other stays", () => {
  const [ada, eve] = [makePeer("Ada"), makePeer("Eve")];
  const [hers, other] = [draw(ada), draw(eve)];
  sync(ada, eve);
  expect(new Set(live(eve))).toEqual(new Set([hers, other]));
  expect(ada.actions.undo().done).toBe(true);
  sync(ada, eve);
  expect([live(eve), trashed(eve)]).toEqual([[other], [hers]]);
  ada.actions.redo();
  sync(ada, eve);
  expect(new Set(live(eve))).toEqual(new Set([hers, other]));
  expect(ada.actions.undo().done && ada.actions.undo().done).toBe(false);
});

test("what is as usual is not written; who drew it and when is", () => {
  const ada = makePeer("Ada");
  const id = draw(ada);
  const stored = (ada.doc.getMap("ink").toJSON() as Record<string, object>)[id]!;
  expect(Object.keys(stored).sort()).toEqual(["author", "color", "created", "points"]);
  expect(stored).toMatchObject({ author: "Ada", points: "0,0 10,10", color: "idee" });
});

test("a stroke moved, coloured, removed and restored is each time one step, with what goes with it", () => {
  const ada = makePeer("Ada");
  const id = draw(ada);
  const card = ada.actions.add("usagers", "Vélos")!;
  ada.actions.place([
    { id, x: 5, y: -3, zone: "canaux" },
    { id: card, x: 1, y: 2 },
  ]);
  expect(ada.ink.view(id)).toMatchObject({ x: 5, y: -3 });
  expect(ada.doc.getMap("ink").toJSON()[id]).not.toHaveProperty("zone");
  ada.actions.setColors([id], "rouge");
  ada.actions.removeAll([id, card]);
  expect([live(ada), trashed(ada)]).toEqual([[], [id]]);
  ada.actions.restoreAll([id, card]);
  expect(live(ada)).toEqual([id]);
  for (let i = 0; i < 3; i++) ada.actions.undo();
  expect(ada.ink.view(id)).toMatchObject({ x: 5, y: -3, color: "idee", deleted: false });
  ada.actions.undo();
  expect(ada.ink.view(id)).toMatchObject({ x: 0, y: 0 });
  expect(ada.index.view(card)).toMatchObject({ x: null, y: null });
});

test("of two moves that cross, one wins alike for all", () => {
  const [ada, eve] = [makePeer("Ada"), makePeer("Eve")];
  const id = draw(ada);
  sync(ada, eve);
  ada.actions.place([{ id, x: 10, y: 10 }]);
  eve.actions.place([{ id, x: 20, y: 20 }]);
  sync(ada, eve);
  const at = ({ ink }: Peer) => [ink.view(id)!.x, ink.view(id)!.y];
  expect(at(ada)).toEqual(at(eve));
  expect([
    [10, 10],
    [20, 20],
  ]).toContainEqual(at(ada));
});

test("a stroke that somebody else coloured is not undone, and it is told", () => {
  const [ada, eve] = [makePeer("Ada"), makePeer("Eve")];
  const id = draw(ada);
  sync(ada, eve);
  eve.actions.setColors([id], "vert");
  sync(ada, eve);
  expect(ada.actions.undo().message).toContain("Ce trait à main levée n’est pas retiré");
  expect(live(ada)).toEqual([id]);
});

test("strokes count with the rest: what is full says so, and nothing is drawn in part", () => {
  const ada = makePeer("Ada");
  const { cards_per_canvas: most } = TEMPLATE.limits;
  for (let i = 0; i < most - 1; i++) draw(ada, `${i},0`);
  expect(ada.actions.room()).toBe(1);
  const two = [1, 2].map(() => ({ id: newId(), points: "1,1", color: "", thick: true }));
  expect(ada.actions.create([], [], null, [], two)).toEqual([]);
  expect(ada.notices).toEqual(["Le canevas est plein : il contient au plus 20 post-its et traits."]);
  draw(ada);
  expect(ada.actions.add("usagers", "de trop")).toBeNull();
});

test("a canvas full of ink takes no pen, and a line begun before is kept whole", () => {
  const ada = makePeer("Ada");
  const { ink_chars: most, stroke_chars: longest } = TEMPLATE.limits;
  const points = "1,1 ".repeat(longest / 4);
  const seeds = (count: number) =>
    Array.from({ length: count }, () => ({ id: newId(), points, color: "", thick: false }));
  for (let i = 0; i < most / longest - 1; i++) draw(ada, points);
  ada.actions.removeAll(live(ada));
  expect(ada.actions.canDraw()).toBe(true);
  expect(ada.actions.create([], [], null, [], seeds(12))).toEqual([]);
  expect(ada.actions.create([], [], null, [], seeds(2))).toHaveLength(2);
  ada.notices.length = 0;
  expect(ada.actions.canDraw()).toBe(false);
  expect(ada.notices).toEqual([expect.stringContaining("Le canevas est plein de traits à main levée")]);
  expect(live(ada)).toHaveLength(2);
  expect(ada.actions.add("usagers", "un post-it")).not.toBeNull();
});

test.each(offsets)("a stroke moved by $at is drawn as if by $read", ({ at, read }) => {
  const ada = makePeer("Ada");
  const id = draw(ada);
  const stored = ada.doc.getMap<Y.Map<unknown>>("ink").get(id)!;
  for (const key of ["x", "y"]) stored.set(key, at);
  expect(ada.ink.view(id)).toMatchObject({ x: read, y: read });
});

test("three people who draw, move, take away and undo at random end with the same strokes, none lost", () => {
  for (let run = 0; run < 30; run++) {
    let state = run + 1;
    const random = (n: number) => {
      state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0;
      return (state >>> 8) % n;
    };
    const peers = ["Ada", "Eve", "Zoé"].map((name) => makePeer(name));
    const drawn = new Set<string>();
    for (let i = 0; i < 60; i++) {
      const peer = peers[random(3)]!;
      const ids = [...peer.doc.getMap("ink").keys()];
      const id = ids[random(Math.max(1, ids.length))];
      const choice = random(9);
      if ((choice < 2 || id === undefined) && peer.actions.room() > 0) drawn.add(draw(peer));
      else if (choice === 3) peer.actions.place([{ id: id!, x: random(50), y: random(50) }]);
      else if (choice === 4) peer.actions.remove(id!);
      else if (choice === 5) peer.actions.restore(id!);
      else if (choice === 6) peer.actions.setColors([id!], ["", "rouge"][random(2)]!);
      else if (choice === 7) peer.actions.undo();
      else peer.actions.redo();
      if (random(3) === 0) deliver(peers[random(3)]!, peers[random(3)]!);
    }
    sync(...peers);
    const stored = peers.map(({ doc }) => doc.getMap("ink").toJSON());
    expect(stored[1]).toEqual(stored[0]);
    expect(stored[2]).toEqual(stored[0]);
    for (const peer of peers) expect(new Set([...live(peer), ...trashed(peer)])).toEqual(drawn);
    expect(live(peers[1]!)).toEqual(live(peers[0]!));
    expect(Object.values(stored[0]!).every((one) => (one as { points?: unknown }).points === "0,0 10,10")).toBe(true);
  }
});

test("who only reads draws nothing", () => {
  const ada = makePeer("Ada");
  const id = draw(ada);
  ada.freeze();
  expect(ada.actions.create([], [], null, [], [{ id: newId(), points: "1,1", color: "", thick: false }])).toEqual([]);
  ada.actions.place([{ id, x: 5, y: 5 }]);
  ada.actions.remove(id);
  expect(ada.ink.view(id)).toMatchObject({ x: 0, deleted: false });
});

test("whatever is stored is read, in the order in which it was drawn; twenty thousand too", () => {
  const doc = new Y.Doc();
  const root = doc.getMap("ink");
  const index = new InkIndex(doc, TEMPLATE.limits);
  doc.transact(() => {
    root.set("text", "rien");
    root.set("b", new Y.Map(Object.entries({ points: "1,1", created: "2026-01-02", thick: "oui", x: Number.NaN })));
    root.set("a", new Y.Map(Object.entries({ points: 12, created: "2026-01-03", y: 4 })));
    for (let i = 0; i < 20_000; i++) root.set(`n${i}`, new Y.Map(Object.entries({ points: "1,1", created: "2027" })));
  });
  expect(index.live.get()).toHaveLength(20_002);
  expect(index.live.get().slice(0, 2)).toMatchObject([
    { id: "b", points: "1,1", thick: false, x: 0, y: 0 },
    { id: "a", points: "", y: 4 },
  ]);
});

test("others are told by their number, once in a while", () => {
  vi.useFakeTimers();
  const [ada, eve] = [makePeer("Ada"), makePeer("Eve")];
  const said: string[] = [];
  const announcements = new Announcements(
    () => POST_IT,
    () => null,
  );
  announcements.subscribe((sentence) => said.push(sentence));
  eve.ink.onChange((change) => announcements.noteInk(change));
  const first = draw(ada);
  sync(ada, eve);
  draw(ada);
  draw(ada);
  ada.actions.remove(first);
  sync(ada, eve);
  vi.advanceTimersByTime(4_000);
  const [moved] = live(ada);
  ada.actions.place([{ id: moved!, x: 5, y: 5 }]);
  sync(ada, eve);
  ada.actions.remove(moved!);
  sync(ada, eve);
  vi.advanceTimersByTime(4_000);
  vi.useRealTimers();
  expect(said).toEqual(["Ada a dessiné 2 traits à main levée.", "Un trait à main levée mis à la corbeille."]);
  announcements.destroy();
});
