/* One link on the page « Partager »: to show, to copy, to print; then, apart, to manage. */
import { button, element } from "../../core/nodes";
import { askToReplace, askToWithdraw } from "./confirm";
import { printPosters } from "./posters";
import { showBig } from "./projector";
import { type Act, ANIMATION, type SharedLink, type Sharing } from "./types";

export interface Wishes {
  act: Act;
  /** Choose the canvas on which the link of a role opens. */
  open: (role: string, canvas: string) => void;
  /** Have it heard: what is drawn again with its words is often not. */
  say: (words: string) => void;
}

export function linkCard(host: HTMLElement, sharing: Sharing, link: SharedLink, wishes: Wishes): HTMLElement {
  const card = element("section", { class: `lien ${link.role}`, "aria-labelledby": `titre-${link.role}` });
  const own = link.role === ANIMATION;
  card.append(
    element("h2", { id: `titre-${link.role}` }, link.title),
    element("p", { class: "pour" }, link.description),
    said(sharing, link, ["create", "code", "revoke"]),
  );
  if (link.created === "") {
    card.append(
      element(
        "div",
        { class: "actions" },
        button("Créer ce lien", () => wishes.act("create", link.role), "principal"),
      ),
    );
    return card;
  }
  if (link.url === "") card.append(element("p", { class: "cache" }, link.hidden), replacement(host, link, wishes.act));
  else card.append(shown(host, sharing, link, wishes, own));
  card.append(element("p", { class: "etat" }, link.state), management(host, sharing, link, wishes.act));
  return card;
}

/* What the last act made, said where it was asked. */
function said(sharing: Sharing, link: SharedLink, acts: readonly string[]): HTMLElement {
  const last = sharing.said;
  const mine = last?.role === link.role && acts.includes(last.act) ? last : null;
  return element("p", { class: mine?.bad ? "dit faute" : "dit" }, mine?.sentence ?? "");
}

function shown(host: HTMLElement, sharing: Sharing, link: SharedLink, wishes: Wishes, own: boolean): HTMLElement {
  const body = element("div", { class: "corps" });
  const qr = element("img", { class: "qr", src: link.qr, alt: `QR code\u00a0: ${link.title}` });
  const input = element("input", { readonly: "", value: link.url, "aria-label": `Adresse\u00a0: ${link.title}` });
  const copied = element("p", { class: "dit" });
  const copyIt = button(
    "Copier le lien",
    () => void copy(input).then((done) => tell(copied, done, wishes)),
    "principal",
  );
  const acts = element("div", { class: "actions" }, copyIt);
  if (own) {
    const secret = [qr, input];
    for (const each of secret) each.hidden = true;
    acts.append(reveal(secret));
  } else acts.append(button("Montrer en grand", () => showBig(host, sharing, link)));
  acts.append(button(own ? "Imprimer, à part" : "Imprimer", () => printPosters(sharing, link)));
  body.append(qr);
  if (!own) {
    const words = [opensOn(link, wishes), codeOf(sharing, link, wishes.act)];
    body.append(element("div", { class: "mots" }, ...words));
  }
  body.append(input, acts, copied);
  return body;
}

/* The page may be on the projector: whoever sees this address may do everything. */
function reveal(secret: readonly HTMLElement[]): HTMLButtonElement {
  const toggle = button("Voir", () => {
    const hide = toggle.getAttribute("aria-expanded") === "true";
    for (const each of secret) each.hidden = hide;
    toggle.setAttribute("aria-expanded", String(!hide));
    toggle.textContent = hide ? "Voir" : "Cacher";
  });
  toggle.setAttribute("aria-expanded", "false");
  return toggle;
}

function opensOn(link: SharedLink, { open }: Wishes): HTMLElement {
  const select = element("select", { id: `ouvre-${link.role}` }, element("option", { value: "" }, link.first));
  for (const { key, title } of link.canvases) select.append(element("option", { value: key }, title));
  select.value = link.canvas;
  select.addEventListener("change", () => open(link.role, select.value));
  const label = element("label", { for: select.id }, "Lien et codes ouvrent sur");
  return element("div", { class: "ouvre" }, label, select);
}

function codeOf(sharing: Sharing, link: SharedLink, act: Act): HTMLElement {
  if (link.code === null) {
    const make = button("Donner un code pour la journée", () => act("code", link.role, link.canvas));
    const why = `Pour un ordinateur sans appareil photo\u00a0: six signes à taper sur ${sharing.entrance}.`;
    return element("div", { class: "code" }, element("p", {}, why), make);
  }
  return element(
    "div",
    { class: "code" },
    element("p", {}, `Code à taper sur ${sharing.entrance}, jusqu’au ${link.code.until}\u00a0:`),
    element("p", { class: "signes" }, link.code.signs),
  );
}

function management(host: HTMLElement, sharing: Sharing, link: SharedLink, act: Act): HTMLElement {
  const details = element("details", {}, element("summary", {}, "Durée, remplacement, retrait"));
  if (link.role !== ANIMATION) details.append(expiry(sharing, link, act));
  const acts = element("div", { class: "actions" });
  if (link.url !== "") acts.append(...replacement(host, link, act).children);
  if (link.code !== null) acts.append(button("Changer le code", () => act("code", link.role, link.canvas)));
  acts.append(button("Retirer ce lien…", () => askToWithdraw(host, link, act), "danger"));
  details.append(said(sharing, link, ["expiry", "replace"]), acts);
  return details;
}

/* Where there is nothing else to do, it is what is offered first. */
function replacement(host: HTMLElement, link: SharedLink, act: Act): HTMLElement {
  return element(
    "div",
    { class: "actions" },
    button("Remplacer l’adresse…", () => askToReplace(host, link, act)),
  );
}

function expiry(sharing: Sharing, link: SharedLink, act: Act): HTMLElement {
  const id = `fin-${link.role}`;
  const select = element("select", { id });
  if (link.ends) select.append(element("option", { value: "" }, "(comme à présent)"));
  for (const each of sharing.durations) select.append(element("option", { value: each }, each));
  const set = button("Fixer", () => {
    if (select.value !== "") act("expiry", link.role, select.value);
  });
  const row = element("div", { class: "rangee" }, select, set);
  return element("div", { class: "ouvre" }, element("label", { for: id }, "Ce lien cessera d’ouvrir le dossier"), row);
}

async function copy(input: HTMLInputElement): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(input.value);
    return true;
  } catch {
    input.hidden = false;
    input.focus();
    input.select();
    return false; // http without TLS: the text is selected, Ctrl+C does it
  }
}

function tell(where: HTMLElement, done: boolean, { say }: Wishes): void {
  const words = done ? "Lien copié." : "Lien sélectionné\u00a0: copiez-le avec Ctrl + C.";
  where.textContent = words;
  say(words);
}
