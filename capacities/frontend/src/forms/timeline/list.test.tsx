/* The rétroplanning as lists: made whole by keys, alone and at two, and read by who may not edit. */

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { CardSeed } from "../../core";
import { Session } from "../../core/session";
import { canvasData, FakeRoom, settle, until } from "../../core/testing";
import { clip, closeScreens, noQuery, openScreen, press } from "../../ui/testing";
import { timelineOf } from "./model";
import { FILLED } from "./testing";

vi.setConfig({ testTimeout: 30_000 });

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
  openScreen({ template: FILLED, ...(abilities === undefined ? {} : { abilities }) }, { view: "liste", room });

const STEPS: CardSeed[] = [
  { id: "r", zone: "convergence", rank: "a0", text: "Données partagées", fields: { nature: "reussite" } },
  { id: "b", zone: "convergence", rank: "a1", text: "Croisement", fields: { duree: 8, qui: "DGS" } },
  { id: "a", zone: "convergence", rank: "a2", text: "Convention", fields: { duree: 2.5 } },
  { id: "t", zone: "a-placer", rank: "a0", text: "Une idée" },
  { id: "u", zone: "a-placer", rank: "a1", text: "Une autre" },
];
const LINKS = [
  { id: "l1", from: "b", to: "r", kind: "avant" },
  { id: "l2", from: "a", to: "b", kind: "avant" },
];

async function filled(room = new FakeRoom()) {
  const opened = await open(room);
  opened.session.actions.create(STEPS, [], null, LINKS);
  await settle(10);
  return opened;
}

const row = (screen: ShadowRoot, id: string) => screen.querySelector<HTMLElement>(`[data-card="${id}"]`)!;
const field = (screen: ShadowRoot, id: string) => row(screen, id).querySelector("textarea")!;
const rows = (screen: ShadowRoot, lane: string) =>
  [...screen.querySelectorAll<HTMLElement>(`[data-lane="${lane}"] .list-row`)].map((each) => each.dataset["card"]!);
const named = (root: ParentNode, words: string) =>
  [...root.querySelectorAll<HTMLElement>("button")].find(
    (each) => each.getAttribute("aria-label") === words || each.textContent?.replace(/\s+/g, " ").trim() === words,
  )!;
const steps = (session: Session) => [...timelineOf(session).get().steps.values()];

test("an empty rétroplanning says to begin at the end, and does it", async () => {
  const { session, screen } = await open();
  expect(screen.querySelector(".timeline-first")?.textContent).toContain("Commencez par la fin");
  screen.querySelector<HTMLElement>(".timeline-first button")!.click();
  await settle(10);
  const focused = screen.activeElement as HTMLTextAreaElement;
  expect(focused.getAttribute("aria-label")).toBe("Réussite");
  expect(steps(session).map(({ nature }) => nature)).toEqual(["reussite"]);
});

test("a lane is read from what succeeded back to the earliest, each with its days", async () => {
  const { screen } = await filled();
  expect(rows(screen, "convergence")).toEqual(["r", "b", "a"]);
  const facts = row(screen, "b").querySelector(".list-row-facts")!.textContent!.replace(/\s/g, " ");
  expect(facts).toContain("8 sem.");
  expect(facts).toContain("au plus tard : commencer le 5 novembre 2027, finir le 31 décembre 2027");
  expect(facts).toContain("pilote : DGS");
  expect(facts).toContain("rend possible : Données partagées");
});

test("Enter goes back in time: the step before, linked, is written at once; ten by the keyboard alone", async () => {
  const { session, screen } = await filled();
  let here = "a";
  for (let at = 0; at < 10; at++) {
    press(field(screen, here), "Enter");
    await settle(5);
    const made = (screen.activeElement as HTMLElement).dataset["text"]!;
    expect(steps(session).find(({ id }) => id === made)?.after).toEqual([here]);
    session.card(made).get()!.text.insert(0, `Étape ${at}`);
    await settle(5);
    here = made;
  }
  expect(steps(session)).toHaveLength(15);
  press(screen.activeElement!, "Enter", { isComposing: true });
  await settle(5);
  expect(steps(session)).toHaveLength(15);
});

test("Enter in an empty step adds nothing, and Backspace takes it away with its link", async () => {
  const { session, screen } = await filled();
  press(field(screen, "a"), "Enter");
  await settle(5);
  press(screen.activeElement!, "Enter");
  await settle(5);
  expect(steps(session)).toHaveLength(6);
  press(screen.activeElement!, "Backspace");
  await settle(5);
  expect(steps(session)).toHaveLength(5);
  expect(session.edges.get()).toHaveLength(2);
});

test("in the tray Enter adds one more idea, several lines make several, and Alt with arrows orders them", async () => {
  const { session, screen } = await filled();
  press(field(screen, "u"), "Enter");
  await settle(5);
  clip("paste", screen.activeElement!, "Un\nDeux\nTrois");
  await settle(10);
  const said = () => rows(screen, "a-placer").map((id) => session.text(id).get());
  expect(said()).toEqual(["Une idée", "Une autre", "Un", "Deux", "Trois"]);
  field(screen, "u").focus();
  press(field(screen, "u"), "ArrowUp", { altKey: true });
  await settle(10);
  expect(said().slice(0, 2)).toEqual(["Une autre", "Une idée"]);
  press(field(screen, "u"), "ArrowDown", { altKey: true });
  await settle(10);
  expect(said().slice(0, 2)).toEqual(["Une idée", "Une autre"]);
});

test("a step opens on its fields: a decimal comma, who is already named, a window of the calendar", async () => {
  const { session, screen } = await filled();
  named(row(screen, "a"), "Remplir\u00a0: «\u00a0Convention\u00a0»").click();
  await settle(10);
  const inside = row(screen, "a").querySelector(".row-open")!;
  const labels = [...inside.querySelectorAll("label")].map((each) => each.textContent);
  expect(labels.slice(0, 4)).toEqual(["Nature", "Durée (semaines)", "Date", "Pilote"]);
  const control = (label: string) => {
    const id = [...inside.querySelectorAll("label")].find((each) => each.textContent === label)!.htmlFor;
    return inside.querySelector<HTMLInputElement>(`#${CSS.escape(id)}`)!;
  };
  expect(control("Nature").value).toBe("action");
  expect(control("Durée (semaines)").value).toBe("2,5");
  const offered = [...inside.querySelectorAll("datalist option")].map((each) => (each as HTMLOptionElement).value);
  expect(offered).toEqual(["DGS"]);
  expect([...control("Avant").querySelectorAll("option")].map((each) => each.textContent)).toEqual([
    "—",
    "Vote du budget",
  ]);
  session.actions.setField("a", "avant", "cloture-2026");
  await settle(10);
  expect(control("Avant").textContent).toContain("cloture-2026 (n’est plus dans le calendrier)");
});

test("a step is linked to another by its words; what would make a loop is shown and refused", async () => {
  const { session, screen } = await filled();
  press(field(screen, "b"), "k", { ctrlKey: true });
  await settle(10);
  const dialog = () => screen.querySelector("dialog");
  expect(dialog()!.textContent).toContain("Que rend possible «\u00a0Croisement\u00a0»\u00a0?");
  const refused = [...dialog()!.querySelectorAll<HTMLButtonElement>(".choice:disabled")].map(
    (each) => each.textContent,
  );
  expect(refused).toEqual([
    "Données partagéesFil convergence · réussite · déjà reliée",
    "ConventionFil convergence · action · cela ferait une boucle",
  ]);
  named(dialog()!, "Une idéeÀ placer · action").click();
  await settle(10);
  expect(dialog()).toBeNull();
  expect(steps(session).find(({ id }) => id === "b")?.after).toEqual(expect.arrayContaining(["r", "t"]));
});

test("what is deleted from its menu goes to the corbeille, and the focus to the row that takes its place", async () => {
  const { session, screen } = await filled();
  row(screen, "b").querySelector<HTMLElement>(".row-more")!.click();
  await settle(5);
  [...screen.querySelectorAll<HTMLElement>("[data-item]")]
    .find((each) => each.dataset["item"] === "Supprimer")!
    .click();
  await settle(10);
  expect(session.card("b").get()!.deleted).toBe(true);
  expect(screen.activeElement?.closest<HTMLElement>(".list-row")?.dataset["card"]).toBe("a");
  field(screen, "t").focus();
  session.actions.removeAll(["t", "u"]);
  await settle(10);
  expect(screen.activeElement?.getAttribute("aria-label")).toBe("Ajouter une étape à placer");
});

test("lanes are added, renamed, moved and removed; the steps of one that is gone wait in the tray", async () => {
  const { session, screen } = await filled();
  const titles = () => [...screen.querySelectorAll(".lane h2")].map((each) => each.textContent!.replace(/ \d+$/, ""));
  const act = async (lane: string, words: string) => {
    screen.querySelector<HTMLElement>(`[data-lane="${lane}"] .lane-head .row-more`)!.click();
    await settle(5);
    [...screen.querySelectorAll<HTMLElement>("[data-item]")].find((each) => each.dataset["item"] === words)!.click();
    await settle(10);
  };
  await act("espace", "Renommer");
  const title = screen.activeElement as HTMLTextAreaElement;
  expect(title.value).toBe("Fil espace");
  title.value = "Espace commun";
  title.dispatchEvent(new InputEvent("input", { bubbles: true }));
  press(title, "Enter");
  await settle(10);
  await act("espace", "Monter le fil");
  expect(titles()).toEqual(["Espace commun", "Fil convergence", "Fil parcours"]);
  await act("convergence", "Supprimer le fil");
  expect(titles()).toEqual(["Espace commun", "Fil parcours"]);
  expect(rows(screen, "a-placer")).toEqual(expect.arrayContaining(["r", "b", "a", "t", "u"]));
  expect(row(screen, "b").textContent).toContain("son fil a été retiré");
  named(screen, "+ Ajouter un fil").click();
  await settle(10);
  expect((screen.activeElement as HTMLElement).getAttribute("aria-label")).toBe("Nom du fil");
  expect(titles()).toHaveLength(3);
  press(screen.activeElement!, "Escape");
  await settle(10);
  expect(titles()).toHaveLength(2);
  expect(session.undoState.get().canUndo).toBe(true);
});

test("a loop that two people closed is told, and taken away", async () => {
  const { session, screen } = await filled();
  session.actions.create([], [], null, [{ id: "l3", from: "r", to: "a", kind: "avant" }]);
  await settle(10);
  const cut = screen.querySelector(".cut-links")!;
  expect(cut.textContent).toContain("ferait une boucle");
  named(cut, "Retirer le lien Données partagées → Convention").click();
  await settle(10);
  expect(screen.querySelector(".cut-links")).toBeNull();
  expect(session.edges.get()).toEqual(["l1", "l2"]);
});

test("the horizon is set, and one that is near or past is said plainly", async () => {
  const { session, screen } = await filled();
  const section = screen.querySelector(".horizon")!;
  expect(section.textContent!.replace(/\s/g, " ")).toContain("Horizon : 31 décembre 2027 (date par défaut)");
  session.actions.setMeta("horizon", "2026-12-31");
  await settle(10);
  expect(section.querySelector(".warning")!.textContent).toContain("proche");
  session.actions.setMeta("horizon", "2025-12-31");
  await settle(10);
  expect(section.querySelector(".warning")!.textContent).toContain("passé");
  expect(row(screen, "b").querySelector(".refusal")!.textContent).toContain("▲ Il est déjà trop tard");
  named(section, "Date de l’atelier + 5 ans : 12 mars 2031").click();
  await settle(10);
  expect(session.meta.get()["horizon"]).toBe("2031-03-12");
  named(section, "Revenir à la date par défaut").click();
  await settle(10);
  expect(session.meta.get()["horizon"]).toBeUndefined();
});

test("only the days that are worked count, when one says so", async () => {
  const { session, screen } = await filled();
  const box = screen.querySelector<HTMLInputElement>(".open-days input")!;
  box.click();
  await settle(10);
  expect(timelineOf(session).get().openDays).toBe(true);
  expect(box.checked).toBe(true);
  box.click();
  await settle(10);
  expect(session.meta.get()["calendrier"]).toBeUndefined();
});

test("the calendar: a window is changed, added, removed, put back", async () => {
  const { session, screen } = await filled();
  named(screen, "Régler le calendrier…").click();
  await settle(10);
  const dialog = screen.querySelector("dialog")!;
  const windows = () => timelineOf(session).get().windows;
  expect(dialog.textContent!.replace(/\s/g, " ")).toContain("chaque année, du 1er mars au 15 avril");
  named(dialog, "Changer\u00a0: Vote du budget").click();
  await settle(10);
  session.actions.setFields(windows()[0]!.card!, { date: "2027-02-01", fin: "2027-02-10" });
  await settle(10);
  expect(dialog.textContent!.replace(/\s/g, " ")).toContain("du 1er février 2027 au 10 février 2027");
  named(dialog, "Remettre comme dans le modèle").click();
  await settle(10);
  expect(windows()[0]!.yearly).toBe(true);
  named(dialog, "+ Ajouter un moment du calendrier").click();
  await settle(10);
  expect(windows()).toHaveLength(2);
  named(dialog, "Changer\u00a0: Vote du budget").click();
  await settle(10);
  expect(windows()).toHaveLength(1); // left empty, it goes by itself
  named(dialog, "Retirer du calendrier\u00a0: Vote du budget").click();
  await settle(10);
  expect(windows()).toHaveLength(0);
  named(dialog, "Remettre Vote du budget").click();
  await settle(10);
  expect(windows().map(({ title, yearly }) => [title, yearly])).toEqual([["Vote du budget", true]]);
});

test("two people: what one writes is seen by the other, who keeps the focus when days move the rows", async () => {
  const room = new FakeRoom();
  const { screen } = await filled(room);
  const elue = { name: "L’élue", color: "#7a3b9e", mark: "elue" };
  const other = new Session(canvasData({ template: FILLED, me: elue }), { socket: room.socketOf(elue) });
  await until(() => other.edges.get().length === 2);
  field(screen, "a").focus();
  other.actions.remove("l2");
  other.actions.create([{ id: "c", zone: "convergence", rank: "a3", text: "Sans lien", fields: {} }]);
  other.setPresence("b", true);
  await until(() => rows(screen, "convergence").length === 4);
  await until(() => row(screen, "b").querySelector(".who")?.textContent === "L’élue écrit…");
  expect(rows(screen, "convergence")).toEqual(["r", "c", "a", "b"]);
  expect((screen.activeElement as HTMLElement).dataset["text"]).toBe("a");
  other.close();
});

test("who may only read has everything to read and no control that changes it", async () => {
  const room = new FakeRoom();
  await filled(room);
  const { screen } = await open(room, ["read"]);
  await until(() => rows(screen, "convergence").length === 3);
  expect(screen.querySelector("textarea, input[type=date], .add-lane, .row-more, .row-before")).toBeNull();
  const buttons = [...screen.querySelectorAll<HTMLElement>(".timeline button")].map((each) => each.textContent);
  expect(new Set(buttons)).toEqual(new Set(["Voir", "Voir le calendrier…"]));
  named(row(screen, "b"), "Voir\u00a0: «\u00a0Croisement\u00a0»").click();
  await settle(10);
  expect(row(screen, "b").querySelectorAll("input, select, textarea")).toHaveLength(0);
  expect(row(screen, "b").textContent).toContain("Ce qu’il faut avant");
});

test("a step is found by its words or who leads it, and its row is shown", async () => {
  const { screen } = await filled();
  const search = screen.querySelector<HTMLInputElement>(".timeline-list input[type=search]")!;
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")!.set!.call(search, "dgs");
  search.dispatchEvent(new InputEvent("input", { bubbles: true }));
  await until(() => row(screen, "b").classList.contains("hit"));
  expect(screen.querySelectorAll(".list-row.hit")).toHaveLength(1);
  press(search, "Enter");
  await until(() => row(screen, "b").classList.contains("current"));
});

test("a silence hides what others write and counts it; three hundred steps are drawn", async () => {
  const room = new FakeRoom();
  const { session, screen } = await filled(room);
  session.actions.setMeta("silence", "s1");
  const elue = { name: "L’élue", color: "#7a3b9e", mark: "elue" };
  const other = new Session(canvasData({ template: FILLED, me: elue }), { socket: room.socketOf(elue) });
  await until(() => other.saved.get().kind === "saved");
  const secret = { id: "x", zone: "a-placer", rank: "b", text: "Secret", fields: { silence: "s1" } };
  other.actions.create([secret]);
  await until(() => screen.querySelector(".frise-silence")?.textContent?.includes("1") === true);
  expect(screen.textContent).not.toContain("Secret");
  session.actions.setMeta("silence", null);
  const many = Array.from({ length: 300 }, (_, at): CardSeed => {
    return { id: `m${at}`, zone: "espace", rank: "a0", text: `${at} `.repeat(60) };
  });
  session.actions.create(many);
  await settle(20);
  expect(rows(screen, "espace")).toHaveLength(300);
  expect(screen.textContent).toContain("Une idée");
  other.close();
});
