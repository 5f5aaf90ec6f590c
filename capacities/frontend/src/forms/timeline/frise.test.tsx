/* The frise drawn: begun at the end, gone back by keys, read by who may not edit. */

import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { CardSeed } from "../../core";
import { FakeRoom, settle } from "../../core/testing";
import { closeScreens, noQuery, openScreen, press } from "../../ui/testing";
import type { KeyPress } from "../board/press";
import { beside, commandOf } from "./frise-keys";
import { timelineOf } from "./model";
import { FILLED } from "./testing";
import { viewerOf } from "./viewer";

const NOW = new Date(2026, 10, 28, 12);

beforeEach(() => {
  noQuery();
  vi.useFakeTimers({ toFake: ["Date"], now: NOW });
});
afterEach(() => {
  closeScreens();
  vi.useRealTimers();
});

const open = (room = new FakeRoom(), abilities?: string[]) =>
  openScreen({ template: FILLED, ...(abilities === undefined ? {} : { abilities }) }, { room });

const STEPS: CardSeed[] = [
  { id: "r", zone: "convergence", rank: "a0", text: "Données partagées", fields: { nature: "reussite" } },
  { id: "b", zone: "convergence", rank: "a1", text: "Croisement", fields: { duree: 8, qui: "DGS" } },
  { id: "a", zone: "espace", rank: "a2", text: "Convention", fields: { duree: 60 } },
  { id: "t", zone: "a-placer", rank: "a0", text: "Une idée" },
];
const LINKS = [
  { id: "l1", from: "b", to: "r", kind: "avant" },
  { id: "l2", from: "a", to: "b", kind: "avant" },
];

async function filled(room = new FakeRoom(), abilities?: string[]) {
  const opened = await open(room, abilities);
  opened.session.actions.create(STEPS, [], null, LINKS);
  await settle(10);
  return opened;
}

const step = (screen: ShadowRoot, id: string) => screen.querySelector<HTMLElement>(`.step[data-id="${id}"]`)!;

async function write(screen: ShadowRoot, words: string) {
  const field = screen.activeElement as HTMLTextAreaElement;
  field.value = words;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  await settle(10);
  return field;
}

test("an empty frise says to begin at the end, and does it", async () => {
  const { session, screen } = await open();
  expect(screen.querySelector(".frise-empty")?.textContent).toContain("Commencez par la fin");
  screen.querySelector<HTMLElement>(".frise-empty button")!.click();
  await settle(10);
  expect(screen.activeElement?.tagName).toBe("TEXTAREA");
  const [made] = timelineOf(session).get().steps.values();
  expect(made?.nature).toBe("reussite");
  expect(screen.querySelector(".frise-column .step")).not.toBeNull();
});

test("a step is where it is read, the réussites in their column, those to place in the tray", async () => {
  const { screen } = await filled();
  const drawn = [...screen.querySelectorAll<HTMLElement>(".frise-time .step")].map((each) => each.dataset["id"]);
  expect(drawn).toEqual(["b", "a"]);
  expect(step(screen, "r").closest(".frise-column")).not.toBeNull();
  expect(step(screen, "t").closest(".tray")).not.toBeNull();
  expect(screen.querySelectorAll(".frise-link").length).toBe(2);
  expect(step(screen, "a").textContent).toContain("déjà passé");
  expect(step(screen, "a").getAttribute("aria-label")).toContain("déjà trop tard");
});

test("one key goes back in time: the step before, linked, in the same lane, being written", async () => {
  const { session, screen } = await filled();
  viewerOf(session).select(["b"]);
  step(screen, "b").focus();
  press(step(screen, "b"), "ArrowLeft", { altKey: true });
  await settle(10);
  const field = await write(screen, "Comité");
  press(field, "ArrowLeft", { altKey: true });
  await settle(10);
  const again = await write(screen, "Délibération");
  press(again, "Enter");
  await settle(10);
  const { steps } = timelineOf(session).get();
  const said = (id: string) => session.text(id).get();
  const comite = [...steps.values()].find(({ id }) => said(id) === "Comité")!;
  expect(comite.lane).toBe("convergence");
  expect(comite.after).toEqual(["b"]);
  expect(comite.before.map(said)).toEqual(["Délibération"]);
  expect(said((screen.activeElement as HTMLElement).dataset["id"]!)).toBe("Délibération");
});

test("a step left empty goes by itself", async () => {
  const { session, screen } = await filled();
  viewerOf(session).select(["b"]);
  press(step(screen, "b"), "ArrowLeft", { altKey: true });
  await settle(10);
  expect(timelineOf(session).get().steps.size).toBe(5);
  press(screen.activeElement!, "Escape");
  await settle(10);
  expect(timelineOf(session).get().steps.size).toBe(4);
});

test("in the tray, Enter opens the next post-it until one is left empty", async () => {
  const { session, screen } = await filled();
  screen.querySelector<HTMLElement>(".tray-head .button")!.click();
  await settle(10);
  for (const words of ["Une deuxième", "Une troisième"]) {
    press(await write(screen, words), "Enter");
    await settle(10);
    expect((screen.activeElement as HTMLElement).matches(".tray textarea")).toBe(true);
  }
  press(screen.activeElement!, "Enter");
  await settle(10);
  const waiting = timelineOf(session).get().order.get("a-placer") ?? [];
  expect(waiting.map((id) => session.text(id).get())).toEqual(["Une idée", "Une deuxième", "Une troisième"]);
  expect((screen.activeElement as HTMLElement).closest(".tray")).not.toBeNull();
});

test("keys move a step in time and from lane to lane, and remove it", async () => {
  const { session, screen } = await filled();
  viewerOf(session).select(["b"]);
  press(step(screen, "b"), "ArrowLeft", { shiftKey: true });
  await settle(10);
  expect(session.card("b").get()?.fields["date"]).toBe("2027-12-24");
  press(step(screen, "b"), "ArrowDown", { shiftKey: true });
  await settle(10);
  expect(session.card("b").get()?.zone).toBe("espace");
  press(step(screen, "b"), "Delete");
  await settle(10);
  expect(session.card("b").get()?.deleted).toBe(true);
});

test("a date of its own is said on the post-it; the name of a moment opens the calendar", async () => {
  const { session, screen } = await filled();
  session.actions.setField("b", "date", "2027-10-08");
  await settle(10);
  expect(step(screen, "b").textContent!.replace(/\s/g, " ")).toContain("fixé au 8 oct. 2027");
  screen.querySelector<HTMLElement>(".window-name button")!.click();
  await settle(10);
  expect(screen.querySelector("dialog")!.textContent).toContain("Calendrier public");
});

test("all are told what a silence hides, and that it is over", async () => {
  const { session, screen } = await filled();
  session.actions.setMeta("silence", "s1");
  await settle(10);
  const banner = screen.querySelector(".frise-silence")!.textContent!.replace(/\s/g, " ");
  expect(banner).toContain("vos nouvelles étapes sont cachées aux autres");
  session.actions.setMeta("silence", null);
  await settle(10);
  expect(screen.textContent!.replace(/\s/g, " ")).toContain("Le temps de silence est fini : tout est dévoilé.");
});

test("a link is chosen by a click, and undone by a key", async () => {
  const { session, screen } = await filled();
  const hit = screen.querySelector('[data-link="l2"] .hit')!;
  hit.dispatchEvent(new MouseEvent("click", { bubbles: true, composed: true }));
  await settle(10);
  expect(viewerOf(session).get().selected).toEqual(["l2"]);
  press(screen.querySelector(".frise")!, "Delete");
  await settle(10);
  expect(
    timelineOf(session)
      .get()
      .links.map(({ id }) => id),
  ).toEqual(["l1"]);
});

test("who reads changes nothing", async () => {
  const room = new FakeRoom();
  await filled(room);
  const { session, screen } = await open(room, ["read"]);
  await settle(20);
  expect(screen.querySelector(".add-success")).toBeNull();
  viewerOf(session).select(["b"]);
  press(step(screen, "b"), "ArrowLeft", { altKey: true });
  press(step(screen, "b"), "Delete");
  await settle(10);
  expect(timelineOf(session).get().steps.size).toBe(4);
});

describe("a key", () => {
  const held = { inHand: true, link: false, editable: true };
  const key = (name: string, more: Partial<KeyPress> = {}): KeyPress => ({
    key: name,
    ctrlKey: false,
    altKey: false,
    shiftKey: false,
    metaKey: false,
    ...more,
  });

  test("asks what was before; no letter alone does anything", () => {
    const back = key("ArrowLeft", { altKey: true });
    expect(commandOf(back, held)).toEqual({ kind: "before" });
    expect(commandOf(back, { ...held, editable: false })).toBeNull();
    for (const letter of "abcdefghijklmnopqrstuvwxyz") expect(commandOf(key(letter), held)).toBeNull();
  });

  test("that composes a letter is not ours", () => {
    expect(commandOf(key("Enter", { isComposing: true }), held)).toBeNull();
  });

  test("removes one thing, however long it is held", () => {
    expect(commandOf(key("Delete"), { ...held, link: true })).toEqual({ kind: "remove" });
    expect(commandOf(key("Delete", { repeat: true }), held)).toBeNull();
  });

  test("goes to the neighbour within the lane, then above and below", () => {
    const box = (x: number, y: number) => ({ x, y, width: 172, height: 60 });
    const boxes = new Map([
      ["a", box(0, 0)],
      ["b", box(300, 0)],
      ["c", box(150, 200)],
    ]);
    const lane = (id: string) => (id === "c" ? "two" : "one");
    expect(beside(boxes, "a", "right", lane)).toBe("b");
    expect(beside(boxes, "a", "down", lane)).toBe("c");
    expect(beside(boxes, "c", "left", lane)).toBeNull();
  });
});
