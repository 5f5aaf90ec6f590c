/** Every form a canvas may take, by the name the template gives it. One entry per form. */

import type { CanvasData } from "../core";
import type { FormEntry } from "../ui/form";

/** Files of spreadsheets, and of plans. */
const FILES = [
  ".csv,.tsv,.txt,.xlsx,.ods,text/csv,text/tab-separated-values,text/plain",
  "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet,application/vnd.oasis.opendocument.spreadsheet",
  ".md,.markdown,.opml,.xml,.mm,.mmd,text/markdown,application/octet-stream",
].join(",");

type Form = CanvasData["template"]["form"];

export const FORMS: Readonly<Record<Form, FormEntry>> = {
  zones: {
    load: () => import("./zones"),
    noun: { noun: "post-it", plural: "post-its", feminine: false },
    views: { canevas: "Canevas", liste: "Liste" },
    imports: {
      accept: FILES,
      words:
        "Un fichier exporté d’ici, ou un tableau\u00a0: Excel, LibreOffice, CSV de Trello ou d’un autre outil (une ligne par post-it)\u00a0; un plan à puces ou une carte d’idées (.md, .opml, .mm).",
    },
  },
  tree: {
    load: () => import("./tree"),
    noun: { noun: "idée", plural: "idées", feminine: true },
    views: { canevas: "Carte", liste: "Plan" },
    imports: {
      accept: FILES,
      words:
        "Un fichier exporté d’ici, une carte de Freeplane ou d’un autre outil (.mm, .opml, Mermaid), un plan à puces (.md, .txt) ou un tableau (Excel, LibreOffice, CSV).",
    },
  },
  map: {
    load: () => import("./map"),
    noun: { noun: "élément", plural: "éléments", feminine: false },
    views: { canevas: "Carte", liste: "Liste" },
    imports: {
      accept: FILES,
      words:
        "Un fichier exporté d’ici, ou un tableau (Excel, LibreOffice, CSV)\u00a0: une ligne par élément, par timbre ou par lien\u00a0; un plan à puces ou une carte d’idées (.md, .opml, .mm).",
    },
  },
  timeline: {
    load: () => import("./timeline"),
    noun: { noun: "étape", plural: "étapes", feminine: true },
    views: { canevas: "Frise", gantt: "Gantt", feuille: "Feuille de route", liste: "Liste" },
    fitted: ["gantt"],
    imports: {
      accept: FILES,
      words:
        "Un fichier exporté d’ici, ou un tableau (Excel, LibreOffice, CSV d’un autre outil)\u00a0: une ligne par étape, et si possible sa durée et ce qu’elle précède\u00a0; un plan à puces ou une carte d’idées (.md, .opml, .mm).",
    },
  },
};
