/* An image drawn elsewhere (a photograph of the sheet), brought in as a version of the sketch: for those who do
 * not draw here. The server makes it anew; Streamlit's own file field is closed. */
import { followSheet } from "./ui/sketch-bar";
import "./croquis.css";

/** What an image brought in has made, and the versions that others had kept since one last looked. */
interface Brought {
  version: number;
  meanwhile: number[];
}

interface Component {
  data: { url: string; longest: number } | { sheet: string };
  parentElement: HTMLElement | ShadowRoot;
  setTriggerValue: (name: "brought", value: Brought) => void;
}

const NO_ANSWER = "Le serveur ne répond pas\u00a0: rien n’a été enregistré. Réessayez dans un moment.";
const NO_FILE = "Choisissez d’abord une image, en PNG ou en JPEG.";
const NO_SENTENCE = "Dites en une phrase ce que montre l’image\u00a0: elle la remplace pour qui ne la voit pas.";

const forms = new WeakMap<HTMLElement | ShadowRoot, { form: HTMLFormElement; component: Bringing }>();

type Bringing = Component & { data: { url: string; longest: number } };

/** Beside a sheet: what undoes. Else the form that brings an image in. */
export default function croquis(component: Component): () => void {
  if (!("sheet" in component.data)) return bringing(component as Bringing);
  const { parentElement, data } = component;
  const here = bars.get(parentElement);
  if (here !== undefined) return here;
  const bar = Object.assign(document.createElement("div"), { className: "barre" });
  parentElement.append(bar);
  const stop = followSheet(bar, data.sheet);
  const leave = () => {
    bars.delete(parentElement);
    stop();
  };
  bars.set(parentElement, leave);
  return leave;
}

const bars = new WeakMap<HTMLElement | ShadowRoot, () => void>();

/** Draw once; a rerun only brings what changed (the last version seen, in the address). */
function bringing(component: Bringing): () => void {
  const { parentElement } = component;
  const here = forms.get(parentElement);
  if (here !== undefined) here.component = component;
  else {
    const made = { form: document.createElement("form"), component };
    forms.set(parentElement, made);
    draw(made.form, () => made.component);
    parentElement.append(made.form);
  }
  return () => {
    forms.get(parentElement)?.form.remove();
    forms.delete(parentElement);
  };
}

function draw(form: HTMLFormElement, now: () => Bringing): void {
  const file = Object.assign(document.createElement("input"), { type: "file", accept: "image/png,image/jpeg" });
  const sentence = Object.assign(document.createElement("textarea"), { rows: 2, maxLength: now().data.longest });
  const said = Object.assign(document.createElement("p"), { className: "dit" });
  said.setAttribute("role", "alert");
  const button = Object.assign(document.createElement("button"), { textContent: "Enregistrer cette image" });
  form.noValidate = true;
  form.append(
    named("Une image, en PNG ou en JPEG", file),
    named("En une phrase, que montre cette image\u202f? (obligatoire)", sentence),
    button,
    said,
  );
  let busy = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (busy) return;
    const image = file.files?.[0];
    said.textContent = image === undefined ? NO_FILE : sentence.value.trim() === "" ? NO_SENTENCE : "";
    if (image === undefined) file.focus();
    else if (said.textContent !== "") sentence.focus();
    if (image === undefined || said.textContent !== "") return;
    busy = true;
    button.setAttribute("aria-disabled", "true");
    void bring(now().data.url, image, sentence.value).then((done) => {
      busy = false;
      button.removeAttribute("aria-disabled");
      if (typeof done === "string") said.textContent = done;
      else {
        form.reset();
        now().setTriggerValue("brought", done);
      }
    });
  });
}

function named(title: string, field: HTMLElement): HTMLLabelElement {
  const label = document.createElement("label");
  label.append(title, field);
  return label;
}

/** The version, or why there is none. */
async function bring(url: string, image: File, sentence: string): Promise<Brought | string> {
  const headers = { "X-Phrase": encodeURIComponent(sentence) };
  const answer = await fetch(url, { method: "POST", headers, body: image }).catch(() => null);
  const body = (await answer?.json().catch(() => null)) as (Partial<Brought> & { erreur?: unknown }) | null | undefined;
  if (answer?.ok === true && typeof body?.version === "number")
    return { version: body.version, meanwhile: body.meanwhile ?? [] };
  return typeof body?.erreur === "string" ? body.erreur : NO_ANSWER;
}
