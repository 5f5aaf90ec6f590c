/* The page of a vote, with the news of its dossier: what it asks, and when it stops. */

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { heldVotes } from "./ballot/device";
import { JUST_OPEN } from "./ballot/testing";
import page from "./vote.html?raw";

const GIVEN = {
  dossier: { id: "vote", title: "Toits", territory: "Lisieux" },
  vote: {
    canvas: "k",
    title: "Idées",
    state: JUST_OPEN,
    ideas: { groups: [{ title: "", ideas: [{ id: "a", text: "Une idée", depth: 0 }] }] },
    tag: '"t1"',
  },
  offline: 10_000,
};
const find = (id: string) => document.getElementById(id)!;
const pass = (ms: number) => vi.advanceTimersByTimeAsync(ms);
let asked: { path: string; tag: string | undefined }[];
let sockets: EventTarget[];
/** Nobody answers. */
let cut: boolean;
/** The link was withdrawn. */
let outside: boolean;
/** The test is: whoever dials hears that all is over. */
let over: boolean;
let reload: ReturnType<typeof vi.spyOn>;

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "setInterval", "clearInterval", "performance"] });
  asked = [];
  sockets = [];
  cut = false;
  outside = false;
  over = false;
  reload = vi.spyOn(location, "reload").mockImplementation(() => undefined);
  localStorage.clear();
  sessionStorage.clear();
  vi.stubGlobal("fetch", async (path: string, init: { headers?: Record<string, string> } = {}) => {
    if (cut) throw new TypeError("no network");
    asked.push({ path, tag: init.headers?.["If-None-Match"] });
    if (outside) return Response.json({ erreur: "Ce lien a été retiré par la personne qui anime." }, { status: 401 });
    if (path.endsWith("/idees")) return new Response(null, { status: 304 });
    return new Response(JSON.stringify(JUST_OPEN));
  });
  vi.stubGlobal(
    "WebSocket",
    class extends EventTarget {
      constructor() {
        super();
        sockets.push(this);
        if (over) queueMicrotask(() => hear({ genre: "fin" }));
      }
      close(): void {}
    },
  );
  await load(GIVEN);
  sockets[0]!.dispatchEvent(new Event("open"));
});

afterEach(async () => {
  over = true; // another page's test must wake none of these: those between two sockets hear it at the next
  hear({ genre: "fin" });
  await pass(60_000);
  delete document.documentElement.dataset["why"];
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** The page with what it begins with; null: the worker gives it, at the address of this vote. */
async function load(given: unknown, why = ""): Promise<void> {
  document.body.innerHTML = page.split("<body>")[1]?.split("</body>")[0] ?? "";
  const data = document.createElement("script");
  data.id = "donnees";
  data.type = "application/json";
  data.textContent = JSON.stringify(given);
  document.body.append(data);
  document.documentElement.dataset["why"] = why;
  history.replaceState(null, "", "/vote/vote/k");
  vi.resetModules();
  await import("./vote");
  await vi.dynamicImportSettled();
}

function hear(news: Record<string, unknown>): void {
  for (const each of sockets) each.dispatchEvent(new MessageEvent("message", { data: JSON.stringify(news) }));
}

test("the ideas that the page came with are not asked for again", async () => {
  await pass(30_000);
  const ideas = asked.filter(({ path }) => path === "/vote/vote/k/idees");
  expect(ideas.length).toBeGreaterThan(0);
  expect(new Set(ideas.map(({ tag }) => tag))).toEqual(new Set(['"t1"']));
});

test("a link withdrawn, or a dossier deleted, is said, and nothing more is asked", async () => {
  await pass(30_000);
  for (const room of ["vote/l", "autre/k"]) localStorage.setItem(`capacities.vote.${room}`, "{}");
  hear({ genre: "fin" });
  expect(Object.keys(localStorage)).toEqual(["capacities.vote.autre/k"]); // none of this dossier, of any canvas
  expect(find("fin").textContent).toContain("Votre lien a été retiré");
  expect(find("dit").textContent).toBe(find("fin").textContent);
  await pass(5_000);
  const before = asked.length;
  find("corps").querySelector<HTMLButtonElement>(".plus")!.click();
  await pass(120_000);
  expect(asked).toHaveLength(before);
});

test("gestures that a link withdrawn keeps from being counted are said, whoever says it first", async () => {
  for (const withdrawn of [() => hear({ genre: "fin" }), () => (outside = true)]) {
    outside = false;
    cut = true;
    await load(GIVEN);
    await pass(1_000);
    for (let taps = 0; taps < 2; taps++) find("corps").querySelector<HTMLButtonElement>(".plus")!.click();
    await pass(1_000);
    expect(find("reseau").textContent).toContain("2\u00a0gestes pas encore reçus");
    cut = false;
    withdrawn();
    await pass(10_000);
    expect(find("fin").textContent).toMatch(/retiré.* 2\u00a0gestes pas encore reçus n’ont pas été comptés\.$/);
    expect([find("pied").hidden, find("reseau").hidden, find("refus").hidden]).toEqual([false, true, true]);
    expect(find("dit").textContent).toBe(find("fin").textContent);
    expect(sessionStorage).toHaveLength(0);
    asked = [];
    await pass(60_000);
    expect(asked).toEqual([]);
  }
});

test("a call is offered, heard, and taken away by whoever stays", () => {
  hear({ genre: "appel", id: "1", canevas: "k2", titre: "Gouvernance", qui: "Ada", branche: null, soi: false });
  expect(find("appel").hidden).toBe(false);
  expect(find("dit").textContent).toBe("Ada vous attend sur «\u00a0Gouvernance\u00a0».");
  find("appel-rester").click();
  expect(find("appel").hidden).toBe(true);
  hear({ genre: "personnes", personnes: [], autres: 0, titres: {} });
  expect(find("appel").hidden).toBe(true);
});

test("reloaded without network, the vote is as it was seen; back, it sends what waits and gives way", async () => {
  cut = true;
  find("corps").querySelector<HTMLButtonElement>(".plus")!.click();
  await pass(1_000);
  await load(null, "cut");
  expect(find("corps").textContent).toContain("Une idée");
  expect(find("reste-mots").textContent).toContain("1\u00a0gommette posée sur 4");
  expect(find("reseau").textContent).toContain("1\u00a0geste pas encore reçu");
  expect(find("reseau").textContent).toContain("celles d’avant la coupure");
  cut = false;
  asked = [];
  await pass(4_000);
  expect(reload).not.toHaveBeenCalled();
  await pass(4_000);
  expect(asked.map(({ path }) => path)).toContain("/gommettes/vote/k");
  expect(find("reseau").hidden).toBe(true);
  await pass(30_000); // the page is on its way: asked for again and again, it would never come
  expect(reload).toHaveBeenCalledOnce();
});

test("without the vote, the page says what waits and which votes can be opened here", async () => {
  const mine = heldVotes()[0]!;
  localStorage.clear();
  localStorage.setItem("capacities.vote.vote/l", JSON.stringify({ ...mine, vote: { ...mine.vote, canvas: "l" } }));
  cut = true;
  find("corps").querySelector<HTMLButtonElement>(".plus")!.click();
  await pass(1_000);
  localStorage.removeItem("capacities.vote.vote/k");
  await load(null, "gone");
  await vi.waitUntil(() => find("question").textContent === "Le site est arrêté pour le moment");
  expect(find("corps").textContent).toContain("1\u00a0geste pas encore reçu");
  expect(find("corps").textContent).not.toContain("une fois ce vote rouvert"); // nothing waits there
  expect(find("corps").querySelector("a")!.getAttribute("href")).toBe("/vote/vote/l");
  cut = false;
  await pass(4_000);
  expect(reload).toHaveBeenCalledOnce();
});

const nothing = () => undefined;
test.each<[string, object, () => void]>([
  ["the dossier is left in another tab", {}, () => new BroadcastChannel("capacities-quitter").postMessage("vote")],
  ["the link is withdrawn", {}, () => hear({ genre: "fin" })],
  ["the site keeps nothing", { offline: 0 }, nothing],
  ["the link only reads", { vote: { ...GIVEN.vote, state: { ...JUST_OPEN, can_vote: false } } }, nothing],
  ["it is too long", { offline: 10 }, nothing],
])("nothing of the vote stays on the device when %s", async (_, change, happens) => {
  expect(heldVotes()).toHaveLength(1);
  await load({ ...GIVEN, ...change });
  happens();
  await vi.waitUntil(() => heldVotes().length === 0);
});
