/* The way in: reads the link's fragment, says what it opens, lets the person in.
 * Two clicks: the link, then « Entrer ». The fragment leaves the address bar once inside. */
import "./rejoindre.css";
import { fetchAhead } from "./core/ahead";
import { eraseDeleted, sentenceOf } from "./core/keeping";

interface Link {
  dossier: string;
  titre: string;
  territoire: string;
  cas_usage: string;
  exemple: boolean;
  droits: string;
  /** Of the canvas that will open. */
  forme: string;
  pseudonyme: string;
  couleur: string;
}

/** `wait`: seconds after which the server lets one try again; 0 when it says none. */
type Refused = { ok: false; sentence: string; again: boolean; wait: number };
type Answer<T> = { ok: true; value: T } | Refused;

const NETWORK = "Le serveur ne répond pas. Vérifiez la connexion à internet, puis réessayez.";
const UNREADABLE = "Le serveur a répondu quelque chose d’inattendu. Réessayez dans un instant.";
const ALONE = " Cette page réessaie toute seule\u00a0: gardez-la ouverte.";
const NO_LINK = "Cette adresse ne contient pas de lien de partage. Ouvrez le lien en entier, tel qu’on vous l’a donné.";
const NO_COOKIE =
  "Ce navigateur refuse les témoins de connexion (cookies), sans lesquels on ne peut pas entrer. " +
  "Autorisez-les pour ce site, puis réessayez.";

const find = <T extends HTMLElement>(id: string) => document.getElementById(id) as T;
const form = find<HTMLFormElement>("entree");
const pseudonym = find<HTMLInputElement>("pseudonyme");
const button = find<HTMLButtonElement>("entrer");
let token = "";
let busy = false;

async function ask<T>(path: string, body: Record<string, string>): Promise<Answer<T>> {
  let response: Response;
  try {
    response = await fetch(path, {
      method: "POST",
      headers: { "Content-Type": "application/json", Accept: "application/json" },
      body: JSON.stringify(body),
      credentials: "same-origin",
      cache: "no-store",
      signal: AbortSignal.timeout(20_000),
    });
  } catch {
    return { ok: false, sentence: NETWORK, again: true, wait: 0 };
  }
  try {
    const value: unknown = await response.json();
    if (response.ok) return { ok: true, value: value as T };
    const { erreur } = value as { erreur?: unknown };
    const sentence = typeof erreur === "string" ? erreur : UNREADABLE;
    const wait = response.status === 429 ? Number(response.headers.get("Retry-After")) || 0 : 0;
    return { ok: false, sentence, again: response.status === 429 || response.status >= 500, wait };
  } catch {
    return { ok: false, sentence: UNREADABLE, again: true, wait: 0 };
  }
}

function refuse(sentence: string, again: boolean): void {
  find("attente").hidden = true;
  find("erreur-texte").textContent = sentence;
  find("reessayer").hidden = !again;
  find("retour").hidden = again;
  find("erreur").hidden = false;
}

/* A crowd at the door: this page tries again by itself, apart from the others. Longer waits are
 * for mistakes (links that open nothing): trying again is then for the person to decide. */
const SHORT_WAIT_S = 60;
const SPREAD_S = 10;
let waiting: ReturnType<typeof setTimeout> | undefined;

function tryAgainSoon(wait: number): void {
  if (wait === 0 || wait > SHORT_WAIT_S) return;
  find("erreur-texte").textContent += ALONE;
  waiting = setTimeout(() => form.requestSubmit(), (wait + Math.random() * SPREAD_S) * 1000);
}

function show(id: string, text: string): void {
  find(id).textContent = text;
  find(id).hidden = text === "";
}

async function open(): Promise<void> {
  token = decodeFragment(location.hash);
  form.hidden = true;
  find("erreur").hidden = true;
  if (token === "") return refuse(NO_LINK, false);
  find("attente").hidden = false;
  const answer = await ask<Link>("/rejoindre/lien", { token });
  find("attente").hidden = true;
  if (!answer.ok) return refuse(answer.sentence, answer.again);
  present(answer.value);
}

/* Some mail programs append a full stop or encode the fragment. */
function decodeFragment(hash: string): string {
  const raw = hash.slice(1);
  try {
    return decodeURIComponent(raw)
      .trim()
      .replace(/[^A-Za-z0-9_-]+$/, "");
  } catch {
    return raw;
  }
}

function present(link: Link): void {
  show("territoire", link.territoire);
  show("titre", link.titre);
  show("cas", link.cas_usage);
  show("droits", link.droits);
  find("exemple").hidden = !link.exemple;
  document.title = `Rejoindre « ${link.titre} » — CAPACities`;
  /* Rooms share computers: nothing is prefilled, unless this browser is already inside. */
  pseudonym.value = link.pseudonyme;
  const colors = [...form.querySelectorAll<HTMLInputElement>("input[name=color]")];
  const chosen =
    colors.find((input) => input.value === link.couleur) ?? colors[Math.floor(Math.random() * colors.length)];
  if (chosen) chosen.checked = true;
  form.hidden = false;
  pseudonym.focus();
  void fetchAhead(link.forme);
}

async function enter(event: SubmitEvent): Promise<void> {
  event.preventDefault();
  if (busy) return;
  clearTimeout(waiting);
  find("erreur").hidden = true;
  if (!checkPseudonym()) return;
  setBusy(true);
  const answer = await inTurn(enterOnce);
  if (!answer.ok) {
    setBusy(false);
    refuse(answer.sentence, true);
    return tryAgainSoon(answer.wait);
  }
  history.replaceState(null, "", location.pathname);
  location.replace(answer.value.url);
}

/* Entering changes the browser's cookie: another tab that enters at the same time may have had
 * the last word. Once more, then, with the cookie there is now. */
async function enterOnce(): Promise<Answer<{ url: string }>> {
  const color = new FormData(form).get("color");
  const words = {
    token,
    pseudonym: pseudonym.value,
    color: typeof color === "string" ? color : "",
  };
  for (let time = 0; time < 2; time++) {
    const answer = await ask<{ url: string }>("/rejoindre", words);
    if (!answer.ok) return answer;
    const inside = await ask<Link>("/rejoindre/lien", { token });
    if (!inside.ok || inside.value.pseudonyme !== "") return answer;
  }
  return { ok: false, sentence: NO_COOKIE, again: true, wait: 0 };
}

/* One tab of the browser at a time, where it knows how (not over plain http). */
function inTurn<T>(act: () => Promise<T>): Promise<T> {
  const locks = navigator.locks as LockManager | null | undefined;
  return locks == null ? act() : locks.request("capacities-entrer", act);
}

function checkPseudonym(): boolean {
  const empty = pseudonym.value.trim() === "";
  show("pseudonyme-erreur", empty ? "Choisissez un pseudonyme." : "");
  pseudonym.setAttribute("aria-invalid", String(empty));
  if (empty) pseudonym.focus();
  return !empty;
}

function setBusy(state: boolean): void {
  busy = state;
  button.setAttribute("aria-disabled", String(state));
  button.textContent = state ? "Entrée…" : "Entrer";
}

form.addEventListener("submit", (event) => void enter(event));
find("reessayer").addEventListener("click", () => {
  if (form.hidden) void open();
  else form.requestSubmit();
});
window.addEventListener("hashchange", () => void open());
void open();
void eraseDeleted().then((erased) => show("efface", sentenceOf(erased)));
