import { describe, expect, it } from "vitest";
import type { Template } from "../shared/template";
import { canvasBands, gridAreas, matrixLine, readingOrder, strayZones } from "./layout";
import { factsOf, modelKey } from "./template";
import { postIts, sumWords } from "./words";

const zone = (key: string, group: string | null = null) => ({
  key,
  title: key.toUpperCase(),
  questions: [],
  example: "",
  accent: false,
  group,
});

const base: Template = {
  key: "essai",
  form: "zones",
  title: "Essai",
  short_title: "Essai",
  instruction: "",
  source: "",
  workshop: null,
  duration: "",
  grouping: "",
  theme: "",
  zones: [zone("a"), zone("b"), zone("c"), zone("d")],
  bands: [
    {
      rows: [
        ["a", "b"],
        ["a", "c"],
      ],
      weight: 2,
    },
  ],
  matrix: null,
  blocks: [],
  tree: null,
  map: null,
  timeline: null,
  dots: null,
  fields: [],
  colors: [{ key: "idee", title: "Idée", hue: "note", sign: "" }],
  edge_kinds: [],
  limits: {
    card_text_chars: 5_000,
    cards_per_canvas: 3_000,
    field_text_chars: 500,
    field_note_chars: 2_000,
    field_link_chars: 2_000,
    paste_chars: 200_000,
    outline_depth: 50,
    stroke_chars: 400,
    ink_chars: 4_000,
    map_reach: 20_000,
  },
};
const nothing = { lines: [], instances: new Map<string, string[]>() };

describe("gridAreas", () => {
  it("lets a box named in neighbouring cells span them", () => {
    expect(
      gridAreas([
        ["a", "b"],
        ["a", "c"],
      ]).areas,
    ).toBe('"z0 z1" "z0 z2"');
  });

  it("keeps empty cells empty and completes short rows", () => {
    expect(gridAreas([["a", "."], ["b"]]).areas).toBe('"z0 ." "z1 ."');
  });
});

describe("boxes", () => {
  it("places every box of the template, even one that no band names", () => {
    const ids = canvasBands(base).flatMap((band) => band.boxes.map((box) => box.id));
    expect(ids).toEqual(["a", "b", "c", "d"]);
  });

  it("reads added lines of a matrix after its own, and instances of a block last", () => {
    const matrix = {
      lines: [{ key: "l", title: "L", help: "" }],
      columns: [{ key: "x", title: "X", help: "" }],
      question: "",
      open_lines: true,
    };
    const block = { key: "p", title: "P", singular: "p", bands: [{ rows: [["g"]], weight: 1 }] };
    const template = { ...base, matrix, zones: [zone("g", "p")], bands: [], blocks: [block] };
    const added = { lines: ["id1"], instances: new Map([["p", ["id2"]]]) };
    expect(readingOrder(template, added)).toEqual(["l.x", "id1.x", "g@id2"]);
    expect(matrixLine(template, "id1", "Sécurité")[0]?.within).toBe("Sécurité");
    expect(modelKey(template, "id1.x")).toBe("lignes.x");
    expect(modelKey(template, "g@id2")).toBe("g");
  });

  it("finds the zones that the template no longer draws", () => {
    const drawn = readingOrder(base, nothing);
    expect(strayZones(base, ["a", "ancienne", ""], drawn)).toEqual(["ancienne", ""]);
  });
});

describe("facts", () => {
  const period = {
    key: "periode",
    title: "Période",
    kind: "choix" as const,
    zones: ["a"],
    unit: "",
    choices: [
      { key: "an", title: "par an" },
      { key: "fois", title: "une fois" },
    ],
    total: false,
    total_by: null,
    default: "an",
    among: "",
    question: "",
  };
  const amount = {
    ...period,
    key: "montant",
    title: "Montant",
    kind: "montant" as const,
    unit: "€",
    choices: [],
    total: true,
    total_by: "periode",
    default: null,
  };
  const template = { ...base, fields: [amount, period] };

  it("shows an amount and its period as one fact, only in the boxes that carry it", () => {
    expect(factsOf(template, "a").map((fact) => [fact.field.key, fact.by?.key])).toEqual([["montant", "periode"]]);
    expect(factsOf(template, "b")).toEqual([]);
  });

  it("says the sums of a box in the order of the choices", () => {
    const [fact] = factsOf(template, "a");
    const words = fact === undefined ? "" : sumWords(fact, { fois: 45_000, an: 62_000 });
    expect(words.replace(/[\u00a0\u202f]/g, " ")).toBe("62 000 €/an · 45 000 € une fois");
  });

  it("counts an amount without its choice as the default one", () => {
    const [fact] = factsOf(template, "a");
    const words = fact === undefined ? "" : sumWords(fact, { "": 7, an: 10 });
    expect(words.replace(/[\u00a0\u202f]/g, " ")).toBe("17 €/an");
  });

  it("counts post-its, not ideas", () => {
    expect([0, 1, 2].map(postIts)).toEqual(["0 post-it", "1 post-it", "2 post-its"]);
  });
});
