/* The board as it is drawn and used: keys, focus, what one act leaves in the history. */

import { afterEach, expect, test } from "vitest";
import { makeField, settle, TEMPLATE } from "../../core/testing";
import { clip, closeScreens, openScreen, press, pressTwice } from "../../ui/testing";

const ONE = { ...TEMPLATE, bands: [{ rows: [["usagers"]], weight: 1 }] };

const BLOCKS = {
  ...TEMPLATE,
  zones: [{ key: "role", title: "Rôle", questions: [], example: "", accent: false, group: "acteur" }],
  blocks: [{ key: "acteur", title: "Acteurs", singular: "acteur", bands: [{ rows: [["role"]], weight: 1 }] }],
};

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

/** Press « Ajouter » and be in the new post-it. */
async function added(screen: ShadowRoot): Promise<HTMLTextAreaElement> {
  screen.querySelector<HTMLButtonElement>('[data-box="usagers"] button.add')!.click();
  await settle();
  return screen.activeElement as HTMLTextAreaElement;
}

test("an empty post-it opened by Enter and left by Escape does not come back by Ctrl+Z", async () => {
  const { session, screen } = await openScreen({ template: ONE });
  const texts = () =>
    session
      .zoneOrder("usagers")
      .get()
      .map((id) => session.text(id).get());
  const field = await added(screen);
  field.value = "Vélo";
  field.dispatchEvent(new InputEvent("input", { bubbles: true }));
  press(field, "Enter");
  expect(texts()).toEqual(["Vélo", ""]);
  press(screen.activeElement!, "Escape");
  await settle(10);
  expect(texts()).toEqual(["Vélo"]);
  press(screen.activeElement!, "z", { ctrlKey: true });
  expect(texts()).toEqual([""]);
});

test("lines pasted in a new post-it take its place: the caret in the last, one step to undo", async () => {
  const { session, screen } = await openScreen({ template: ONE });
  const texts = () =>
    session
      .zoneOrder("usagers")
      .get()
      .map((id) => session.text(id).get());
  clip("paste", await added(screen), "un\ndeux\ntrois");
  expect(texts()).toEqual(["un", "deux", "trois"]);
  const caretIn = () => (screen.activeElement as HTMLTextAreaElement).value;
  expect(caretIn()).toBe("trois");
  await settle(350);
  expect(caretIn()).toBe("trois");
  session.actions.undo();
  expect(texts()).toEqual([]);
  expect(session.undoState.get().canUndo).toBe(false);
});

test("a block taken away with its post-its is one step, and the focus goes where one is added", async () => {
  const { session, screen } = await openScreen({ template: BLOCKS });
  const block = session.actions.add("acteur", "Mairie")!;
  session.actions.addMany(`role@${block}`, ["un", "deux", "trois"]);
  await settle();
  const bin = screen.querySelector<HTMLButtonElement>(".instance-head button")!;
  bin.focus();
  bin.click();
  await settle();
  expect(session.card(block).get()!.deleted).toBe(true);
  expect(session.zoneOrder(`role@${block}`).get()).toEqual([]);
  expect(screen.activeElement?.textContent).toBe("+ Ajouter\u00a0: acteur");
  session.actions.undo();
  expect(session.card(block).get()!.deleted).toBe(false);
  expect(session.zoneOrder(`role@${block}`).get()).toHaveLength(3);
});

test("nothing is moved nor undone on a projector", async () => {
  const { session, screen } = await openScreen(
    { template: { ...TEMPLATE, bands: [{ rows: [["usagers", "canaux"]], weight: 1 }] } },
    { view: "presentation" },
  );
  const id = session.actions.add("usagers", "idée")!;
  await settle();
  const box = (name: string) => screen.querySelector<HTMLElement>(`[data-box="${name}"]`)!;
  box("usagers").getBoundingClientRect = () => new DOMRect(0, 0, 50, 50);
  box("canaux").getBoundingClientRect = () => new DOMRect(100, 0, 50, 50);
  const point = (type: string, x: number, target: EventTarget) =>
    target.dispatchEvent(
      new PointerEvent(type, {
        bubbles: true,
        composed: true,
        pointerId: 1,
        pointerType: "mouse",
        button: 0,
        clientX: x,
        clientY: 10,
      }),
    );
  point("pointerdown", 10, screen.querySelector(`[data-card="${id}"]`)!);
  for (const x of [60, 120]) point("pointermove", x, window);
  point("pointerup", 120, window);
  expect(session.card(id).get()!.zone).toBe("usagers");
  press(box("usagers"), "z", { ctrlKey: true });
  expect(session.card(id).get()!.deleted).toBe(false);
});

test("the focus stays in what somebody moves: an amount being typed, a button", async () => {
  const amount = makeField("montant", "Montant", { kind: "montant" });
  const { session, screen } = await openScreen({ template: { ...ONE, fields: [amount] } });
  const ids = session.actions.addMany("usagers", ["un", "deux"]) as [string, string];
  await settle();
  const inFirst = (selector: string) => screen.querySelector<HTMLElement>(`[data-card="${ids[0]}"] ${selector}`)!;
  for (const [selector, open] of [
    [".card-more", null],
    [".fact-edit input", "button.fact"],
  ] as const) {
    session.actions.move(ids[0], "usagers", 0);
    await settle(10);
    if (open !== null) inFirst(open).click();
    await settle(10);
    inFirst(selector).focus();
    session.actions.move(ids[0], "usagers", 1);
    await settle(10);
    expect(screen.activeElement).toBe(inFirst(selector));
  }
});

test.each([".card-more", ".people"])("the second press of %s closes what the first opened", async (button) => {
  const { session, screen } = await openScreen({ template: ONE });
  session.actions.add("usagers", "idée");
  await settle();
  expect(await pressTwice(screen, button)).toEqual([true, false]);
});

test("a double click on a menu's item adds no post-it in the zone that was behind it", async () => {
  const { session, screen } = await openScreen({ template: ONE });
  window.print = () => undefined;
  const click = (target: Element, detail: number, clientX = 100) =>
    target.dispatchEvent(
      new MouseEvent("click", { detail, clientX, clientY: 100, bubbles: true, composed: true, cancelable: true }),
    );
  const add = screen.querySelector('[data-box="usagers"] button.add')!;
  const cards = () => session.zoneOrder("usagers").get().length;
  const before = cards();
  const buttons = [...screen.querySelectorAll<HTMLElement>("button[aria-haspopup]")];
  buttons.find(({ textContent }) => textContent === "Importer, exporter")!.click();
  await settle();
  click(screen.querySelector('[data-item="Imprimer…"]')!, 1);
  await settle();
  for (const detail of [2, 1]) click(add, detail, 103);
  await settle();
  expect(cards()).toBe(before);
  click(add, 1, 300);
  await settle();
  expect(cards()).toBe(before + 1);
});
