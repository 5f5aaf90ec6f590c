/* The head of the figures that Python draws beside a live canvas: it folds them, remembers it,
 * and asks for them again when the canvas has moved. Folded or out of sight, it asks nothing. */

import { figuresOpen, keepChoice, markPage } from "./ui/beside";
import { MOVED } from "./ui/moved";

interface ComponentArguments {
  data: { title: string };
  parentElement: HTMLElement | ShadowRoot;
  setStateValue: (name: "shown" | "moved", value: boolean | number) => void;
}

const heads = new WeakMap<HTMLElement | ShadowRoot, () => void>();

export default function figures({ data, parentElement, setStateValue }: ComponentArguments): () => void {
  if (!heads.has(parentElement)) heads.set(parentElement, head(data.title, parentElement, setStateValue));
  return () => {
    heads.get(parentElement)?.();
    heads.delete(parentElement);
  };
}

function head(
  title: string,
  parent: HTMLElement | ShadowRoot,
  setStateValue: ComponentArguments["setStateValue"],
): () => void {
  let open = figuresOpen();
  let told = false;
  let moves = 0;
  let stale = false;

  const button = document.createElement("button");
  button.type = "button";
  button.className = "replier";
  button.append(Object.assign(document.createElement("span"), { textContent: title }));

  const draw = () => {
    button.setAttribute("aria-expanded", String(open));
    button.title = open ? `Replier : ${title}` : `Déplier : ${title}`;
    markPage(open);
  };
  /* Told once open: what was drawn stays there, hidden, until it is asked for again. */
  const ask = () => {
    if (!open || document.hidden) {
      stale = true;
      return;
    }
    stale = false;
    if (told) setStateValue("moved", ++moves);
    else setStateValue("shown", true);
    told = true;
  };
  const onVisible = () => {
    if (stale) ask();
  };
  button.addEventListener("click", () => {
    open = !open;
    keepChoice(open);
    draw();
    if (open && (stale || !told)) ask();
    /* Under the canvas, what opens is out of sight; beside it, everything is in sight. */
    if (open) button.scrollIntoView({ block: "start" });
  });
  document.addEventListener(MOVED, ask);
  document.addEventListener("visibilitychange", onVisible);
  parent.append(button);
  draw();
  ask();
  return () => {
    document.removeEventListener(MOVED, ask);
    document.removeEventListener("visibilitychange", onVisible);
    button.remove();
    markPage(null);
  };
}
