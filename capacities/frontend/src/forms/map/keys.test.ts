/* The keyboard of the map. */

import { expect, test } from "vitest";
import { beside, commandOf } from "./keys";

const press = (key: string, more = {}) => ({
  key,
  ctrlKey: false,
  altKey: false,
  shiftKey: false,
  metaKey: false,
  ...more,
});
const IN_HAND = { inHand: true, editable: true };

test("arrows move what is in hand, finely with Maj, and go to the neighbour with Ctrl", () => {
  expect(commandOf(press("ArrowLeft"), IN_HAND)).toEqual({ kind: "nudge", x: -10, y: 0 });
  expect(commandOf(press("ArrowDown", { shiftKey: true }), IN_HAND)).toEqual({ kind: "nudge", x: 0, y: 1 });
  expect(commandOf(press("ArrowUp", { ctrlKey: true }), IN_HAND)).toEqual({ kind: "go", to: "up" });
  expect(commandOf(press("ArrowUp"), { inHand: false, editable: true })).toEqual({ kind: "go", to: "up" });
});

test("who only reads goes about, and changes nothing", () => {
  const reader = { inHand: true, editable: false };
  for (const key of ["Delete", "Enter", "a", "F2"]) expect(commandOf(press(key), reader)).toBeNull();
  expect(commandOf(press("d", { ctrlKey: true }), reader)).toBeNull();
  expect(commandOf(press("ArrowLeft"), reader)).toEqual({ kind: "go", to: "left" });
  expect(commandOf(press("+"), reader)).toEqual({ kind: "zoom", to: "in" });
});

test("a letter goes on with the text, an accent being composed is left alone", () => {
  expect(commandOf(press("é"), IN_HAND)).toEqual({ kind: "type" });
  expect(commandOf(press("Dead"), IN_HAND)).toEqual({ kind: "type" });
  expect(commandOf(press("a", { isComposing: true }), IN_HAND)).toBeNull();
  expect(commandOf(press("a", { altKey: true }), IN_HAND)).toBeNull();
  expect(commandOf(press("a"), { inHand: false, editable: true })).toBeNull();
});

test("held down, Suppr takes away one thing", () => {
  expect(commandOf(press("Delete"), IN_HAND)).toEqual({ kind: "remove" });
  expect(commandOf(press("Delete", { repeat: true }), IN_HAND)).toBeNull();
});

test("the neighbour is the nearest of those ahead", () => {
  const box = (x: number, y: number) => ({ x, y, width: 10, height: 10 });
  const boxes = new Map([
    ["a", box(0, 0)],
    ["b", box(100, 10)],
    ["c", box(300, 0)],
    ["d", box(0, 200)],
  ]);
  expect(beside(boxes, "a", "right")).toBe("b");
  expect(beside(boxes, "a", "down")).toBe("d");
  expect(beside(boxes, "a", "left")).toBeNull();
  expect(beside(boxes, "nobody", "left")).toBeNull();
});
