/* The bar of Streamlit's pages: first in the page, kept from one page to the next, light. */

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import barre from "./barre";
import { BAR, settle, themeOf, until } from "./core/testing";

const inside = () => document.getElementById("capacities-bar")!.shadowRoot!;
let stop: () => void = () => undefined;

/** The server, as the news come from it. */
class Heard extends EventTarget {
  static last: Heard | null = null;
  constructor(readonly url: string) {
    super();
    Heard.last = this;
  }
  close() {}
  tell(news: object) {
    this.dispatchEvent(new MessageEvent("message", { data: JSON.stringify(news) }));
  }
}

beforeEach(() => {
  vi.stubGlobal("WebSocket", Heard);
});

afterEach(async () => {
  stop();
  await settle(450);
});

test("stands first in the document, and stays while Streamlit goes to another page", async () => {
  window.innerWidth = 1440;
  document.body.innerHTML = "<div id='root'><main>la page</main></div>";
  const dossier = { ...BAR.dossier!, title: "Toits solaires", themes: [themeOf("Futur", ["projection", "frise"])] };
  const leave = barre({ data: { ...BAR, page: "Synthèse", dossier } });
  await settle(20);
  const host = document.body.firstElementChild;
  expect(host?.id).toBe("capacities-bar");
  expect(document.title).toBe("Synthèse · Toits solaires — CAPACities");
  expect(inside().querySelector("[role=banner] nav")?.textContent).toContain("Futur");
  leave();
  stop = barre({ data: { ...BAR, page: "À propos", dossier: null } });
  await settle(20);
  expect(document.body.firstElementChild).toBe(host);
  expect(document.title).toBe("À propos — CAPACities");
  expect(inside().querySelector(".where")).toBe(null);
  inside().querySelector<HTMLElement>(".skip")!.click();
  expect(document.activeElement?.tagName).toBe("MAIN");
});

test("follows a new name, and says to whoever facilitates who is where", async () => {
  window.innerWidth = 1440;
  const dossier = { ...BAR.dossier!, id: "suivi", title: "Toits solaires", themes: [themeOf("Futur", ["frise"])] };
  stop = barre({ data: { ...BAR, page: "Dossier", dossier } });
  await settle(20);
  expect(Heard.last?.url).toContain("/nouvelles/suivi");
  expect(inside().querySelector(".people")).toBe(null);
  Heard.last!.dispatchEvent(new Event("open"));
  Heard.last!.tell({ genre: "dossier", titre: "Toits partagés", territoire: "Caen", cas: "U" });
  Heard.last!.tell({
    genre: "personnes",
    personnes: [
      { nom: "Élise", couleur: "#0b5d66", marque: "a", canevas: "frise" },
      { nom: "Ahmed", couleur: "#7a3b9e", marque: "b", canevas: "" },
    ],
    autres: 0,
    titres: { frise: "Frise" },
  });
  await settle(20);
  expect(document.title).toBe("Dossier · Toits partagés — CAPACities");
  expect(inside().querySelector(".where")?.textContent).toContain("Toits partagés");
  expect(inside().querySelector(".people")?.getAttribute("aria-label")).toBe(
    "2 personnes dans le dossier\u00a0: Élise et Ahmed",
  );
});

test("goes away with the last page that wants it", async () => {
  barre({ data: { ...BAR, dossier: null } })();
  await settle(450);
  expect(document.getElementById("capacities-bar")).toBe(null);
});

test("lets one leave the dossier from any page", async () => {
  window.innerWidth = 1440;
  HTMLDialogElement.prototype.showModal ??= function showModal(this: HTMLDialogElement) {
    this.open = true;
  };
  const asked = vi.fn(async () => new Response('{"dernier": false}', { status: 200 }));
  vi.stubGlobal("fetch", asked);
  const goes = vi.spyOn(window.location, "assign").mockImplementation(() => undefined);
  stop = barre({ data: BAR });
  await settle(20);
  inside().querySelector<HTMLElement>('[aria-label="Quitter ce dossier"]')!.click();
  const quit = () => inside().querySelector<HTMLButtonElement>("dialog .primary");
  await until(() => quit()?.disabled === false);
  quit()!.click();
  await until(() => goes.mock.calls.length > 0);
  expect(asked).toHaveBeenCalledWith("/quitter", expect.objectContaining({ body: '{"dossier":"dossier"}' }));
  expect(goes).toHaveBeenCalledWith("/");
});
