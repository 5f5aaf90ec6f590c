/* Where the stamps that nobody placed stand, on which side of each its words are, and where along a link
 * its own words are: where least is covered. The same for everyone: words are guessed, not measured. */

import type { Bounds, Box, Point, Size } from "../board/box";
import { guessWidth, wrap } from "../picture/words";
import { along, endsOfLine } from "./along";
import type { Route } from "./routing";
import { tenth } from "./shapes";

export const SIDES = ["below", "above", "right", "left"] as const;
export type WordsSide = (typeof SIDES)[number];

/** A stamp from its origin, and its words. */
export interface Seat {
  offset: Point;
  side: WordsSide;
}

/** The words of a link: which share of its way, and how far from the line. */
export interface LabelSeat {
  share: number;
  by: Point;
}

/** Widths of the style sheets: `.stamp-words`, `.link-label`. */
const STAMP_WORDS_PX = 168;
const LABEL_PX = 158;
const FONT_PX = 13.4;
const LEADING = 1.3;
/** The face of some systems is wider than most. */
const WIDER = 1.08;
/** Longer words are cut on the board (`-webkit-line-clamp`). */
export const LABEL_LINES = 4;
export const STAMP_LINES = 6;

export const NO_WORDS: Size = { width: 0, height: 0 };

const widthOf = (line: string) => guessWidth(line, FONT_PX * WIDER, false);

/** Lines of about the same width (`text-wrap: balance`), no more of them than in the whole room. */
export function evenLines(words: string, room: number, widthOf: (line: string) => number): string[] {
  const lines = wrap(words, room, widthOf);
  for (const share of [0.55, 0.65, 0.75, 0.85]) {
    const even = wrap(words, room * share, widthOf);
    if (lines.length > 1 && even.length === lines.length) return even;
  }
  return lines;
}

/** About what small words take. */
function guessed(paragraphs: readonly string[], room: number, most: number): Size {
  const lines = paragraphs
    .filter((each) => each.trim() !== "")
    .flatMap((each) => evenLines(each, room, widthOf).slice(0, most));
  if (lines.length === 0) return NO_WORDS;
  const width = Math.min(room, Math.max(...lines.map(widthOf)));
  return { width: Math.ceil(width) + 10, height: Math.ceil(lines.length * FONT_PX * LEADING) + 4 };
}

export function stampWordsSize(text: string, facts: string): Size {
  return guessed([text, facts], STAMP_WORDS_PX, STAMP_LINES);
}

export function labelSize(text: string): Size {
  return guessed([text], LABEL_PX, LABEL_LINES);
}

/** What is not to be covered, and how much it matters, looked up by place. */
const CELL_PX = 128;
const ON_ELEMENT = 3;
const ON_WORDS = 4;
const ON_LINE = 2;
const ON_END = 4;
/** Of a pixel outside. */
const OUT = 2;
/** Along a line, one such square after another. */
const DOT_PX = 8;
const END_PX = 14;
/** Around words. */
const CLEAR_PX = 3;

interface Item {
  box: Box;
  weight: number;
  owner: string;
}

export class Taken {
  private readonly cells = new Map<number, Item[]>();

  /** `within`: what the elements take; words that stick out make the whole smaller to read. */
  constructor(private readonly within: Bounds | null = null) {}

  element(id: string, box: Box): void {
    this.add(box, ON_ELEMENT, id);
  }

  words(box: Box): void {
    this.add(box, ON_WORDS, "");
  }

  line(id: string, route: Route): void {
    for (const { x, y } of along(route)) this.add(square(x, y, DOT_PX), ON_LINE, id);
    for (const { x, y } of endsOfLine(route)) this.add(square(x, y, END_PX), ON_END, "");
  }

  /** How much of what is there would be covered; `but`: what may be. */
  cost(box: Box, but = ""): number {
    let cost = OUT * this.outside(box);
    for (const [key, part] of this.cellsOf(box)) {
      for (const { box: there, weight, owner } of this.cells.get(key) ?? []) {
        if (owner === "" || owner !== but) cost += weight * common(part, there);
      }
    }
    return cost;
  }

  private outside({ x, y, width, height }: Box): number {
    if (this.within === null) return 0;
    const { left, top, right, bottom } = this.within;
    const across = Math.max(0, left - x) + Math.max(0, x + width - right);
    return across + Math.max(0, top - y) + Math.max(0, y + height - bottom);
  }

  private add(box: Box, weight: number, owner: string): void {
    for (const [key] of this.cellsOf(box)) {
      const items = this.cells.get(key);
      const item = { box, weight, owner };
      if (items === undefined) this.cells.set(key, [item]);
      else items.push(item);
    }
  }

  /** The parts of a box in each cell: what two of them share is counted once. */
  private *cellsOf({ x, y, width, height }: Box): Generator<[key: number, part: Box]> {
    const [left, top] = [Math.floor(x / CELL_PX), Math.floor(y / CELL_PX)];
    const [right, bottom] = [Math.floor((x + width) / CELL_PX), Math.floor((y + height) / CELL_PX)];
    for (let column = left; column <= right; column++) {
      for (let row = top; row <= bottom; row++) {
        const [from, to] = [Math.max(x, column * CELL_PX), Math.max(y, row * CELL_PX)];
        yield [
          column * 65_536 + row,
          {
            x: from,
            y: to,
            width: Math.min(x + width, (column + 1) * CELL_PX) - from,
            height: Math.min(y + height, (row + 1) * CELL_PX) - to,
          },
        ];
      }
    }
  }
}

function square(x: number, y: number, side: number): Box {
  return { x: x - side / 2, y: y - side / 2, width: side, height: side };
}

function common(a: Box, b: Box): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return width > 0 && height > 0 ? width * height : 0;
}

const APART_PX = 2;

/** Where the words of a stamp are. */
export function wordsBox(stamp: Box, { width, height }: Size, side: WordsSide): Box {
  const [x, y] = [stamp.x + (stamp.width - width) / 2, stamp.y + (stamp.height - height) / 2];
  if (side === "below") return { x, y: stamp.y + stamp.height + APART_PX, width, height };
  if (side === "above") return { x, y: stamp.y - APART_PX - height, width, height };
  if (side === "right") return { x: stamp.x + stamp.width + APART_PX, y, width, height };
  return { x: stamp.x - APART_PX - width, y, width, height };
}

interface Choice<Kept> {
  kept: Kept;
  /** How little it is wanted, if nothing were covered. */
  base: number;
  cost: () => number;
}

/** The first of the choices that cover least. */
function best<Kept>(choices: readonly Choice<Kept>[]): Kept | null {
  let least = Infinity;
  let found: Kept | null = null;
  for (const { kept, base, cost } of [...choices].sort((a, b) => a.base - b.base)) {
    if (base >= least) break;
    const total = base + cost();
    if (total < least) [least, found] = [total, kept];
  }
  return found;
}

export interface Place {
  offset: Point;
  /** Where its words would rather be. */
  side: WordsSide;
  base: number;
}

const TURNED = 24;
const ASIDE = 36;

/** Of some places around `origin`, and of the sides for its words, those that cover least. */
export function seatOf(
  taken: Taken,
  origin: Point,
  size: Size,
  words: Size,
  places: readonly Place[],
  on: string,
): Seat {
  const choices = places.flatMap(({ offset, side, base }) => {
    const box = { x: origin.x + offset.x, y: origin.y + offset.y, ...size };
    const sides = words.height === 0 ? [side] : SIDES;
    let disc: number | null = null;
    return sides.map((each): Choice<Seat> => {
      const turned = each === side ? 0 : each === "left" || each === "right" ? ASIDE : TURNED;
      return {
        kept: { offset, side: each },
        base: base + turned,
        cost: () => {
          disc ??= taken.cost(box, on);
          return disc + (words.height === 0 ? 0 : taken.cost(wider(wordsBox(box, words, each))));
        },
      };
    });
  });
  return best(choices) ?? { offset: { x: 0, y: 0 }, side: "below" };
}

function wider({ x, y, width, height }: Box): Box {
  return { x: x - CLEAR_PX, y: y - CLEAR_PX, width: width + 2 * CLEAR_PX, height: height + 2 * CLEAR_PX };
}

const SHARES = [0.5, 0.44, 0.56, 0.38, 0.62, 0.32, 0.68, 0.26, 0.74];
const AWAY = 160;
const OFF_LINE = 40;

export const MIDDLE: LabelSeat = { share: 0.5, by: { x: 0, y: 0 } };

/** Where the words of a link are, on it or right beside it. */
export function labelSeatOf(taken: Taken, id: string, route: Route, size: Size): LabelSeat {
  const { width, height } = size;
  const beside = [
    { x: 0, y: 0 },
    { x: 0, y: -height / 2 - 6 },
    { x: 0, y: height / 2 + 6 },
    { x: width / 2 + 8, y: 0 },
    { x: -width / 2 - 8, y: 0 },
    /* Around a stamp at the middle. */
    { x: 0, y: -height / 2 - 26 },
    { x: 0, y: height / 2 + 26 },
    { x: width / 2 + 28, y: 0 },
    { x: -width / 2 - 28, y: 0 },
  ];
  const choices = SHARES.flatMap((share) =>
    beside.map((by, i): Choice<LabelSeat> => {
      const seat = { share, by: { x: tenth(by.x), y: tenth(by.y) } };
      return {
        kept: seat,
        base: Math.abs(share - 0.5) * AWAY + (i === 0 ? 0 : i < 5 ? OFF_LINE : 2 * OFF_LINE),
        cost: () => taken.cost(wider(labelBox(route, seat, size)), id),
      };
    }),
  );
  return best(choices) ?? MIDDLE;
}

export function labelBox(route: Route, seat: LabelSeat, { width, height }: Size): Box {
  const { x, y } = labelPoint(route, seat);
  return { x: x - width / 2, y: y - height / 2, width, height };
}

/** The middle of the words of a link. */
export function labelPoint(route: Route, { share, by }: LabelSeat): Point {
  const points = along(route);
  const at = share === 0.5 ? route.middle : (points[Math.round(share * (points.length - 1))] ?? route.middle);
  return { x: at.x + by.x, y: at.y + by.y };
}
