/* A link that Streamlit does not follow, since its server is out of reach. */

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { followDeadLinks } from "./dead-links";

const gone: string[] = [];
let answers = false;

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("navigator", { serviceWorker: {} });
  vi.stubGlobal("fetch", async () => {
    if (!answers) throw new TypeError("no network");
    return new Response();
  });
  vi.spyOn(location, "assign").mockImplementation((to) => void gone.push(String(to)));
  gone.length = 0;
  document.body.innerHTML = '<a href="/synthese"><p>Synthèse</p></a><a href="https://ailleurs.test/">Ailleurs</a>';
  for (const link of document.links) link.addEventListener("click", (event) => event.preventDefault());
  followDeadLinks();
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  document.body.innerHTML = "";
});

async function click(selector: string, options: MouseEventInit = {}): Promise<void> {
  const event = new MouseEvent("click", { bubbles: true, cancelable: true, ...options });
  document.querySelector(selector)!.dispatchEvent(event);
  await vi.advanceTimersByTimeAsync(3_000);
}

test("it is followed by the browser when the server does not answer, and only then", async () => {
  answers = true;
  await click("p");
  expect(gone).toEqual([]);
  answers = false;
  await click("p", { ctrlKey: true });
  await click("a:last-child");
  expect(gone).toEqual([]);
  await click("p");
  expect(gone.map((to) => new URL(to).pathname)).toEqual(["/synthese"]);
});
