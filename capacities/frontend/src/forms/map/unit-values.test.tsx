/* What is proposed to count an effect, and to say what a unit of it is worth. */

import { afterEach, expect, test } from "vitest";
import type { CanvasData, Indicator } from "../../core";
import type { TemplateJson } from "../../core/generated";
import { makeField, settle, TEMPLATE } from "../../core/testing";
import { closeScreens, openScreen } from "../../ui/testing";

afterEach(closeScreens);

type MapPlan = NonNullable<TemplateJson["map"]>;
type ValuePlan = NonNullable<MapPlan["value"]>;

const KEYS = ["party", "data", "crossing", "money", "quality", "sense", "amount", "amount_min", "amount_max"].concat(
  ["period", "gainer", "payer", "confidence", "effect", "indicator", "quantity", "unit_value", "source"],
  ["contributes", "frame", "cost", "yearly", "once", "contributing"],
);
const VALUE = { ...Object.fromEntries(KEYS.map((key) => [key, key])), open: [] } as unknown as ValuePlan;
const stamp = (key: string): MapPlan["elements"][number] => ({
  key,
  shape: "oval",
  hue: "note",
  sign: "☺",
  layer: "",
  stamp: true,
  carriers: [],
});
const zone = { title: "Effet", questions: [], example: "", accent: false, group: null };
const zones = ["quality"];
const TEMPLATE_OF_VALUE: TemplateJson = {
  ...TEMPLATE,
  form: "map",
  zones: [
    { ...zone, key: "quality" },
    { ...zone, key: "money" },
  ],
  fields: [
    makeField("indicator", "Indicateur", { zones }),
    makeField("unit_value", "Valeur unitaire", { zones, kind: "montant", unit: "€" }),
    makeField("source", "Source", { zones }),
  ],
  map: { elements: [stamp("quality"), stamp("money")], layers: [], value: VALUE },
  limits: { ...TEMPLATE.limits, field_text_chars: 100 },
};
const INDICATORS: Indicator[] = [
  {
    key: "co2",
    title: "CO₂ évité",
    unit: "tonne",
    help: "Comptez les tonnes.",
    values: [{ euros: 300.5, about: "en 2030", source: "Qui le dit", url: "https://exemple.fr/" }],
  },
  { key: "confort", title: "Confort", unit: "personne", help: "Demandez.", values: [] },
];

async function openStamp(zone: string, change: Partial<CanvasData> = {}) {
  const data = { template: TEMPLATE_OF_VALUE, unitValues: INDICATORS, ...change };
  const { session, screen } = await openScreen(data, { view: "liste" });
  const id = session.actions.add(zone, "un effet") ?? "";
  await settle();
  screen.querySelector<HTMLElement>(`[data-card="${id}"] [aria-expanded]`)?.click();
  await settle();
  return { session, screen, fields: () => session.card(id).get()?.fields };
}

async function choose(screen: ShadowRoot, key: string): Promise<void> {
  const select = screen.querySelector<HTMLSelectElement>(".unit-values select")!;
  select.value = key;
  select.dispatchEvent(new Event("change", { bubbles: true }));
  await settle();
}

test("an indicator proposes its values, each taken with its source as one step", async () => {
  const { session, screen, fields } = await openStamp("quality");
  await choose(screen, "co2");
  expect(fields()).toEqual({ indicator: "CO₂ évité" });
  expect(screen.querySelector(".unit-values")!.textContent).toContain("Comptez les tonnes.");
  expect(screen.querySelector(".unit-values a")!.getAttribute("href")).toBe("https://exemple.fr/");
  screen.querySelector<HTMLElement>(".unit-values button")!.click();
  expect(fields()).toEqual({ indicator: "CO₂ évité", unit_value: 300.5, source: "Qui le dit\u00a0: en 2030" });
  session.actions.undo();
  expect(fields()).toEqual({ indicator: "CO₂ évité" });
});

test("where nobody said what a unit is worth, one is told how to find it", async () => {
  const { screen } = await openStamp("quality");
  await choose(screen, "confort");
  expect(screen.querySelector(".unit-values")!.textContent).toContain("À compter en\u00a0: personne. Demandez.");
  expect(screen.querySelector(".unit-values button")).toBeNull();
});

test("nothing is proposed for money, nor where there is nothing to propose", async () => {
  expect((await openStamp("money")).screen.querySelector(".unit-values")).toBeNull();
  expect((await openStamp("quality", { unitValues: [] })).screen.querySelector(".unit-values")).toBeNull();
});
