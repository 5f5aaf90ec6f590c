import { describe, expect, it, vi } from "vitest";
import type { CanvasSession } from "../../core";
import * as download from "../../ui/download";
import type { Notice } from "../../ui/notice";
import { fileName, picturesOf, scaleFor } from "./file";
import type { Mark, Picture } from "./picture";
import { sheetOf, shiftPath, svgText, xmlText } from "./picture";
import { guessWidth, wrap } from "./words";

describe("a sheet", () => {
  const words = {
    kind: "words",
    x: -30,
    y: -40,
    size: 14,
    bold: true,
    fill: "#000",
    anchor: "start",
    words: "<ici>",
  } as const;
  const marks: Mark[] = [{ kind: "line", d: "M-50 -60H10", stroke: "#000", width: 2 }, words];
  const around = { title: "Plan", description: "Deux marques.", caption: "Lisieux", legend: [] };
  const bounds = { left: -50, top: -60, right: 10, bottom: 0 };

  it("brings all that is drawn inside its margins, its caption under it", () => {
    const { width, height, marks: placed } = sheetOf(around, bounds, marks, guessWidth);
    expect(placed[0]).toMatchObject({ d: "M32 32H92" });
    expect(placed[1]).toMatchObject({ x: 52, y: 52 });
    expect(placed[2]).toMatchObject({ words: "Lisieux" });
    expect(placed.every((mark) => mark.kind === "line" || (mark.x < width && mark.y < height))).toBe(true);
  });

  it("moves every kind of path, what is relative in it staying as it is", () => {
    expect(shiftPath("M0 0H4V8C1 2 3 4 5 6S7 8 9 10Z", 10, 100)).toBe(
      "M10 100H14V108C11 102 13 104 15 106S17 108 19 110Z",
    );
    expect(shiftPath("M-2 .5l-8 -4.5v9z", 10, 100)).toBe("M8 100.5l-8 -4.5v9z");
  });

  it("says its title and its content, and escapes its words", () => {
    const svg = svgText(sheetOf(around, bounds, marks, guessWidth));
    expect(svg).toContain('<title id="titre">Plan</title>');
    expect(svg).toContain('<desc id="contenu">Deux marques.</desc>');
    expect(svg).toContain("&lt;ici&gt;");
  });
});

describe("wrap", () => {
  const widthOf = (line: string) => line.length;

  it("cuts between words, and inside a word that is alone too wide", () => {
    expect(wrap("un deux trois", 8, widthOf)).toEqual(["un deux", "trois"]);
    expect(wrap("anticonstitutionnel oui", 8, widthOf)).toEqual(["anticons", "titution", "nel oui"]);
    expect(wrap("un\ndeux", 20, widthOf)).toEqual(["un", "deux"]);
    expect(wrap("  ", 8, widthOf)).toEqual([""]);
  });

  it("never separates the two halves of an emoji", () => {
    expect(wrap("🦊🦊🦊", 2, widthOf).join("")).toBe("🦊🦊🦊");
    expect(wrap("🦊🦊", 1, widthOf)).toEqual(["🦊", "🦊"]);
  });

  it("cuts a word as long as a card without measuring it sign by sign", () => {
    let measured = 0;
    const lines = wrap("x".repeat(5_000), 30, (line) => {
      measured += line.length;
      return line.length;
    });
    expect(lines.map((line) => line.length)).toEqual([...Array<number>(166).fill(30), 20]);
    expect(measured).toBeLessThan(50_000);
  });
});

describe("the files", () => {
  it("are named in plain French letters", () => {
    expect(fileName(["Carte de l’Œuvre", "Saint-Étienne"], "2027-03-12", "svg")).toBe(
      "carte-de-l-oeuvre-saint-etienne-2027-03-12.svg",
    );
    expect(fileName(["///"], "2027-03-12", "png")).toBe("carte-2027-03-12.png");
  });

  it("stay within what browsers can draw, twice the screen when it fits", () => {
    expect(scaleFor(1_000, 800)).toBe(2);
    const scale = scaleFor(6_000, 12_000);
    expect(12_000 * scale).toBeLessThanOrEqual(8_192);
    expect(6_000 * scale * 12_000 * scale).toBeLessThanOrEqual(40_000_001);
  });

  it("say that a PNG would not be read, and offer the SVG instead", async () => {
    const saved = vi.spyOn(download, "save").mockReturnValue();
    const session = { data: { template: { title: "Carte" }, dossier: { territory: "Caux" } } } as CanvasSession;
    const told: Notice[] = [];
    const wide: Picture = { width: 9_000, height: 9_000, title: "", description: "", marks: [] };
    const png = picturesOf(
      session,
      () => wide,
      (notice) => told.push(notice as Notice),
    )[1]!;
    png.run();
    await vi.waitFor(() => expect(told[0]?.sentence).toContain("trop grand"));
    expect(saved).not.toHaveBeenCalled();
    told[0]!.action!.run();
    await vi.waitFor(() => expect(saved.mock.calls[0]?.[1]).toMatch(/^carte-caux-.*\.svg$/));
  });

  it("hold only characters that XML allows", () => {
    expect(xmlText("a\u0000b\u000bc <&>\"'")).toBe("abc &lt;&amp;&gt;&quot;&#39;");
    expect(guessWidth("mmm", 10, true)).toBeGreaterThan(guessWidth("iii", 10, false));
  });
});
