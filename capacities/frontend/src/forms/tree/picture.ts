/* The whole map as a picture: from texts and a layout to lines and words placed on a sheet, then
 * to SVG. Pure: the same on every screen, on paper and in a file. */

import { curve } from "./curves";
import { layout } from "./layout";
import type { Box } from "./layout";

export interface PictureNode {
  text: string;
  /** Drawn before the text; "" when the node has no type. */
  sign: string;
  /** Smaller words under the text, "" when there is none. */
  facts: string;
}

export interface PictureSource {
  root: string;
  childrenOf(id: string): readonly string[];
  nodeOf(id: string): PictureNode;
  /** The colour of a main branch. */
  hueOf(branch: string): string;
  title: string;
  /** Under the picture: where it comes from. */
  caption: string;
  /** Everything on the right: questions chained from left to right. */
  oneSided: boolean;
  legend: readonly { sign: string; title: string }[];
}

/** Width of words in pixels. */
export type Measure = (words: string, size: number, bold: boolean) => number;

export type Mark =
  | { kind: "line"; d: string; stroke: string; width: number }
  | { kind: "pill"; x: number; y: number; width: number; height: number; fill: string }
  | {
      kind: "words";
      x: number;
      y: number;
      size: number;
      bold: boolean;
      fill: string;
      anchor: "start" | "middle" | "end";
      words: string;
    };

export interface Picture {
  width: number;
  height: number;
  title: string;
  /** The content in a sentence, for who does not see it. */
  description: string;
  marks: readonly Mark[];
}

interface Style {
  size: number;
  bold: boolean;
  /** Words are cut into lines no wider than this. */
  room: number;
  padX: number;
  padY: number;
}

const STYLES: readonly Style[] = [
  { size: 18, bold: true, room: 240, padX: 24, padY: 14 },
  { size: 16, bold: true, room: 230, padX: 6, padY: 5 },
  { size: 14, bold: false, room: 270, padX: 6, padY: 3 },
];
const FACTS = { size: 12, bold: false };
const LEADING = 1.3;
const MARGIN = 32;
const INK = "#1d2730";
const SECOND = "#55616b";
const ACCENT = "#0b5d66";
const GAPS = { gapX: 44, gapY: 6, gapBranch: 12 };

/** Width of words in an ordinary sans-serif face, a little generous: the reader's may be wider. */
export const guessWidth: Measure = (words, size, bold) => {
  let width = 0;
  for (const sign of words) {
    if (/[iljtfrI.,;:'’!|()[\] \u00a0\u202f]/.test(sign)) width += 0.34;
    else if (/[mwMWŒœ@%—]/.test(sign)) width += 0.92;
    else if (/[A-ZÀ-Þ]/.test(sign)) width += 0.7;
    else width += sign.charCodeAt(0) > 0x2000 ? 1.05 : 0.57;
  }
  return width * size * (bold ? 1.08 : 1);
};

/** Cut words into lines of at most `room`; a word wider than that is cut too. */
export function wrap(words: string, room: number, widthOf: (line: string) => number): string[] {
  const lines: string[] = [];
  for (const paragraph of words.split("\n")) {
    let line = "";
    for (const word of paragraph.split(/[ \t]+/).filter((each) => each !== "")) {
      const longer = line === "" ? word : `${line} ${word}`;
      if (widthOf(longer) <= room) {
        line = longer;
        continue;
      }
      if (line !== "") lines.push(line);
      let rest = [...word];
      for (;;) {
        const kept = fitting(rest, (part) => widthOf(part) <= room);
        line = rest.slice(0, kept).join("");
        if (kept === rest.length) break;
        lines.push(line);
        rest = rest.slice(kept);
      }
    }
    if (line !== "") lines.push(line);
  }
  return lines.length === 0 ? [""] : lines;
}

/** How many of the first signs fit, one at least. Only lines of about that length are tried: a
 * word may be a whole card long. */
function fitting(signs: readonly string[], fits: (part: string) => boolean): number {
  const fit = (count: number) => fits(signs.slice(0, count).join(""));
  let kept = 1;
  let over = 2;
  for (; over <= signs.length && fit(over); over *= 2) kept = over;
  over = Math.min(over, signs.length + 1);
  while (over - kept > 1) {
    const middle = (kept + over) >> 1;
    if (fit(middle)) kept = middle;
    else over = middle;
  }
  return kept;
}

interface Block {
  style: Style;
  lines: string[];
  facts: string[];
  width: number;
  height: number;
}

function blockOf(node: PictureNode, depth: number, measure: Measure): Block {
  const style = STYLES[Math.min(depth, STYLES.length - 1)]!;
  const width = (line: string) => measure(line, style.size, style.bold);
  const words = node.text.trim() === "" ? "…" : node.text;
  const lines = wrap(node.sign === "" ? words : `${node.sign}\u00a0${words}`, style.room, width);
  const ofFacts = (line: string) => measure(line, FACTS.size, FACTS.bold);
  const facts = node.facts === "" ? [] : wrap(node.facts, style.room, ofFacts);
  const widest = Math.max(...lines.map(width), ...facts.map(ofFacts), 10);
  return {
    style,
    lines,
    facts,
    width: Math.ceil(widest) + 2 * style.padX,
    height: Math.ceil((lines.length * style.size + facts.length * FACTS.size) * LEADING) + 2 * style.padY,
  };
}

interface Walked {
  ids: string[];
  depth: Map<string, number>;
  branch: Map<string, string>;
}

function walk({ root, childrenOf }: PictureSource): Walked {
  const ids: string[] = [];
  const depth = new Map([[root, 0]]);
  const branch = new Map<string, string>();
  const waiting = [root];
  while (waiting.length > 0) {
    const id = waiting.pop()!;
    ids.push(id);
    for (const child of [...childrenOf(id)].reverse()) {
      if (depth.has(child)) continue;
      depth.set(child, (depth.get(id) ?? 0) + 1);
      branch.set(child, id === root ? child : branch.get(id)!);
      waiting.push(child);
    }
  }
  return { ids, depth, branch };
}

/** Draw the whole tree. */
export function pictureOf(source: PictureSource, measure: Measure = guessWidth): Picture {
  const { ids, depth, branch } = walk(source);
  const blocks = new Map(ids.map((id) => [id, blockOf(source.nodeOf(id), depth.get(id) ?? 0, measure)]));
  const { boxes, bounds } = layout(
    { root: source.root, childrenOf: source.childrenOf, sizeOf: (id) => blocks.get(id)! },
    { ...GAPS, oneSided: source.oneSided },
  );
  const hue = (id: string) => source.hueOf(branch.get(id) ?? "") || ACCENT;
  const lines: Mark[] = [];
  const words: Mark[] = [];
  for (const id of ids) {
    const box = boxes.get(id)!;
    const block = blocks.get(id)!;
    for (const child of source.childrenOf(id)) {
      const to = boxes.get(child);
      const width = id === source.root ? 3 : 2;
      if (to !== undefined) lines.push({ kind: "line", d: curve(box, to, id === source.root), stroke: hue(child), width });
    }
    if (id === source.root) words.push({ kind: "pill", x: box.x, y: box.y, width: box.width, height: box.height, fill: ACCENT });
    words.push(...wordsOf(block, box, id === source.root));
  }
  return frame(source, bounds, [...lines, ...words], ids.length - 1, measure);
}

function wordsOf(block: Block, box: Box, root: boolean): Mark[] {
  const { style } = block;
  const anchor = root ? "middle" : box.side === "right" ? "start" : "end";
  const x = root ? box.x + box.width / 2 : box.side === "right" ? box.x + style.padX : box.x + box.width - style.padX;
  const marks: Mark[] = [];
  let y = box.y + style.padY;
  for (const line of block.lines) {
    const fill = root ? "#fff" : INK;
    marks.push({ kind: "words", x, y: y + style.size * 1.02, size: style.size, bold: style.bold, fill, anchor, words: line });
    y += style.size * LEADING;
  }
  for (const line of block.facts) {
    const fill = root ? "#fff" : SECOND;
    marks.push({ kind: "words", x, y: y + FACTS.size * 1.02, ...FACTS, fill, anchor, words: line });
    y += FACTS.size * LEADING;
  }
  return marks;
}

/** Bring everything on a sheet that begins at (0, 0), with the legend and the caption under it. */
function frame(
  source: PictureSource,
  bounds: { left: number; top: number; right: number; bottom: number },
  marks: readonly Mark[],
  count: number,
  measure: Measure,
): Picture {
  const legend = source.legend.map(({ sign, title }) => `${sign} ${title}`).join("\u00a0\u00a0\u00a0 \u00a0\u00a0");
  const foot = [legend, source.caption].filter((each) => each !== "");
  const widest = Math.max(...foot.map((line) => measure(line, 13, false)), 0);
  const width = Math.ceil(Math.max(bounds.right - bounds.left, widest) + 2 * MARGIN);
  const dx = Math.round((width - (bounds.right - bounds.left)) / 2 - bounds.left);
  const dy = MARGIN - Math.floor(bounds.top);
  const bottom = Math.ceil(bounds.bottom) + dy + 22;
  const placed = marks.map((mark) => moved(mark, dx, dy));
  foot.forEach((line, i) =>
    placed.push({ kind: "words", x: MARGIN, y: bottom + 18 + i * 20, size: 13, bold: false, fill: SECOND, anchor: "start", words: line }),
  );
  const height = bottom + foot.length * 20 + MARGIN - 12;
  return { width, height, title: source.title, description: descriptionOf(source, count), marks: placed };
}

function moved(mark: Mark, dx: number, dy: number): Mark {
  if (mark.kind !== "line") return { ...mark, x: mark.x + dx, y: mark.y + dy };
  return { ...mark, d: shiftPath(mark.d, dx, dy) };
}

/** Paths here are made of M, C and H with absolute numbers. */
function shiftPath(d: string, dx: number, dy: number): string {
  return d.replace(/([MCH])([^MCH]*)/g, (_, letter: string, numbers: string) => {
    const values = numbers.trim().split(/[\s,]+/).map(Number);
    const moving = values.map((value, i) => tenth(value + (letter === "H" || i % 2 === 0 ? dx : dy)));
    return letter + moving.join(" ");
  });
}

function descriptionOf(source: PictureSource, count: number): string {
  const branches = source.childrenOf(source.root).map((id) => source.nodeOf(id).text.trim()).filter((each) => each !== "");
  const centre = source.nodeOf(source.root).text.trim();
  return `Carte de ${count} idée${count > 1 ? "s" : ""} autour de « ${centre} ». Branches : ${branches.join(" ; ")}.`;
}

function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}

const ESCAPES: Record<string, string> = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "'": "&#39;" };

/** Text made safe for XML: markup escaped, characters that XML forbids taken out. */
export function xmlText(words: string): string {
  return words
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, "")
    .replace(/[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g, "\ufffd")
    .replace(/[&<>"']/g, (sign) => ESCAPES[sign] ?? sign);
}

export const FONTS = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', Arial, sans-serif";

/** The picture as a file that needs nothing else: no script, no font, no address. */
export function svgText({ width, height, title, description, marks }: Picture): string {
  const body = marks.map(svgMark).join("\n");
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" role="img" aria-labelledby="titre contenu" font-family="${FONTS}">
<title id="titre">${xmlText(title)}</title>
<desc id="contenu">${xmlText(description)}</desc>
<rect width="${width}" height="${height}" fill="#fff"/>
${body}
</svg>
`;
}

function svgMark(mark: Mark): string {
  if (mark.kind === "line") {
    return `<path d="${mark.d}" fill="none" stroke="${mark.stroke}" stroke-width="${mark.width}" stroke-linecap="round"/>`;
  }
  if (mark.kind === "pill") {
    const radius = tenth(Math.min(mark.height / 2, 28));
    return `<rect x="${tenth(mark.x)}" y="${tenth(mark.y)}" width="${mark.width}" height="${mark.height}" rx="${radius}" fill="${mark.fill}"/>`;
  }
  const anchor = mark.anchor === "start" ? "" : ` text-anchor="${mark.anchor}"`;
  const weight = mark.bold ? ' font-weight="650"' : "";
  return `<text x="${tenth(mark.x)}" y="${tenth(mark.y)}" font-size="${mark.size}"${weight}${anchor} fill="${mark.fill}">${xmlText(mark.words)}</text>`;
}
