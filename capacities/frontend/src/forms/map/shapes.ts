/* How large the shapes of a map are, and their outlines as paths of M, L, C and Z. */

import type { Size } from "../board/box";
import type { Shape } from "./plan";

/** Width, and height with one line of words. The same in every browser: nothing shifts between two. */
const SIZES: Readonly<Record<Shape, Size>> = {
  silo: { width: 132, height: 104 },
  square: { width: 152, height: 76 },
  person: { width: 112, height: 92 },
  building: { width: 152, height: 92 },
  oval: { width: 172, height: 68 },
  diamond: { width: 172, height: 108 },
  label: { width: 152, height: 38 },
  triangle: { width: 160, height: 62 },
  star: { width: 160, height: 62 },
  note: { width: 176, height: 76 },
};

export const STAMP_SIZE: Size = { width: 44, height: 44 };

/** The side of the sign that stands above the words of these shapes. */
export const SIGN_PX = 40;
const SIGNED: ReadonlySet<Shape> = new Set(["person"]);
/** Drawn as a path behind the words; the others are boxes of the style sheet. */
const DRAWN: ReadonlySet<Shape> = new Set(["building", "diamond"]);

export function sizeOf(shape: Shape): Size {
  return SIZES[shape];
}

/** How words are held: those of a star or a triangle would not fit in it, they are in a box. */
export function heldAs(shape: Shape): Shape {
  return shape === "star" || shape === "triangle" ? "square" : shape;
}

/** Words stand under a sign, and are not in it. */
export function isSigned(shape: Shape): boolean {
  return SIGNED.has(shape);
}

export function isDrawn(shape: Shape): boolean {
  return DRAWN.has(shape);
}

/** How far inside its box the side of a shape is, at `offset` from the middle of that side. */
export function insetOf(shape: Shape, offset: number, { width, height }: Size, vertical: boolean): number {
  if (shape !== "diamond") return 0;
  const [half, across] = vertical ? [height / 2, width / 2] : [width / 2, height / 2];
  return half === 0 ? 0 : (Math.min(Math.abs(offset), half) / half) * across;
}

/** The outline of a shape in a box that begins at (x, y); of its sign alone when words stand under one. */
export function outlineOf(shape: Shape, x: number, y: number, { width, height }: Size): string {
  switch (shape) {
    case "silo":
      return silo(x, y, width, height);
    case "building":
      return building(x, y, width, height);
    case "diamond":
      return closed([
        [x + width / 2, y],
        [x + width, y + height / 2],
        [x + width / 2, y + height],
        [x, y + height / 2],
      ]);
    case "oval":
      return rounded(x, y, width, height, Math.min(height / 2, 34));
    case "person":
      return person(x, y, width);
    case "triangle":
      return closed([
        [x + width / 2, y],
        [x + width, y + height],
        [x, y + height],
      ]);
    case "star":
      return star(x, y, width);
    default:
      return rounded(x, y, width, height, Math.min(height / 5, 7));
  }
}

function closed(points: readonly (readonly [number, number])[]): string {
  return `${points.map(([x, y], i) => `${i === 0 ? "M" : "L"}${tenth(x)} ${tenth(y)}`).join("")}Z`;
}

function rounded(x: number, y: number, width: number, height: number, radius: number): string {
  const [right, bottom] = [x + width, y + height];
  const k = radius * 0.45;
  const n = tenth;
  return (
    `M${n(x + radius)} ${n(y)}L${n(right - radius)} ${n(y)}` +
    `C${n(right - k)} ${n(y)} ${n(right)} ${n(y + k)} ${n(right)} ${n(y + radius)}L${n(right)} ${n(bottom - radius)}` +
    `C${n(right)} ${n(bottom - k)} ${n(right - k)} ${n(bottom)} ${n(right - radius)} ${n(bottom)}L${n(x + radius)} ${n(bottom)}` +
    `C${n(x + k)} ${n(bottom)} ${n(x)} ${n(bottom - k)} ${n(x)} ${n(bottom - radius)}L${n(x)} ${n(y + radius)}` +
    `C${n(x)} ${n(y + k)} ${n(x + k)} ${n(y)} ${n(x + radius)} ${n(y)}Z`
  );
}

/** A drum: its lid is seen. */
function silo(x: number, y: number, width: number, height: number): string {
  const lid = Math.min(14, height / 6);
  const [right, top, bottom] = [x + width, y + lid, y + height - lid];
  const n = tenth;
  const bend = (level: number) =>
    `C${n(x)} ${n(level)} ${n(x + width * 0.2)} ${n(level + lid)} ${n(x + width / 2)} ${n(level + lid)}` +
    `C${n(x + width * 0.8)} ${n(level + lid)} ${n(right)} ${n(level + lid * 0.6)} ${n(right)} ${n(level)}`;
  return (
    `M${n(x)} ${n(top)}L${n(x)} ${n(bottom)}${bend(bottom)}L${n(right)} ${n(top)}` +
    `C${n(right)} ${n(y + lid * 0.4)} ${n(x + width * 0.8)} ${n(y)} ${n(x + width / 2)} ${n(y)}` +
    `C${n(x + width * 0.2)} ${n(y)} ${n(x)} ${n(y + lid * 0.4)} ${n(x)} ${n(top)}${bend(top)}`
  );
}

function building(x: number, y: number, width: number, height: number): string {
  const roof = Math.min(20, height / 4);
  return closed([
    [x, y + roof],
    [x + width / 2, y],
    [x + width, y + roof],
    [x + width, y + height],
    [x, y + height],
  ]);
}

/** A head above shoulders, in a square. */
function person(x: number, y: number, side: number): string {
  const n = (value: number) => tenth(value);
  const at = (dx: number, dy: number) => `${n(x + dx * side)} ${n(y + dy * side)}`;
  return (
    `M${at(0.5, 0)}C${at(0.65, 0)} ${at(0.74, 0.12)} ${at(0.74, 0.24)}C${at(0.74, 0.38)} ${at(0.64, 0.48)} ${at(0.5, 0.48)}` +
    `C${at(0.36, 0.48)} ${at(0.26, 0.38)} ${at(0.26, 0.24)}C${at(0.26, 0.12)} ${at(0.35, 0)} ${at(0.5, 0)}Z` +
    `M${at(0.06, 1)}C${at(0.06, 0.7)} ${at(0.25, 0.56)} ${at(0.5, 0.56)}C${at(0.75, 0.56)} ${at(0.94, 0.7)} ${at(0.94, 1)}Z`
  );
}

function star(x: number, y: number, side: number): string {
  const points = Array.from({ length: 10 }, (_, i): [number, number] => {
    const angle = (Math.PI * i) / 5 - Math.PI / 2;
    const radius = (i % 2 === 0 ? 0.52 : 0.23) * side;
    return [x + side / 2 + radius * Math.cos(angle), y + side * 0.54 + radius * Math.sin(angle)];
  });
  return closed(points);
}

export function tenth(value: number): number {
  return Math.round(value * 10) / 10;
}
