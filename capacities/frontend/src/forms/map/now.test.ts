/* What makes a thing of the map be drawn again. */

import { afterEach, expect, test } from "vitest";
import { value } from "../../core";
import { settle } from "../../core/testing";
import { closeScreens, openScreen } from "../../ui/testing";
import { nowOf } from "./now";
import { MAP } from "./testing";
import { viewerOf } from "./viewer";

afterEach(closeScreens);

test("an element that is moved shows the same, one that is coloured, filled or selected does not", async () => {
  const { session } = await openScreen({ template: MAP }, { view: "canevas" });
  session.actions.create([
    { id: "a", zone: "donnee", rank: "a0", x: 0, y: 0, color: "", fields: { cadre: "contrat" } },
  ]);
  await settle(10);
  const viewer = viewerOf(session);
  const shown = nowOf(
    { session, viewer, hovered: value<string | null>(null) },
    "a",
    session.card("a"),
    session.text("a"),
  );
  const again = (act: () => void) => {
    const before = shown.get();
    act();
    return shown.get() !== before;
  };
  expect(again(() => session.actions.place([{ id: "a", x: 50, y: 70, rank: "a5" }]))).toBe(false);
  expect(again(() => session.actions.place([{ id: "a", zone: "idee" }]))).toBe(true);
  expect(again(() => session.actions.setColor("a", "vert"))).toBe(true);
  expect(again(() => session.actions.setField("a", "cadre", null))).toBe(true);
  expect(again(() => viewer.select(["a"]))).toBe(true);
});
