/** Every form a canvas may take, by the name the template gives it. One entry per form. */

import type { CanvasData } from "../core";
import type { FormEntry } from "../ui/form";

type Form = CanvasData["template"]["form"];

export const FORMS: Readonly<Record<Form, FormEntry>> = {
  zones: {
    load: () => import("./zones"),
    noun: { noun: "post-it", plural: "post-its", feminine: false },
    views: { canevas: "Canevas", liste: "Liste" },
    imports: {
      title: "Importer un CSV",
      file: "Fichier CSV",
      accept: ".csv,text/csv,text/plain",
      words:
        "Le fichier exporté d’ici, ou un tableur enregistré en CSV avec deux colonnes\u00a0: «\u00a0case\u00a0» et «\u00a0texte\u00a0».",
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
  map: {
    load: () => import("./map"),
    noun: { noun: "élément", plural: "éléments", feminine: false },
    views: { canevas: "Carte", liste: "Liste" },
    imports: {
      title: "Importer un CSV",
      file: "Fichier CSV",
      accept: ".csv,text/csv,text/plain",
      words: "Le fichier exporté d’ici, ou un tableur enregistré en CSV\u00a0: une ligne par élément ou par timbre.",
      place: "Type, ou raison",
    },
  },
  timeline: {
    load: () => import("./timeline"),
    noun: { noun: "étape", plural: "étapes", feminine: true },
    views: { canevas: "Frise", gantt: "Gantt", feuille: "Feuille de route", liste: "Liste" },
    fitted: ["gantt"],
    imports: {
      title: "Importer un CSV",
      file: "Fichier CSV",
      accept: ".csv,text/csv,text/plain",
      words:
        "Le fichier exporté d’ici, ou un tableur enregistré en CSV\u00a0: «\u00a0action\u00a0», «\u00a0durée\u00a0», «\u00a0avant\u00a0».",
      place: "Fil, ou raison",
    },
  },
};
