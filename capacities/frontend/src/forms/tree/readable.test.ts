// @vitest-environment node
/* A map on a projector: what is drawn can be read from the back of the room. */

import { expect, test } from "vitest";
import { guessWidth } from "../picture/words";
import { readablePicture } from "./readable";
import { CENTRE } from "./tree";

function wide(branches: number, ideas: number) {
  const order: string[] = [];
  const children = new Map<string, string[]>();
  const parent = new Map<string, string>();
  const depth = new Map<string, number>();
  const add = (id: string, above: string, level: number) => {
    order.push(id);
    parent.set(id, above);
    depth.set(id, level);
    children.set(above, [...(children.get(above) ?? []), id]);
  };
  for (let b = 0; b < branches; b++) {
    add(`Branche ${b}`, CENTRE, 1);
    for (let i = 0; i < ideas; i++) add(`Une idée assez longue ${b}.${i}`, `Branche ${b}`, 2);
  }
  const nodeOf = (id: string) => ({ text: id, sign: "", facts: "" });
  const around = { title: "Carte", caption: "", legend: [] };
  return { ...around, tree: { order, children, parent, depth, hidden: [] }, nodeOf, hueOf: () => "", oneSided: false };
}

const words = (branches: number, ideas: number, height = 520) => {
  const picture = readablePicture(wide(branches, ideas), { width: 1200, height }, guessWidth);
  const scale = Math.min(1200 / picture.width, height / picture.height);
  const marks = picture.marks.flatMap((mark) => (mark.kind === "words" ? [mark] : []));
  return { all: marks.map((mark) => mark.words).join("\n"), least: scale * Math.min(...marks.map(({ size }) => size)) };
};

test("a small map is drawn whole", () => {
  expect(words(4, 3).all).toContain("3.2");
});

test("a large one leaves ideas out, says how many, and keeps its words readable", () => {
  const { all, least } = words(10, 8);
  expect(all).toContain("Branche 9");
  expect(all).toContain("+ 8\u00a0idées");
  expect(least).toBeGreaterThanOrEqual(14);
});
