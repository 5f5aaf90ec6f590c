import { describe, expect, it } from "vitest";
import { svgText } from "../picture/picture";
import { arrange } from "./arrange";
import type { PictureSource } from "./picture";
import { pictureOf } from "./picture";

const TEXTS: Record<string, string> = {
  centre: "La gouvernance",
  a: 'Élus & <script>alert("x")</script>',
  a1: "Former les élus\ndès la rentrée \u0001\ud800",
  b: "Cadre juridique",
};

/** A tree of these nodes, each with what it is under. */
function treeWith(parents: Record<string, string>): PictureSource["tree"] {
  return arrange(Object.entries(parents).map(([id, parent]) => ({ id, parent, rank: id, deleted: false })));
}

const source: PictureSource = {
  tree: treeWith({ a: "centre", a1: "a", b: "centre" }),
  nodeOf: (id) => ({
    text: TEXTS[id] ?? "",
    sign: id === "a1" ? "▶" : "",
    facts: id === "a1" ? "Marie · 12 mars 2027" : "",
  }),
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
    expect(description).toMatch(/^Carte de 3 idées autour de «\u00a0La gouvernance\u00a0»\. Branches\u00a0: Élus/);
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
    expect(pictureOf({ ...source, tree: treeWith({}) }).marks.length).toBeGreaterThan(1);
    expect(pictureOf({ ...source, tree: treeWith({ a: "a1", a1: "a" }) }).height).toBeGreaterThan(0);
  });
});
