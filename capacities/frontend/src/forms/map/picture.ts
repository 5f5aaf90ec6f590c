/* The whole map as a picture: shapes, lines and words placed on a sheet. Pure: the same on every screen,
 * on paper and in a file. */

import { capital, countOf, STROKE } from "../../core";
import type { Box, Point, Size } from "../board/box";
import type { Around, Mark, Picture } from "../picture/picture";
import { INK, SECOND, sheetOf, shiftPath } from "../picture/picture";
import { TINTS } from "../picture/tints";
import type { Measure } from "../picture/words";
import { guessWidth, wrap } from "../picture/words";
import type { Graph } from "./graph";
import type { Ink } from "./ink";
import type { Asked } from "./placing";
import { placeAll } from "./placing";
import type { Hue, Plan, Shape } from "./plan";
import { boundsOf } from "./room";
import type { Joined, Route } from "./routing";
import { centreOf } from "./routing";
import type { WordsSide } from "./seating";
import {
  evenLines,
  LABEL_LINES,
  labelPoint,
  labelSize,
  MIDDLE,
  NO_WORDS,
  STAMP_LINES,
  stampWordsSize,
  wordsBox,
} from "./seating";
import { heldAs, isSigned, outlineOf, SIGN_PX, sizeOf } from "./shapes";

export interface Written {
  hue: Hue;
  /** Drawn before the words. */
  sign: string;
  text: string;
  /** Smaller, under the text. */
  facts: string;
}

export interface PictureSource extends Omit<Around, "description"> {
  graph: Graph;
  plan: Plan;
  /** What is drawn. */
  ids: readonly string[];
  links: readonly (Joined & { text: string; kind: string })[];
  endsOf: Asked["endsOf"];
  /** What was drawn by hand, over all the rest, and where it was moved from there. */
  strokes: readonly { ink: Ink; hue: Hue; by: Point }[];
  /** The image behind all. */
  behind: (Box & { opacity: number; href: string; words: string }) | null;
  writtenOf(id: string): Written;
}

const TEXT = { size: 13.5, bold: false };
const FACTS = { size: 12, bold: false };
const LEADING = 1.32;
/** Small words: how wide they run, and from a line to the next. */
const WORDS_PX = 150;
const STEP = FACTS.size * LEADING;
const PAD = 12;
/** The board clamps as much (`.el-words`). */
const ELEMENT_LINES = 12;

interface Block {
  lines: string[];
  facts: string[];
  height: number;
}

function blockOf({ sign, text, facts }: Written, room: number, measure: Measure): Block {
  const words = text.trim() === "" ? "…" : text;
  const cut = (line: string, { size, bold }: typeof TEXT) => wrap(line, room, (each) => measure(each, size, bold));
  const lines = cutTo(cut(sign === "" ? words : `${sign}\u00a0${words}`, TEXT), ELEMENT_LINES);
  const under = facts === "" ? [] : cut(facts, FACTS);
  return { lines, facts: under, height: (lines.length * TEXT.size + under.length * FACTS.size) * LEADING };
}

/** As tall as its words ask, never less than its shape. */
function sizeOfBlock(shape: Shape, block: Block): Size {
  const { width, height } = sizeOf(shape);
  const around = isSigned(shape) ? SIGN_PX + 10 : shape === "silo" ? 44 : shape === "diamond" ? 48 : 2 * PAD;
  return { width, height: Math.max(height, Math.ceil(block.height) + around) };
}

/** Draw the whole map. */
export function pictureOf(source: PictureSource, measure: Measure = guessWidth): Picture {
  const { graph, plan, ids, links, endsOf } = source;
  const shapeOf = (id: string) => plan.typeOf(graph.places.get(id)!.zone).shape;
  const written = new Map(ids.map((id) => [id, source.writtenOf(id)]));
  const blocks = new Map(
    graph.elements
      .filter((id) => written.has(id))
      .map((id) => {
        const shape = shapeOf(id);
        const sign = isSigned(shape) ? "" : written.get(id)!.sign;
        const room = sizeOf(shape).width - (shape === "diamond" ? 60 : 2 * PAD);
        return [id, blockOf({ ...written.get(id)!, sign }, room, measure)] as const;
      }),
  );
  const wordsOf = wordsOfPicture(source, written);
  const { boxes, routes, seats, words } = placeAll({
    graph,
    plan,
    ids,
    links,
    endsOf,
    wordsOf,
    sizeOf: (id) => sizeOfBlock(shapeOf(id), blocks.get(id)!),
  });
  const { behind } = source;
  const marks: Mark[] = [];
  if (behind !== null) {
    const { x, y, width, height, opacity, href } = behind;
    marks.push({ kind: "image", x, y, width, height, opacity, href });
  }
  for (const link of links) {
    const route = routes.get(link.id);
    if (route !== undefined) marks.push(...markedLink(plan, link.kind, route));
  }
  for (const [id, block] of blocks)
    marks.push(...markedElement(shapeOf(id), boxes.get(id)!, block, written.get(id)!.hue));
  const over: Mark[] = [];
  for (const id of graph.stamps) {
    const box = boxes.get(id);
    if (box !== undefined)
      over.push(...markedStamp(shapeOf(id), box, written.get(id)!, seats.stamps.get(id)?.side ?? "below", measure));
  }
  for (const link of links) {
    const route = routes.get(link.id);
    if (route === undefined || link.text.trim() === "") continue;
    over.push(...label(link.text, labelPoint(route, seats.labels.get(link.id) ?? MIDDLE), measure));
  }
  /* The paper under words hides lines, never other words. */
  const isPaper = ({ kind }: Mark) => kind === "pill";
  marks.push(...over.filter(isPaper), ...over.filter((mark) => !isPaper(mark)));
  const around = [...words.values()];
  for (const { ink, hue, by } of source.strokes) {
    const { stroke } = TINTS[hue];
    marks.push({ kind: "line", d: shiftPath(ink.d(), by.x, by.y), fill: stroke, stroke, width: 0 });
    around.push({ ...ink.box, x: ink.box.x + by.x, y: ink.box.y + by.y });
  }
  const bounds = boundsOf([...(behind === null ? [] : [behind]), ...boxes.values(), ...around]) ?? {
    left: 0,
    top: 0,
    right: 320,
    bottom: 120,
  };
  return sheetOf({ ...source, description: descriptionOf(source) }, bounds, marks, measure);
}

function markedElement(asked: Shape, box: Box, block: Block, hue: Hue): Mark[] {
  const shape = heldAs(asked);
  const { fill, stroke } = TINTS[hue];
  const signed = isSigned(shape);
  const sign = { x: box.x + (box.width - SIGN_PX) / 2, y: box.y, width: SIGN_PX, height: SIGN_PX };
  const drawn = signed ? sign : box;
  const outline: Mark = { kind: "line", d: outlineOf(shape, drawn.x, drawn.y, drawn), fill, stroke, width: 1.5 };
  const marks: Mark[] = shape === "label" ? [] : [outline];
  const centre = box.x + box.width / 2;
  const lid = shape === "silo" ? 10 : shape === "building" ? 8 : 0;
  let y = signed ? box.y + SIGN_PX + 6 : box.y + lid + (box.height - block.height) / 2;
  const line = (words: string, style: typeof TEXT, fill: string) => {
    marks.push({ kind: "words", x: centre, y: y + style.size, ...style, fill, anchor: "middle", words });
    y += style.size * LEADING;
  };
  const ink = shape === "label" && hue !== "black" && hue !== "note" ? stroke : INK;
  for (const each of block.lines) line(each, TEXT, ink);
  for (const each of block.facts) line(each, FACTS, SECOND);
  return marks;
}

function markedLink(plan: Plan, key: string, { d, head, broken }: Route): Mark[] {
  const kind = plan.kindOf(key);
  const stroke = broken ? TINTS.problem.stroke : kind.hue === "black" ? SECOND : TINTS[kind.hue].stroke;
  const dashed = broken || kind.line === "dashed" ? { dash: "6 6" } : {};
  const marks: Mark[] = [{ kind: "line", d, stroke, width: 1.75, ...dashed }];
  if (kind.line === "dots" && !broken) marks.push({ kind: "line", d, stroke, width: 7, dash: "0 46" });
  marks.push(
    broken ? { kind: "line", d: head, stroke, width: 2 } : { kind: "line", d: head, fill: stroke, stroke, width: 1 },
  );
  return marks;
}

function label(text: string, { x, y }: Point, measure: Measure): Mark[] {
  const lines = cutTo(wrapped(text, measure), LABEL_LINES);
  return onPaper(lines, x, y - (lines.length * STEP) / 2, measure);
}

function wrapped(text: string, measure: Measure): string[] {
  return evenLines(text, WORDS_PX, (line) => measure(line, FACTS.size, false));
}

/** As many lines as the board shows; that there are more is said. */
function cutTo(lines: readonly string[], most: number): string[] {
  if (lines.length <= most) return [...lines];
  const last = [...lines[most - 1]!.trimEnd()];
  return [...lines.slice(0, most - 1), `${last.slice(0, Math.max(1, last.length - 2)).join("")}…`];
}

function wordsOfPicture({ links }: PictureSource, written: ReadonlyMap<string, Written>): (id: string) => Size {
  const labels = new Map(links.map(({ id, text }) => [id, text]));
  return (id) => {
    const text = labels.get(id);
    if (text !== undefined) return labelSize(text);
    const said = written.get(id);
    return said === undefined ? NO_WORDS : stampWordsSize(said.text, said.facts);
  };
}

/** Small lines one under another, over what is drawn behind them. */
function onPaper(lines: readonly string[], x: number, top: number, measure: Measure): Mark[] {
  if (lines.length === 0) return [];
  const width = widest(lines, measure);
  const paper = { x: x - width / 2, y: top - 2, width: Math.round(width), height: Math.round(lines.length * STEP + 4) };
  return [
    { kind: "pill", ...paper, fill: "#ffffffd9" },
    ...lines.map(
      (words, i): Mark => ({
        kind: "words",
        x,
        y: top + FACTS.size + i * STEP,
        ...FACTS,
        fill: SECOND,
        anchor: "middle",
        words,
      }),
    ),
  ];
}

function markedStamp(
  shape: Shape,
  box: Box,
  { hue, sign, text, facts }: Written,
  side: WordsSide,
  measure: Measure,
): Mark[] {
  const cost = sign.startsWith("−");
  const { fill, stroke } = cost ? { fill: "#fff", stroke: TINTS.problem.stroke } : TINTS[hue];
  const centre = centreOf(box);
  const triangle = shape === "triangle";
  const strong = sign.endsWith("€") && !cost;
  const marks: Mark[] = [
    { kind: "line", d: stampOutline(box, triangle, cost), fill: strong ? stroke : fill, stroke, width: cost ? 2 : 1.5 },
    {
      kind: "words",
      x: centre.x,
      y: centre.y + (triangle ? 13 : 7),
      size: sign.length > 1 ? 17 : 20,
      bold: true,
      fill: strong ? "#fff" : cost ? stroke : INK,
      anchor: "middle",
      words: sign,
    },
  ];
  const lines = [text.trim(), facts]
    .filter((each) => each !== "")
    .flatMap((each) => cutTo(wrapped(each, measure), STAMP_LINES));
  const size = { width: widest(lines, measure), height: lines.length * STEP };
  const { x, y, width } = wordsBox(box, size, side);
  return [...marks, ...onPaper(lines, x + width / 2, y, measure)];
}

/** A cost has corners, what is gained has none: colour is not alone to tell. */
function stampOutline(box: Box, triangle: boolean, cost: boolean): string {
  if (triangle) return outlineOf("triangle", box.x, box.y + 2, { width: 44, height: 40 });
  return cost ? outlineOf("square", box.x + 2, box.y + 4, { width: 40, height: 36 }) : roundAt(box);
}

function widest(lines: readonly string[], measure: Measure): number {
  return Math.max(0, ...lines.map((line) => measure(line, FACTS.size, false))) + 10;
}

function roundAt({ x, y, width, height }: Box): string {
  const [rx, ry] = [width / 2, height / 2];
  const [cx, cy, k] = [x + rx, y + ry, 0.5523];
  return (
    `M${cx} ${y}C${cx + rx * k} ${y} ${x + width} ${cy - ry * k} ${x + width} ${cy}` +
    `C${x + width} ${cy + ry * k} ${cx + rx * k} ${y + height} ${cx} ${y + height}` +
    `C${cx - rx * k} ${y + height} ${x} ${cy + ry * k} ${x} ${cy}C${x} ${cy - ry * k} ${cx - rx * k} ${y} ${cx} ${y}Z`
  );
}

function descriptionOf({ graph, plan, ids, links, strokes, behind, writtenOf }: PictureSource): string {
  const drawn = new Set(ids);
  const kinds = plan.elements.flatMap(({ key, title }) => {
    const names = (graph.byType.get(key) ?? []).filter((id) => drawn.has(id)).map((id) => writtenOf(id).text.trim());
    const named = names.filter((name) => name !== "");
    return named.length === 0 ? [] : [`${title}\u00a0: ${named.join(", ")}`];
  });
  const count = `${links.length} lien${links.length > 1 ? "s" : ""}`;
  const inked = strokes.length === 0 ? "" : ` ${capital(countOf(strokes.length, STROKE))}.`;
  const more = `${inked}${behind === null ? "" : ` ${behind.words}.`}`;
  if (kinds.length === 0) return more === "" ? "Carte vide." : `Carte.${more}`;
  return `Carte. ${kinds.join("\u00a0; ")}. ${count}.${more}`;
}
