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
