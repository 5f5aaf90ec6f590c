/** Printing: what must be said to the whole page, which the component's own styles (in its
 * shadow root) cannot reach: the sheet's size, and Streamlit's scrolling frames undone. */

import { useEffect, useState } from "react";
import { flushSync } from "react-dom";
import type { CanvasData } from "../core";

const PAGE_RULES = `
@page { size: A3 landscape; margin: 9mm; }
@media print {
  html, body, #root, .stApp, .stApp > *, [data-testid="stAppViewContainer"],
  [data-testid="stMain"], [data-testid="stMainBlockContainer"], .stVerticalBlock {
    position: static !important; display: block !important;
    height: auto !important; max-height: none !important; min-height: 0 !important;
    overflow: visible !important; padding: 0 !important; margin: 0 !important;
    background: #fff !important;
  }
  header, [data-testid="stHeader"], [data-testid="stSidebar"], [data-testid="stToolbar"],
  [data-testid="stDecoration"], [data-testid="stStatusWidget"] { display: none !important; }
}
`;

/** What a canvas on paper or in a file is called. */
export function paperTitle({ template, dossier }: CanvasData): string {
  return `${template.title} — ${dossier.territory}, ${dossier.title}`;
}

/** Under it: where it comes from. */
export function paperLine({ template, dossier }: CanvasData): string {
  const day = new Intl.DateTimeFormat("fr-FR", { dateStyle: "long" }).format(new Date());
  return [dossier.territory, dossier.title, day, template.source].filter((words) => words !== "").join(" · ");
}

/** Set the rules of the sheet while a canvas is shown; `title` names the PDF. True while the
 * page is being printed. */
export function usePrinting(title: string): boolean {
  const [printing, setPrinting] = useState(false);
  useEffect(() => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(PAGE_RULES);
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
    let before = "";
    const start = () => {
      before = document.title;
      document.title = title;
      flushSync(() => setPrinting(true));
    };
    const end = () => {
      if (before !== "") document.title = before;
      setPrinting(false);
    };
    window.addEventListener("beforeprint", start);
    window.addEventListener("afterprint", end);
    return () => {
      document.adoptedStyleSheets = document.adoptedStyleSheets.filter((each) => each !== sheet);
      window.removeEventListener("beforeprint", start);
      window.removeEventListener("afterprint", end);
    };
  }, [title]);
  return printing;
}
