/* What is fetched while one types: in order, a few at a time, once, and never at one's expense. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";

const NEEDED = {
  base: ["/a.js", "/b.js", "/c.js", "/d.js", "/e.js"],
  formes: { une: ["/une.js"], autre: ["/autre.js"] },
};
let asked: string[];
let most: number;
let refused: boolean;

beforeEach(() => {
  vi.resetModules();
  [asked, most, refused] = [[], 0, false];
  let underway = 0;
  vi.stubGlobal("fetch", async (address: string, options: RequestInit & { priority?: string }) => {
    expect(options).toEqual({ priority: "low" });
    if (refused) throw new TypeError("failed");
    asked.push(address);
    underway += 1;
    most = Math.max(most, underway);
    await Promise.resolve();
    underway -= 1;
    return new Response(address.endsWith(".json") ? JSON.stringify(NEEDED) : "", { status: 200 });
  });
});

afterEach(() => {
  vi.unstubAllGlobals();
  Reflect.deleteProperty(navigator, "connection");
});

const ahead = async (form: string) => (await import("./ahead")).fetchAhead(form);

test("what all canvases need comes first, then what this form needs, once", async () => {
  await ahead("une");
  await ahead("une");
  expect(asked).toEqual(["/assets/suite.json", ...NEEDED.base, "/une.js"]);
  expect(most).toBeLessThanOrEqual(4);
});

test("a form that the server does not name is no mistake", async () => {
  await ahead("nouvelle");
  expect(asked).toEqual(["/assets/suite.json", ...NEEDED.base]);
});

test("whoever comes to no canvas fetches nothing", async () => {
  await ahead("");
  expect(asked).toEqual([]);
});

test("a network that fails is tried again the next time, and troubles nobody", async () => {
  refused = true;
  await ahead("une");
  refused = false;
  await ahead("une");
  expect(asked).toHaveLength(7);
});

test("whoever spares data is spared", async () => {
  Object.defineProperty(navigator, "connection", { value: { saveData: true }, configurable: true });
  await ahead("une");
  expect(asked).toEqual([]);
});
