/* The image behind the map, as it is seen and handled. */

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { FakeRoom, settle, until } from "../../core/testing";
import { closeScreens, noQuery, openScreen } from "../../ui/testing";
import { svgText } from "../picture/picture";
import { fitted, imageIn, imageWords, seenBy } from "./background";
import { pictureOf } from "./picture";
import { sourceOf } from "./picture-source";
import { MAP } from "./testing";

const IMAGE = "ab".repeat(32);
const PLAN = { image: IMAGE, x: -40, y: 20, width: 1200, height: 800, opacity: 0.5, alt: "Le plan" };

beforeEach(noQuery);
afterEach(() => {
  closeScreens();
  vi.restoreAllMocks();
});

const open = (view = "canevas", abilities = ["read", "edit"], room = new FakeRoom()) =>
  openScreen({ template: MAP, abilities }, { view, room });
const image = (screen: ShadowRoot) => screen.querySelector<HTMLImageElement>("img.map-background");
const button = (screen: ShadowRoot, title: string) =>
  [...screen.querySelectorAll<HTMLElement>("button")].find((each) => each.textContent === title)!;
const tool = (screen: ShadowRoot) => screen.querySelector<HTMLElement>('[aria-label="Image de fond…"]');
const png = () => new File([new Uint8Array(8)], "plan.png", { type: "image/png" });

function choose(screen: ShadowRoot, file: File): void {
  const field = screen.querySelector<HTMLInputElement>("dialog input[type=file]")!;
  Object.defineProperty(field, "files", { value: [file], configurable: true });
  field.dispatchEvent(new Event("change", { bubbles: true }));
}

test("it fills what is seen, whole and in the middle, at a place of whole points", () => {
  const seen = seenBy({ x: 100, y: 50, zoom: 0.5 }, { width: 1000, height: 600 });
  expect(seen).toEqual({ x: -148, y: 24, width: 1896, height: 952 });
  expect(fitted({ width: 1000, height: 1000 }, seen, 20_000)).toEqual({ x: 324, y: 24, width: 952, height: 952 });
  const far = fitted({ width: 3, height: 1 }, { x: 1e9, y: -1e9, width: 1e9, height: 1e9 }, 20_000);
  expect(far.x).toBeLessThanOrEqual(20_000);
  expect(far.y).toBeGreaterThanOrEqual(-20_000);
  expect(far.width).toBeLessThanOrEqual(40_000);
});

test("it lies behind all, named for who does not see it, and does nothing where there is none", async () => {
  const { session, screen } = await open();
  expect(image(screen)).toBeNull();
  session.actions.setBackground(PLAN);
  await settle(10);
  expect(image(screen)!.getAttribute("src")).toBe(`/fond/dossier/essai/${IMAGE}`);
  expect(image(screen)!.alt).toBe("Image de fond\u00a0: Le plan");
  expect(screen.querySelector(".map-plane")!.firstElementChild!.contains(image(screen))).toBe(true);
  expect(imageWords({ alt: " " })).toBe("Image de fond, sans description");
});

test("one that does not come is a quiet frame with its words, until the server is back", async () => {
  const room = new FakeRoom();
  const { session, screen } = await open("canevas", ["read", "edit"], room);
  session.actions.setBackground(PLAN);
  await settle(10);
  image(screen)!.dispatchEvent(new Event("error"));
  await settle(10);
  expect(image(screen)).toBeNull();
  expect(screen.querySelector(".map-background.missing")!.textContent).toContain("Le plan");
  room.cut();
  await until(() => image(screen) !== null, 10_000);
});

test("put while the room is cut, it is not said to be seen by others yet", async () => {
  const answer = new Response(JSON.stringify({ image: IMAGE, width: 640, height: 400 }));
  vi.spyOn(globalThis, "fetch").mockResolvedValue(answer);
  const room = new FakeRoom();
  const { session, screen } = await open("canevas", ["read", "edit"], room);
  room.up = false;
  room.cut();
  await until(() => session.saved.get().kind === "offline");
  tool(screen)!.click();
  await settle(10);
  choose(screen, png());
  await settle(10);
  button(screen, "Mettre derrière la carte").click();
  await until(() => session.background.get() !== null);
  await until(() => screen.textContent.includes("les autres la verront quand la connexion sera revenue"));
  expect(screen.textContent).not.toContain("pour tout le monde");
});

test("chosen then put, it is sent, shown to all, and taken away with a way back", async () => {
  const asked = vi.spyOn(globalThis, "fetch");
  asked.mockResolvedValue(new Response(JSON.stringify({ image: IMAGE, width: 640, height: 400 })));
  const { session, screen } = await open();
  tool(screen)!.click();
  await settle(10);
  choose(screen, png());
  await settle(10);
  expect([session.background.get(), asked.mock.calls.length]).toEqual([null, 0]);
  button(screen, "Mettre derrière la carte").click();
  await until(() => session.background.get() !== null);
  expect(asked.mock.calls[0]![0]).toBe("/fond/dossier/essai");
  await settle(10);
  expect(screen.querySelector("dialog")!.textContent).toContain("Ce que montre l’image");
  button(screen, "Retirer").click();
  await settle(10);
  expect(session.background.get()).toBeNull();
  button(screen, "Annuler").click();
  await settle(10);
  expect(session.background.get()!.image).toBe(IMAGE);
});

test("it can be set again on what one sees", async () => {
  const { session, screen } = await open();
  session.actions.setBackground(PLAN);
  tool(screen)!.click();
  await settle(10);
  button(screen, "Recaler sur la vue").click();
  expect(session.background.get()!.width).not.toBe(PLAN.width);
});

test("taking one away is not undone by taking another's", async () => {
  const room = new FakeRoom();
  const { session, screen } = await open("canevas", ["read", "edit"], room);
  const { session: other } = await open("canevas", ["read", "edit"], room);
  session.actions.setBackground(PLAN);
  tool(screen)!.click();
  await settle(10);
  button(screen, "Retirer").click();
  await until(() => other.background.get() === null);
  other.actions.setBackground({ ...PLAN, image: "cd".repeat(32) });
  await until(() => session.background.get() !== null);
  button(screen, "Annuler").click();
  await settle(10);
  expect(session.background.get()!.image).toBe("cd".repeat(32));
  expect(screen.textContent).toContain("Une autre image a été posée depuis");
});

test("closed while it is sent, it is put all the same, or what refuses it is told", async () => {
  let answer: (answer: Response) => void = () => undefined;
  vi.spyOn(globalThis, "fetch").mockImplementation(() => new Promise((given) => void (answer = given)));
  const { session, screen } = await open();
  const sendAndClose = async () => {
    tool(screen)!.click();
    await settle(10);
    choose(screen, png());
    await settle(10);
    button(screen, session.background.get() === null ? "Mettre derrière la carte" : "Remplacer").click();
    await settle(10);
    screen.querySelector<HTMLElement>('dialog [aria-label="Fermer"]')!.click();
    await until(() => screen.querySelector("dialog") === null);
  };
  await sendAndClose();
  answer(Response.json({ image: IMAGE, width: 640, height: 400 }));
  await until(() => session.background.get() !== null);
  await until(() => screen.textContent.includes("Image posée derrière la carte"));
  await sendAndClose();
  answer(Response.json({ erreur: "Cette image est trop grande." }, { status: 400 }));
  await until(() => screen.textContent.includes("Cette image est trop grande."));
  expect(session.background.get()!.image).toBe(IMAGE);
});

test("what the server refuses is told, and nothing changes", async () => {
  const said = { erreur: "Cette image est trop grande." };
  vi.spyOn(globalThis, "fetch").mockResolvedValue(new Response(JSON.stringify(said), { status: 400 }));
  const { session, screen } = await open();
  tool(screen)!.click();
  await settle(10);
  choose(screen, png());
  await settle(10);
  button(screen, "Mettre derrière la carte").click();
  await until(() => screen.querySelector("dialog [role=alert]")?.textContent === said.erreur);
  expect(session.background.get()).toBeNull();
});

test("an image dropped on the board is proposed; a text is not one", async () => {
  const { screen } = await open();
  const data = { files: [new File(["x"], "a.txt", { type: "text/plain" }), png()], types: ["Files"] };
  expect(imageIn(data as unknown as DataTransfer)!.name).toBe("plan.png");
  expect(imageIn({ files: [data.files[0]] } as unknown as DataTransfer)).toBeNull();
  const drop = new Event("drop", { bubbles: true, cancelable: true });
  Object.assign(drop, { dataTransfer: data });
  screen.querySelector(".map")!.dispatchEvent(drop);
  await settle(10);
  expect(screen.querySelector(".background-preview")!.getAttribute("alt")).toContain("plan.png");
  expect(drop.defaultPrevented).toBe(true);
});

test("who only reads sees it on the board and in the lists, and cannot change it", async () => {
  const room = new FakeRoom();
  const { session } = await open("canevas", ["read", "edit"], room);
  session.actions.setBackground(PLAN);
  await settle(20);
  for (const view of ["canevas", "liste"]) {
    const { screen } = await open(view, ["read"], room);
    await settle(20);
    expect(screen.querySelector(`[src="/fond/dossier/essai/${IMAGE}"]`)).not.toBeNull();
    expect(tool(screen)).toBeNull();
    expect(screen.textContent).not.toContain("Régler l’image");
  }
});

test("others are told when one comes and goes, not each time it is faded", async () => {
  const room = new FakeRoom();
  const { session } = await open("canevas", ["read", "edit"], room);
  const other = await open("liste", ["read"], room);
  const heard: string[] = [];
  other.session.announcements.subscribe((sentence) => void heard.push(sentence));
  for (const change of [PLAN, { opacity: 1 }, null]) {
    session.actions.setBackground(change);
    await settle(20);
  }
  expect(heard).toEqual(["Une image de fond a été posée.", "L’image de fond a été retirée."]);
});

test("the lists say what it shows", async () => {
  const { session, screen } = await open("liste");
  expect(screen.textContent).toContain("Mettre une image de fond…");
  session.actions.setBackground(PLAN);
  await settle(10);
  expect(screen.querySelector("[data-type=fond] figcaption")!.textContent).toBe("Le plan");
});

test("it is in the picture, under the rest, inside the sheet, and in its words", async () => {
  const { session } = await open();
  session.actions.create([{ id: "a", zone: "donnee", rank: "a0", x: 0, y: 0, color: "", text: "Cadastre" }]);
  session.actions.setBackground(PLAN);
  const source = sourceOf(session);
  const picture = pictureOf({ ...source, behind: { ...source.behind!, href: "data:image/png;base64,AAAA" } });
  const first = picture.marks[0]!;
  expect(first).toMatchObject({ kind: "image", width: 1200, height: 800, opacity: 0.5 });
  if (first.kind !== "image") return;
  expect(first.x).toBeGreaterThanOrEqual(0);
  expect(first.x + first.width).toBeLessThanOrEqual(picture.width);
  expect(first.y + first.height).toBeLessThanOrEqual(picture.height);
  expect(picture.description).toContain("Image de fond\u00a0: Le plan");
  expect(svgText(picture)).toContain('href="data:image/png;base64,AAAA"');
  expect(svgText(picture).match(/https?:/g)).toHaveLength(1);
});
