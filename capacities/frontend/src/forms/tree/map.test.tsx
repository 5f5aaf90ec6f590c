/* The map as it is drawn and used, from the keyboard and the clipboard. */

import { afterEach, expect, test } from "vitest";
import * as Y from "yjs";
import { CENTRE } from "../../core";
import { FakeRoom, settle, sync } from "../../core/testing";
import { clip, closeScreens, openScreen, press, pressTwice } from "../../ui/testing";
import { grow, TREE, treePeers } from "./testing";
import { childrenOf, treeOf } from "./tree";
import { viewerOf } from "./viewer";

afterEach(closeScreens);

/** A map whose first branch holds « un » and « deux ». */
async function openMap(view = "canevas") {
  const room = new FakeRoom();
  const peer = treePeers(["Dominique"])[0]!;
  const ids = grow(peer, "usagers", "un\ndeux");
  sync(peer, room);
  room.durable = new Y.Doc();
  sync(peer, { doc: room.durable });
  const { session, screen } = await openScreen({ template: TREE }, { room, view });
  const texts = () => childrenOf(treeOf(session).get(), "usagers").map((id) => session.text(id).get());
  return { session, screen, viewer: viewerOf(session), ids, texts };
}

test("lines pasted in a node being created go where it is", async () => {
  const { screen, session, viewer, ids, texts } = await openMap();
  viewer.select([ids["un"]!]);
  await settle();
  press(screen.querySelector(`[data-node="${ids["un"]}"]`)!, "Enter");
  clip("paste", screen.querySelector(".node-field textarea")!, "x\ny");
  await settle();
  expect(texts()).toEqual(["un", "x", "y", "deux"]);
  session.actions.undo();
  expect(texts()).toEqual(["un", "deux"]);
});

test("Ctrl+C on the centre copies the whole tree; with nothing in hand it leaves the clipboard alone", async () => {
  const { screen, viewer, ids } = await openMap();
  const map = screen.querySelector(".map-nodes")!;
  viewer.select([]);
  expect(clip("copy", map, "d’avant")).toBe("d’avant");
  viewer.select([CENTRE, ids["un"]!]);
  expect(clip("copy", map, "d’avant")).toBe("La gouvernance\n\tUsagers\n\t\tun\n\t\tdeux\n\tCanaux\n\tCoûts");
  viewer.select([ids["un"]!]);
  expect(clip("copy", map, "d’avant")).toBe("un");
});

test.each([
  ["canevas", ".node-menu"],
  ["liste", ".row-more"],
  ["liste", ".type-chip"],
])("in the view %s, the second press of %s closes what the first opened", async (view, button) => {
  const { screen, viewer, ids } = await openMap(view);
  viewer.select([ids["un"]!]);
  await settle();
  expect(await pressTwice(screen, button)).toEqual([true, false]);
});

/** Write in a field as one types. */
function typeIn(field: HTMLTextAreaElement, words: string): void {
  field.value = words;
  field.dispatchEvent(new InputEvent("input", { bubbles: true, composed: true }));
}

test("Enter twice after an idea ends there; the Enter that ends a composed word makes none, in Safari's order too", async () => {
  const { screen, viewer, ids, texts } = await openMap();
  viewer.select([ids["deux"]!]);
  await settle();
  press(screen.querySelector(`[data-node="${ids["deux"]}"]`)!, "Enter");
  const field = screen.querySelector<HTMLTextAreaElement>(".node-field textarea")!;
  typeIn(field, "trois");
  press(field, "Enter", { keyCode: 229 });
  expect(texts()).toEqual(["un", "deux", "trois"]);
  press(field, "Enter");
  expect(texts()).toEqual(["un", "deux", "trois", ""]);
  press(screen.querySelector(".node-field textarea")!, "Enter");
  await settle();
  expect(texts()).toEqual(["un", "deux", "trois"]);
  expect(viewer.get().editing).toBeNull();
});

test("Escape closes the details that were opened, then leaves the map", async () => {
  const { screen, viewer, ids } = await openMap();
  viewer.select([ids["un"]!]);
  viewer.showDetails(true);
  await settle();
  press(screen.querySelector(`[data-node="${ids["un"]}"]`)!, "Escape");
  expect(viewer.get().details).toBe(false);
});

test("an empty chain of questions invites, and its button leads to the field", async () => {
  const levels = [{ question: "Pourquoi ce cas d’usage ?", example: "" }];
  const template = { ...TREE, zones: [], tree: { ...TREE.tree!, levels } };
  const room = new FakeRoom();
  room.durable = new Y.Doc();
  const { session, screen } = await openScreen({ template }, { room });
  expect(screen.querySelector(".tree-empty")?.textContent).toContain("Pourquoi ce cas d’usage ?");
  screen.querySelector<HTMLButtonElement>(".tree-empty button")!.click();
  await settle();
  typeIn(screen.activeElement as HTMLTextAreaElement, "Pour aller vite");
  await settle();
  const [first] = childrenOf(treeOf(session).get(), CENTRE);
  expect(session.text(first!).get()).toBe("Pour aller vite");
  expect(screen.querySelector(".tree-empty")).toBeNull();
});

test("a branch with nothing under it counts nothing: « aucune idée » is what one says who does not know", async () => {
  const { screen } = await openMap();
  const facts = [...screen.querySelectorAll(".node-facts")].map((each) => each.textContent);
  expect(facts).toContain("2\u00a0idées");
  expect(facts.join()).not.toMatch(/aucune idée|0\u00a0idée/);
});
