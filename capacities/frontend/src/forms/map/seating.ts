/* Where the stamps that nobody placed stand, on which side of each its words are, and where along a link
 * its own words are: where least is covered. The same for everyone: words are guessed, not measured. */

import { getOrMake } from "../../core";
import type { Bounds, Box, Point, Size } from "../board/box";
import { guessWidth, wrap } from "../picture/words";
import { along, pointAlong } from "./along";
import type { Route } from "./routing";
import { tenth } from "./shapes";

export const SIDES = ["below", "above", "right", "left"] as const;
export type WordsSide = (typeof SIDES)[number];

/** Where a stamp was seated, and its words. */
export interface Seat {
  /** What it stood on. */
  on: string;
  /** Which place of that, or null where a hand put it. */
  place: number | null;
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
  const longest = Math.max(...words.split(/\s+/).map(widthOf));
  for (const share of [0.55, 0.65, 0.75, 0.85]) {
    if (longest > room * share) continue;
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

interface Item extends Bounds {
  weight: number;
  owner: string;
}

export class Taken {
  private readonly cells = new Map<number, Item[]>();

  /** `within`: what the elements take; words that stick out make the whole smaller to read. */
  constructor(private readonly within: Bounds | null = null) {}

  element(id: string, box: Box): void {
    this.add(box.x, box.y, box.width, box.height, ON_ELEMENT, id);
  }

  words({ x, y, width, height }: Box): void {
    this.add(x, y, width, height, ON_WORDS, "");
  }

  line(id: string, route: Route): void {
    const points = along(route);
    const { x, y } = route.by ?? { x: 0, y: 0 };
    const square = (i: number, side: number, weight: number, owner: string) =>
      this.add(points[i]! + x - side / 2, points[i + 1]! + y - side / 2, side, side, weight, owner);
    for (let i = 0; i < points.length; i += 2) square(i, DOT_PX, ON_LINE, id);
    square(0, END_PX, ON_END, "");
    square(points.length - 2, END_PX, ON_END, "");
  }

  /** How much of what is there would be covered, told up to `most`; `but`: what may be. */
  cost({ x, y, width, height }: Box, most: number, but = ""): number {
    const [right, bottom] = [x + width, y + height];
    let cost = OUT * this.outside(x, y, right, bottom);
    for (let column = cellOf(x); column <= cellOf(right); column++) {
      for (let row = cellOf(y); row <= cellOf(bottom) && cost < most; row++) {
        const items = this.cells.get(keyOf(column, row));
        if (items === undefined) continue;
        /* In each cell its part of the box: what two of them share is counted once. */
        const [left, top] = [Math.max(x, column * CELL_PX), Math.max(y, row * CELL_PX)];
        const [end, foot] = [Math.min(right, (column + 1) * CELL_PX), Math.min(bottom, (row + 1) * CELL_PX)];
        for (const item of items) {
          const across = Math.min(end, item.right) - Math.max(left, item.left);
          const down = Math.min(foot, item.bottom) - Math.max(top, item.top);
          if (across > 0 && down > 0 && (item.owner === "" || item.owner !== but)) cost += item.weight * across * down;
        }
      }
    }
    return cost;
  }

  private outside(x: number, y: number, end: number, foot: number): number {
    if (this.within === null) return 0;
    const { left, top, right, bottom } = this.within;
    return Math.max(0, left - x) + Math.max(0, end - right) + Math.max(0, top - y) + Math.max(0, foot - bottom);
  }

  private add(x: number, y: number, width: number, height: number, weight: number, owner: string): void {
    const item = { left: x, top: y, right: x + width, bottom: y + height, weight, owner };
    const [end, foot] = [cellOf(item.right), cellOf(item.bottom)];
    for (let column = cellOf(x); column <= end; column++) {
      for (let row = cellOf(y); row <= foot; row++) {
        /* Thousands of times in a row. */
        const key = keyOf(column, row);
        const items = this.cells.get(key);
        if (items === undefined) this.cells.set(key, [item]);
        else items.push(item);
      }
    }
  }
}

function cellOf(at: number): number {
  return Math.floor(at / CELL_PX);
}

function keyOf(column: number, row: number): number {
  return column * 65_536 + row;
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

export interface Place {
  /** From what it is on. */
  offset: Point;
  /** Where its words would rather be. */
  side: WordsSide;
  /** How little it is wanted, if nothing were covered. */
  base: number;
}

const TURNED = 24;
const ASIDE = 36;

/** A choice must be better by more than what adding in another order changes. */
const BETTER = 1e-6;

/** Of some places around `origin`, and of the sides for its words, those that cover least. */
export function seatOf(
  taken: Taken,
  origin: Point,
  size: Size,
  words: Size,
  places: readonly Place[],
  on: string,
): { place: number; side: WordsSide } {
  const sides = (side: WordsSide): readonly WordsSide[] => (words.height === 0 ? [side] : SIDES);
  const choices = places.flatMap(({ side, base }, place) =>
    sides(side).map((each) => {
      const turned = each === side ? 0 : each === "left" || each === "right" ? ASIDE : TURNED;
      return { place, side: each, base: base + turned };
    }),
  );
  choices.sort((a, b) => a.base - b.base);
  const discs = new Map<number, number>();
  let least = Infinity;
  let found = choices[0]!;
  for (const choice of choices) {
    if (choice.base >= least) break;
    const { offset } = places[choice.place]!;
    const box = { x: origin.x + offset.x, y: origin.y + offset.y, ...size };
    let cost = choice.base + getOrMake(discs, choice.place, () => taken.cost(box, Infinity, on));
    if (cost < least && words.height > 0) cost += taken.cost(wider(wordsBox(box, words, choice.side)), least - cost);
    if (cost < least - BETTER) [least, found] = [cost, choice];
  }
  return found;
}

function wider({ x, y, width, height }: Box): Box {
  return { x: x - CLEAR_PX, y: y - CLEAR_PX, width: width + 2 * CLEAR_PX, height: height + 2 * CLEAR_PX };
}

const SHARES = [0.5, 0.44, 0.56, 0.38, 0.62, 0.32, 0.68, 0.26, 0.74];
const AWAY = 160;
const OFF_LINE = 40;
/** Above, under, at the right, at the left, and how far from the line; further, around a stamp at the middle. */
const BESIDE: readonly (readonly [across: number, down: number, apart: number])[] = [
  [0, 0, 0],
  [0, -1, 6],
  [0, 1, 6],
  [1, 0, 8],
  [-1, 0, 8],
  [0, -1, 26],
  [0, 1, 26],
  [1, 0, 28],
  [-1, 0, 28],
];
const LABEL_CHOICES = SHARES.flatMap((share) =>
  BESIDE.map((beside, i) => {
    const base = Math.abs(share - 0.5) * AWAY + (i === 0 ? 0 : i < 5 ? OFF_LINE : 2 * OFF_LINE);
    return { share, beside, base };
  }),
).sort((a, b) => a.base - b.base);

export const MIDDLE: LabelSeat = { share: 0.5, by: { x: 0, y: 0 } };

/** Where the words of a link are, on it or right beside it. */
export function labelSeatOf(taken: Taken, id: string, route: Route, size: Size): LabelSeat {
  let least = Infinity;
  let found = MIDDLE;
  for (const { share, beside, base } of LABEL_CHOICES) {
    if (base >= least) break;
    const [across, down, apart] = beside;
    const by = { x: tenth(across * (size.width / 2 + apart)), y: tenth(down * (size.height / 2 + apart)) };
    const cost = base + taken.cost(wider(labelBox(route, { share, by }, size)), least - base, id);
    if (cost < least - BETTER) [least, found] = [cost, { share, by }];
  }
  return found;
}

export function labelBox(route: Route, seat: LabelSeat, { width, height }: Size): Box {
  const { x, y } = labelPoint(route, seat);
  return { x: x - width / 2, y: y - height / 2, width, height };
}

/** The middle of the words of a link. */
export function labelPoint(route: Route, { share, by }: LabelSeat): Point {
  const at = share === 0.5 ? route.middle : pointAlong(route, share);
  return { x: at.x + by.x, y: at.y + by.y };
}
