/* For tests only: a small rétroplanning. */

import type { TemplateJson } from "../../core/generated";
import type { Peer } from "../../core/testing";
import { makeField, makePeer, TEMPLATE } from "../../core/testing";

const LINE = { line: "solid", sources: [], targets: [], hue: "black", layer: "" } satisfies Partial<
  TemplateJson["edge_kinds"][number]
>;

export const TIMELINE: TemplateJson = {
  ...TEMPLATE,
  key: "retro",
  form: "timeline",
  zones: ["convergence", "espace", "parcours"].map((key) => ({ ...TEMPLATE.zones[0]!, key, title: `Fil ${key}` })),
  edge_kinds: [{ key: "avant", title: "Avant", fields: [], ...LINE }],
  timeline: {
    horizon: "2027-12-31",
    hues: [["humain", "violet"]],
    seasons: [{ key: "budget", title: "Vote du budget", start: "03-01", end: "04-15", source: "CGCT" }],
  },
  limits: { ...TEMPLATE.limits, cards_per_canvas: 5_000, field_text_chars: 60 },
};

type Field = TemplateJson["fields"][number];

const STEPS = ["convergence", "espace", "parcours", "a-placer"];
const field = (key: string, title: string, more: Partial<Field> = {}): Field => {
  return makeField(key, title, { zones: STEPS, ...more });
};
const choices = (...keys: string[]) => keys.map((key) => ({ key, title: key }));

/** The same, with the fields that people fill. */
export const FILLED: TemplateJson = {
  ...TIMELINE,
  fields: [
    field("nature", "Nature", { kind: "choix", choices: choices("reussite", "action", "jalon"), default: "action" }),
    field("duree", "Durée", { kind: "nombre", unit: "semaines" }),
    field("date", "Date", { kind: "date", zones: [...STEPS, "calendrier"] }),
    field("qui", "Pilote"),
    field("partenaires", "Partenaires"),
    field("etat", "État", { kind: "choix", choices: choices("a-faire", "fait") }),
    field("avant", "Avant"),
    field("recommandation", "Recommandation", { kind: "note" }),
    field("fin", "Dernier jour", { kind: "date", zones: ["calendrier"] }),
    field("source", "Source", { kind: "lien", zones: ["calendrier"] }),
  ],
};

export function planner(name = "Camille"): Peer {
  return makePeer(name, TIMELINE);
}
