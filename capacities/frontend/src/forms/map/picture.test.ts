/* The picture of a map. */

import { expect, test } from "vitest";
import type { CanvasSession } from "../../core";
import { makePeer } from "../../core/testing";
import { svgText } from "../picture/picture";
import { acts } from "./acts";
import { pictureOf } from "./picture";
import { sourceOf } from "./picture-source";
import { MAP } from "./testing";

function drawn() {
  const { session, actions } = makePeer("Camille", MAP);
  const act = acts(session);
  const a = act.add("donnee", { x: 0, y: 0 }, "Cadastre & <toits>")!;
  const b = act.add("partie", { x: 500, y: 0 }, "Ménages")!;
  const link = actions.link(a, b, "alimente", "chaque mois")!;
  const stamp = act.stamp("euro", link)!;
  actions.setFields(stamp, { montant: 38_000, periode: "par-an" });
  return { session: session as CanvasSession, actions, a, b };
}

test("all that is on the map is in the picture, in words too", () => {
  const { session } = drawn();
  const picture = pictureOf(sourceOf(session));
  const words = picture.marks.flatMap((mark) => (mark.kind === "words" ? [mark.words] : []));
  for (const each of ["Cadastre &", "Ménages", "chaque mois", "€", "38\u202f000\u00a0€/an"]) {
    expect(words.join(" ")).toContain(each);
  }
  expect(picture.description).toContain("Partie\u00a0: Ménages");
  expect(picture.description).toContain("1 lien");
});

test("its file is markup that holds no other address than that of SVG", () => {
  const { session } = drawn();
  const svg = svgText(pictureOf(sourceOf(session)));
  expect(new DOMParser().parseFromString(svg, "image/svg+xml").querySelector("parsererror")).toBeNull();
  expect(svg).not.toContain("<toits>");
  expect(svg.match(/https?:/g)).toHaveLength(1);
});

test("nothing is outside the sheet", () => {
  const { session } = drawn();
  const { marks, width, height } = pictureOf(sourceOf(session));
  for (const mark of marks) {
    if (mark.kind === "line") continue;
    expect(mark.x).toBeGreaterThanOrEqual(0);
    expect(mark.x).toBeLessThanOrEqual(width);
    expect(mark.y).toBeGreaterThanOrEqual(0);
    expect(mark.y).toBeLessThanOrEqual(height);
  }
});

test("a part of the map leaves out the links of what it does not show, and keeps the broken ones", () => {
  const { session, actions, a, b } = drawn();
  const part = sourceOf(session, (id) => id !== b);
  expect([part.ids, part.links]).toEqual([[a], []]);
  actions.remove(b);
  expect(sourceOf(session).links).toHaveLength(1);
  expect(pictureOf(sourceOf(session)).marks.some((mark) => mark.kind === "line" && mark.dash === "6 6")).toBe(true);
});

test("what is longer than the board shows is cut, and that is said", () => {
  const { session } = drawn();
  acts(session).add("idee", { x: 0, y: 300 }, "mot\n".repeat(14));
  const lines = pictureOf(sourceOf(session)).marks.flatMap((mark) => (mark.kind === "words" ? [mark.words] : []));
  const long = lines.filter((line) => /^m(ot)?…?$/.test(line));
  expect(long).toHaveLength(12);
  expect(long.at(-1)).toMatch(/…$/);
});
