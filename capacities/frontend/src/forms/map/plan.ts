/** What the template says of a map: its types of elements and stamps, its kinds of links, its layers. */

import type { Field, Template } from "../shared/template";

type MapPlan = NonNullable<Template["map"]>;
export type ValuePlan = NonNullable<MapPlan["value"]>;
export type Layer = MapPlan["layers"][number];
export type Shape = MapPlan["elements"][number]["shape"];
export type Hue = MapPlan["elements"][number]["hue"];
export type LinkKind = Template["edge_kinds"][number];

/** A type of elements or of stamps, with what its zone says. */
export type ElementType = MapPlan["elements"][number] & { title: string; questions: string[]; example: string };

export interface Plan {
  /** Types of what is put down by itself. */
  elements: readonly ElementType[];
  stamps: readonly ElementType[];
  /** What a double click on the paper puts down. */
  note: ElementType;
  kinds: readonly LinkKind[];
  layers: readonly Layer[];
  /** Where money is read, on a map of value. */
  value: MapPlan["value"];
  /** The type of a card, one for what is unknown too. */
  typeOf(zone: string): ElementType;
  kindOf(key: string): LinkKind;
  fieldsOf(zone: string): readonly Field[];
  /** The tint of a card: that of its colour, else of its type. */
  hueOf(card: { zone: string; color: string }): Hue;
  /** The layer of a card, or "": that of its colour when there is one, else that of its type. */
  layerOf(card: { zone: string; color: string }): string;
  /** The kinds made to join these two types. */
  kindsFor(source: string, target: string): readonly LinkKind[];
  /** Whether a stamp may stand on an element or a link of this type. */
  mayCarry(stamp: string, type: string): boolean;
}

const plans = new WeakMap<Template, Plan>();

export function planOf(template: Template): Plan {
  const known = plans.get(template);
  if (known !== undefined) return known;
  const plan = makePlan(template);
  plans.set(template, plan);
  return plan;
}

const UNKNOWN: ElementType = {
  key: "",
  title: "À reclasser",
  shape: "note",
  hue: "black",
  sign: "?",
  layer: "",
  stamp: false,
  carriers: [],
  questions: [],
  example: "",
};

const ANY_LINK: LinkKind = {
  key: "",
  title: "Lien",
  fields: [],
  line: "solid",
  sources: [],
  targets: [],
  hue: "black",
  layer: "",
};

function makePlan(template: Template): Plan {
  const { elements, layers, value } = template.map ?? { elements: [], layers: [], value: null };
  const zones = new Map(template.zones.map((zone) => [zone.key, zone]));
  const all = elements.map((element): ElementType => {
    const { title = element.key, questions = [], example = "" } = zones.get(element.key) ?? {};
    return { ...element, title, questions, example };
  });
  const types = new Map(all.map((type) => [type.key, type]));
  const free = all.filter(({ stamp }) => !stamp);
  const kinds = template.edge_kinds;
  const byKey = new Map(kinds.map((kind) => [kind.key, kind]));
  const typeOf = (zone: string) => types.get(zone) ?? UNKNOWN;
  const allows = (keys: readonly string[], key: string) => keys.length === 0 || keys.includes(key);
  const ofColor = (color: string) => template.colors.find(({ key }) => key === color)?.hue;
  const hueOf: Plan["hueOf"] = ({ zone, color }) => ofColor(color) ?? typeOf(zone).hue;
  const byHue = (hue: string | undefined) => layers.find((layer) => layer.hue !== "" && layer.hue === hue)?.key;
  return {
    elements: free,
    stamps: all.filter(({ stamp }) => stamp),
    note: free.find(({ shape }) => shape === "note") ?? free.at(-1) ?? UNKNOWN,
    kinds,
    layers,
    value,
    typeOf,
    kindOf: (key) => byKey.get(key) ?? ANY_LINK,
    fieldsOf: (zone) => template.fields.filter(({ zones: those }) => those.length === 0 || those.includes(zone)),
    hueOf,
    layerOf: ({ zone, color }) => {
      const { layer, hue } = typeOf(zone);
      return byHue(ofColor(color)) ?? (layer !== "" ? layer : (byHue(hue) ?? ""));
    },
    kindsFor: (source, target) =>
      kinds.filter(({ sources, targets }) => allows(sources, source) && allows(targets, target)),
    mayCarry: (stamp, type) => allows(typeOf(stamp).carriers, type),
  };
}
