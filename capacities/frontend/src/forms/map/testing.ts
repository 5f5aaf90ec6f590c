/* For tests only: a canvas of value, small. */

import type { TemplateJson } from "../../core/generated";
import { makeField, TEMPLATE } from "../../core/testing";

type Zone = TemplateJson["zones"][number];
type Element = NonNullable<TemplateJson["map"]>["elements"][number];
type Kind = TemplateJson["edge_kinds"][number];

const zone = (key: string, title: string): Zone => ({
  key,
  title,
  questions: [`Quelle ${title}\u00a0?`],
  example: "",
  accent: false,
  group: null,
});
const element = (key: string, more: Partial<Element>): Element => ({
  key,
  shape: "square",
  hue: "black",
  sign: "",
  layer: "",
  stamp: false,
  carriers: [],
  ...more,
});
const kind = (key: string, title: string, more: Partial<Kind> = {}): Kind => ({
  key,
  title,
  fields: [],
  line: "solid",
  sources: [],
  targets: [],
  hue: "black",
  layer: "",
  ...more,
});

export const MAP: TemplateJson = {
  ...TEMPLATE,
  form: "map",
  colors: [...TEMPLATE.colors, { key: "vert", title: "Vert", hue: "wish", sign: "✦" }],
  title: "Carte d’essai",
  zones: [zone("partie", "Partie"), zone("donnee", "Donnée"), zone("idee", "Idée"), zone("euro", "Euros")],
  fields: [
    makeField("cadre", "Cadre", { kind: "choix", zones: ["donnee"], choices: [{ key: "contrat", title: "contrat" }] }),
    makeField("montant", "Montant", { kind: "montant", zones: ["euro"], total_by: "periode" }),
    makeField("periode", "Période", {
      kind: "choix",
      zones: ["euro"],
      choices: [{ key: "par-an", title: "par an" }],
      default: "par-an",
    }),
    makeField("qui", "Qui gagne", { kind: "element", zones: ["euro"], among: "partie" }),
  ],
  edge_kinds: [
    kind("alimente", "Alimente", { line: "dots", sources: ["donnee"] }),
    kind("lien", "Autre lien", { line: "dashed" }),
  ],
  map: {
    elements: [
      element("partie", { shape: "oval" }),
      element("donnee", { shape: "silo", hue: "existing", layer: "hier" }),
      element("idee", { shape: "note", hue: "note" }),
      element("euro", {
        shape: "oval",
        hue: "wish",
        sign: "€",
        stamp: true,
        carriers: ["donnee", "partie", "alimente"],
      }),
    ],
    layers: [
      { key: "hier", title: "Aujourd’hui", sign: "", hue: "" },
      { key: "demain", title: "Demain", sign: "✦", hue: "wish" },
    ],
    value: null,
  },
};
