/* A map at two: what one sees of the other; and what one finds on it. */

import { IDBFactory } from "fake-indexeddb";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Session } from "../../core/session";
import { canvasData, FakeRoom, settle, until } from "../../core/testing";
import { closeScreens, noQuery, openScreen, press } from "../../ui/testing";
import { MAP } from "./testing";
import { viewerOf } from "./viewer";

vi.setConfig({ testTimeout: 30_000 });

const ELUE = { name: "L’élue", color: "#7a3b9e", mark: "elue" };
let other: Session;

beforeEach(noQuery);
afterEach(() => {
  other.close();
  closeScreens();
  localStorage.clear();
});

function draw({ actions }: Session): void {
  const seeds = [
    {
      id: "a",
      zone: "donnee",
      rank: "a0",
      x: 0,
      y: 0,
      color: "",
      text: "Cœur de réseau",
      fields: { cadre: "contrat" },
    },
    { id: "b", zone: "partie", rank: "a1", x: 400, y: 0, color: "", text: "Ménages" },
    { id: "s", zone: "euro", rank: "a2", color: "", on: "b", fields: { montant: 38_000, qui: "b" } },
  ];
  actions.create(seeds, [], null, [{ id: "l", from: "a", to: "b", kind: "alimente", text: "chaque nuit" }]);
}

/** My screen, and the session of another. */
async function two(view = "canevas") {
  const room = new FakeRoom();
  globalThis.indexedDB = new IDBFactory();
  other = new Session(canvasData({ template: MAP, me: ELUE }), { socket: room.socketOf(ELUE) });
  await until(() => other.saved.get().kind === "saved");
  draw(other);
  const mine = await openScreen({ template: MAP }, { room, view });
  await until(() => mine.session.people.get().length === 2 && mine.session.edges.get().length === 1);
  await settle(10);
  return mine;
}

const mine = () => other.people.get().find(({ self }) => !self);

test.each([
  ["canevas", ['[data-node="a"]', '[data-node="s"]', '.link-label[data-link="l"]'], ".el-who"],
  ["liste", ['[data-card="a"]', '[data-card="s"]', '[data-card="l"]'], ".who"],
])("what another has in hand is shown on an element, a stamp, a link: %s", async (view, places, who) => {
  const { screen } = await two(view);
  for (const [i, where] of places.entries()) {
    const told = () => screen.querySelector(`${where}.shared ${who}`)?.textContent;
    other.setPresence("asl"[i]!, false);
    await until(() => told() === "L’élue");
    expect(screen.querySelector<HTMLElement>(where)!.style.getPropertyValue("--who")).toBe(ELUE.color);
    other.setPresence("asl"[i]!, true);
    await until(() => told() === "L’élue écrit…");
    other.setPresence(null, false);
    await until(() => told() === undefined);
  }
});

test("what I have in hand is told, when I have written in it too, until somebody deletes it", async () => {
  const { session, screen } = await two();
  viewerOf(session).select(["l"]);
  await until(() => mine()?.card === "l");
  viewerOf(session).edit("a");
  await until(() => mine()?.card === "a");
  press(screen.querySelector("textarea")!, "Escape");
  await settle(30);
  expect(mine()?.card).toBe("a");
  other.actions.remove("a");
  await until(() => mine()?.card === null);
  expect(viewerOf(session).get().selected).toEqual([]);
});

test("what I fill in the lists is told", async () => {
  const { screen } = await two("liste");
  screen.querySelector<HTMLElement>('[data-card="s"] [aria-expanded]')!.click();
  await until(() => mine()?.card === "s");
});

test("where another points is drawn with their name, for eyes only, until they point no more", async () => {
  const { screen } = await two();
  const cursors = () => [...screen.querySelectorAll<HTMLElement>(".cursor")];
  other.point(() => ({ x: 12.4, y: -7 }));
  await until(() => cursors().length === 1);
  expect(cursors()[0]!.textContent).toBe("L’élue");
  expect(cursors()[0]!.style.transform).toBe("translate(12px, -7px)");
  expect(cursors()[0]!.style.getPropertyValue("--who")).toBe(ELUE.color);
  expect(cursors()[0]!.closest("[aria-hidden=true]")).not.toBeNull();
  const tool = () => screen.querySelector<HTMLElement>('[aria-label$="les curseurs des autres"]')!;
  tool().click();
  await until(() => cursors().length === 0);
  expect(localStorage.getItem("capacities-curseurs")).toBe("caches");
  tool().click();
  await until(() => cursors().length === 1);
  expect(localStorage.getItem("capacities-curseurs")).toBeNull();
  other.point(null);
  await until(() => cursors().length === 0);
});

test("where I point is told while I am on the map, and drawn for me never", async () => {
  const { session, screen } = await two();
  const move = (type: string) =>
    screen.querySelector(".map")?.dispatchEvent(new PointerEvent(type, { clientX: 10, clientY: 20 }));
  const told = () => other.cursors.get().map(({ name }) => name);
  move("pointermove");
  await until(() => told().length === 1);
  expect(told()).toEqual(["Camille"]);
  expect(screen.querySelector(".cursor")).toBeNull();
  move("pointerleave");
  await until(() => told().length === 0);
  move("pointermove");
  await until(() => told().length === 1);
  session.setPresence("a", false);
  press(screen.querySelector(".map")!, "Escape");
  [...screen.querySelectorAll<HTMLElement>(".switch button")].find((each) => each.textContent === "Liste")!.click();
  await until(() => told().length === 0);
});

function search(screen: ShadowRoot, query: string): HTMLInputElement {
  const field = screen.querySelector<HTMLInputElement>(".find input")!;
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")!.set!.call(field, query);
  field.dispatchEvent(new Event("input", { bubbles: true }));
  return field;
}

test("the search finds texts, links, stamps and the words of fields, however written", async () => {
  const { screen, session } = await two();
  const selected = () => viewerOf(session).get().selected.at(-1);
  press(screen.querySelector(".map")!, "f", { ctrlKey: true });
  expect(screen.activeElement).toBe(screen.querySelector(".find input"));
  for (const [query, ids] of [
    ["COEUR reseau", ["a"]],
    ["contrat", ["a"]],
    ["nuit", ["l"]],
    ["38 000", ["s"]],
    ["ménages", ["b", "s"]],
  ] as const) {
    viewerOf(session).select([]);
    const field = search(screen, query);
    await settle(10);
    expect(screen.querySelector(".find-count")?.textContent).toContain(`${ids.length} trouvé`);
    for (const id of [...ids, ids[0]]) {
      press(field, "Enter");
      await settle(5);
      expect(selected()).toBe(id);
    }
    press(field, "Enter", { shiftKey: true });
    await settle(5);
    expect(selected()).toBe(ids.at(-1));
    expect(screen.activeElement).toBe(field);
  }
  search(screen, "rien de tel");
  await settle(10);
  expect(screen.querySelector(".find-count")?.textContent).toContain("Rien ne correspond");
});

test("the search shows the layer that hides what is found, and the rows of the lists", async () => {
  const { screen, session } = await two();
  viewerOf(session).flipLayer("hier");
  await settle(10);
  expect(screen.querySelector('[data-node="a"]')).toBeNull();
  const field = search(screen, "réseau");
  await settle(10);
  press(field, "Enter");
  await until(() => screen.querySelector('[data-node="a"].chosen') !== null);
  [...screen.querySelectorAll<HTMLElement>(".switch button")].find((each) => each.textContent === "Liste")!.click();
  await until(() => screen.querySelector('.list-row.hit.current[data-card="a"]') !== null);
  expect(screen.querySelectorAll(".list-row.hit")).toHaveLength(1);
});

test.each(["canevas", "liste"])("one goes from the list of people to where somebody is: %s", async (view) => {
  const { screen, session } = await two(view);
  viewerOf(session).flipLayer("hier");
  other.setPresence("a", false);
  await until(() => session.people.get().some(({ card }) => card === "a"));
  screen.querySelector<HTMLElement>(".people")!.click();
  await settle(10);
  screen.querySelector<HTMLElement>('[aria-label="Voir où est L’élue"]')!.click();
  await settle(10);
  expect(viewerOf(session).get().selected).toEqual(["a"]);
  expect(screen.querySelector(view === "liste" ? '[data-card="a"]' : '[data-node="a"].chosen')).not.toBeNull();
  other.actions.remove("a");
  await settle(20);
  screen.querySelector<HTMLElement>(".people")!.click();
  await settle(10);
  expect(screen.querySelector('[aria-label="Voir où est L’élue"]')).toBeNull();
});
