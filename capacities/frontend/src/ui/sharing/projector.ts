/* « Montrer en grand »: the QR code, the code and the address of a link, for a whole room. */
import { button, element } from "../../core/nodes";
import type { SharedLink, Sharing } from "./types";

/** Show a link on the whole screen; Escape, or « Fermer », takes it away at once. */
export function showBig(host: HTMLElement, sharing: Sharing, link: SharedLink): void {
  const dialog = element("dialog", { class: "grand", "aria-label": `${link.title}, en grand` });
  const { code } = link;
  const typed = code
    ? [
        element("p", { class: "consigne" }, "ou, sur un ordinateur\u00a0:"),
        addressLine(sharing.entrance),
        element("p", { class: "signes" }, code.signs),
      ]
    : [
        element("p", { class: "consigne" }, "L’adresse entière\u00a0:"),
        element("p", { class: "entiere" }, link.url),
        element("p", { class: "conseil" }, "Plus court à taper\u00a0: fermez, puis «\u00a0Donner un code\u00a0»."),
      ];
  const opens = link.canvasTitle === "" ? "" : ` · ${link.canvasTitle}`;
  dialog.append(
    element("img", { class: "qr", src: link.qr, alt: `QR code\u00a0: ${link.title}` }),
    element(
      "div",
      { class: "mots" },
      element("p", { class: "nom" }, sharing.dossier),
      element("p", { class: "role" }, link.sign + opens),
      element("p", { class: "consigne" }, "Visez avec l’appareil photo"),
      ...typed,
    ),
    button("Fermer", () => dialog.close(), "fermer"),
  );
  const back = document.activeElement;
  const leftFullScreen = () => {
    if (document.fullscreenElement === null) dialog.close();
  };
  dialog.addEventListener("close", () => {
    document.removeEventListener("fullscreenchange", leftFullScreen);
    if (document.fullscreenElement !== null) void document.exitFullscreen();
    dialog.remove();
    if (back instanceof HTMLElement) back.focus();
  });
  host.append(dialog);
  dialog.showModal();
  fillScreen().then(
    () => {
      if (dialog.open) document.addEventListener("fullscreenchange", leftFullScreen);
      else void document.exitFullscreen(); // closed before it was granted
    },
    () => undefined, // refused (a phone, a kiosk): the dialog fills the window
  );
}

/* On one line, as large as its length lets it be. */
function addressLine(entrance: string): HTMLElement {
  const line = element("p", { class: "adresse" }, entrance);
  line.style.setProperty("--signes", String(entrance.length));
  return line;
}

/* The page, and not the dialog, which browsers refuse; the dialog stands above it. */
async function fillScreen(): Promise<void> {
  await document.documentElement.requestFullscreen();
}
