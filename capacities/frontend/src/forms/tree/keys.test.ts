// @vitest-environment node
/* The keyboard of the map, key by key. */

import { expect, test } from "vitest";
import { CENTRE } from "../../core";
import type { KeyPress } from "../board/press";
import { commandOf, type MapNow } from "./keys";
import { layout } from "./layout";
import { show } from "./shown";
import type { TreeView } from "./tree";

/* Right: a(a1 a2(deep)) b; left: c(c1) d. */
const CHILDREN: Record<string, string[]> = {
  centre: ["a", "b", "c", "d"],
  a: ["a1", "a2"],
  a2: ["deep"],
  c: ["c1"],
};

function view(): TreeView {
  const order: string[] = [];
  const parent = new Map<string, string>();
  const depth = new Map<string, number>();
  const visit = (id: string, level: number) => {
    for (const child of CHILDREN[id] ?? []) {
      order.push(child);
      parent.set(child, id);
      depth.set(child, level);
      visit(child, level + 1);
    }
  };
  visit(CENTRE, 1);
  return { order, children: new Map(Object.entries(CHILDREN)), parent, depth, hidden: [] };
}

function now(at: string | string[], change: Partial<MapNow> & { folded?: string[] } = {}): MapNow {
  const shown = show(view(), { folded: new Set(change.folded), focus: null }, null);
  const size = { width: 100, height: 30 };
  const split = new Map([..."abcd"].map((id) => [id, id < "c" ? "right" : "left"] as const));
  const { boxes } = layout(
    { root: CENTRE, childrenOf: (id) => shown.children.get(id) ?? [], sizeOf: () => size },
    { split },
  );
  const selected = typeof at === "string" ? [at] : at;
  const boxOf = (id: string) => boxes.get(id);
  return { shown, boxOf, selected, editing: false, editable: true, ...change };
}

/** "Ctrl+ArrowUp", "Shift+Tab", " "… */
function press(keys: string): KeyPress {
  const parts = keys === "+" ? ["+"] : keys.split(/\+(?=.)/);
  const held = (name: string) => parts.slice(0, -1).includes(name);
  return {
    key: parts.at(-1)!,
    ctrlKey: held("Ctrl"),
    altKey: held("Alt"),
    shiftKey: held("Shift"),
    metaKey: held("Meta"),
  };
}

const select = (...ids: string[]) => ({ kind: "select", ids });

test.each([
  ["Tab", { kind: "child", of: "b" }],
  ["Enter", { kind: "sibling", of: "b", where: "after" }],
  ["Shift+Enter", { kind: "sibling", of: "b", where: "before" }],
  ["F2", { kind: "edit", id: "b" }],
  ["é", { kind: "type", id: "b", text: "é" }],
  ["Shift+V", { kind: "type", id: "b", text: "V" }],
  ["Delete", { kind: "remove", ids: ["b"] }],
  ["Backspace", { kind: "remove", ids: ["b"] }],
  ["Ctrl+d", { kind: "duplicate", id: "b" }],
  ["Ctrl+ArrowUp", { kind: "shift", ids: ["b"], to: "up" }],
  ["Alt+ArrowDown", { kind: "shift", ids: ["b"], to: "down" }],
  ["Meta+ArrowRight", { kind: "shift", ids: ["b"], to: "indent" }],
  ["Ctrl+ArrowLeft", { kind: "shift", ids: ["b"], to: "outdent" }],
  ["+", { kind: "zoom", to: "in" }],
  ["-", { kind: "zoom", to: "out" }],
  ["0", { kind: "zoom", to: "fit" }],
  ["Escape", { kind: "leave" }],
  ["Home", select(CENTRE)],
  ["End", select("d")],
  ["Ctrl+a", select("a", "c", "d", "b")],
])("%s, a node in hand", (keys, command) => {
  expect(commandOf(press(keys), now("b"))).toEqual(command);
});

test.each([
  ["a", "ArrowRight", "a1"],
  ["a1", "ArrowLeft", "a"],
  ["a", "ArrowLeft", CENTRE],
  ["c", "ArrowLeft", "c1"],
  ["c1", "ArrowRight", "c"],
  ["c", "ArrowRight", CENTRE],
  [CENTRE, "ArrowRight", "a"],
  [CENTRE, "ArrowLeft", "c"],
  ["a1", "ArrowDown", "a2"],
  ["b", "ArrowUp", "a"],
  ["c", "ArrowDown", "d"],
])("from %s, %s goes to %s: by what is seen, on each side", (at, keys, to) => {
  expect(commandOf(press(keys), now(at))).toEqual(select(to));
});

test("where nothing is in that direction, an arrow stays, and the page does not scroll", () => {
  for (const [at, keys] of [
    ["a", "ArrowUp"],
    ["b", "ArrowRight"],
    ["d", "ArrowDown"],
    [CENTRE, "ArrowUp"],
  ]) {
    expect(commandOf(press(keys!), now(at!)), `${at} ${keys}`).toEqual({ kind: "stay" });
  }
});

test("on the left side, indenting is to the left", () => {
  expect(commandOf(press("Ctrl+ArrowLeft"), now("d"))).toMatchObject({ to: "indent" });
  expect(commandOf(press("Alt+ArrowRight"), now("c1"))).toMatchObject({ to: "outdent" });
});

test("space and the full stop fold and unfold; going into a folded branch opens it", () => {
  expect(commandOf(press(" "), now("a"))).toEqual({ kind: "fold", ids: ["a"], folded: true });
  const folded = now("a", { folded: ["a"] });
  expect(commandOf(press("."), folded)).toEqual({ kind: "fold", ids: ["a"], folded: false });
  expect(commandOf(press("ArrowRight"), folded)).toEqual({ kind: "fold", ids: ["a"], folded: false });
  expect(commandOf(press(" "), now("b"))).toEqual({ kind: "stay" });
  expect(commandOf(press(" "), now(CENTRE))).toEqual({ kind: "stay" });
});

test("Shift with an arrow extends the selection; acts then take all of it", () => {
  expect(commandOf(press("Shift+ArrowDown"), now("a1"))).toEqual({ kind: "extend", id: "a2" });
  const two = now(["a1", "a2"]);
  expect(commandOf(press("Delete"), two)).toEqual({ kind: "remove", ids: ["a1", "a2"] });
  expect(commandOf(press("Ctrl+ArrowUp"), two)).toEqual({ kind: "shift", ids: ["a1", "a2"], to: "up" });
});

test("Delete held down takes away what is in hand, and nothing after it", () => {
  expect(commandOf({ ...press("Delete"), repeat: true }, now("a1"))).toEqual({ kind: "stay" });
  expect(commandOf({ ...press("Backspace"), repeat: true }, now("a1"))).toEqual({ kind: "stay" });
});

test("while one writes, only Tab, Enter and leaving are the map's", () => {
  const writing = now("a1", { editing: true });
  expect(commandOf(press("Escape"), writing)).toEqual({ kind: "stop-editing" });
  expect(commandOf(press("F2"), writing)).toEqual({ kind: "stop-editing" });
  expect(commandOf(press("Tab"), writing)).toEqual({ kind: "child", of: "a1" });
  expect(commandOf(press("Enter"), writing)).toEqual({ kind: "sibling", of: "a1", where: "after" });
  for (const keys of ["Shift+Enter", "Shift+Tab", "ArrowUp", "Ctrl+ArrowLeft", "Ctrl+a", "Delete", " ", "0", "x"]) {
    expect(commandOf(press(keys), writing), keys).toBeNull();
  }
});

test("nobody is trapped: Shift+Tab is the browser's, and Escape leaves, then leaves the map", () => {
  expect(commandOf(press("Shift+Tab"), now("a"))).toBeNull();
  expect(commandOf(press("Escape"), now("a"))).toEqual({ kind: "leave" });
});

test("a reader moves, folds and zooms; Tab and all that writes is the browser's", () => {
  const reader = now("a", { editable: false });
  expect(commandOf(press("ArrowRight"), reader)).toEqual(select("a1"));
  expect(commandOf(press(" "), reader)).toMatchObject({ kind: "fold" });
  expect(commandOf(press("0"), reader)).toMatchObject({ kind: "zoom" });
  for (const keys of ["Tab", "Enter", "F2", "Delete", "x", "Ctrl+ArrowUp"]) {
    expect(commandOf(press(keys), reader), keys).toBeNull();
  }
});

test("what belongs to the browser stays its own: its shortcuts, an accent being composed", () => {
  for (const keys of ["Ctrl+c", "Ctrl+v", "Ctrl+z", "Ctrl++", "Ctrl+0", "Ctrl+Shift+d", "Alt+d", "F5", "Shift"]) {
    expect(commandOf(press(keys), now("a")), keys).toBeNull();
  }
  expect(commandOf({ ...press("Enter"), isComposing: true }, now("a"))).toBeNull();
});

test("AltGr writes its sign", () => {
  expect(commandOf(press("Ctrl+Alt+@"), now("a"))).toEqual({ kind: "type", id: "a", text: "@" });
});

test("with nothing in hand, keys are about the root of what is drawn", () => {
  expect(commandOf(press("Tab"), now([]))).toEqual({ kind: "child", of: CENTRE });
  expect(commandOf(press("Ctrl+d"), now([]))).toEqual({ kind: "stay" });
  expect(commandOf(press("Ctrl+a"), now([]))).toEqual(select("a", "b", "c", "d"));
});

const TYPES = ["action", "moyen", "méthode", "idée"];

test("1 to 4 give what is in hand its type; where there is none to choose, figures are words", () => {
  expect(commandOf(press("3"), now(["a", "b"], { types: TYPES }))).toEqual({
    kind: "set-type",
    ids: ["a", "b"],
    type: "méthode",
  });
  expect(commandOf(press("5"), now("b", { types: TYPES }))).toEqual({ kind: "type", id: "b", text: "5" });
  expect(commandOf(press("3"), now("b"))).toEqual({ kind: "type", id: "b", text: "3" });
  expect(commandOf(press("1"), now("b", { types: TYPES, editing: true }))).toBeNull();
});

test("a second Enter makes no idea for nothing: it ends", () => {
  const writing = { editing: true, empty: true };
  expect(commandOf(press("Enter"), now("b", writing))).toEqual({ kind: "stop-editing" });
  expect(commandOf(press("Tab"), now("b", writing))).toEqual({ kind: "stop-editing" });
});

test("shortcuts answer by the place of the key where letters are not Latin", () => {
  const cyrillic = { ...press("Ctrl+в"), code: "KeyD" };
  expect(commandOf(cyrillic, now("b"))).toEqual({ kind: "duplicate", id: "b" });
});
