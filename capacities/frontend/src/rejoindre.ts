/* The way in: reads the link's fragment, says what it opens, lets the person in.
 * Two clicks: the link, then « Entrer ». The fragment leaves the address bar once inside. */
import "./rejoindre.css";

interface Link {
  dossier: string;
  titre: string;
  territoire: string;
  cas_usage: string;
  exemple: boolean;
  droits: string;
  pseudonyme: string;
  couleur: string;
}

type Answer<T> = { ok: true; value: T } | { ok: false; sentence: string; again: boolean };

const NETWORK =
  "Le serveur ne répond pas. Vérifiez la connexion à internet, puis réessayez.";
const UNREADABLE =
  "Le serveur a répondu quelque chose d’inattendu. Réessayez dans un instant.";
const NO_LINK =
  "Cette adresse ne contient pas de lien de partage. Ouvrez le lien en entier, tel qu’on vous l’a donné.";
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
    return { ok: false, sentence: NETWORK, again: true };
  }
  try {
    const value: unknown = await response.json();
    if (response.ok) return { ok: true, value: value as T };
    const { erreur } = value as { erreur?: unknown };
    const sentence = typeof erreur === "string" ? erreur : UNREADABLE;
    return { ok: false, sentence, again: response.status === 429 || response.status >= 500 };
  } catch {
    return { ok: false, sentence: UNREADABLE, again: true };
  }
}

function refuse(sentence: string, again: boolean): void {
  find("attente").hidden = true;
  find("erreur-texte").textContent = sentence;
  find("reessayer").hidden = !again;
  find("retour").hidden = again;
  find("erreur").hidden = false;
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
    return decodeURIComponent(raw).trim().replace(/[^A-Za-z0-9_-]+$/, "");
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
    colors.find((input) => input.value === link.couleur) ??
    colors[Math.floor(Math.random() * colors.length)];
  if (chosen) chosen.checked = true;
  form.hidden = false;
  pseudonym.focus();
}

async function enter(event: SubmitEvent): Promise<void> {
  event.preventDefault();
  if (busy) return;
  find("erreur").hidden = true;
  if (!checkPseudonym()) return;
  setBusy(true);
  const color = new FormData(form).get("color");
  const answer = await ask<{ url: string }>("/rejoindre", {
    token,
    pseudonym: pseudonym.value,
    color: typeof color === "string" ? color : "",
  });
  if (!answer.ok) {
    setBusy(false);
    return refuse(answer.sentence, true);
  }
  const inside = await ask<Link>("/rejoindre/lien", { token });
  if (inside.ok && inside.value.pseudonyme === "") {
    setBusy(false);
    return refuse(NO_COOKIE, true);
  }
  history.replaceState(null, "", location.pathname);
  location.replace(answer.value.url);
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
