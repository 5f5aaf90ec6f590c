/* The form that brings an image in as a version of the sketch. */

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { settle } from "./core/testing";
import croquis from "./croquis";

const server = vi.fn<typeof fetch>();
const brought = vi.fn();
let parent: HTMLElement;

beforeEach(() => {
  vi.stubGlobal("fetch", server);
  parent = document.createElement("div");
  document.body.append(parent);
});

afterEach(() => {
  parent.remove();
  vi.unstubAllGlobals();
  server.mockReset();
  brought.mockReset();
});

function draw(url = "/versions/d/projection?vu=0"): () => void {
  return croquis({ data: { url, longest: 500 }, parentElement: parent, setTriggerValue: brought });
}

function fill(sentence: string, image = new File(["x"], "a.png", { type: "image/png" })): void {
  const file = parent.querySelector("input")!;
  Object.defineProperty(file, "files", { value: [image], configurable: true });
  parent.querySelector("textarea")!.value = sentence;
}

async function send(): Promise<string> {
  parent.querySelector("form")!.dispatchEvent(new Event("submit", { cancelable: true }));
  await settle(10);
  return parent.querySelector('[role="alert"]')!.textContent ?? "";
}

const answered = (body: unknown, status = 200) =>
  server.mockResolvedValue(new Response(JSON.stringify(body), { status }));

test("an image and its sentence are sent, and the page hears of the version", async () => {
  draw();
  draw("/versions/d/projection?vu=3");
  expect(parent.querySelectorAll("form").length).toBe(1);
  fill("L’été, au port");
  answered({ version: 4, meanwhile: [] });
  expect(await send()).toBe("");
  const [url, init] = server.mock.calls[0]!;
  expect(url).toBe("/versions/d/projection?vu=3");
  expect(init!.headers).toEqual({ "X-Phrase": encodeURIComponent("L’été, au port") });
  expect(brought).toHaveBeenCalledWith("brought", { version: 4, meanwhile: [] });
});

test("nothing is sent without an image, nor without a sentence", async () => {
  draw();
  expect(await send()).toContain("Choisissez d’abord une image");
  fill("  ");
  expect(await send()).toContain("Dites en une phrase");
  expect(server).not.toHaveBeenCalled();
});

test.each([
  [{ erreur: "Ce fichier n’est pas une image" }, 400, "n’est pas une image"],
  [null, 500, "Le serveur ne répond pas"],
])("a refusal is told, and what was written stays: %#", async (body, status, said) => {
  draw();
  fill("Le port");
  answered(body, status);
  expect(await send()).toContain(said);
  expect(parent.querySelector("textarea")!.value).toBe("Le port");
  expect(brought).not.toHaveBeenCalled();
});

test("what is taken away leaves nothing", () => {
  draw()();
  expect(parent.childElementCount).toBe(0);
});
