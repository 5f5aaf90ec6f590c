/* The image behind a map, in the document. */

import { expect, test } from "vitest";
import * as Y from "yjs";
import { readBackground } from "./background";
import { backgroundOf } from "./document";
import { makePeer, sync } from "./testing";
import type { BackgroundView } from "./types";

const IMAGE = "ab".repeat(32);
const PLAN: BackgroundView = { image: IMAGE, x: -40, y: 20, width: 1200, height: 800, opacity: 0.5, alt: "Le plan" };

test("whatever is stored is read, or is none", () => {
  const junk = [null, true, Number.NaN, 1e9, -3, "x", IMAGE, { x: 1 }, new Uint8Array(3), undefined];
  for (const key of [...Object.keys(PLAN), "?"]) {
    for (const each of [...junk, new Y.Text("x"), new Y.Map()]) {
      const doc = new Y.Doc();
      for (const [name, found] of Object.entries(PLAN)) backgroundOf(doc).set(name, found);
      backgroundOf(doc).set(key, each);
      const read = readBackground(doc);
      if (read === null) continue;
      expect(read.image).toBe(IMAGE);
      expect(Number.isFinite(read.x + read.y + read.width + read.height + read.opacity)).toBe(true);
      expect(typeof read.alt).toBe("string");
    }
  }
  expect(readBackground(new Y.Doc())).toBeNull();
  const doc = new Y.Doc();
  backgroundOf(doc).set("image", `${IMAGE}/../..`);
  expect(readBackground(doc)).toBeNull();
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

test("who may only read changes nothing", () => {
  const { actions, session, freeze } = makePeer("Camille");
  freeze();
  actions.setBackground(PLAN);
  expect(session.background.get()).toBeNull();
});
