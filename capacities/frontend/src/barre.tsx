/** Entry of the component that draws the bar of the pages that are not a canvas.
 *
 * It stands first in the document, outside what Streamlit draws: first for the keyboard, a landmark of its own
 * beside the page's <main>, and still there while Streamlit goes from one page to another. */

import type { Root } from "react-dom/client";
import { createRoot } from "react-dom/client";
import styles from "./barre.css?inline";
import type { BarData } from "./core";
import { followDeadLinks } from "./core/dead-links";
import { PageBar } from "./ui/PageBar";

/** By which the style sheet of the pages hides it over a canvas, which has its own. */
const HOST = "capacities-bar";
/** Between two pages, Streamlit takes the component away and puts it back. */
const KEEP_MS = 400;

interface Shown {
  root: Root;
  host: HTMLElement;
}

let shown: Shown | null = null;
let leaving = 0;

followDeadLinks();

export default function barre({ data }: { data: BarData }): () => void {
  clearTimeout(leaving);
  shown ??= stand();
  shown.root.render(
    <div className="capacities" lang="fr">
      <PageBar data={data} skip={toContent} />
    </div>,
  );
  return () => {
    clearTimeout(leaving);
    leaving = window.setTimeout(() => {
      shown?.root.unmount();
      shown?.host.remove();
      shown = null;
    }, KEEP_MS);
  };
}

function stand(): Shown {
  const host = document.createElement("div");
  host.id = HOST;
  const shadow = host.attachShadow({ mode: "open" });
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles);
  shadow.adoptedStyleSheets = [sheet];
  const inner = document.createElement("div");
  shadow.append(inner);
  document.body.prepend(host);
  return { root: createRoot(inner), host };
}

/** The page's own <main>: Streamlit's. */
function toContent(): void {
  const main = document.querySelector<HTMLElement>("main");
  main?.setAttribute("tabindex", "-1");
  main?.focus();
  main?.scrollTo(0, 0);
}
