/* For tests only: a small rétroplanning. */

import type { TemplateJson } from "../../core/generated";
import type { Peer } from "../../core/testing";
import { makePeer, TEMPLATE } from "../../core/testing";

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

export function planner(name = "Camille"): Peer {
  return makePeer(name, TIMELINE);
}
