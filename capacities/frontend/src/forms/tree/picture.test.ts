import { describe, expect, it } from "vitest";
import { guessWidth, pictureOf, svgText, wrap, xmlText } from "./picture";
import type { PictureSource } from "./picture";
import { fileName, scaleFor } from "./pictureFile";

const NODES: Record<string, { text: string; children: string[] }> = {
  centre: { text: "La gouvernance", children: ["a", "b"] },
  a: { text: 'Élus & <script>alert("x")</script>', children: ["a1"] },
  a1: { text: "Former les élus\ndès la rentrée \u0001\ud800", children: [] },
  b: { text: "Cadre juridique", children: [] },
};

const source: PictureSource = {
  root: "centre",
  childrenOf: (id) => NODES[id]?.children ?? [],
  nodeOf: (id) => ({ text: NODES[id]?.text ?? "", sign: id === "a1" ? "▶" : "", facts: id === "a1" ? "Marie · 12 mars 2027" : "" }),
  hueOf: (branch) => (branch === "a" ? "#7556b8" : ""),
  title: "Carte — Lisieux",
  caption: "Lisieux · exemple",
  oneSided: false,
  legend: [{ sign: "▶", title: "Action" }],
};

describe("the picture of a map", () => {
  it("is one well-formed document that holds every text, escaped, and fetches nothing", () => {
    const svg = svgText(pictureOf(source));
    const read = new DOMParser().parseFromString(svg, "image/svg+xml");
    expect(read.querySelector("parsererror")).toBeNull();
    expect(read.querySelector("script")).toBeNull();
    const words = [...read.querySelectorAll("text")].map((each) => each.textContent).join(" ");
    for (const expected of ["La gouvernance", "Former les élus", "Cadre juridique", "12 mars 2027", "▶"]) {
      expect(words).toContain(expected);
    }
    expect(svg).not.toMatch(/href|url\(|<style|<script|<foreignObject|\u0001|\ud800/);
    expect(svg).toContain("&lt;script&gt;");
  });

  it("says in words what it shows, for who does not see it", () => {
    const { description } = pictureOf(source);
    expect(description).toMatch(/^Carte de 3 idées autour de « La gouvernance »\. Branches : Élus/);
  });

  it("draws a line to each idea, in the colour of its branch, and keeps all on the sheet", () => {
    const { marks, width, height } = pictureOf(source);
    const lines = marks.filter((mark) => mark.kind === "line");
    expect(lines).toHaveLength(3);
    expect(lines.filter((line) => line.stroke === "#7556b8")).toHaveLength(2);
    for (const mark of marks) {
      if (mark.kind === "line") continue;
      expect(mark.x).toBeGreaterThanOrEqual(0);
      expect(mark.x).toBeLessThanOrEqual(width);
      expect(mark.y).toBeGreaterThanOrEqual(0);
      expect(mark.y).toBeLessThanOrEqual(height);
    }
  });

  it("survives a tree of one idea and one that loops", () => {
    expect(pictureOf({ ...source, childrenOf: () => [] }).marks.length).toBeGreaterThan(1);
    expect(pictureOf({ ...source, childrenOf: (id) => (id === "a" ? ["centre", "a"] : ["a"]) }).height).toBeGreaterThan(0);
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
    expect(fileName(["Carte de l’Œuvre", "Saint-Étienne"], "2027-03-12", "svg")).toBe("carte-de-l-oeuvre-saint-etienne-2027-03-12.svg");
    expect(fileName(["///"], "2027-03-12", "png")).toBe("carte-2027-03-12.png");
  });

  it("stay within what browsers can draw, twice the screen when it fits", () => {
    expect(scaleFor(1_000, 800)).toBe(2);
    const scale = scaleFor(6_000, 12_000);
    expect(12_000 * scale).toBeLessThanOrEqual(8_192);
    expect(6_000 * scale * 12_000 * scale).toBeLessThanOrEqual(40_000_001);
  });

  it("hold only characters that XML allows", () => {
    expect(xmlText("a\u0000b\u000bc <&>\"'")).toBe("abc &lt;&amp;&gt;&quot;&#39;");
    expect(guessWidth("mmm", 10, true)).toBeGreaterThan(guessWidth("iii", 10, false));
  });
});
