/* Who is here, whatever others send. */

import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { Awareness, applyAwarenessUpdate, encodeAwarenessUpdate } from "y-protocols/awareness";
import * as Y from "yjs";
import { pauseAmong } from "./pointer";
import { Presence } from "./presence";

const opened: { destroy(): void }[] = [];

function me(): Presence {
  const presence = new Presence(new Y.Doc(), { name: "Camille", color: "#0b5d66", mark: "m" });
  opened.push(presence);
  return presence;
}

/** Another client that says `state`. */
function says(presence: Presence, state: Record<string, unknown>): Awareness {
  const other = new Awareness(new Y.Doc());
  opened.push(other);
  other.setLocalState(state);
  tell(other, presence);
  return other;
}

function tell(from: Awareness, to: Presence): void {
  applyAwarenessUpdate(to.awareness, encodeAwarenessUpdate(from, [from.clientID]), "remote");
}

afterEach(() => {
  for (const one of opened.splice(0)) one.destroy();
  vi.useRealTimers();
});

test("I am first, the others by name", () => {
  const presence = me();
  for (const name of ["Zoé", "Élodie", "Anna"]) says(presence, { user: { name, color: "#123456" } });
  expect(presence.people.get().map(({ name, self }) => [name, self])).toEqual([
    ["Camille", true],
    ["Anna", false],
    ["Élodie", false],
    ["Zoé", false],
  ]);
});

test.each([
  [{}],
  [{ user: null }],
  [{ user: "x", card: 3, typing: "oui" }],
  [{ user: { name: 4, color: "url(javascript:alert(1))" } }],
  [{ user: { name: "   ", color: "red;background:url(x)" }, card: {}, by: [], role: "constructor" }],
])("a state that means nothing is a person without a name: %j", (state) => {
  const presence = me();
  says(presence, state);
  expect(presence.people.get()[1]).toMatchObject({
    name: "Quelqu’un",
    color: "#55616B",
    card: null,
    typing: false,
    self: false,
    spectator: "",
  });
});

test("a name too long is cut between characters", () => {
  const presence = me();
  says(presence, { user: { name: "😀".repeat(60) } });
  expect(presence.people.get()[1]?.name).toBe("😀".repeat(40));
});

test("the tabs of a browser are one person, where they are at work", () => {
  const presence = me();
  const user = { name: "Sacha", color: "#123456" };
  says(presence, { user, by: "b", card: null, typing: false });
  says(presence, { user, by: "b", card: "carte", typing: true });
  says(presence, { user, by: "c", card: "autre" });
  says(presence, { user: { name: "Camille" }, by: "m", card: "mienne" });
  expect(
    presence.people
      .get()
      .map(({ name, card }) => `${name} ${card}`)
      .sort(),
  ).toEqual(["Camille mienne", "Sacha autre", "Sacha carte"]);
});

test("programs have no browser: each is one", () => {
  const presence = me();
  for (let n = 0; n < 2; n++) says(presence, { user: { name: "Programme" }, by: null });
  expect(presence.people.get().map(({ name }) => name)).toEqual(["Camille", "Programme", "Programme"]);
});

test("who may not edit is told as such", () => {
  const presence = me();
  for (const role of ["reader", "voter", "editor"]) says(presence, { user: { name: role }, role });
  expect(presence.people.get().map(({ spectator }) => spectator)).toEqual(["", "", "en lecture", "pour voter"]);
});

test("a page says where it is, not who: the room does", () => {
  const presence = me();
  presence.set("carte", true);
  expect(presence.awareness.getLocalState()).toEqual({ card: "carte", typing: true });
});

test("what somebody else says in my place is taken back at once", () => {
  const presence = me();
  presence.set("carte", false);
  const liar = new Awareness(new Y.Doc());
  opened.push(liar);
  liar.clientID = presence.awareness.clientID;
  for (let clock = 0; clock < 9; clock++) liar.setLocalState({ card: "ailleurs", typing: true });
  tell(liar, presence);
  expect(presence.awareness.getLocalState()).toEqual({ card: "carte", typing: false });
  expect(presence.people.get()).toMatchObject([{ name: "Camille", card: "carte", self: true }]);
});

test("the mark that former versions kept in the browser is erased", () => {
  localStorage.setItem("capacities-navigateur", "1-2-3");
  me();
  expect(localStorage).toHaveLength(0);
});

test("typing is said, then over after two seconds; the same is not said twice", () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  const presence = me();
  let told = 0;
  presence.awareness.on("update", () => told++);
  presence.typeIn("carte");
  presence.typeIn("carte");
  expect(told).toBe(1);
  expect(presence.people.get()[0]).toMatchObject({ card: "carte", typing: true });
  vi.advanceTimersByTime(2_100);
  expect(presence.people.get()[0]).toMatchObject({ card: "carte", typing: false });
  presence.set("carte", false);
  expect(told).toBe(2);
});

test("a page that goes away leaves no ghost, and is back when it is shown again", () => {
  const presence = me();
  presence.set("carte", false);
  presence.hide();
  expect(presence.people.get()).toEqual([]);
  presence.show();
  expect(presence.people.get()).toHaveLength(1);
});

test("the list is the same array while nobody changed", () => {
  const presence = me();
  const other = says(presence, { user: { name: "Sacha" } });
  const before = presence.people.get();
  other.setLocalState({ user: { name: "Sacha" }, unknown: 1 });
  tell(other, presence);
  expect(presence.people.get()).toBe(before);
});

describe("where one points", () => {
  const at = (x: number, y: number) => () => ({ x, y });
  const mine = (presence: Presence) => presence.awareness.getLocalState()?.["cursor"];

  beforeEach(() => {
    vi.useFakeTimers();
  });

  function together(pages: number): Presence {
    const presence = me();
    for (let n = 1; n < pages; n++) says(presence, {});
    return presence;
  }

  /** How many times one's cursor is told in a second of moving. */
  function toldInASecond(presence: Presence): number {
    const told = new Set<unknown>();
    for (let n = 0; n < 99; n++) {
      presence.pointAt(at(n, 0));
      vi.advanceTimersByTime(10);
      if (mine(presence) !== undefined) told.add(mine(presence));
    }
    return told.size;
  }

  test("is told in whole numbers, and no more once the pointer has left", () => {
    const presence = together(2);
    presence.set("carte", false);
    presence.pointAt(at(1.4, -2.6));
    vi.advanceTimersByTime(1);
    expect(presence.awareness.getLocalState()).toEqual({ card: "carte", typing: false, cursor: { x: 1, y: -3 } });
    presence.set("autre", true);
    expect(mine(presence)).toEqual({ x: 1, y: -3 });
    presence.pointAway();
    expect(presence.awareness.getLocalState()).toEqual({ card: "autre", typing: true });
  });

  test("is where it is when it is told, not when it moved", () => {
    const presence = together(2);
    const place = { x: 1, y: 1 };
    presence.pointAt(() => place);
    place.x = 9;
    vi.advanceTimersByTime(1);
    expect(mine(presence)).toEqual({ x: 9, y: 1 });
  });

  test("is told to nobody when nobody is there", () => {
    expect(toldInASecond(together(1))).toBe(0);
  });

  test("is told eight times a second between a few, less among many, not at all in a crowd", () => {
    expect(toldInASecond(together(2))).toBe(8);
    expect(toldInASecond(together(9))).toBe(8);
    expect(toldInASecond(together(15))).toBe(3);
    expect(toldInASecond(together(26))).toBe(0);
  });

  test("never costs a room more than it passes on in a second", () => {
    for (const pages of [2, 5, 9, 10, 14, 20, 25, 26, 100, 200]) {
      const pause = pauseAmong(pages);
      const passed = pause === null ? 0 : (pages * (pages - 1) * 1_000) / pause;
      expect(passed).toBeLessThanOrEqual(600.01);
    }
  });

  test("is forgotten after ten seconds without a move", () => {
    const presence = together(2);
    presence.pointAt(at(1, 1));
    vi.advanceTimersByTime(9_900);
    expect(mine(presence)).toEqual({ x: 1, y: 1 });
    vi.advanceTimersByTime(200);
    expect(mine(presence)).toBeUndefined();
  });

  test("goes when a crowd has come", () => {
    const presence = together(2);
    presence.pointAt(at(1, 1));
    vi.advanceTimersByTime(200);
    for (let n = 0; n < 30; n++) says(presence, {});
    presence.pointAt(at(2, 2));
    expect(mine(presence)).toBeUndefined();
  });

  test("is not told by a page that is hidden, nor shown again with it", () => {
    const presence = together(2);
    presence.pointAt(at(1, 1));
    vi.advanceTimersByTime(1);
    presence.hide();
    presence.pointAt(at(2, 2));
    vi.advanceTimersByTime(200);
    expect(presence.awareness.getLocalState()).toBeNull();
    presence.show();
    expect(mine(presence)).toBeUndefined();
  });

  test("is drawn for the others only, whatever they send", () => {
    const presence = me();
    const user = { name: "Sacha", color: "#123456" };
    const sacha = says(presence, { user, by: "s", cursor: { x: 3, y: 4 } });
    says(presence, { user, by: "m", cursor: { x: 3, y: 4 } });
    for (const cursor of [
      { x: 3 },
      { x: "3", y: 4 },
      { x: Infinity, y: 4 },
      { x: NaN, y: 0 },
      7,
      null,
      [1, 2],
      { anchor: 1 },
    ])
      says(presence, { user, by: "s", cursor });
    expect(presence.cursors.get()).toEqual([{ clientId: sacha.clientID, name: "Sacha", color: "#123456", x: 3, y: 4 }]);
    sacha.setLocalState(null);
    tell(sacha, presence);
    expect(presence.cursors.get()).toEqual([]);
  });

  test("moves without anything else being read anew", () => {
    const presence = me();
    const sacha = says(presence, { user: { name: "Sacha" }, card: null, cursor: { x: 3, y: 4 } });
    const before = presence.people.get();
    const [moved, changed] = [vi.fn(), vi.fn()];
    presence.cursors.subscribe(moved);
    presence.people.subscribe(changed);
    sacha.setLocalState({ user: { name: "Sacha" }, card: null, cursor: { x: 5, y: 6 } });
    tell(sacha, presence);
    expect(presence.cursors.get()).toMatchObject([{ x: 5, y: 6 }]);
    expect(presence.people.get()).toBe(before);
    sacha.setLocalState({ user: { name: "Sacha" }, card: "carte", cursor: { x: 5, y: 6 } });
    tell(sacha, presence);
    expect(presence.people.get()[1]).toMatchObject({ card: "carte" });
    expect([moved.mock.calls.length, changed.mock.calls.length]).toEqual([2, 1]);
  });
});
