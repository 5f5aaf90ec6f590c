/* The board as it is drawn and used: keys, focus, what one act leaves in the history. */

import { afterEach, expect, test } from "vitest";
import { TEMPLATE, settle } from "../../core/testing";
import { closeScreens, openScreen, press } from "../../ui/testing";

const ONE = { ...TEMPLATE, bands: [{ rows: [["usagers"]], weight: 1 }] };

afterEach(closeScreens);

const fieldIn = (screen: ShadowRoot, id: string) =>
  screen.querySelector<HTMLTextAreaElement>(`textarea[data-text="${id}"]`)!;

test("a Backspace held down empties its post-it and stops there", async () => {
  const { session, screen } = await openScreen({ template: ONE });
  const [, id] = session.actions.addMany("usagers", ["idée", ""]) as [string, string];
  await settle();
  fieldIn(screen, id).focus();
  press(fieldIn(screen, id), "Backspace", { repeat: true });
  expect(session.card(id).get()!.deleted).toBe(false);
  press(fieldIn(screen, id), "Backspace");
  expect(session.card(id).get()!.deleted).toBe(true);
});
