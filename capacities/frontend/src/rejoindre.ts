/* The way in: reads the link's fragment, says what it opens, lets the person in.
 * Two clicks: the link, then « Entrer ». The fragment leaves the address bar once inside. */
import "./rejoindre.css";
import { fetchAhead } from "./core/ahead";
import { type Answer, ask, inTurn } from "./core/asking";
import { eraseDeleted, sentenceOf } from "./core/keeping";
import { canvasIn, tokenIn } from "./core/link";

interface Link {
  dossier: string;
  titre: string;
  territoire: string;
  cas_usage: string;
  exemple: boolean;
  droits: string;
  /** Of the canvas that will open. */
  forme: string;
  canevas: string;
  pseudonyme: string;
  /** One's own, else one that nobody of the dossier has yet. */
  couleur: string;
}

const ALONE = " Cette page réessaie toute seule\u00a0: gardez-la ouverte.";
const NO_LINK = "Cette adresse ne contient pas de lien de partage. Ouvrez le lien en entier, tel qu’on vous l’a donné.";
const NO_COOKIE =
  "Ce navigateur refuse les témoins de connexion (cookies), sans lesquels on ne peut pas entrer. " +
  "Autorisez-les pour ce site, puis réessayez.";

const find = <T extends HTMLElement>(id: string) => document.getElementById(id) as T;
const form = find<HTMLFormElement>("entree");
const pseudonym = find<HTMLInputElement>("pseudonyme");
const button = find<HTMLButtonElement>("entrer");
/** What opens: the token of a link, or a code that was typed. */
let key: Record<string, string> = {};
let busy = false;

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

const byCode = location.pathname === "/entrer";
const codeForm = find<HTMLFormElement>("par-code");
const codeField = find<HTMLInputElement>("code");

async function open(): Promise<void> {
  const token = tokenIn(location.hash);
  find("erreur").hidden = true;
  form.hidden = true;
  if (byCode && token === "") return askForCode();
  if (token === "") return refuse(NO_LINK, false);
  await openWith({ token, canevas: canvasIn(location.search) });
}

async function openWith(opening: Record<string, string>): Promise<void> {
  key = opening;
  find("attente").hidden = false;
  const answer = await ask<Link>("/rejoindre/lien", key);
  find("attente").hidden = true;
  if (!answer.ok) return key.code === undefined ? refuse(answer.sentence, answer.again) : refuseCode(answer.sentence);
  codeForm.hidden = true;
  present(answer.value);
}

/** A code is being tried: tries are counted, and a double Enter is one. */
let opening = false;

function askForCode(): void {
  document.title = "Entrer avec un code — CAPACities";
  codeForm.hidden = false;
  codeField.focus();
}

/* Beside the field, which keeps what was typed: one sign is soon put right. */
function refuseCode(sentence: string): void {
  show("code-erreur", sentence);
  codeField.setAttribute("aria-invalid", "true");
  codeField.focus();
  codeField.select();
}

codeForm.addEventListener("submit", (event) => {
  event.preventDefault();
  if (opening) return;
  opening = true;
  show("code-erreur", "");
  codeField.removeAttribute("aria-invalid");
  void openWith({ code: codeField.value }).finally(() => {
    opening = false;
  });
});

function present(link: Link): void {
  show("territoire", link.territoire);
  show("titre", link.titre);
  find("titre").title = link.titre;
  show("cas", link.cas_usage);
  show("droits", link.droits);
  show("arrivee", link.canevas === "" ? "" : `Vous arriverez sur «\u00a0${link.canevas}\u00a0».`);
  find("exemple").hidden = !link.exemple;
  document.title = `Rejoindre «\u00a0${link.titre}\u00a0» — CAPACities`;
  /* Rooms share computers: nothing is prefilled, unless this browser is already inside. */
  pseudonym.value = link.pseudonyme;
  const colors = [...form.querySelectorAll<HTMLInputElement>("input[name=color]")];
  const offered = colors.find((input) => input.value === link.couleur);
  if (offered) offered.checked = true;
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
    ...key,
    pseudonym: pseudonym.value,
    color: typeof color === "string" ? color : "",
  };
  for (let time = 0; time < 2; time++) {
    const answer = await ask<{ url: string }>("/rejoindre", words);
    if (!answer.ok) return answer;
    const inside = await ask<Link>("/rejoindre/lien", key);
    if (!inside.ok || inside.value.pseudonyme !== "") return answer;
  }
  return { ok: false, sentence: NO_COOKIE, again: true, wait: 0 };
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
