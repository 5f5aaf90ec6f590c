/* The image behind a map, in the document. */

import { expect, test } from "vitest";
import * as Y from "yjs";
import { readBackground } from "./background";
import { backgroundOf } from "./document";
import { makePeer, sync, TEMPLATE } from "./testing";
import type { BackgroundView } from "./types";

const IMAGE = "ab".repeat(32);
const PLAN: BackgroundView = { image: IMAGE, x: -40, y: 20, width: 1200, height: 800, opacity: 0.5, alt: "Le plan" };

test("whatever is stored is read, or is none", () => {
  const junk = [null, true, Number.NaN, 1e9, -3, "x", IMAGE, { x: 1 }, [1], new Uint8Array(3), undefined];
  const read = (stored: unknown) => {
    const doc = new Y.Doc();
    backgroundOf(doc).set("shown", stored);
    return readBackground(doc, TEMPLATE.limits);
  };
  for (const each of [...junk, new Y.Text("x"), new Y.Map()]) expect(read(each)).toBeNull();
  for (const key of [...Object.keys(PLAN), "?"]) {
    for (const each of junk) {
      const found = read({ ...PLAN, [key]: each });
      if (found === null) continue;
      expect(found.image).toBe(IMAGE);
      expect(Number.isFinite(found.x + found.y + found.width + found.height + found.opacity)).toBe(true);
      expect(typeof found.alt).toBe("string");
    }
  }
  expect(readBackground(new Y.Doc(), TEMPLATE.limits)).toBeNull();
  expect(read({ ...PLAN, image: `${IMAGE}/../..` })).toBeNull();
});

test("written with a key for each value, as no version did, it is none, and another may be put", () => {
  const { actions, session, doc } = makePeer("Camille");
  for (const [key, found] of Object.entries(PLAN)) backgroundOf(doc).set(key, found);
  expect(session.background.get()).toBeNull();
  actions.setBackground(PLAN);
  expect(session.background.get()).toEqual(PLAN);
});

test("it is put, changed and taken away, each as one step to undo", () => {
  const { actions, session } = makePeer("Camille");
  const shown = () => session.background.get();
  actions.setBackground(PLAN);
  actions.setBackground({ opacity: 1 });
  actions.setBackground(null);
  expect(shown()).toBeNull();
  actions.undo();
  expect(shown()).toEqual({ ...PLAN, opacity: 1 });
  actions.undo();
  expect(shown()).toEqual(PLAN);
  actions.undo();
  expect(shown()).toBeNull();
  actions.redo();
  expect(shown()).toEqual(PLAN);
});

test("what does not change it leaves no step, and nothing is changed of none", () => {
  const { actions, session } = makePeer("Camille");
  actions.setBackground({ opacity: 1, alt: "rien" });
  expect(session.background.get()).toBeNull();
  expect(actions.undo().done).toBe(false);
  actions.setBackground(PLAN);
  actions.setBackground({ alt: "Le plan" });
  actions.undo();
  expect(session.background.get()).toBeNull();
});

test("of two who put one at once, one wins whole, for both", () => {
  const [a, b] = [makePeer("Ada"), makePeer("Bob")];
  const photo = { image: "cd".repeat(32), x: 7, y: 8, width: 90, height: 60, opacity: 1, alt: "" };
  a.actions.setBackground(PLAN);
  b.actions.setBackground(photo);
  sync(a, b);
  expect([PLAN, photo]).toContainEqual(a.session.background.get());
  expect(b.session.background.get()).toEqual(a.session.background.get());
});

test("who put it undoes it, and not what another put since", () => {
  const [a, b] = [makePeer("Ada"), makePeer("Bob")];
  a.actions.setBackground(PLAN);
  sync(a, b);
  b.actions.setBackground({ ...PLAN, image: "cd".repeat(32), alt: "" });
  sync(a, b);
  a.actions.undo();
  sync(a, b);
  expect(b.session.background.get()?.image).toBe("cd".repeat(32));
  b.actions.undo();
  sync(a, b);
  expect(a.session.background.get()).toEqual(b.session.background.get());
});

test("one that was replaced comes back whole, whatever each of two did to it", () => {
  const [a, b] = [makePeer("Ada"), makePeer("Bob")];
  const photo = { image: "cd".repeat(32), x: 7, y: 8, width: 90, height: 60, opacity: 1, alt: "Une photo" };
  const shown = () => {
    sync(a, b);
    expect(b.session.background.get()).toEqual(a.session.background.get());
    return a.session.background.get();
  };
  a.actions.setBackground(PLAN);
  sync(a, b);
  b.actions.setBackground({ alt: "Le quartier" });
  sync(a, b);
  b.actions.setBackground(photo);
  sync(a, b);
  a.actions.setBackground({ x: 70, y: 80, width: 900, height: 600 });
  sync(a, b);
  b.actions.undo();
  expect(shown()).toEqual({ ...photo, x: 70, y: 80, width: 900, height: 600 });
  a.actions.undo();
  expect(shown()).toEqual(photo);
});

test("who may only read changes nothing", () => {
  const { actions, session, freeze } = makePeer("Camille");
  freeze();
  actions.setBackground(PLAN);
  expect(session.background.get()).toBeNull();
});
