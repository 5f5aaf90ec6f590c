import { describe, expect, it } from "vitest";
import { makeField } from "../../core/testing";
import type { Field } from "./template";
import { readTyped } from "./typed";

const field = (more: Partial<Field>): Field => makeField("f", "F", more);

describe("readTyped", () => {
  it("types each kind of field as the document expects it", () => {
    expect(readTyped(field({ kind: "montant" }), "1 200,50 €")).toEqual({ value: 1200.5 });
    expect(readTyped(field({ kind: "oui-non" }), "true")).toEqual({ value: true });
    expect(readTyped(field({ kind: "date" }), "2027-01-02")).toEqual({ value: "2027-01-02" });
    expect(readTyped(field({}), "  Marie ")).toEqual({ value: "Marie" });
  });

  it("takes an emptied field away", () => {
    expect(readTyped(field({ kind: "nombre" }), "")).toEqual({ value: null });
    expect(readTyped(field({}), "  ")).toEqual({ value: null });
  });

  it("keeps the addresses of web pages, and no other", () => {
    const link = field({ kind: "lien" });
    expect(readTyped(link, " https://exemple.fr/charte ")).toEqual({ value: "https://exemple.fr/charte" });
    expect(readTyped(link, "exemple.fr")).toEqual({ value: "https://exemple.fr" });
    for (const typed of ["javascript:alert(1)", "voir la charte", "data:text/html,x", "charte", "https://a@b.fr"]) {
      expect(readTyped(link, typed)).toHaveProperty("refused");
    }
  });

  it("refuses in words what is no number", () => {
    expect(readTyped(field({ kind: "nombre" }), "beaucoup")).toHaveProperty("refused");
  });
});
