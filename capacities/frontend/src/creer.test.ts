/* Creating from the home page: asked once, told when refused, and left empty. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { settle, until } from "./core/testing";
import creer from "./creer";

const LONGEST = { title: 120, pseudonym: 40 };
let parent: HTMLElement;
let asked: [string, Record<string, string>][];
let gone: ReturnType<typeof vi.fn>;

beforeEach(() => {
  parent = document.createElement("div");
  document.body.append(parent);
  asked = [];
  gone = vi.fn();
  vi.spyOn(location, "assign").mockImplementation(gone as (url: string | URL) => void);
  Object.defineProperty(navigator, "locks", { value: undefined, configurable: true });
});

afterEach(() => {
  parent.remove();
  vi.unstubAllGlobals();
});

function answer(status: number, body: unknown): void {
  vi.stubGlobal("fetch", async (path: string, { body: sent }: { body: string }) => {
    asked.push([path, JSON.parse(sent)]);
    return new Response(JSON.stringify(body), { status });
  });
}

function draw(what: "dossier" | "example"): void {
  creer({ data: { what, longest: LONGEST }, parentElement: parent });
  creer({ data: { what, longest: LONGEST }, parentElement: parent }); // a rerun draws nothing twice
}

const field = (name: string) => parent.querySelector<HTMLInputElement>(`[name=${name}]`)!;
const press = () => parent.querySelector("button")!.click();

test("what is missing is said beside its field, and nothing is sent", async () => {
  answer(200, { url: "/x" });
  draw("dossier");
  press();
  await until(() => parent.querySelector("#creer-territory-faute")!.textContent !== "");
  expect(asked).toEqual([]);
  expect(field("title").getAttribute("aria-invalid")).toBe("true");
  expect(field("use_case").getAttribute("aria-invalid")).toBe("false");
});

test("one dossier is created however often one presses; the form is left empty", async () => {
  answer(200, { url: "/partager?dossier=d" });
  draw("dossier");
  expect(parent.querySelectorAll("form")).toHaveLength(1);
  field("territory").value = "Caux";
  field("title").value = "Crue";
  press();
  press();
  await settle(20);
  expect(asked).toEqual([["/dossiers", { territory: "Caux", use_case: "", title: "Crue", pseudonym: "" }]]);
  expect(gone).toHaveBeenCalledExactlyOnceWith("/partager?dossier=d");
  expect(field("title").value).toBe("");
});

test("a refusal keeps what was typed", async () => {
  answer(429, { erreur: "Attendez une heure." });
  draw("dossier");
  field("territory").value = "Caux";
  field("title").value = "Crue";
  press();
  await settle(20);
  expect(parent.querySelector("[role=alert]")?.textContent).toBe("Attendez une heure.");
  expect(field("title").value).toBe("Crue");
  expect(gone).not.toHaveBeenCalled();
});

test("the example opens", async () => {
  answer(200, { url: "/canevas?dossier=d" });
  draw("example");
  press();
  await settle(20);
  expect(asked).toEqual([["/dossiers/exemple", {}]]);
  expect(gone).toHaveBeenCalledWith("/canevas?dossier=d");
});
