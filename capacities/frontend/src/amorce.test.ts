/* The words that Streamlit's pages open with: there as long as nothing else is to be seen. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { tellOpened } from "./ui/opened";

const HOST = { blockErrorDialogs: true, allowedOrigins: [] };
const PAGE = '<div id="ouverture"><p role="status">Le canevas s’ouvre…</p></div><div id="root"></div>';
const words = () => document.getElementById("ouverture")?.textContent ?? null;
const settle = () => vi.advanceTimersByTimeAsync(50);

beforeEach(async () => {
  vi.useFakeTimers();
  vi.spyOn(Element.prototype, "getBoundingClientRect").mockReturnValue({ height: 20 } as DOMRect);
  document.head.innerHTML = `<meta name="capacities-hote" content='${JSON.stringify(HOST)}'>`;
  document.body.innerHTML = PAGE;
  vi.resetModules();
  await import("./amorce");
});

afterEach(() => {
  vi.useRealTimers();
  Reflect.deleteProperty(window, "__streamlit");
  document.head.innerHTML = document.body.innerHTML = "";
});

async function draw(inside: string): Promise<void> {
  const root = document.getElementById("root") as HTMLElement;
  root.innerHTML = `<section data-testid="stMainBlockContainer">${inside}</section>`;
  await settle();
}

test("Streamlit is told where the server is, so that it looks for it nowhere", () => {
  expect(Reflect.get(window, "__streamlit")).toEqual({
    BACKEND_BASE_URL: location.origin,
    HOST_CONFIG: { blockErrorDialogs: true, allowedOrigins: [location.origin] },
  });
});

test("the words stay while the page is empty, and go with the first thing drawn", async () => {
  await draw("");
  expect(words()).toBe("Le canevas s’ouvre…");
  await draw('<div data-testid="stElementContainer">Bonjour</div>');
  expect(words()).toBeNull();
});

test("a canvas takes them away itself, once it can be seen", async () => {
  await draw('<div class="st-key-toile"><div data-testid="stElementContainer"></div></div>');
  expect(words()).not.toBeNull();
  const host = document.createElement("div");
  host.style.visibility = "hidden";
  document.querySelector(".st-key-toile")?.append(host);
  tellOpened(host);
  await settle();
  expect(words()).not.toBeNull();
  host.style.visibility = "visible";
  await settle();
  expect(words()).toBeNull();
});

test("a refusal in place of a canvas is seen", async () => {
  await draw('<div class="st-key-toile"></div><div data-testid="stAlert">Ce lien a été remplacé.</div>');
  expect(words()).toBeNull();
});

test("whoever waits long is told why, politely", async () => {
  await vi.advanceTimersByTimeAsync(11_000);
  expect(words()).toContain("La connexion est lente");
  expect(document.querySelector("#ouverture p")?.getAttribute("role")).toBe("status");
});
