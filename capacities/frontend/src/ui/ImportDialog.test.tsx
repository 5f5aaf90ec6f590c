/* What is shown of a file before it is brought in, when answers are late or lost. */

import { act } from "react";
import { createRoot } from "react-dom/client";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { CanvasSession } from "../core";
import { canvasData } from "../core/testing";
import { FORMS } from "../forms/registry";
import { ImportDialog } from "./ImportDialog";
import { Screen } from "./screen";

const host = document.createElement("div");
const tell = vi.fn();
let root: ReturnType<typeof createRoot>;
/** What the server was sent, and its answer to come. */
let sent: { url: string; name: string; answer: (body: object | null) => Promise<void> }[];

beforeEach(async () => {
  sent = [];
  vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true);
  vi.stubGlobal(
    "fetch",
    (url: string, { body }: { body: File }) =>
      new Promise((resolve, reject) => {
        const answer = (given: object | null) =>
          act(async () => (given === null ? reject(new TypeError()) : resolve(Response.json(given))));
        sent.push({ url, name: body.name, answer });
      }),
  );
  document.body.append(host);
  root = createRoot(host);
  const data = canvasData();
  const session = {} as CanvasSession;
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
  vi.unstubAllGlobals();
});

const find = <E extends HTMLElement>(selector: string) => host.querySelector<E>(selector)!;
const said = () => find("[role=status]").textContent;
const apply = () => act(async () => find<HTMLButtonElement>(".dialog-actions .primary").click());

function choose(name: string): Promise<void> {
  const input = find<HTMLInputElement>("input");
  Object.defineProperty(input, "files", { value: [new File(["x"], name)], configurable: true });
  return act(async () => void input.dispatchEvent(new Event("change", { bubbles: true })));
}

function report(sentence: string, lines = 1): object {
  const added = Array.from({ length: lines }, (_, i) => ({ id: "", box: "Usagers", text: `ligne ${i}` }));
  return { sentence, encoding: "", separator: "", dropped: [], added, changed: [], unchanged: 0, refused: [] };
}

it("shows the last file chosen, which is the one it sends, however late the answer to another", async () => {
  await choose("gros.csv");
  await choose("petit.csv");
  await sent[0]!.answer(report("aperçu de gros.csv"));
  expect(said()).toBe("Lecture du fichier…");
  await sent[1]!.answer(report("aperçu de petit.csv"));
  expect(said()).toBe("aperçu de petit.csv");
  await apply();
  expect(sent.at(-1)).toMatchObject({ url: "/appliquer", name: "petit.csv" });
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

it("tells how many lines it does not show", async () => {
  for (const [lines, words] of [
    [50, ""],
    [51, "… et 1 autre ligne."],
    [52, "… et 2 autres lignes."],
  ] as const) {
    await choose("idées.csv");
    await sent.at(-1)!.answer(report("aperçu", lines));
    expect(host.querySelector("table + p")?.textContent ?? "").toBe(words);
  }
});

it("draws no empty table when a file changes nothing", async () => {
  await choose("déjà là.csv");
  await sent[0]!.answer(report("Rien à importer", 0));
  expect(said()).toBe("Rien à importer");
  expect(host.querySelector("table")).toBeNull();
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
