/* The creation of a dossier, or of an example, from the home page. Asked by the browser itself and
 * not by Streamlit: the answer gives it the cookie by which it facilitates what it created. */
import "./creer.css";
import { type Answer, ask, inTurn } from "./core/asking";
import { type Attributes, element } from "./core/nodes";

interface Component {
  /** `longest`: characters of a title, of a pseudonym. */
  data: { what: "dossier" | "example"; longest: { title: number; pseudonym: number } };
  parentElement: HTMLElement | ShadowRoot;
}

type Created = { url: string };

const NO_COOKIE =
  "Ce navigateur refuse les témoins de connexion (cookies), sans lesquels on ne peut pas animer un dossier. " +
  "Autorisez-les pour ce site, puis recommencez\u00a0: rien n’a été créé.";

/** Name asked of the server, label, example, and the sentence when it is required and missing. */
const FIELDS = [
  ["territory", "Territoire", "Lisieux", "Écrivez de quel territoire il s’agit."],
  ["use_case", "Cas d’usage", "Croiser le cadastre, la CAF et le potentiel photovoltaïque", ""],
  ["title", "Titre du dossier", "Toits solaires solidaires", "Donnez un titre au dossier."],
  ["pseudonym", "Votre pseudonyme (facultatif)", "Animation", ""],
] as const;

const drawn = new WeakMap<HTMLElement | ShadowRoot, HTMLElement>();

/** Draw once; called again at each rerun. */
export default function creer({ data, parentElement }: Component): () => void {
  if (!drawn.has(parentElement)) {
    const host = data.what === "dossier" ? creationForm(data.longest) : exampleButton();
    drawn.set(parentElement, host);
    parentElement.append(host);
  }
  return () => {
    drawn.get(parentElement)?.remove();
    drawn.delete(parentElement);
  };
}

function creationForm(longest: Component["data"]["longest"]): HTMLElement {
  const fields = FIELDS.map(([name, label, example, missing]) => {
    const most = name === "pseudonym" ? longest.pseudonym : longest.title;
    return field(name, label, example, missing, most);
  });
  const send = element("button", { type: "submit", class: "principal" }, "Créer le dossier");
  const failure = element("p", { class: "faute", role: "alert" });
  const form = element("form", { novalidate: "" }, ...fields.map((each) => each.row), send, failure);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    failure.textContent = "";
    const wrong = fields.filter((each) => !each.check());
    if (wrong.length > 0) return wrong[0]?.input.focus();
    const words = Object.fromEntries(fields.map(({ input }) => [input.name, input.value]));
    void create("/dossiers", words, send, failure, () => form.reset());
  });
  return form;
}

function field(name: string, label: string, example: string, missing: string, most: number) {
  const id = `creer-${name}`;
  const attributes: Attributes = { id, name, type: "text", autocomplete: "off", maxlength: String(most) };
  const input = element("input", { ...attributes, placeholder: example });
  const fault = element("p", { class: "faute", id: `${id}-faute` });
  if (missing !== "") input.setAttribute("aria-required", "true");
  input.setAttribute("aria-describedby", fault.id);
  const check = () => {
    const wrong = missing !== "" && input.value.trim() === "";
    fault.textContent = wrong ? missing : "";
    input.setAttribute("aria-invalid", String(wrong));
    return !wrong;
  };
  return { input, check, row: element("div", { class: "champ" }, element("label", { for: id }, label), input, fault) };
}

function exampleButton(): HTMLElement {
  const open = element("button", { type: "button" }, "Ouvrir l’exemple");
  const failure = element("p", { class: "faute", role: "alert" });
  open.addEventListener("click", () => {
    failure.textContent = "";
    void create("/dossiers/exemple", {}, open, failure, () => undefined);
  });
  return element("div", {}, open, failure);
}

let busy = false;

async function create(
  path: string,
  words: Record<string, string>,
  act: HTMLButtonElement,
  failure: HTMLElement,
  done: () => void,
): Promise<void> {
  if (busy) return;
  const before = act.textContent;
  busy = true;
  act.textContent = "Un instant…";
  act.setAttribute("aria-disabled", "true");
  const answer: Answer<Created> = navigator.cookieEnabled
    ? await inTurn(() => ask<Created>(path, words))
    : { ok: false, sentence: NO_COOKIE, again: true, wait: 0 };
  busy = false;
  act.removeAttribute("aria-disabled");
  act.textContent = before;
  if (!answer.ok) failure.textContent = answer.sentence;
  else {
    done(); // whoever comes back finds an empty form
    location.assign(answer.value.url);
  }
}
