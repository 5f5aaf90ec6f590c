/* What is shown of a file before it is brought in, when answers are late or lost. */

import { act } from "react";
import { createRoot } from "react-dom/client";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { CanvasSession } from "../../core";
import { value } from "../../core/store";
import { canvasData, makePeer, type Peer, sync } from "../../core/testing";
import { FORMS } from "../../forms/registry";
import { Screen } from "../screen";
import { ImportDialog } from "./ImportDialog";
import { recall, remember } from "./remembered";

const host = document.createElement("div");
const tell = vi.fn();
const saved = value<{ kind: string }>({ kind: "saved" });
let root: ReturnType<typeof createRoot>;
let peer: Peer;
/** What the server was sent (before the file, what was chosen of it), and its answer to come. */
let sent: {
  url: string;
  chosen: string;
  file: string;
  answer: (body: object | null) => Promise<void>;
  refuse: (erreur: string) => Promise<void>;
}[];

beforeEach(async () => {
  sent = [];
  vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true);
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  vi.stubGlobal("fetch", async (url: string, { body }: { body: Blob }) => {
    const before = Number(new URL(url, "http://x").searchParams.get("choix") ?? 0);
    const [chosen, file] = await Promise.all([body.slice(0, before).text(), body.slice(before).text()]);
    return new Promise((resolve, reject) => {
      const answer = (given: object | null) =>
        act(async () => (given === null ? reject(new TypeError()) : resolve(Response.json(given))));
      const refuse = (erreur: string) => act(async () => resolve(Response.json({ erreur }, { status: 400 })));
      sent.push({ url, chosen, file, answer, refuse });
    });
  });
  document.body.append(host);
  root = createRoot(host);
  localStorage.clear();
  saved.set({ kind: "saved" });
  const data = canvasData();
  peer = makePeer("Camille");
  const session = { ...peer.session, doc: peer.doc, saved } as unknown as CanvasSession;
  tell.mockClear();
  const screen = {
    session,
    data,
    form: null,
    entry: FORMS.zones,
    view: "canevas",
    printing: false,
    setView: vi.fn(),
    tell,
    whisper: vi.fn(),
    show: vi.fn(),
  } as const;
  await act(async () =>
    root.render(
      <Screen value={screen}>
        <ImportDialog onClose={vi.fn()} />
      </Screen>,
    ),
  );
});

afterEach(async () => {
  await act(async () => root.unmount());
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const find = <E extends HTMLElement>(selector: string) => host.querySelector<E>(selector)!;
const texts = (selector: string) => [...host.querySelectorAll(selector)].map((each) => each.textContent?.trim());
const said = () => find("[role=status]").textContent;
const importButton = () => find<HTMLButtonElement>(".dialog-actions .primary");
const apply = () => act(async () => importButton().click());
/** The control that has this label. */
const labelled = (words: string) =>
  [...host.querySelectorAll("label")].find((each) => each.textContent?.includes(words))?.control as
    | HTMLSelectElement
    | HTMLInputElement;
/** What was chosen of the file that was sent last. */
const chosen = () => JSON.parse(sent.at(-1)!.chosen || "{}");

/** Choose a file, whose words are its name. */
function choose(name: string, file = new File([name], name)): Promise<void> {
  const input = find<HTMLInputElement>("input[type=file]");
  Object.defineProperty(input, "files", { value: [file], configurable: true });
  return act(async () => {
    input.dispatchEvent(new Event("change", { bubbles: true }));
    await passed();
  });
}

/** The bytes of a file are read, and what is sent too. */
const passed = () => vi.advanceTimersByTimeAsync(1);

/** Choose in a list, and wait until it is asked. */
async function pick(words: string, option: string): Promise<void> {
  const select = labelled(words) as HTMLSelectElement;
  await act(async () => {
    select.value = option;
    select.dispatchEvent(new Event("change", { bubbles: true }));
  });
  await act(() => vi.advanceTimersByTimeAsync(1_000));
}

function report(sentence: string, more: object = {}): object {
  const added = [{ id: "u", box: "Usagers", text: "un" }];
  const nothing = { dropped: [], moved: [], changed: [], refused: [], outline: [], encodings: [] };
  return {
    sentence,
    sum: sentence,
    remarks: [],
    encoding: "",
    separator: "",
    table: null,
    added,
    unchanged: 0,
    ...nothing,
    ...more,
  };
}

const TABLE = {
  sheets: [""],
  sheet: 0,
  titled: true,
  header: ["Card Name", "List", "Labels"],
  sample: [
    ["Recruter", "À faire", "urgent"],
    ["Former", "Fait", ""],
  ],
  roles: [
    { key: "texte", title: "Texte" },
    { key: "case", title: "Case" },
    { key: "suite", title: "À la suite du texte" },
  ],
  columns: ["texte", "", ""],
  values: [],
  places: [{ key: "usagers", title: "Usagers" }],
};
const MAPPED = {
  ...TABLE,
  columns: ["texte", "case", ""],
  values: [
    { text: "À faire", count: 12, into: "" },
    { text: "Fait", count: 1, into: "usagers" },
  ],
};

it("shows the last file chosen, which is the one it sends, however late the answer to another", async () => {
  await choose("gros.csv");
  await choose("petit.csv");
  await sent[0]!.answer(report("aperçu de gros.csv"));
  expect(said()).toBe("Lecture du fichier…");
  await sent[1]!.answer(report("aperçu de petit.csv"));
  expect(said()).toBe("aperçu de petit.csv");
  await apply();
  expect(sent.at(-1)).toMatchObject({ url: "/appliquer", file: "petit.csv" });
});

it("does not ask of a plan whether its first line names columns", async () => {
  await choose("carte.mm");
  await sent[0]!.answer(report("aperçu", { table: { ...MAPPED, titled: null } }));
  expect(find(".columns h3").textContent).toContain("Ce plan devient un tableau");
  expect(document.querySelector(".columns input[type=checkbox]")).toBeNull();
});

it("does not say that nothing changed when the connection is cut during the import", async () => {
  await choose("idées.csv");
  await sent[0]!.answer(null);
  expect(find("[role=alert]").textContent).toContain("rien n’a été changé");
  await choose("idées.csv");
  await sent[1]!.answer(report("aperçu"));
  await apply();
  await sent[2]!.answer(null);
  expect(find("[role=alert]").textContent).toContain("il est peut-être fait. Regardez le canevas");
  expect(tell).not.toHaveBeenCalled();
});

it("looks again at what an import that was cut has done", async () => {
  await choose("idées.csv");
  await sent[0]!.answer(report("1 post-it"));
  await apply();
  await sent[1]!.answer(null);
  await act(async () => saved.set({ kind: "offline" }));
  expect(find("[role=alert]").textContent).toContain("peut-être fait");
  await act(async () =>
    [...host.querySelectorAll("button")].find((each) => each.textContent === "Regarder à nouveau")!.click(),
  );
  await sent[2]!.answer(null);
  expect(find("[role=alert]").textContent).toContain("peut-être fait");
  await act(async () => saved.set({ kind: "saved" }));
  expect(sent[3]).toMatchObject({ url: "/apercu", file: "idées.csv" });
  await sent[3]!.answer(report("Rien à importer\u00a0: tout y est déjà", { added: [] }));
  expect(host.querySelector("[role=alert]")).toBeNull();
  expect(said()).toContain("tout y est déjà");
  expect(importButton().disabled).toBe(true);
});

it("brings in the bytes that were looked at, and the same file again once it is corrected", async () => {
  const file = new File(["avant"], "idées.csv");
  await choose("idées.csv", file);
  await sent[0]!.answer(report("1 post-it"));
  const changed = vi.spyOn(file, "arrayBuffer").mockRejectedValue(new DOMException("", "NotReadableError"));
  await apply();
  expect(sent[1]!.file).toBe("avant");
  await sent[1]!.refuse("Le canevas est plein.");
  await choose("idées.csv", file);
  expect(find("[role=alert]").textContent).toBe("Ce fichier ne peut plus être lu\u00a0: choisissez-le à nouveau.");
  expect([importButton().disabled, said()]).toEqual([true, ""]);
  changed.mockRestore();
  const emptied = vi.spyOn(find<HTMLInputElement>("input[type=file]"), "value", "set");
  await act(async () => find("input[type=file]").click());
  expect(emptied).toHaveBeenCalledWith("");
  await choose("idées.csv", file);
  expect(sent).toHaveLength(3);
});

it("shows again the name of the file when none is chosen in its place", async () => {
  await choose("idées.csv");
  const input = find<HTMLInputElement>("input[type=file]");
  Object.defineProperty(input, "files", { value: [], writable: true });
  input.dispatchEvent(new Event("cancel", { bubbles: true }));
  expect([...input.files!].map(({ name }) => name)).toEqual(["idées.csv"]);
});

it("says that a file is too big without sending it", async () => {
  const file = new File(["x"], "gros.csv");
  Object.defineProperty(file, "size", { value: 5 * 1024 * 1024 + 1 });
  await choose("gros.csv", file);
  expect(find("[role=alert]").textContent).toContain("trop gros\u00a0: 5\u00a0Mo au plus");
  expect(sent).toEqual([]);
});

it("draws nothing of the canvas when a file changes nothing", async () => {
  await choose("déjà là.csv");
  await sent[0]!.answer(report("Rien à importer", { added: [] }));
  expect(said()).toBe("Rien à importer");
  expect(host.querySelector(".foreseen")).toBeNull();
  expect(importButton().disabled).toBe(true);
});

it("draws the canvas as nested lists, with words for what is new or changes", async () => {
  const line = (depth: number, text: string, state = "same", word = "", detail = "") => ({
    ...{ depth, text, state, said: word, detail },
  });
  await choose("carte.mm");
  const outline = [
    line(0, "Val", "place"),
    line(1, "Budget"),
    line(2, "Emprunt", "new", "nouvelle", "Coût\u00a0: 3 €"),
    line(1, "8 idées déjà là"),
    line(0, "Liens", "place"),
    line(1, "A → B", "changed", "changé"),
  ];
  await sent[0]!.answer(report("1 idée", { outline }));
  expect(texts(".foreseen > ul > li > p")).toEqual(["Val", "Liens"]);
  expect(texts(".foreseen > ul > li > ul > li > p")).toEqual(["Budget", "8 idées déjà là", "≠A → B changé"]);
  expect(texts(".foreseen ul ul ul p")).toEqual(["+Emprunt nouvelleCoût\u00a0: 3 €"]);
  expect(find(".foreseen").tabIndex).toBe(0);
});

it("says what does not come in, and where long words went", async () => {
  await choose("carte.mm");
  const refused = Array.from({ length: 52 }, (_, i) => ({
    line: i + 2,
    text: "x",
    reason: "la case n’est pas indiquée",
  }));
  const changed = [{ id: "a", box: "Usagers", text: "UN", before: "un", restored: false }];
  const moved = [{ line: 3, text: "Il était une fois…", into: "La fin est une idée dessous" }];
  const dropped = [{ said: "3 icônes (par exemple sur «\u00a0Budget\u00a0»)" }];
  await sent[0]!.answer(report("2 idées", { refused, changed, moved, dropped }));
  expect(texts(".told > summary")).toEqual([
    "52 lignes non reprises",
    "Laissé de côté (1)",
    "1 texte trop long",
    "Ce qui change (1)",
  ]);
  expect(texts(".told li")).toEqual([
    ...Array.from(
      { length: 50 },
      (_, i) => `Ligne ${i + 2} non reprise\u00a0: la case n’est pas indiquée«\u00a0x\u00a0»`,
    ),
    "… et 2 autres.",
    "3 icônes (par exemple sur «\u00a0Budget\u00a0»)",
    "Ligne 3, «\u00a0Il était une fois…\u00a0»\u00a0: la fin est une idée dessous.",
    "Changé\u00a0: «\u00a0UN\u00a0», UsagersAvant\u00a0: «\u00a0un\u00a0»",
  ]);
});

it("shows how the accents are read, and asks again with another encoding, which it then sends", async () => {
  const encodings = [
    { key: "utf-8", title: "Unicode (UTF-8)" },
    { key: "cp1252", title: "Windows-1252" },
    { key: "utf-16", title: "UTF-16" },
  ];
  await choose("vieux.csv");
  await sent[0]!.answer(report("1 post-it", { encoding: "cp1252", encodings }));
  expect(labelled("Lu comme").value).toBe("cp1252");
  await pick("Lu comme", "utf-16");
  await sent.at(-1)!.refuse("Ce fichier n’est pas en UTF-16.");
  expect(find("[role=alert]").textContent).toContain("UTF-16");
  expect(importButton().disabled).toBe(true);
  await pick("Lu comme", "utf-8");
  expect(chosen()).toEqual({ encodage: "utf-8" });
  expect(importButton().disabled).toBe(true);
  await sent[2]!.answer(report("1 post-it", { encoding: "utf-8", encodings }));
  await apply();
  expect(sent.at(-1)!.url).toBe("/appliquer?choix=20");
});

it("asks what the columns of a table are, then where its rows go, without losing its place", async () => {
  await choose("trello.csv");
  await sent[0]!.answer(report("0 post-it", { table: TABLE, added: [] }));
  expect(texts(".columns-row label")).toEqual(TABLE.header);
  labelled("List").focus();
  await pick("List", "case");
  expect(chosen()).toEqual({ colonnes: { 0: "texte", 1: "case", 2: "" } });
  expect(importButton().disabled).toBe(true);
  await sent[1]!.answer(report("1 post-it", { table: MAPPED }));
  expect(document.activeElement).toBe(labelled("List"));
  expect(texts(".columns-values label")).toEqual(["À faire (12\u00a0lignes)", "Fait (1\u00a0ligne)"]);
  expect([labelled("À faire").value, labelled("Fait (").value]).toEqual(["?", "usagers"]);
  expect(find("legend").textContent).toContain("choisissez pour chaque valeur");
  await pick("À faire", "usagers");
  expect(chosen()).toEqual({ colonnes: { 0: "texte", 1: "case", 2: "" }, valeurs: { "À faire": "usagers" } });
  await pick("Fait (", "");
  expect(chosen().valeurs).toEqual({ "À faire": "usagers", Fait: "" });
  expect(find("legend").textContent).toBe("Où vont les lignes");
});

it("gives a role to one column at a time but the last, and says when none is the text", async () => {
  await choose("trello.csv");
  await sent[0]!.answer(report("0 post-it", { table: { ...TABLE, columns: ["texte", "", "suite"] }, added: [] }));
  expect(find(".columns .warning")).toBeNull();
  await pick("Labels", "texte");
  expect(chosen().colonnes).toEqual({ 0: "suite", 1: "", 2: "texte" });
  await pick("List", "suite");
  expect(chosen().colonnes).toEqual({ 0: "suite", 1: "suite", 2: "texte" });
  await pick("Labels", "");
  expect(find(".columns .warning").textContent).toContain("«\u00a0Texte\u00a0»");
});

it("says whether the first row has the titles, and which sheet it is of", async () => {
  await choose("classeur.xlsx");
  await sent[0]!.answer(report("0 post-it", { table: { ...TABLE, sheets: ["Notes", "Budget"] }, added: [] }));
  const box = labelled("La première ligne porte les titres") as HTMLInputElement;
  await act(async () => box.click());
  await act(() => vi.advanceTimersByTimeAsync(1_000));
  expect(chosen()).toEqual({ titres: false });
  await pick("Feuille", "1");
  expect(chosen()).toEqual({ feuille: 1 });
});

it("only shows the answer to the last choice", async () => {
  await choose("trello.csv");
  await sent[0]!.answer(report("premier", { table: TABLE }));
  await pick("List", "case");
  await pick("Labels", "case");
  await sent[1]!.answer(report("deuxième", { table: MAPPED }));
  expect(said()).toBe("Lecture du fichier…");
  await sent[2]!.answer(report("troisième", { table: TABLE }));
  expect(said()).toBe("troisième");
});

it("remembers the columns for the next file that has the same titles", async () => {
  await choose("trello.csv");
  await sent[0]!.answer(report("0 post-it", { table: TABLE, added: [] }));
  await pick("List", "case");
  await sent[1]!.answer(report("2 post-its", { table: MAPPED }));
  await apply();
  await sent[2]!.answer(report("fait"));
  await choose("la semaine suivante.csv");
  await sent[3]!.answer(report("0 post-it", { table: { ...TABLE, header: ["CARD  NAME", "list", "Labels "] } }));
  expect(chosen()).toEqual({ titres: true, colonnes: { 0: "texte", 1: "case", 2: "" }, valeurs: { Fait: "usagers" } });
  await sent[4]!.answer(report("2 post-its", { table: MAPPED }));
  expect(find(".columns > h3").textContent).toBe("Colonnes choisies comme la dernière fois");
  expect(find("details.columns-set > summary").textContent).toBe("Colonnes\u00a0: 2 reprises, 1 laissée — changer");
  expect(labelled("List").value).toBe("case");
});

it("offers to take back what it added, once it is on the canvas, and says what stays", async () => {
  await choose("idées.csv");
  await sent[0]!.answer(report("2 post-its", { brief: "ignoré" }));
  await apply();
  const [server, added] = [makePeer("serveur"), ["un", "deux"]];
  const ids = server.actions.addMany("usagers", added);
  const changed = [{ id: "x", box: "", text: "A", before: "a", restored: false }];
  await sent[1]!.answer(report("fait", { added: ids.map((id) => ({ id })), changed, brief: "2 post-its ajoutés." }));
  expect(tell).not.toHaveBeenCalled();
  await act(async () => sync(peer, server));
  const [{ sentence, action }] = tell.mock.lastCall!;
  expect([sentence, action.title]).toEqual(["Import terminé\u00a0: 2 post-its ajoutés.", "Annuler"]);
  await act(async () => action.run());
  expect(peer.session.places.get().get(ids[0]!)?.deleted).toBe(true);
  expect(tell.mock.lastCall![0]).toMatch(/^Import annulé.*à la corbeille\. Un post-it changé reste\.$/);
});

it("forgets for a file what can no longer be read with it", async () => {
  await choose("trello.csv");
  await sent[0]!.answer(report("0 post-it", { table: MAPPED }));
  await apply();
  await sent[1]!.answer(report("fait"));
  await choose("trello.csv");
  await sent[2]!.answer(report("à choisir", { table: TABLE }));
  await sent[3]!.answer(null);
  expect(said()).toBe("à choisir");
  expect(find(".columns > h3").textContent).toContain("dites ce que sont ses colonnes");
  expect(find<HTMLDetailsElement>("details.columns-set").open).toBe(true);
});

it("keeps what it remembers of tables under the dossier, a few of them", async () => {
  for (let i = 0; i < 25; i++) remember("d1/c", "zones", { ...TABLE, header: [`t${i}`] }, {});
  expect(Object.keys(localStorage)).toEqual(["capacities-colonnes d1"]);
  expect(JSON.parse(localStorage.getItem("capacities-colonnes d1")!)).toHaveLength(20);
  expect(recall("d2/c", "zones", { ...TABLE, header: ["T24"] })).toMatchObject({ colonnes: { 0: "texte" } });
  expect(recall("d1/c", "tree", { ...TABLE, header: ["t24"] })).toBeNull();
});

it("leaves out what it would not have written of a table", () => {
  const [table, key] = [{ ...TABLE, header: ["t"] }, "capacities-colonnes d1"];
  remember("d1/c", "zones", table, {});
  const [[name]] = JSON.parse(localStorage.getItem(key)!);
  const about = (choice: unknown) => {
    localStorage.setItem(key, JSON.stringify([null, ["other"], [3, {}], [name, choice]]));
    return recall("d1/c", "zones", table);
  };
  const colonnes = { 0: "texte", 1: "", 2: "" };
  expect(about({ colonnes, valeurs: null })).toEqual({ titres: true, colonnes });
  expect(about({ colonnes: { ...colonnes, 1: 3 }, valeurs: { a: null, b: "usagers" } })).toEqual({
    ...{ titres: true, colonnes, valeurs: { b: "usagers" } },
  });
  for (const wrong of [null, 3, "x", [], {}, { colonnes: null }, { colonnes: "texte" }, { colonnes: [["texte"]] }])
    expect(about(wrong)).toBeNull();
  for (const wrong of ["{", "3", "null", '"x"']) {
    localStorage.setItem(key, wrong);
    expect(recall("d1/c", "zones", table)).toBeNull();
  }
});

it("reads a file dropped anywhere", async () => {
  const drop = new Event("drop", { bubbles: true, cancelable: true });
  Object.assign(drop, { dataTransfer: { files: [new File(["posé"], "posé.csv")] } });
  await act(async () => {
    document.body.dispatchEvent(drop);
    await passed();
  });
  expect(drop.defaultPrevented).toBe(true);
  expect(sent[0]).toMatchObject({ file: "posé" });
});

it("says that it waits for the network, and asks again when one wishes or when it is back", async () => {
  await choose("idées.csv");
  await sent[0]!.answer(null);
  await act(async () => saved.set({ kind: "offline" }));
  expect(texts("[role=alert]")).toEqual([expect.stringContaining("attendent le réseau")]);
  const retry = [...host.querySelectorAll("button")].find((each) => each.textContent === "Réessayer")!;
  await act(async () => retry.click());
  await sent[1]!.answer(null);
  await act(async () => saved.set({ kind: "saved" }));
  await sent[2]!.answer(report("1 post-it"));
  expect(said()).toBe("1 post-it");
});

it("waits for the end of the reading of another file, then sends this one again", async () => {
  const answers = [
    Response.json({ erreur: "Un autre est en cours de lecture." }, { status: 429, headers: { "Retry-After": "0" } }),
    Response.json(report("1 post-it à ajouter.")),
  ];
  vi.stubGlobal("fetch", () => Promise.resolve(answers.shift()));
  await choose("b.csv");
  /* Past its wait of no second, by a timer. */
  await act(() => vi.waitUntil(() => answers.length === 0));
  expect(said()).toContain("1 post-it à ajouter.");
});

it("shows the sentence of a refusal that lasts", async () => {
  const answer = { status: 429, headers: { "Retry-After": "60" } };
  vi.stubGlobal("fetch", () => Promise.resolve(Response.json({ erreur: "Votre tour n’est pas venu." }, answer)));
  await choose("c.csv");
  await vi.waitFor(() => expect(find("[role=alert]").textContent).toBe("Votre tour n’est pas venu."));
});
