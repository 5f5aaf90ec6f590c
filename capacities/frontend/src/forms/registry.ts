/** Every form a canvas may take, by the name the template gives it. One entry per form. */

import type { ComponentType } from "react";
import type { CanvasSession, CardView, CardWords } from "../core";

/** Something made in the browser, offered beside the downloads that the server makes. */
export interface Picture {
  title: string;
  detail: string;
  run: () => void;
}

export interface FormModule {
  /** Draws the content in the current view; reads the session from the screen. */
  Form: ComponentType;
  /** What people call the place where a card of the corbeille comes back, or "". */
  placeName: (session: CanvasSession, card: CardView) => string;
  /** How many cards went to the corbeille with this one and come back with it. */
  held?: (session: CanvasSession, card: CardView) => number;
  /** What is put on paper instead of `Form` in the view « canevas », when that one only fits a screen. */
  Printed?: ComponentType;
  /** `tell` shows a sentence. */
  pictures?: (session: CanvasSession, tell: (sentence: string) => void) => readonly Picture[];
}

/** What the screen must know of a form before its code is there. */
export interface FormEntry {
  load: () => Promise<FormModule>;
  noun: Pick<CardWords, "noun" | "plural" | "feminine">;
  views: { canevas: string; liste: string };
  /** Which files can be brought in, and what is said of them. */
  imports: { title: string; file: string; accept: string; words: string; place: string };
}

export const FORMS: Readonly<Record<string, FormEntry>> = {
  zones: {
    load: () => import("./zones"),
    noun: { noun: "post-it", plural: "post-its", feminine: false },
    views: { canevas: "Canevas", liste: "Liste" },
    imports: {
      title: "Importer un CSV",
      file: "Fichier CSV",
      accept: ".csv,text/csv,text/plain",
      words:
        "Le fichier exporté d’ici, ou un tableur enregistré en CSV avec deux colonnes\u00a0: « case » et « texte ».",
      place: "Case, ou raison",
    },
  },
  tree: {
    load: () => import("./tree"),
    noun: { noun: "idée", plural: "idées", feminine: true },
    views: { canevas: "Carte", liste: "Plan" },
    imports: {
      title: "Importer des idées",
      file: "Fichier CSV, Markdown, OPML ou Freeplane",
      accept: ".csv,.md,.markdown,.txt,.opml,.xml,.mm,text/csv,text/markdown,text/plain",
      words:
        "Un fichier exporté d’ici, une carte de Freeplane ou d’un autre outil enregistrée en .mm ou en .opml, ou un plan à puces (.md, .txt).",
      place: "Sous, ou raison",
    },
  },
};
