import { describe, expect, it } from "vitest";
import { editableNumber, formatDate, formatQuantity, parseNumber, shortPeriod } from "./amounts";

const plain = (words: string) => words.replace(/[\u00a0\u202f]/g, " ");

describe("parseNumber", () => {
  it.each([
    ["42000", 42_000],
    ["42 000", 42_000],
    ["42\u202f000 €", 42_000],
    ["1 250,50", 1_250.5],
    ["1250.5", 1_250.5],
    ["0,80 €", 0.8],
    ["42 k€", 42_000],
    ["1,2 M€", 1_200_000],
    ["500 euros", 500],
    ["−300", -300],
  ])("reads « %s » as people of a mairie write it", (typed, value) => {
    expect(parseNumber(typed, "€")).toEqual({ kind: "number", value });
  });

  it.each(["quarante", "12,5,3", "1e5", "10 €/an ?", "∞"])("refuses « %s » with an example", (typed) => {
    const parsed = parseNumber(typed, "€");
    expect(parsed.kind).toBe("refused");
    expect(parsed.kind === "refused" && parsed.reason).toContain("42 000");
  });

  it("asks which one is meant when a point may separate thousands or decimals", () => {
    const parsed = parseNumber("42.000", "€");
    expect(parsed.kind === "refused" && parsed.reason).toContain("42 000 ou 42,000");
  });

  it("takes an emptied field for no value", () => {
    expect(parseNumber("   ", "€")).toEqual({ kind: "empty" });
  });

  it("accepts the unit after the number", () => {
    expect(parseNumber("12 jours/homme", "jours/homme")).toEqual({ kind: "number", value: 12 });
  });

  it.each([
    ["3 m", "jours"],
    ["3 m", "mois"],
    ["12 k", ""],
    ["1,5 M", "habitants"],
  ])("takes no letter of « %s » for thousands or millions of anything but euros", (typed, unit) => {
    expect(parseNumber(typed, unit).kind).toBe("refused");
    expect(parseNumber(typed, "€").kind).toBe("number");
  });

  it("reads back what the edit field shows", () => {
    for (const value of [0, 0.8, 42_000, 1_250.5, -3, 123_456.789]) {
      expect(parseNumber(editableNumber(value), "€")).toEqual({ kind: "number", value });
    }
  });
});

describe("formatting", () => {
  it("writes amounts the French way, with their period", () => {
    expect(plain(formatQuantity(42_000, "€", "par an"))).toBe("42 000 € / an");
    expect(plain(formatQuantity(45_000, "€", "une fois"))).toBe("45 000 € une fois");
    expect(plain(formatQuantity(1_250.5, "€", ""))).toBe("1 250,50 €");
    expect(plain(formatQuantity(2.5, "jours", ""))).toBe("2,5 jours");
    expect(plain(formatQuantity(1, "semaines", ""))).toBe("1 semaine");
    expect(plain(formatQuantity(0.25, "semaines", ""))).toBe("0,25 semaine");
    expect(plain(formatQuantity(-1, "jours/homme", ""))).toBe("-1 jour/homme");
    expect(plain(formatQuantity(1, "mois", ""))).toBe("1 mois");
    expect(parseNumber("1 semaine", "semaines")).toEqual({ kind: "number", value: 1 });
    expect(parseNumber("3 semaines", "semaines")).toEqual({ kind: "number", value: 3 });
  });

  it("shortens « par » and keeps other words", () => {
    expect(plain(shortPeriod("par mois"))).toBe("/ mois");
    expect(shortPeriod("une fois")).toBe("une fois");
  });

  it("writes dates in full, and shows as it is what is no date", () => {
    expect(plain(formatDate("2027-03-12"))).toBe("12 mars 2027");
    expect(formatDate("bientôt")).toBe("bientôt");
  });
});
