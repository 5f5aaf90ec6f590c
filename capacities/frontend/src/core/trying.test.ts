/* A page gives way under nobody, whatever they read with. */

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { comeBack, watchQuiet } from "./trying";

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  document.body.replaceChildren();
});

test.each(["keydown", "pointerdown", "input", "scroll", "selectionchange", "focusin"])(
  "%s is somebody there",
  (act) => {
    const isQuiet = watchQuiet();
    vi.advanceTimersByTime(4_000);
    document.dispatchEvent(new Event(act));
    vi.advanceTimersByTime(4_000);
    expect(isQuiet()).toBe(false);
    vi.advanceTimersByTime(1_000);
    expect(isQuiet()).toBe(true);
  },
);

test("what scrolls in a shadow root, which the document does not hear of, counts too", () => {
  const host = document.createElement("div");
  const inside = host.attachShadow({ mode: "open" });
  const list = document.createElement("ul");
  inside.append(list);
  document.body.append(host);
  const isQuiet = watchQuiet(inside);
  vi.advanceTimersByTime(6_000);
  list.dispatchEvent(new Event("scroll"));
  expect(isQuiet()).toBe(false);
});

test("« Réessayer » says that it tries, then that nothing answers; the page comes back with the site", async () => {
  const reload = vi.spyOn(location, "reload").mockImplementation(() => undefined);
  let there = false;
  vi.stubGlobal("fetch", async () => {
    if (!there) throw new TypeError("no network");
    return new Response("");
  });
  const said = document.createElement("p");
  const again = comeBack("cut", said);
  again();
  expect(said.textContent).toBe("Nouvel essai…");
  await vi.advanceTimersByTimeAsync(0);
  expect(said.textContent).toContain("Toujours pas de réponse");
  there = true;
  await vi.advanceTimersByTimeAsync(10_000);
  expect(reload).toHaveBeenCalledOnce();
});
