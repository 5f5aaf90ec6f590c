/* A canvas opened again from the copy of this device: the same component as on Streamlit's page, on
 * the light one. It synchronises by itself; then the whole page comes back. */

import type { CanvasData } from "../core";
import { watchQuiet } from "../core/trying";
import type { LightMounting, LightNotice } from "./light";
import { isWriting } from "./writing";

interface Program {
  default: (given: LightMounting & { data: CanvasData; parentElement: ShadowRoot }) => void;
}

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

export interface Reopening {
  /** The program of the canvas and its style sheet, as the server named them. */
  program: string;
  style: string;
  /** Whether the whole page would come now. */
  answering: () => Promise<boolean>;
}

/** Draw the canvas in the page. Fails when its program was not kept. */
export async function reopen(data: CanvasData, { program, style, answering }: Reopening): Promise<void> {
  const loaded: Program = await import(/* @vite-ignore */ program);
  document.title = `${data.template.title} — CAPACities`;
  const host = document.createElement("div");
  document.body.append(host);
  const inside = host.attachShadow({ mode: "open" });
  const sheet = document.createElement("link");
  sheet.rel = "stylesheet";
  sheet.href = style;
  inside.append(sheet);
  loaded.default({ data: { ...data, light: true }, parentElement: inside, onLight: giveWay(answering, inside) });
  delete document.documentElement.dataset["figures"]; // Python draws none beside
}

/** Everything saved and the site there, the whole page comes back: by itself when nobody is at work. */
function giveWay(answering: () => Promise<boolean>, inside: ShadowRoot): NonNullable<LightMounting["onLight"]> {
  /* What is typed and dragged is noticed by the canvas (CallNotice). */
  return (session, say) => {
    const isQuiet = watchQuiet(inside);
    const isSaved = () => session.saved.get().kind === "saved";
    const mayGo = () => isSaved() && !isWriting() && isQuiet();
    let looking = false;
    const look = async () => {
      say(isSaved() ? BACK : OPENED);
      if (looking || !mayGo()) return;
      looking = true;
      /* The answer takes its time, in which somebody may have begun to write. */
      if ((await answering()) && mayGo()) reload();
      looking = false;
    };
    session.saved.subscribe(() => void look());
    setInterval(() => void look(), LOOK_MS);
    void look();
  };
}
