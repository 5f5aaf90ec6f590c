/* What a person sees of a file that arrives, is refused, or does not come. */

import { afterEach, expect, it, vi } from "vitest";
import { download, NO_DOWNLOAD } from "./download";

const saved: string[] = [];
const tell = vi.fn();

function answering(answer: Response | null): void {
  vi.stubGlobal("fetch", () => (answer === null ? Promise.reject(new TypeError()) : Promise.resolve(answer)));
  URL.createObjectURL = () => "blob:x";
  URL.revokeObjectURL = () => undefined;
  vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(function (this: HTMLAnchorElement) {
    saved.push(this.download);
  });
}

afterEach(() => {
  saved.length = 0;
  tell.mockReset();
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

it("saves the file under the name that the server gives", async () => {
  const headers = { "Content-Disposition": "attachment; filename=\"x.csv\"; filename*=UTF-8''%C3%A9t%C3%A9.csv" };
  answering(new Response("a;b", { headers }));
  await download("/export/d/c.csv", tell);
  expect(saved).toEqual(["été.csv"]);
  expect(tell).not.toHaveBeenCalled();
});

it("says the sentence of a refusal, and saves nothing", async () => {
  answering(Response.json({ erreur: "Un fichier est déjà en préparation." }, { status: 429 }));
  await download("/export/d.zip", tell);
  expect(saved).toEqual([]);
  expect(tell).toHaveBeenCalledWith("Un fichier est déjà en préparation.");
});

it.each([null, new Response("<html>", { status: 502 })])("says when no answer comes (%s)", async (answer) => {
  answering(answer);
  await download("/export/d.zip", tell);
  expect(saved).toEqual([]);
  expect(tell).toHaveBeenCalledWith(NO_DOWNLOAD);
});
