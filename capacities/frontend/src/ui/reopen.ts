/* A canvas opened again from the copy of this device: the same component as on Streamlit's page, on
 * the light one. It synchronises by itself; then the whole page comes back. */

import type { CanvasData, CanvasSession } from "../core";
import { siteAnswers } from "../core/return";
import type { LightMounting, LightNotice } from "./light";

interface Program {
  default: (given: LightMounting & { data: CanvasData; parentElement: ShadowRoot }) => void;
}

/** Nobody has typed nor pressed anything for so long: the page may be changed under them. */
const QUIET_MS = 5_000;
const LOOK_MS = 1_000;
const reload = () => location.reload();
const OPENED: LightNotice = {
  words:
    "Canevas rouvert depuis cet appareil\u00a0: vous pouvez y écrire. L’import, le vote, la synthèse et le partage reviendront avec le réseau.",
  act: "Réessayer",
  run: reload,
};
const BACK: LightNotice = {
  words: "Le réseau est revenu, tout est enregistré.",
  act: "Revenir à la page entière",
  run: reload,
};

/** Draw the canvas in the page, by its program and its style sheet, named by the server. Fails when one
 * of them was not kept. */
export async function reopen(data: CanvasData, program: string, style: string): Promise<void> {
  const loaded: Program = await import(/* @vite-ignore */ program);
  document.title = `${data.template.title} — CAPACities`;
  const host = document.createElement("div");
  document.body.append(host);
  const inside = host.attachShadow({ mode: "open" });
  const sheet = document.createElement("link");
  sheet.rel = "stylesheet";
  sheet.href = style;
  inside.append(sheet);
  loaded.default({ data: { ...data, light: true }, parentElement: inside, onLight: giveWay });
  delete document.documentElement.dataset["figures"]; // Python draws none beside
}

/** Everything saved and the site there, the whole page comes back: by itself when nobody types. */
function giveWay(session: CanvasSession, say: (notice: LightNotice) => void): void {
  let touched = performance.now();
  const touch = () => {
    touched = performance.now();
  };
  for (const act of ["keydown", "pointerdown", "input"]) document.addEventListener(act, touch, true);
  let looking = false;
  const look = async () => {
    const back = session.saved.get().kind === "saved";
    say(back ? BACK : OPENED);
    if (!back || looking || performance.now() - touched < QUIET_MS) return;
    looking = true;
    if (await siteAnswers()) reload();
    looking = false;
  };
  session.saved.subscribe(() => void look());
  setInterval(() => void look(), LOOK_MS);
  void look();
}
