// Written by `python -m capacities.templates.typescript` from capacities/domain/template.py.
// Do not edit: change the Python classes and run the command again.

export const OPEN_LINES = "lignes";

export const CENTRE = "centre";

export const NODE = "noeud";

export const TRAY = "a-placer";

export const LANES = "fils";

export const CALENDAR = "calendrier";

export const AMOUNT_EUROS = 1_000_000_000_000;

export const IMPORT_BYTES = 5_242_880;

export const SIGNED_KEYS: ReadonlySet<string> = new Set(["author", "created", "deleted", "origin", "text"]);

export const CARD_KEYS: ReadonlySet<string> = new Set(["author", "color", "created", "deleted", "on", "origin", "parent", "rank", "shape", "text", "x", "y", "zone"]);

export const EDGE_KEYS: ReadonlySet<string> = new Set(["author", "created", "deleted", "from", "kind", "origin", "text", "to"]);

export type Form = "zones" | "tree" | "map" | "timeline";

export type FieldKind = "texte" | "note" | "lien" | "montant" | "nombre" | "choix" | "date" | "oui-non" | "element";

export type Hue = "note" | "existing" | "violet" | "problem" | "wish" | "black";

export type Line = "solid" | "dashed" | "dots";

export type Shape = "silo" | "square" | "person" | "building" | "oval" | "diamond" | "label" | "triangle" | "star" | "note";

export interface Limits {
  card_text_chars: number;
  cards_per_canvas: number;
  field_text_chars: number;
  field_note_chars: number;
  field_link_chars: number;
  paste_chars: number;
  outline_depth: number;
  stroke_chars: number;
  ink_chars: number;
  map_reach: number;
}

/** One value of a choice field: ``key`` is stored, ``title`` is read. */
export interface Choice {
  key: string;
  title: string;
}

/** A typed field that cards of some boxes carry. */
export interface Field {
  key: string;
  title: string;
  kind: FieldKind;
  zones: string[];
  unit: string;
  choices: Choice[];
  total: boolean;
  total_by: string | null;
  default: string | null;
  among: string;
  question: string;
}

/** A kind of link between two cards: ``key`` is stored, ``fields`` are what it carries. */
export interface EdgeKind {
  key: string;
  title: string;
  fields: Field[];
  line: Line;
  sources: string[];
  targets: string[];
  hue: Hue;
  layer: string;
}

/** A colour of post-it and what it means, never by colour alone (sign and word). */
export interface Color {
  key: string;
  title: string;
  hue: Hue;
  sign: string;
}

/** A box of the canvas. */
export interface Zone {
  key: string;
  title: string;
  questions: string[];
  example: string;
  accent: boolean;
  group: string | null;
}

/** A horizontal band of boxes: a grid whose cells name boxes, equal columns. */
export interface Band {
  rows: string[][];
  weight: number;
}

/** The title of a line or column of a matrix. */
export interface Header {
  key: string;
  title: string;
  help: string;
}

/** Boxes in lines and columns; each crossing is the box ``"{line}.{column}"``. */
export interface Matrix {
  lines: Header[];
  columns: Header[];
  question: string;
  open_lines: boolean;
}

/** A group of boxes repeated as often as needed (a stakeholder, a fiche-action). */
export interface Block {
  key: string;
  title: string;
  singular: string;
  bands: Band[];
}

/** What is asked at one depth of a tree: the children of the centre answer the first. */
export interface Level {
  question: string;
  example: string;
}

/** How a tree begins: its central idea, and the questions chained from it. */
export interface TreePlan {
  centre: string;
  levels: Level[];
  use_case: boolean;
}

/** What an element of a map is: ``key`` is that of its zone, which has its title. */
export interface ElementType {
  key: string;
  shape: Shape;
  hue: Hue;
  sign: string;
  layer: string;
  stamp: boolean;
  carriers: string[];
}

/** What is shown or hidden together. What is drawn in its ``hue`` is on it, if it has one. */
export interface Layer {
  key: string;
  title: string;
  sign: string;
  hue: Hue | "";
}

/** Where the balance of a map is read: keys of zones, then of fields, then of choices. */
export interface ValuePlan {
  party: string;
  data: string;
  crossing: string;
  money: string;
  quality: string;
  sense: string;
  amount: string;
  amount_min: string;
  amount_max: string;
  period: string;
  gainer: string;
  payer: string;
  confidence: string;
  effect: string;
  indicator: string;
  quantity: string;
  unit_value: string;
  source: string;
  contributes: string;
  frame: string;
  cost: string;
  yearly: string;
  once: string;
  contributing: string;
  open: string[];
}

/** What may be put on a map. The types of its elements are the template's ``zones``. */
export interface MapPlan {
  elements: ElementType[];
  layers: Layer[];
  value: ValuePlan | null;
}

/** A window of the public calendar: days that count for everybody (the vote of the budget). */
export interface Season {
  key: string;
  title: string;
  start: string;
  end: string;
  source: string;
}

/** From when to when a timeline runs. Its lanes are the template's ``zones``. */
export interface TimelinePlan {
  horizon: string;
  hues: string[][];
  seasons: Season[];
}

/** One tool of the carnet, as data. */
export interface TemplateJson {
  key: string;
  form: Form;
  title: string;
  short_title: string;
  instruction: string;
  source: string;
  workshop: number | null;
  duration: string;
  grouping: string;
  theme: string;
  zones: Zone[];
  bands: Band[];
  matrix: Matrix | null;
  blocks: Block[];
  tree: TreePlan | null;
  map: MapPlan | null;
  timeline: TimelinePlan | null;
  fields: Field[];
  colors: Color[];
  edge_kinds: EdgeKind[];
  dots: number | null;
  limits: Limits;
}
