/* The page « Partager »: what is shown to a room, what is asked twice, what is printed. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import partage from "./partage";
import type { SharedLink, Sharing } from "./ui/sharing/types";

const link = (role: string, more: Partial<SharedLink> = {}): SharedLink => ({
  role,
  title: `Lien ${role}`,
  sign: `Signe ${role}`,
  description: "",
  allows: "Ce lien permet.",
  state: "",
  created: "2026",
  url: `https://a.fr/rejoindre#${role}`,
  hidden: "Ne peut pas être remontrée.",
  qr: `data:image/svg+xml,${role}`,
  canvases: [{ key: "gouvernance", title: "Gouvernance" }],
  first: "Là où l’on commence",
  canvas: "",
  canvasTitle: "",
  code: null,
  people: "3 appareils entrés par ce lien",
  ends: false,
  ...more,
});
const CODE = { signs: "K7M 2QF", until: "29/11/2026 au soir" };
const sharing = (...links: SharedLink[]): Sharing => ({
  dossier: "Toits <b>solaires</b>",
  territory: "Caux",
  entrance: "a.fr/entrer",
  durations: ["jamais", "ce soir"],
  links,
  said: null,
});

let root: ShadowRoot;
let wished: { act: string; role: string; value: string }[];
let chosen: Record<string, string>[];
let away: () => void;

function draw(data: Sharing): void {
  away = partage({
    data,
    parentElement: root,
    setTriggerValue: (_, value) => wished.push(value),
    setStateValue: (_, value) => chosen.push(value),
  });
}

const card = (role: string) => root.querySelector<HTMLElement>(`.lien.${role}`)!;
const named = (within: ParentNode, words: string) =>
  [...within.querySelectorAll("button")].find((each) => each.textContent === words)!;
const posters = () => {
  const sheets = document.querySelector("#capacities-affiches > div")?.shadowRoot;
  return [...(sheets?.querySelectorAll("section") ?? [])].map((each) => each.querySelector(".role")?.textContent);
};

beforeEach(() => {
  const host = document.createElement("div");
  document.body.append(host);
  root = host.attachShadow({ mode: "open" });
  wished = [];
  chosen = [];
  vi.stubGlobal("print", vi.fn());
});

afterEach(() => {
  away();
  root.host.remove();
  vi.unstubAllGlobals();
});

test("the animation is neither shown large nor printed with others, and hidden until asked for", () => {
  draw(sharing(link("facilitator"), link("editor", { code: CODE }), link("voter", { created: "", url: "" })));
  const own = card("facilitator");
  expect(named(own, "Montrer en grand")).toBeUndefined();
  expect(own.querySelector("input")?.hidden).toBe(true);
  named(own, "Voir").click();
  expect(own.querySelector("input")?.hidden).toBe(false);
  named(root, "Imprimer les affiches").click();
  expect(posters()).toEqual(["Signe editor"]);
  named(own, "Imprimer, à part").click();
  expect(posters()).toEqual(["Signe facilitator"]);
  expect(print).toHaveBeenCalledTimes(2);
  window.dispatchEvent(new Event("afterprint"));
  window.dispatchEvent(new Event("beforeprint"));
  expect(posters()).toEqual(["Signe editor"]);
});

test("the browser's own « Imprimer » gives the posters, which go with the page", () => {
  draw(sharing(link("editor", { code: CODE, canvasTitle: "Gouvernance" }), link("reader")));
  window.dispatchEvent(new Event("beforeprint"));
  expect(posters()).toEqual(["Signe editor", "Signe reader"]);
  const sheet = document.querySelector("#capacities-affiches > div")?.shadowRoot?.querySelector("section");
  expect(sheet?.textContent).toContain("Toits <b>solaires</b>");
  expect(sheet?.textContent).toContain("«\u00a0Gouvernance\u00a0»");
  expect(sheet?.textContent).toContain("K7M 2QF");
  window.dispatchEvent(new Event("afterprint"));
  away();
  expect(document.getElementById("capacities-affiches")).toBeNull();
});

test("without a code, a poster and the screen give the address in words, and a code is suggested", () => {
  draw(sharing(link("editor"), link("reader", { code: CODE })));
  window.dispatchEvent(new Event("beforeprint"));
  const sheets = document.querySelector("#capacities-affiches > div")?.shadowRoot?.querySelectorAll("section");
  expect(sheets?.[0]?.textContent).toContain("Le site\u00a0: a.fr. ");
  expect(sheets?.[0]?.textContent).toContain("https://a.fr/rejoindre#editor");
  expect(sheets?.[1]?.textContent).not.toContain("https://");
  expect(root.querySelector(".toutes")?.textContent).toContain("Sans code\u00a0: Lien editor");
  named(card("editor"), "Montrer en grand").click();
  expect(root.querySelector(".grand")?.textContent).toContain("https://a.fr/rejoindre#editor");
  expect(root.querySelector(".grand .conseil")?.textContent).toContain("Donner un code");
});

test("replacing is confirmed, and says who stays and what dies", () => {
  draw(sharing(link("editor", { code: CODE })));
  named(card("editor"), "Remplacer l’adresse…").click();
  const dialog = root.querySelector("dialog")!;
  expect(dialog.textContent).toContain("Restent dedans3 appareils entrés par ce lien");
  expect(dialog.textContent).toContain("le code K7M 2QF");
  named(dialog, "Ne rien changer").click();
  expect([wished, root.querySelector("dialog")]).toEqual([[], null]);
  named(card("editor"), "Remplacer l’adresse…").click();
  named(root, "Remplacer l’adresse").click();
  expect(wished).toMatchObject([{ act: "replace", role: "editor" }]);
});

test("the canvas chosen is told, and a code is asked for it", () => {
  draw(sharing(link("editor", { canvas: "gouvernance" }), link("reader")));
  const select = card("reader").querySelector("select")!;
  select.value = "gouvernance";
  select.dispatchEvent(new Event("change"));
  expect(chosen).toEqual([{ reader: "gouvernance" }]);
  named(card("editor"), "Donner un code pour la journée").click();
  expect(wished).toMatchObject([{ act: "code", role: "editor", value: "gouvernance" }]);
});

test("a link that cannot be shown says why, and offers what can be done", () => {
  draw(sharing(link("editor", { url: "", qr: "" }), link("voter", { created: "", url: "" })));
  expect(card("editor").textContent).toContain("Ne peut pas être remontrée.");
  expect(named(card("editor"), "Copier le lien")).toBeUndefined();
  expect(named(card("editor"), "Remplacer l’adresse…")).toBeDefined();
  named(card("voter"), "Créer ce lien").click();
  expect(wished).toMatchObject([{ act: "create", role: "voter" }]);
});

test("what an act made is said where it was asked, and a rerun moves nothing else", () => {
  const before = sharing(link("editor"), link("reader"));
  draw(before);
  card("editor").querySelector("details")!.open = true;
  named(card("editor"), "Remplacer l’adresse…").focus();
  draw({ ...before, said: { act: "replace", role: "editor", sentence: "Adresse remplacée.", bad: false } });
  const details = card("editor").querySelector("details")!;
  expect([details.open, details.textContent?.includes("Adresse remplacée.")]).toEqual([true, true]);
  expect(root.activeElement?.textContent).toBe("Remplacer l’adresse…");
  expect(card("reader").textContent).not.toContain("Adresse remplacée.");
});

test("what is heard is said in a place that stays, once", () => {
  const before = sharing(link("editor"), link("reader"));
  draw(before);
  const voices = root.querySelectorAll("[role=status]");
  expect(voices).toHaveLength(1);
  const heard: string[] = [];
  const observer = new MutationObserver(() => undefined);
  observer.observe(voices[0]!, { childList: true });
  const said = { act: "replace", role: "editor", sentence: "Adresse remplacée.", bad: false };
  draw({ ...before, said });
  draw({ ...before, territory: "Lisieux", said });
  for (const { addedNodes } of observer.takeRecords())
    for (const node of addedNodes) heard.push(node.textContent ?? "");
  expect([root.querySelector("[role=status]"), heard]).toEqual([voices[0], ["Adresse remplacée."]]);
});

test("closed before the screen is full, it gives the screen back once it is", async () => {
  let grant: () => void = () => undefined;
  const exit = vi.fn(async () => undefined);
  document.documentElement.requestFullscreen = () =>
    new Promise<void>((resolve) => {
      grant = resolve;
    });
  document.exitFullscreen = exit;
  Object.defineProperty(document, "fullscreenElement", { value: null, configurable: true });
  draw(sharing(link("editor")));
  named(card("editor"), "Montrer en grand").click();
  named(root.querySelector("dialog.grand")!, "Fermer").click();
  grant();
  await Promise.resolve();
  await Promise.resolve();
  expect(exit).toHaveBeenCalledOnce();
});

test("where nothing says that it was printed, the next printing is of the room’s posters", () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  draw(sharing(link("facilitator"), link("editor")));
  named(card("facilitator"), "Imprimer, à part").click();
  vi.advanceTimersByTime(60_000);
  window.dispatchEvent(new Event("beforeprint"));
  expect(posters()).toEqual(["Signe editor"]);
  vi.useRealTimers();
});
