/* The share links of a dossier: to copy, to show as a QR code, to print.
 * Text only ever goes in as text; the QR code is an image made by the server. */
import "./partage.css";

interface SharedLink {
  role: string;
  title: string;
  description: string;
  url: string;
  qr: string; // data:image/svg+xml
}

interface Component {
  data: { dossier: string; links: SharedLink[] };
  parentElement: HTMLElement | ShadowRoot;
}

type Attributes = Record<string, string>;

function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

async function copy(input: HTMLInputElement): Promise<boolean> {
  input.focus();
  input.select();
  try {
    await navigator.clipboard.writeText(input.value);
    return true;
  } catch {
    return false; // http without TLS: the text is selected, Ctrl+C does it
  }
}

function linkCard(link: SharedLink, dossier: string): HTMLElement {
  const input = element("input", { readonly: "", value: link.url, "aria-label": `Adresse : ${link.title}` });
  const said = element("p", { class: "dit", role: "status" });
  const copyButton = element("button", { type: "button", class: "principal" }, "Copier le lien");
  copyButton.addEventListener("click", () => {
    void copy(input).then((done) => {
      said.textContent = done ? "Lien copié." : "Lien sélectionné : copiez-le avec Ctrl + C.";
    });
  });
  const dialog = element(
    "dialog",
    { "aria-label": `QR code : ${link.title}` },
    element("h2", {}, dossier),
    element("p", {}, `${link.title} — visez ce code avec l’appareil photo`),
    element("img", { class: "qr", src: link.qr, alt: `QR code du lien « ${link.title} »` }),
    element("p", {}, link.url.split("#")[0] ?? ""),
  );
  const close = element("button", { type: "button" }, "Fermer");
  close.addEventListener("click", () => dialog.close());
  dialog.append(close);
  const show = element("button", { type: "button" }, "Montrer en grand");
  show.addEventListener("click", () => dialog.showModal());
  return element(
    "section",
    { class: "lien", "aria-label": link.title },
    element("h3", {}, link.title),
    element("p", {}, link.description),
    element("img", { class: "qr", src: link.qr, alt: `QR code du lien « ${link.title} »` }),
    input,
    element("div", { class: "actions" }, copyButton, show),
    said,
    dialog,
  );
}

const drawn = new WeakMap<HTMLElement | ShadowRoot, string>();

/** Draw the links; called again at each rerun, and then only redraws what changed. */
export default function partage({ data, parentElement }: Component): () => void {
  const signature = JSON.stringify(data);
  if (drawn.get(parentElement) !== signature) {
    drawn.set(parentElement, signature);
    parentElement.querySelector(".partage")?.remove();
    const print = element("button", { type: "button" }, "Imprimer ces liens");
    print.addEventListener("click", () => window.print());
    parentElement.append(
      element(
        "div",
        { class: "partage" },
        ...data.links.map((link) => linkCard(link, data.dossier)),
        element("div", { class: "actions" }, print),
      ),
    );
  }
  return () => undefined;
}
