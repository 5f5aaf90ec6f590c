// @vitest-environment node
/* How a CSV is written; tests/interop/test_page_csv.py holds whole files to the server's. */

import { expect, test } from "vitest";
import { canvasData } from "../core/testing";
import { arranged, fileStem, numberText, writeCsv } from "./csv";

test.each([
  [62000.5, "62000,5"],
  [-12, "-12"],
  [0.1, "0,1"],
  [1e21, "1000000000000000000000"],
  [-0.00000012, "-0,00000012"],
  [5e-7, "0,0000005"],
])("%d is written without exponent nor thousands separator", (value, expected) => {
  expect(numberText(value)).toBe(expected);
});

test("a cell is quoted when it must be, and no text is a formula", () => {
  const rows = [["a;b", 'dit "oui"', "=1+1", " +33", "", null, true, 1.5, { date: "2027-01-31" }]];
  expect(writeCsv({ columns: ["c"], rows })).toBe(
    '\ufeffc\r\n"a;b";"dit ""oui""";\'=1+1;\' +33;;;oui;"1,5";31/01/2027\r\n',
  );
});

test("a column that only the server knows is there, empty", () => {
  const table = { columns: ["id", "texte"], rows: [["a", "un"]] };
  expect(arranged(table, ["texte", "gommettes", "id"])).toEqual({
    columns: ["texte", "gommettes", "id"],
    rows: [["un", null, "a"]],
  });
  expect(arranged(table)).toEqual(table);
});

test("a long name is cut between two words, one word anywhere", () => {
  const named = (title: string) => fileStem(canvasData({ dossier: { ...canvasData().dossier, title } }));
  const { key } = canvasData().template;
  expect(named(`${"mot ".repeat(14)}solidaires pour tous`)).toBe(`${Array(14).fill("mot").join("-")}-${key}`);
  expect(named(`${"mot ".repeat(14)}ici et`)).toBe(`${Array(14).fill("mot").join("-")}-ici-${key}`);
  expect(named("a".repeat(99))).toBe(`${"a".repeat(60)}-${key}`);
});

test("the file is named as the server names it", () => {
  const { template } = canvasData();
  const dossier = { id: "d", title: "Œuvres d’ici — été", territory: "", useCase: "", example: false, workshop: "" };
  expect(fileStem(canvasData({ dossier }))).toBe(`oeuvres-d-ici-ete-${template.key}`);
});
