/* The picture of a frise. */

import { expect, test } from "vitest";
import { TRAY } from "../../core";
import { svgText } from "../picture/picture";
import { leaderOf } from "./frise-leaders";
import { makeHands } from "./hands";
import { pictureOf } from "./picture";
import { sourceOf } from "./picture-source";
import { planner } from "./testing";

function drawn(count = 0) {
  const peer = planner();
  const { actions } = peer;
  const add = (lane: string, text: string, fields = {}) => {
    const id = actions.add(lane, text)!;
    actions.setFields(id, fields);
    return id;
  };
  const success = add("convergence", "Données partagées", { nature: "reussite" });
  const test = add("convergence", "Croisement & <essai>", { duree: 4, qui: "DGS", enjeu: "humain" });
  const late = add("espace", "Convention", { date: "2020-01-01", duree: 2 });
  add(TRAY, "Former les agents");
  actions.link(test, success, "avant");
  actions.link(late, test, "avant");
  for (let i = 0; i < count; i++) add("parcours", `Étape ${i}`, { duree: i % 9, date: `2027-0${1 + (i % 9)}-12` });
  return pictureOf(sourceOf(peer.session as never));
}

const wordsOf = ({ marks }: ReturnType<typeof drawn>) =>
  marks.flatMap((mark) => (mark.kind === "words" ? [mark.words] : []));

test("all that is in the frise is in the picture, in words too", () => {
  const picture = drawn();
  const words = wordsOf(picture).join(" ");
  for (const each of ["Fil", "Données", "Croisement", "pilote\u00a0: DGS", "▲", "Aujourd’hui", "Vote du budget"]) {
    expect(words).toContain(each);
  }
  expect(words).toContain("À placer\u00a0: Former les agents");
  expect(picture.description).toContain("Convention (1er\u00a0janvier\u00a02020, trop tard)");
  expect(picture.description).toContain("2 liens");
});

test("its file is markup that holds no other address than that of SVG", () => {
  const svg = svgText(drawn());
  expect(new DOMParser().parseFromString(svg, "image/svg+xml").querySelector("parsererror")).toBeNull();
  expect(svg).not.toContain("<essai>");
  expect(svg).not.toMatch(/NaN|undefined|Infinity/);
  expect(svg.match(/https?:/g)).toHaveLength(1);
});

test("nothing is outside the sheet, however many steps there are", () => {
  for (const count of [0, 150]) {
    const { marks, width, height } = drawn(count);
    for (const mark of marks) {
      if (mark.kind === "words") {
        expect(mark.x).toBeGreaterThanOrEqual(0);
        expect(mark.x).toBeLessThanOrEqual(width);
        expect(mark.y).toBeGreaterThanOrEqual(0);
        expect(mark.y).toBeLessThanOrEqual(height);
      } else if (mark.kind === "line") {
        for (const [, x, y] of mark.d.matchAll(/M(-?[\d.]+) (-?[\d.]+)/g)) {
          expect(Number(x)).toBeGreaterThanOrEqual(-1);
          expect(Number(x)).toBeLessThanOrEqual(width + 1);
          expect(Number(y)).toBeGreaterThanOrEqual(-1);
          expect(Number(y)).toBeLessThanOrEqual(height + 1);
        }
      }
    }
  }
});

test("a large frise is wider than tall, so that one sheet holds it", () => {
  const { width, height } = drawn(150);
  expect(width / height).toBeGreaterThan(1);
});

test("the title of an empty lane stands above the next one, however long it is", () => {
  const peer = planner();
  const hands = makeHands(peer.session as never, () => {});
  const long =
    "Un parcours des usagers entièrement repensé avec celles et ceux qui le vivent chaque jour dans leur quartier";
  for (let i = 0; i < 4; i++) hands.addLane(`${i} ${long}`);
  const { marks } = pictureOf(sourceOf(peer.session as never));
  const titles = marks
    .flatMap((mark) => (mark.kind === "words" && mark.size === 14 && mark.bold ? [mark.y] : []))
    .sort((a, b) => a - b);
  expect(titles.length).toBeGreaterThan(16);
  for (const [i, y] of titles.slice(1).entries()) expect(y - titles[i]!).toBeGreaterThan(14);
});

test("a post-it that is pushed far before its date leads to it, and the legend says so", () => {
  const axis = { from: 0, to: 400, scale: 1, width: 434 };
  const box = { x: 10, y: 20, width: 172, height: 60 };
  expect(leaderOf(box, axis, 230)).toBe("");
  expect(leaderOf(box, axis, 300)).toBe("M168 80v6H300m0 -5v10");
  const { session, actions } = planner();
  let after: string | null = null;
  for (let i = 0; i < 9; i++) {
    const id = actions.add("espace", `Étape ${i}`)!;
    actions.setFields(id, { date: "2031-03-01" });
    if (after !== null) actions.link(id, after, "avant");
    after = id;
  }
  expect(wordsOf(pictureOf(sourceOf(session as never))).join(" ")).toContain("vraie date");
});

test("an empty frise says so", () => {
  const { session } = planner();
  expect(pictureOf(sourceOf(session as never)).description).toBe("Frise vide.");
});
