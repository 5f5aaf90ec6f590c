/* Two acts that cannot be taken back: each says who stays, who goes and what dies, before. */
import { button, element } from "../../core/nodes";
import { type Act, ANIMATION, type SharedLink } from "./types";

export function askToReplace(host: HTMLElement, link: SharedLink, act: Act): void {
  confirm(
    host,
    `Remplacer l’adresse\u00a0: ${link.title.toLowerCase()}\u00a0?`,
    [
      ["Restent dedans", link.people],
      ["N’ouvrent plus", dying(link)],
      ["Ensuite", "une nouvelle adresse et un nouveau QR code, à redonner à qui n’est pas encore entré."],
    ],
    "Remplacer l’adresse",
    () => act("replace", link.role),
  );
}

export function askToWithdraw(host: HTMLElement, link: SharedLink, act: Act): void {
  const self = link.role === ANIMATION ? " Vous restez, par un nouveau lien d’animation fait aussitôt." : "";
  confirm(
    host,
    `Retirer\u00a0: ${link.title.toLowerCase()}\u00a0?`,
    [
      ["Sortent aussitôt", `${link.people}.${self}`],
      ["N’ouvrent plus", dying(link)],
      ["Reste", "tout ce qui est écrit."],
    ],
    "Retirer ce lien",
    () => act("revoke", link.role),
  );
}

function dying(link: SharedLink): string {
  const code = link.code ? `, le code ${link.code.signs}` : "";
  return `l’adresse et le QR code d’aujourd’hui, sur les affiches et dans les messages${code}.`;
}

function confirm(
  host: HTMLElement,
  question: string,
  lines: readonly (readonly [string, string])[],
  yes: string,
  done: () => void,
): void {
  const dialog = element("dialog", { class: "confirmer", "aria-labelledby": "question" });
  const told = lines.flatMap(([what, words]) => [element("dt", {}, what), element("dd", {}, words)]);
  const act = () => {
    dialog.close();
    done();
  };
  const keep = button("Ne rien changer", () => dialog.close());
  keep.autofocus = true;
  dialog.append(
    element("h2", { id: "question" }, question),
    element("dl", {}, ...told),
    element("div", { class: "actions" }, keep, button(yes, act, "danger")),
  );
  const back = host.getRootNode() instanceof ShadowRoot ? (host.getRootNode() as ShadowRoot).activeElement : null;
  dialog.addEventListener("close", () => {
    dialog.remove();
    if (back instanceof HTMLElement) back.focus();
  });
  host.append(dialog);
  dialog.showModal();
}
