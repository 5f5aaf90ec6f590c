/* What undoes a stroke, in words: the toolbar of the sheet is in English, small, and shows under a mouse only.
 * Its own buttons are pressed by ours. Should they not be found, it is left as it is. */

const LOOK_MS = 250;
const WORDS: Readonly<Record<string, string>> = {
  Undo: "Annuler",
  Redo: "Rétablir",
  Edit: "Déplacer",
  "Delete selected": "Effacer ce qui est choisi",
};

/** Follow the toolbar of the sheet, now and whenever it is made anew; return what stops. */
export function followSheet(bar: HTMLElement, sheet: string): () => void {
  let known: HTMLElement | null = null;
  const watch = new MutationObserver(() => show());
  const show = () => {
    for (const mine of bar.querySelectorAll("button")) mirror(mine, theirs(known, mine.value));
  };
  const look = () => {
    const toolbar = toolbarOf(sheet);
    if (toolbar === known) return;
    watch.disconnect();
    known = toolbar;
    bar.replaceChildren(...(toolbar === null ? [] : buttonsFor(() => known)));
    if (toolbar === null) return;
    toolbar.style.display = "none";
    watch.observe(toolbar, { attributes: true, subtree: true });
    show();
  };
  bar.setAttribute("role", "group");
  bar.setAttribute("aria-label", "Revenir sur ce qui est dessiné");
  const timer = window.setInterval(look, LOOK_MS);
  look();
  return () => {
    window.clearInterval(timer);
    watch.disconnect();
    bar.remove();
  };
}

function buttonsFor(toolbar: () => HTMLElement | null): HTMLButtonElement[] {
  return Object.entries(WORDS)
    .filter(([name]) => theirs(toolbar(), name) !== null)
    .map(([name, words]) => {
      const mine = Object.assign(document.createElement("button"), { type: "button", value: name, textContent: words });
      mine.addEventListener("click", () => theirs(toolbar(), name)?.click());
      return mine;
    });
}

function mirror(mine: HTMLButtonElement, their: HTMLButtonElement | null): void {
  mine.hidden = their?.parentElement?.style.display === "none";
  if (their?.disabled === true) mine.setAttribute("aria-disabled", "true");
  else mine.removeAttribute("aria-disabled");
  const pressed = their?.getAttribute("aria-pressed") ?? null;
  if (pressed !== null) mine.setAttribute("aria-pressed", pressed);
}

function theirs(toolbar: HTMLElement | null, name: string): HTMLButtonElement | null {
  return toolbar?.querySelector<HTMLButtonElement>(`button[aria-label="${name}"]`) ?? null;
}

function toolbarOf(sheet: string): HTMLElement | null {
  for (const each of document.querySelectorAll(`.st-key-${CSS.escape(sheet)} *`)) {
    const found = each.shadowRoot?.querySelector<HTMLElement>(".dc-toolbar");
    if (found !== null && found !== undefined && theirs(found, "Undo") !== null) return found;
  }
  return null;
}
