/* A post-it carried on into another canvas, the way back, and arriving at a card by its address. */

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { settle, TEMPLATE } from "../../core/testing";
import { askedCard, cardUrl } from "../../ui/arrival";
import { closeScreens, openScreen } from "../../ui/testing";
import { sourceOf } from "../shared/sequel";

const ONE = { ...TEMPLATE, bands: [{ rows: [["usagers", "canaux"]], weight: 1 }] };
const SEQUEL = {
  gesture: "Faire de cette réussite le point d’arrivée",
  way: "Aller à son point d’arrivée",
  canvas: "retroplanning",
  title: "Rétroplanning",
  boxes: ["usagers"],
  url: "/suite/d/essai",
  carried: {},
};
const DONE = { canvas: "retroplanning", card: "s-1", title: "Rétroplanning", there: "new" };
const THERE = "/canevas?dossier=dossier&canevas=retroplanning#carte=s-1";

const server = vi.fn<typeof fetch>();

beforeEach(() => vi.stubGlobal("fetch", server));

afterEach(() => {
  closeScreens();
  vi.unstubAllGlobals();
  server.mockReset();
  history.replaceState(null, "", "/");
});

const answered = (body: unknown, status = 200) =>
  server.mockResolvedValue(new Response(JSON.stringify(body), { status }));

/** Open the menu of a post-it; its acts by title. */
async function menuOf(screen: ShadowRoot, id: string): Promise<Map<string, HTMLElement>> {
  screen.querySelector<HTMLElement>(`[data-card="${id}"] .card-more`)!.click();
  await settle();
  const items = [...screen.querySelectorAll<HTMLElement>('[role="menuitem"]')];
  return new Map(items.map((item) => [item.textContent ?? "", item]));
}

test("a post-it of the boxes that the template names is carried on, and what is told leads to it", async () => {
  const { session, screen } = await openScreen({ template: ONE, sequel: SEQUEL });
  const [id] = session.actions.addMany("usagers", ["Tous partagent"]) as [string];
  await settle();
  answered(DONE);
  (await menuOf(screen, id)).get(SEQUEL.gesture)!.click();
  await settle(20);
  expect(server.mock.calls[0]![0]).toBe("/suite/d/essai");
  expect(server.mock.calls[0]![1]!.body).toBe(JSON.stringify({ carte: id }));
  expect(screen.textContent).toContain("C’est ajouté dans «\u00a0Rétroplanning\u00a0».");
  const go = [...screen.querySelectorAll("button")].find(({ textContent }) => textContent === "Y aller")!;
  const assign = vi.spyOn(location, "assign").mockImplementation(() => undefined);
  go.click();
  expect(assign).toHaveBeenCalledWith(THERE);
});

test("what was carried on bears a mark that leads there, and its menu leads there too", async () => {
  const { session, screen } = await openScreen({ template: ONE, sequel: SEQUEL });
  const [id, other] = session.actions.addMany("usagers", ["Tous partagent", "Un autre"]) as [string, string];
  await settle();
  const mark = (of: string) => screen.querySelector<HTMLAnchorElement>(`[data-card="${of}"] .carried-to`);
  expect(mark(id)).toBe(null);
  answered(DONE);
  (await menuOf(screen, id)).get(SEQUEL.gesture)!.click();
  await settle(20);
  expect(mark(id)!.textContent).toBe("→ Rétroplanning");
  expect(mark(id)!.getAttribute("href")).toBe(THERE);
  expect(mark(other)).toBe(null);
  const menu = await menuOf(screen, id);
  expect(menu.has(SEQUEL.gesture)).toBe(false);
  const assign = vi.spyOn(location, "assign").mockImplementation(() => undefined);
  menu.get(SEQUEL.way)!.click();
  expect(assign).toHaveBeenCalledWith(THERE);
});

test("what was carried on before the page was opened bears its mark, for a reader too", async () => {
  const carried = { r1: "s-1" };
  const { session, screen } = await openScreen({ template: ONE, sequel: { ...SEQUEL, carried } });
  session.actions.create([{ id: "r1", zone: "usagers", rank: "a0", text: "Tous partagent" }]);
  await settle();
  const mark = screen.querySelector('[data-card="r1"] .carried-to');
  expect(mark!.getAttribute("href")).toBe(THERE);
  expect(mark!.getAttribute("title")).toBe(SEQUEL.way);
});

test.each([
  [{ ...DONE, there: "already" }, 200, "C’est déjà là, dans «\u00a0Rétroplanning\u00a0»."],
  [{ ...DONE, there: "back" }, 200, "C’est revenu de la corbeille, dans «\u00a0Rétroplanning\u00a0»."],
  [{ erreur: "L’autre canevas est plein." }, 409, "L’autre canevas est plein."],
  [null, 500, "Le serveur ne répond pas"],
])("what the server answers is told: %#", async (body, status, sentence) => {
  const { session, screen } = await openScreen({ template: ONE, sequel: SEQUEL });
  const [id] = session.actions.addMany("usagers", ["Tous partagent"]) as [string];
  await settle();
  answered(body, status);
  (await menuOf(screen, id)).get(SEQUEL.gesture)!.click();
  await settle(20);
  expect(screen.textContent).toContain(sentence);
});

test("nothing is offered in another box, nor by a template that asks for none", async () => {
  const { session, screen } = await openScreen({ template: ONE, sequel: SEQUEL });
  const [id] = session.actions.addMany("canaux", ["Ailleurs"]) as [string];
  await settle();
  expect((await menuOf(screen, id)).has(SEQUEL.gesture)).toBe(false);
  closeScreens();
  const without = await openScreen({ template: ONE });
  const [other] = without.session.actions.addMany("usagers", ["Ici"]) as [string];
  await settle();
  expect((await menuOf(without.screen, other)).has(SEQUEL.gesture)).toBe(false);
});

test("an address that names a card takes it in hand once it has come, and is then as any other", async () => {
  const { session, screen } = await openScreen({ template: ONE }, { hash: "#carte=r%2F1" });
  session.actions.create([{ id: "r/1", zone: "usagers", rank: "a0", text: "Tous partagent" }]);
  await settle(30);
  expect(screen.activeElement?.getAttribute("data-text")).toBe("r/1");
  expect(location.hash).toBe("");
  expect(location.search).toBe("?vue=canevas");
});

test("the address of a card is read as it was written", () => {
  const url = new URL(cardUrl("d1", "projection", "a b/é&#"), "http://here");
  expect(url.searchParams.get("canevas")).toBe("projection");
  expect(askedCard(url.hash)).toEqual({ id: "a b/é&#", shown: false });
  expect(askedCard("#montrer=b1")).toEqual({ id: "b1", shown: true });
  expect(askedCard("#titre")).toBe(null);
});

test("the way back is known for the canvases that lead here, and for no other origin", async () => {
  const { session } = await openScreen({ template: ONE, sources: [{ canvas: "projection", title: "Projection" }] });
  const at = (origin: string | null) => sourceOf(session.data, origin);
  expect(at("projection/r1")).toEqual({ title: "Projection", url: cardUrl("dossier", "projection", "r1") });
  for (const origin of [null, "", "r1", "projection/", "autre/r1"]) expect(at(origin)).toBe(null);
});
