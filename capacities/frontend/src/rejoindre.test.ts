/* The way in, against a server played here: what each refusal shows, and when the secret
 * leaves the address bar. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import page from "./rejoindre.html?raw";

const TOKEN = `${"a".repeat(42)}-`;
const LINK = {
  dossier: "d1",
  titre: "Toits <b>solaires</b>",
  territoire: "Lisieux",
  cas_usage: "",
  exemple: false,
  droits: "Vous pourrez écrire, avec les autres.",
  canevas: "",
  pseudonyme: "",
  couleur: "#0b5d66",
};
const COLORS = ["#0b5d66", "#7a3b9e"].map((value) => `<input type="radio" name="color" value="${value}">`).join("");

type Reply = { status?: number; body?: unknown; headers?: Record<string, string> } | "network";
let asked: { path: string; body: Record<string, string> }[];
let replies: Record<string, Reply[]>;
let gone: ReturnType<typeof vi.fn>;

function play(path: string, ...answers: Reply[]): void {
  replies[path] = answers;
}

async function arrive(hash: string, path = "/rejoindre"): Promise<void> {
  history.replaceState(null, "", `${path}${hash}`);
  vi.resetModules();
  await import("./rejoindre");
  await settle();
}

const settle = () => new Promise((resolve) => setTimeout(resolve, 5));
const text = (id: string) => document.getElementById(id)?.textContent ?? "";
const hidden = (id: string) => document.getElementById(id)?.hidden;
const pseudonym = () => document.getElementById("pseudonyme") as HTMLInputElement;

async function enter(name: string): Promise<void> {
  pseudonym().value = name;
  document.getElementById("entrer")?.click();
  await settle();
  await settle();
}

beforeEach(() => {
  asked = [];
  replies = {};
  const body = page.slice(page.indexOf("<body>") + 6, page.indexOf("</body>"));
  document.body.innerHTML = body
    .replace(/<noscript>[\s\S]*?<\/noscript>/, "")
    .replace("{{colors}}", COLORS)
    .replace("{{longest}}", "40");
  vi.stubGlobal("fetch", async (path: string, options: { body: string }) => {
    asked.push({ path, body: JSON.parse(options.body) });
    const reply = replies[path]?.shift() ?? "network";
    if (reply === "network") throw new TypeError("failed");
    return new Response(typeof reply.body === "string" ? reply.body : JSON.stringify(reply.body), {
      status: reply.status ?? 200,
      headers: reply.headers ?? {},
    });
  });
  /* Each test loads the page's script anew: it must not hear the next test's address. */
  vi.spyOn(window, "addEventListener").mockImplementation(() => undefined);
  /* Their turns take more than the moment that a test with a clock of its own leaves. */
  Object.defineProperty(navigator, "locks", { value: undefined, configurable: true });
  gone = vi.fn();
  vi.spyOn(location, "replace").mockImplementation(gone as (url: string | URL) => void);
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  history.replaceState(null, "", "/");
});

test("the colour that the server offers is chosen, and a title that is cut is said whole", async () => {
  play("/rejoindre/lien", { body: { ...LINK, couleur: "#7a3b9e" } });
  await arrive(`#${TOKEN}`);
  expect(document.querySelector<HTMLInputElement>("input:checked")?.value).toBe("#7a3b9e");
  expect(document.getElementById("titre")?.title).toBe("Toits <b>solaires</b>");
});

test("two clicks lead from the link to the canvas, and the secret leaves the address", async () => {
  play("/rejoindre/lien", { body: LINK }, { body: { ...LINK, pseudonyme: "Ada" } });
  play("/rejoindre", { body: { url: "/canevas?dossier=d1&canevas=k" } });
  await arrive(`#${TOKEN}`);
  expect(hidden("entree")).toBe(false);
  expect(text("droits")).toBe(LINK.droits);
  expect(location.hash).toBe(`#${TOKEN}`);
  await enter("Ada");
  const sent = asked[1];
  expect(sent?.path).toBe("/rejoindre");
  expect(sent?.body).toMatchObject({ token: TOKEN, pseudonym: "Ada" });
  expect(sent?.body.color).toMatch(/^#[0-9a-f]{6}$/);
  expect(gone).toHaveBeenCalledWith("/canevas?dossier=d1&canevas=k");
  expect(location.hash).toBe("");
});

test("what people wrote is shown as text, never as HTML", async () => {
  play("/rejoindre/lien", { body: LINK });
  await arrive(`#${TOKEN}`);
  expect(text("titre")).toBe("Toits <b>solaires</b>");
  expect(document.querySelector("#titre b")).toBeNull();
});

test("nothing is prefilled for someone who is not inside yet, and their own name is", async () => {
  play("/rejoindre/lien", { body: LINK });
  await arrive(`#${TOKEN}`);
  expect(pseudonym().value).toBe("");
  play("/rejoindre/lien", { body: { ...LINK, pseudonyme: "Ada", couleur: "#7a3b9e" } });
  await arrive(`#${TOKEN}`);
  expect(pseudonym().value).toBe("Ada");
  const chosen = document.querySelector<HTMLInputElement>("input[name=color]:checked");
  expect(chosen?.value).toBe("#7a3b9e");
});

test("an address without a link says so and asks the server nothing", async () => {
  await arrive("");
  expect(text("erreur-texte")).toContain("ne contient pas de lien");
  expect(hidden("retour")).toBe(false);
  expect(asked).toEqual([]);
});

test("a full stop that a mail program added does not break the link", async () => {
  play("/rejoindre/lien", { body: LINK });
  await arrive(`#${TOKEN}.`);
  expect(asked[0]?.body.token).toBe(TOKEN);
});

test("a refused link shows the server's sentence, without a form", async () => {
  play("/rejoindre/lien", { status: 401, body: { erreur: "Ce lien a été retiré." } });
  await arrive(`#${TOKEN}`);
  expect(text("erreur-texte")).toBe("Ce lien a été retiré.");
  expect(hidden("entree")).toBe(true);
  expect(hidden("reessayer")).toBe(true);
});

test("after a cut, « Réessayer » opens the link", async () => {
  play("/rejoindre/lien", "network", { body: LINK });
  await arrive(`#${TOKEN}`);
  expect(text("erreur-texte")).toContain("connexion à internet");
  expect(hidden("reessayer")).toBe(false);
  document.getElementById("reessayer")?.click();
  await settle();
  expect(hidden("entree")).toBe(false);
  expect(hidden("erreur")).toBe(true);
});

test("an answer that is not ours (a proxy's page) is said, not shown", async () => {
  play("/rejoindre/lien", { status: 502, body: "<h1>Bad Gateway</h1>" });
  await arrive(`#${TOKEN}`);
  expect(text("erreur-texte")).toContain("inattendu");
});

test("an empty pseudonym is asked for, beside the field, before anything is sent", async () => {
  play("/rejoindre/lien", { body: LINK });
  await arrive(`#${TOKEN}`);
  await enter("   ");
  expect(text("pseudonyme-erreur")).toBe("Choisissez un pseudonyme.");
  expect(pseudonym().getAttribute("aria-invalid")).toBe("true");
  expect(asked).toHaveLength(1);
});

test("a database that cannot write keeps the form, and the secret, to try again", async () => {
  play("/rejoindre/lien", { body: LINK });
  play("/rejoindre", { status: 503, body: { erreur: "La base n’enregistre pas." } });
  await arrive(`#${TOKEN}`);
  await enter("Ada");
  expect(text("erreur-texte")).toBe("La base n’enregistre pas.");
  expect(hidden("entree")).toBe(false);
  expect(location.hash).toBe(`#${TOKEN}`);
  expect(gone).not.toHaveBeenCalled();
});

test("a tab that entered elsewhere meanwhile does not keep one out", async () => {
  play("/rejoindre/lien", { body: LINK }, { body: LINK }, { body: { ...LINK, pseudonyme: "Ada" } });
  play("/rejoindre", { body: { url: "/perdu" } }, { body: { url: "/canevas" } });
  await arrive(`#${TOKEN}`);
  await enter("Ada");
  await settle();
  expect(gone).toHaveBeenCalledExactlyOnceWith("/canevas");
});

test("tabs of one browser enter one after the other", async () => {
  const asking: string[] = [];
  const request = (name: string, act: () => Promise<unknown>) => {
    asking.push(name);
    return act();
  };
  vi.stubGlobal("navigator", { ...navigator, locks: { request } });
  play("/rejoindre/lien", { body: LINK }, { body: { ...LINK, pseudonyme: "Ada" } });
  play("/rejoindre", { body: { url: "/canevas" } });
  await arrive(`#${TOKEN}`);
  await enter("Ada");
  expect(asking).toEqual(["capacities-entrer"]);
  expect(gone).toHaveBeenCalledWith("/canevas");
});

test("refused cookies are noticed, and said", async () => {
  play("/rejoindre/lien", { body: LINK }, { body: LINK }, { body: LINK });
  play("/rejoindre", { body: { url: "/canevas" } }, { body: { url: "/canevas" } });
  await arrive(`#${TOKEN}`);
  await enter("Ada");
  await settle();
  expect(text("erreur-texte")).toContain("cookies");
  expect(gone).not.toHaveBeenCalled();
});

test("a crowd at the door: it is said, and this page enters by itself, a little later", async () => {
  play("/rejoindre/lien", { body: LINK }, { body: { ...LINK, pseudonyme: "Ada" } });
  const crowd = { status: 429, body: { erreur: "Un à un." }, headers: { "Retry-After": "3" } };
  play("/rejoindre", crowd, crowd, { body: { url: "/canevas" } });
  await arrive(`#${TOKEN}`);
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  vi.spyOn(Math, "random").mockReturnValue(0.9);
  const sent = () => asked.filter(({ path }) => path === "/rejoindre").length;
  const pass = (seconds: number) => vi.advanceTimersByTimeAsync(seconds * 1000);
  pseudonym().value = "Ada";
  document.getElementById("entrer")?.click();
  await pass(0);
  expect(text("erreur-texte")).toBe("Un à un. Cette page réessaie toute seule\u00a0: gardez-la ouverte.");
  expect(hidden("entree")).toBe(false);
  await pass(2.9);
  expect(sent()).toBe(1);
  await pass(11);
  expect(sent()).toBe(2);
  document.getElementById("reessayer")?.click();
  await pass(0);
  expect(gone).toHaveBeenCalledWith("/canevas");
  await pass(60);
  expect(sent()).toBe(3);
  vi.useRealTimers();
});

test("ten minutes to wait are said, and left to the person", async () => {
  play("/rejoindre/lien", { body: LINK });
  play("/rejoindre", { status: 429, body: { erreur: "Attendez." }, headers: { "Retry-After": "600" } });
  await arrive(`#${TOKEN}`);
  await enter("Ada");
  expect(text("erreur-texte")).toBe("Attendez.");
  expect(hidden("reessayer")).toBe(false);
});

test("the canvas that the address names is asked for, and said", async () => {
  play("/rejoindre/lien", { body: { ...LINK, canevas: "Gouvernance" } });
  await arrive(`?canevas=gouvernance#${TOKEN}`);
  expect(asked[0]?.body).toEqual({ token: TOKEN, canevas: "gouvernance" });
  expect(text("arrivee")).toBe("Vous arriverez sur «\u00a0Gouvernance\u00a0».");
});

test("a code is typed, corrected, then lets in like a link", async () => {
  const refused = { status: 401, body: { erreur: "Ce code n’ouvre aucun dossier." } };
  play("/rejoindre/lien", refused, { body: LINK }, { body: { ...LINK, pseudonyme: "Ada" } });
  play("/rejoindre", { body: { url: "/canevas" } });
  await arrive("", "/entrer");
  expect([hidden("par-code"), hidden("entree"), asked.length]).toEqual([false, true, 0]);
  const field = document.getElementById("code") as HTMLInputElement;
  const send = () => document.querySelector<HTMLFormElement>("#par-code")?.requestSubmit();
  field.value = "k7m-2qg";
  send();
  send(); // a double Enter is one try
  await settle();
  expect(asked).toHaveLength(1);
  expect(text("code-erreur")).toBe("Ce code n’ouvre aucun dossier.");
  expect(field.value).toBe("k7m-2qg");
  expect(field.getAttribute("aria-invalid")).toBe("true");
  field.value = "k7m 2qf";
  send();
  await settle();
  expect([hidden("par-code"), hidden("entree")]).toEqual([true, false]);
  await enter("Ada");
  expect(asked[2]?.body).toMatchObject({ code: "k7m 2qf", pseudonym: "Ada" });
  expect(asked[2]?.body.token).toBeUndefined();
  expect(gone).toHaveBeenCalledWith("/canevas");
});
