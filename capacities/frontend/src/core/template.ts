/* The template as Python sends it (the dataclass `domain.template.Template`, same names). */

export interface ChoiceJson {
  key: string;
  title: string;
}

export type FieldKindJson = "texte" | "montant" | "nombre" | "choix" | "date" | "oui-non";

export interface FieldJson {
  key: string;
  title: string;
  kind: FieldKindJson;
  /** Keys of the boxes whose cards carry it; empty means every box. */
  zones: string[];
  unit: string;
  choices: ChoiceJson[];
  total: boolean;
  total_by: string | null;
  default: string | null;
}

export interface ColorJson {
  key: string;
  title: string;
  hue: string;
  sign: string;
}

export interface ZoneJson {
  key: string;
  title: string;
  questions: string[];
  example: string;
  accent: boolean;
  group: string | null;
}

export interface BandJson {
  rows: string[][];
  weight: number;
}

export interface HeaderJson {
  key: string;
  title: string;
  help: string;
}

export interface MatrixJson {
  lines: HeaderJson[];
  columns: HeaderJson[];
  question: string;
  open_lines: boolean;
}

export interface BlockJson {
  key: string;
  title: string;
  singular: string;
  bands: BandJson[];
}

export interface LimitsJson {
  card_text_chars: number;
  cards_per_canvas: number;
  field_text_chars: number;
  paste_chars: number;
}

export interface TemplateJson {
  key: string;
  form: "zones" | "tree" | "map" | "timeline" | "table";
  title: string;
  short_title: string;
  instruction: string;
  source: string;
  workshop: number | null;
  duration: string;
  grouping: string;
  theme: string;
  zones: ZoneJson[];
  bands: BandJson[];
  matrix: MatrixJson | null;
  blocks: BlockJson[];
  fields: FieldJson[];
  colors: ColorJson[];
  limits: LimitsJson;
}
