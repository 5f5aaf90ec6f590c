/* One A4 poster a link: what is printed of the page « Partager », and nothing else of it. */
import { element } from "../../core/nodes";
import { ANIMATION, type SharedLink, type Sharing, shareable, siteOf } from "./types";

const ID = "capacities-affiches";

const AROUND = `
@media screen { #${ID} { display: none; } }
@media print {
  @page { size: A4 portrait; margin: 0; }
  html, body { margin: 0 !important; padding: 0 !important; height: auto !important; overflow: visible !important; background: #fff !important; }
  body > :not(#${ID}) { display: none !important; }
}`;

const POSTER = `
:host { all: initial; }
* { box-sizing: border-box; margin: 0; }
section { width: 210mm; height: 296mm; padding: 16mm 18mm 14mm; display: flex; flex-direction: column; align-items: center;
  overflow: hidden; text-align: center; color: #000; font: 13pt/1.4 system-ui, "Noto Sans", sans-serif; break-after: page; break-inside: avoid; }
section:last-child { break-after: auto; }
.lieu { font-size: 14pt; overflow-wrap: anywhere; }
h1 { margin-top: 2mm; font-size: 30pt; line-height: 1.12; font-weight: 700; overflow-wrap: anywhere; }
h1.long { font-size: 22pt; }
.role { margin-top: 7mm; padding: 2.5mm 8mm; border: 1.2mm solid #000; border-radius: 3mm; font-size: 19pt; font-weight: 700; }
.permet { margin-top: 4mm; max-width: 150mm; }
.qr { flex: 0 1 104mm; min-height: 70mm; width: auto; aspect-ratio: 1; margin-top: 6mm; }
section > p, section > h1, .ou { flex: none; }
.visez { font-size: 15pt; font-weight: 600; }
.ou { margin-top: 6mm; width: 100%; border-top: .3mm solid #000; padding-top: 5mm; }
.adresse { font-size: 19pt; font-weight: 700; overflow-wrap: anywhere; }
.entiere { margin-top: 2mm; font: 700 13pt/1.4 ui-monospace, "DejaVu Sans Mono", monospace; overflow-wrap: anywhere; }
.signes { margin-top: 2mm; font: 700 40pt/1.1 ui-monospace, "DejaVu Sans Mono", monospace; letter-spacing: .06em; }
.pied { margin-top: auto; padding-top: 4mm; font-size: 10.5pt; overflow-wrap: anywhere; }`;

/** Print the poster of one link, or those of all that are for the room. The animation is printed
 * alone, and never with others. */
export function printPosters(sharing: Sharing, only?: SharedLink): void {
  hang(sharing, only ? [only] : sharing.links.filter(shareable));
  asked = true;
  window.print();
  clearTimeout(forgetting);
  forgetting = setTimeout(() => {
    asked = false;
  }, FORGET_MS);
}

/** Some browsers never say that they have printed: what is printed later is not what was asked then. */
const FORGET_MS = 30_000;
let asked = false;
let forgetting: ReturnType<typeof setTimeout> | undefined;

/** While the page is there, the browser's own « Imprimer » gives the posters of the room too.
 * Returns what takes them down. */
export function postersOnPrint(sharing: () => Sharing): () => void {
  const before = () => {
    if (!asked) hang(sharing(), sharing().links.filter(shareable));
  };
  /* They stay up, unseen: on some phones the page is drawn for the paper after it is said printed. */
  const after = () => {
    asked = false;
  };
  window.addEventListener("beforeprint", before);
  window.addEventListener("afterprint", after);
  return () => {
    window.removeEventListener("beforeprint", before);
    window.removeEventListener("afterprint", after);
    takeDown();
  };
}

function takeDown(): void {
  document.getElementById(ID)?.remove();
}

function hang(sharing: Sharing, links: readonly SharedLink[]): void {
  takeDown();
  const sheets = element("div");
  const style = element("style", {}, POSTER);
  sheets.attachShadow({ mode: "open" }).append(style, ...links.map((link) => poster(sharing, link)));
  document.body.append(element("div", { id: ID }, element("style", {}, AROUND), sheets));
}

function poster(sharing: Sharing, link: SharedLink): HTMLElement {
  const { code } = link;
  const opens = link.canvasTitle === "" ? "" : ` Il ouvre sur «\u00a0${link.canvasTitle}\u00a0».`;
  const typed = code
    ? [
        element("p", {}, "Sur un ordinateur, tapez cette adresse, puis ce code\u00a0:"),
        element("p", { class: "adresse" }, sharing.entrance),
        element("p", { class: "signes" }, code.signs),
        element("p", {}, `Code valable jusqu’au ${code.until}.`),
      ]
    : [
        element("p", {}, `Le site\u00a0: ${siteOf(sharing)}. Sur un ordinateur, l’adresse entière est\u00a0:`),
        element("p", { class: "entiere" }, link.url),
      ];
  return element(
    "section",
    {},
    element("p", { class: "lieu" }, sharing.territory),
    element("h1", sharing.dossier.length > 60 ? { class: "long" } : {}, sharing.dossier),
    element("p", { class: "role" }, link.sign),
    element("p", { class: "permet" }, link.allows + opens),
    element("img", { class: "qr", src: link.qr, alt: `QR code\u00a0: ${link.title}` }),
    element("p", { class: "visez" }, "Visez ce code avec l’appareil photo d’un téléphone."),
    element("div", { class: "ou" }, ...typed),
    element("p", { class: "pied" }, footOf(link)),
  );
}

function footOf(link: SharedLink): string {
  if (link.role === ANIMATION) return "À garder pour vous\u00a0: qui a cette feuille anime le dossier.";
  return "Sans compte ni adresse électronique. Qui a cette affiche a ce droit\u00a0: retirez-la après l’atelier.";
}
