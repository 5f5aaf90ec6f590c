/* A picture as lines and words placed on a sheet, then as SVG. Pure: the same on every screen, on
 * paper and in a file. */

import type { Bounds } from "../board/box";
import type { Measure } from "./words";
import { FONTS } from "./words";

export const INK = "#1d2730";
export const SECOND = "#55616b";
export const ACCENT = "#0b5d66";
const MARGIN = 32;

export type Mark =
  /** `dash`: lengths of ink and of gap; `fill`: of a closed outline. */
  | { kind: "line"; d: string; stroke: string; width: number; dash?: string; fill?: string }
  /** `href`: an address of ours on the page; in a file, one that holds the image. */
  | { kind: "image"; x: number; y: number; width: number; height: number; opacity: number; href: string }
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

/** What is written around a drawing. */
export interface Around {
  title: string;
  /** The content in a sentence, for who does not see it. */
  description: string;
  /** Under the picture: where it comes from. */
  caption: string;
  legend: readonly { sign: string; title: string }[];
}

/** Bring marks on a sheet that begins at (0, 0), with the legend and the caption under them.
 * `bounds`: what they take, before. */
export function sheetOf(around: Around, bounds: Bounds, marks: readonly Mark[], measure: Measure): Picture {
  const legend = around.legend.map(({ sign, title }) => `${sign} ${title}`).join("\u00a0\u00a0\u00a0 \u00a0\u00a0");
  const foot = [legend, around.caption].filter((each) => each !== "");
  const widest = Math.max(...foot.map((line) => measure(line, 13, false)), 0);
  const width = Math.ceil(Math.max(bounds.right - bounds.left, widest) + 2 * MARGIN);
  const dx = Math.round((width - (bounds.right - bounds.left)) / 2 - bounds.left);
  const dy = MARGIN - Math.floor(bounds.top);
  const bottom = Math.ceil(bounds.bottom) + dy + 22;
  const placed = marks.map((mark) => moved(mark, dx, dy));
  foot.forEach((line, i) =>
    placed.push({
      kind: "words",
      x: MARGIN,
      y: bottom + 18 + i * 20,
      size: 13,
      bold: false,
      fill: SECOND,
      anchor: "start",
      words: line,
    }),
  );
  const height = bottom + foot.length * 20 + MARGIN - 12;
  return { width, height, title: around.title, description: around.description, marks: placed };
}

function moved(mark: Mark, dx: number, dy: number): Mark {
  if (mark.kind !== "line") return { ...mark, x: mark.x + dx, y: mark.y + dy };
  return { ...mark, d: shiftPath(mark.d, dx, dy) };
}

/** Paths here are made of absolute numbers (M, L, Q, C, S, H, V, Z) and of relative ones, which stay. */
export function shiftPath(d: string, dx: number, dy: number): string {
  return d.replace(/([A-Z])([^A-Za-z]*)/g, (_, letter: string, numbers: string) => {
    const values = numbers
      .trim()
      .split(/[\s,]+/)
      .filter((value) => value !== "")
      .map(Number);
    const across = (i: number) => letter === "H" || (letter !== "V" && i % 2 === 0);
    return letter + values.map((value, i) => tenth(value + (across(i) ? dx : dy))).join(" ");
  });
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
    const dash = mark.dash === undefined ? "" : ` stroke-dasharray="${mark.dash}"`;
    return `<path d="${mark.d}" fill="${mark.fill ?? "none"}" stroke="${mark.stroke}" stroke-width="${mark.width}" stroke-linecap="round"${dash}/>`;
  }
  if (mark.kind === "pill") {
    const radius = tenth(Math.min(mark.height / 2, 28));
    return `<rect x="${tenth(mark.x)}" y="${tenth(mark.y)}" width="${mark.width}" height="${mark.height}" rx="${radius}" fill="${mark.fill}"/>`;
  }
  if (mark.kind === "image") {
    return `<image x="${tenth(mark.x)}" y="${tenth(mark.y)}" width="${mark.width}" height="${mark.height}" opacity="${mark.opacity}" href="${xmlText(mark.href)}"/>`;
  }
  const anchor = mark.anchor === "start" ? "" : ` text-anchor="${mark.anchor}"`;
  const weight = mark.bold ? ' font-weight="650"' : "";
  return `<text x="${tenth(mark.x)}" y="${tenth(mark.y)}" font-size="${mark.size}"${weight}${anchor} fill="${mark.fill}">${xmlText(mark.words)}</text>`;
}
