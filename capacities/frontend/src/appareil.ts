/* What this device keeps, seen from Streamlit's pages: they cannot erase it, this can.
 * Two tasks: erase the copies of dossiers that were deleted for everyone, and say so; leave a
 * dossier, server and device together. */
import "./appareil.css";
import { copiesOf, eraseDeleted, eraseDossier, sentenceOf, tellLeaving, withEdits } from "./core/keeping";

interface Component {
  /** `leave`: the dossier to offer to leave; absent: erase what was deleted. */
  data: { leave?: string };
  parentElement: HTMLElement | ShadowRoot;
  setTriggerValue: (name: "left", value: boolean) => void;
}

const WAITING = "Oui, quitter ce dossier";
const LOSING = "Quitter et perdre ces modifications";
const UNSAVED =
  "Cet appareil garde des modifications qui ne sont pas encore enregistrées. Si vous quittez " +
  "maintenant, elles seront perdues. Ouvrez le canevas et attendez de lire «\u00a0Enregistré\u00a0».";
const NO_ANSWER = "Le serveur ne répond pas : rien n’a été effacé. Réessayez quand la connexion sera revenue.";

const drawn = new WeakMap<HTMLElement | ShadowRoot, HTMLElement>();

/** Draw once; called again at each rerun. */
export default function appareil(component: Component): () => void {
  const { data, parentElement } = component;
  if (!drawn.has(parentElement)) {
    const host = document.createElement("div");
    drawn.set(parentElement, host);
    parentElement.append(host);
    if (data.leave === undefined) tellDeleted(host);
    else offerToLeave(host, data.leave, component);
  }
  return () => {
    drawn.get(parentElement)?.remove();
    drawn.delete(parentElement);
  };
}

function tellDeleted(host: HTMLElement): void {
  host.className = "dit";
  host.setAttribute("role", "status");
  void eraseDeleted().then(
    (erased) => {
      host.textContent = sentenceOf(erased);
    },
    () => undefined,
  );
}

function offerToLeave(host: HTMLElement, dossier: string, { setTriggerValue }: Component): void {
  const warning = paragraph();
  const failure = paragraph();
  failure.setAttribute("role", "alert");
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = WAITING;
  host.className = "quitter";
  host.append(warning, button, failure);
  void copiesOf(dossier)
    .then(withEdits)
    .then((unsaved) => {
      if (unsaved.length === 0) return;
      warning.textContent = UNSAVED;
      button.textContent = LOSING;
      button.className = "danger";
    });
  let busy = false;
  button.addEventListener("click", () => {
    if (busy) return;
    busy = true;
    failure.textContent = "";
    void leave(dossier).then((left) => {
      busy = false;
      if (left) setTriggerValue("left", true);
      else failure.textContent = NO_ANSWER;
    });
  });
}

async function leave(dossier: string): Promise<boolean> {
  if (!(await tellLeaving(dossier))) return false;
  await eraseDossier(dossier);
  return true;
}

function paragraph(): HTMLParagraphElement {
  return document.createElement("p");
}
