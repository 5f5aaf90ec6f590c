/** Where each step of the frise is. Pure, deterministic: the same canvas is drawn alike everywhere.
 *
 * The right edge of a step is at its latest finish, and its left edge left of what it makes possible: a chain
 * reads from left to right even where its dates are tight. In a lane nothing lies over anything. A step takes
 * the row of what it makes possible when that is free all the way, moved aside a little if need be; farther
 * from its date it would mislead, and another row it is, as on a staircase. */

import { getOrMake } from "../../core";
import type { Day } from "./days";
import type { Axis } from "./frise-axis";
import { firstDrawn, lastDrawn, MAX_SCALE, MIN_SCALE, startOf } from "./frise-axis";

export const STEP_WIDTH = 172;
export const SUCCESS_WIDTH = 136;
/** The column of the réussites, at the end of time. */
export const COLUMN_WIDTH = 158;
export const COLUMN_PAD = 11;
/** Between the horizon and that column: links arrive there. */
export const END_GAP = 34;
/** Between a step and what it makes possible: its link is there. */
export const LINK_GAP = 38;
export const ROW_GAP = 14;
/** How far from its date a step may be for the sake of its row. */
export const MOST_PUSHED = 60;
/** Between the left edges of two steps of a staircase: their link is there. */
export const STAIR = 30;
/** Between two steps side by side that nothing links. */
const SIDE_GAP = 10;
/** Where links reach a card, below its top. */
export const ANCHOR = 22;
/** At the left of the first step, where the arrow that asks what was before stands. */
const EDGE = 46;
const FIRST_HEIGHT = 62;

export interface Placeable {
  id: string;
  nature: string;
  dates: { latestFinish: Day; late?: boolean };
  after: readonly string[];
}

export interface Placed {
  today: Day;
  horizon: Day;
  lanes: readonly { key: string }[];
  order: ReadonlyMap<string, readonly string[]>;
  steps: ReadonlyMap<string, Placeable>;
}

export interface Room {
  scale: number;
  /** What the time and the lanes have on the screen: they fill it when they need less. */
  width: number;
  height: number;
  /** Kept at the top of a lane: its title is there when the screen is narrow. */
  top: number;
  /** A lane is at least so high: its title is beside it, and may need more. */
  least?: number | ((lane: string) => number);
  /** Of the button that adds a réussite. */
  button: number;
}

export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

export interface LaneBox {
  key: string;
  y: number;
  height: number;
  /** Where a réussite is added, under those that are there. */
  add: number;
}

export interface Layout {
  axis: Axis;
  lanes: readonly LaneBox[];
  height: number;
  /** Those of the lanes; x from where time begins. */
  boxes: ReadonlyMap<string, Box>;
}

export const isSuccess = (step: Pick<Placeable, "nature">): boolean => step.nature === "reussite";

/** The steps that lanes hold, those of the tray left out. */
function inLanes({ lanes, order }: Placed): string[] {
  return lanes.flatMap(({ key }) => order.get(key) ?? []);
}

interface Rights {
  /** The right edge of each step. */
  found: ReadonlyMap<string, number>;
  /** How many are not in the row of what they make possible. */
  stairs: number;
}

/** The right edge of each step, from an origin of time; those that follow it are placed before it. */
function rights(timeline: Placed, ids: readonly string[], origin: Day, end: number, scale: number): Rights {
  const { steps } = timeline;
  const here = new Set(ids);
  const found = new Map<string, number>();
  const now = (timeline.today - origin) * scale;
  let stairs = 0;
  const busy = new Set<string>();
  const rightOf = (id: string): number => {
    const known = found.get(id);
    if (known !== undefined) return known;
    const step = steps.get(id)!;
    busy.add(id);
    const own = Math.max(0, Math.min(end, (step.dates.latestFinish - origin) * scale));
    /* In a row with all that it makes possible; or at least before it. */
    let [inRow, before] = [own, own];
    for (const next of step.after) {
      const there = steps.get(next);
      /* A réussite is beyond the end; a loop that was not cut yet pushes nothing. */
      if (there === undefined || !here.has(next) || isSuccess(there) || busy.has(next)) continue;
      inRow = Math.min(inRow, rightOf(next) - STEP_WIDTH - LINK_GAP);
      before = Math.min(before, rightOf(next) - STAIR);
    }
    busy.delete(id);
    const misleads = own - inRow > MOST_PUSHED || (step.dates.late !== true && own >= now && inRow < now);
    const right = misleads ? before : inRow;
    if (misleads) stairs++;
    found.set(id, right);
    return right;
  };
  for (const id of ids) if (!isSuccess(steps.get(id)!)) rightOf(id);
  return { found, stairs };
}

interface Span {
  from: Day;
  to: Day;
}

/** From when to when there is something to show, whatever the scale; what is beyond stands at the edge. */
function spanOf(timeline: Placed, ids: readonly string[]): Span {
  let first = timeline.today;
  let last = Math.max(timeline.horizon, timeline.today + 1);
  for (const id of ids) {
    const step = timeline.steps.get(id)!;
    const day = step.dates.latestFinish;
    if (!isSuccess(step)) first = Math.min(first, day);
    last = Math.max(last, day);
  }
  first = Math.max(first, firstDrawn(timeline.today));
  return { from: startOf("semestres", first), to: Math.min(last, lastDrawn(timeline.today)) };
}

function leftOf(found: ReadonlyMap<string, number>): number {
  let least = Infinity;
  for (const right of found.values()) least = Math.min(least, right - STEP_WIDTH);
  return least;
}

/** How wide a day is for all to be seen at once; where chains are too long for that, all of the time. */
export function fitScale(timeline: Placed, width: number): number {
  const ids = inLanes(timeline);
  const { from, to } = spanOf(timeline, ids);
  const most = Math.min(MAX_SCALE, Math.max(MIN_SCALE, (width - END_GAP) / (to - from)));
  let [low, high] = [MIN_SCALE, most];
  const fits = (scale: number) => {
    const end = (to - from) * scale;
    return end - Math.min(0, leftOf(rights(timeline, ids, from, end, scale).found) - EDGE) <= width - END_GAP;
  };
  if (fits(most) || !fits(low)) return most;
  for (let i = 0; i < 12; i++) {
    const middle = (low + high) / 2;
    if (fits(middle)) low = middle;
    else high = middle;
  }
  /* Squeezed too much, dates say nothing any more. */
  return Math.max(low, most * 0.6);
}

/** A month has its own column from this scale on: time wider than that is for who asks. */
const WIDEST = 3.6;
/** With a horizon farther than this, so wide a time would have no end. */
const NEAR_DAYS = 550;
/** Far horizons are not squeezed more than this. */
const LEGIBLE = 1.25;
/** The part of the steps that stand in a row at their dates when nothing is squeezed. */
const MOST = 0.8;

/** How wide a day is when nobody chose: as little as lets most chains stand at their dates. */
export function usualScale(timeline: Placed, width: number): number {
  const ids = inLanes(timeline);
  const { from, to } = spanOf(timeline, ids);
  const fit = Math.max(fitScale(timeline, width), LEGIBLE);
  const most = timeline.horizon - timeline.today > NEAR_DAYS ? LEGIBLE * 1.6 : WIDEST;
  const count = ids.filter((id) => !isSuccess(timeline.steps.get(id)!)).length;
  for (let scale = fit; scale < most; scale *= 1.15) {
    if (rights(timeline, ids, from, (to - from) * scale, scale).stairs <= count * (1 - MOST)) return scale;
  }
  return Math.max(fit, most);
}

export function layoutOf(timeline: Placed, heightOf: (id: string) => number | undefined, room: Room): Layout {
  const ids = inLanes(timeline);
  const span = spanOf(timeline, ids);
  const { scale } = room;
  const end = (span.to - span.from) * scale;
  const { found } = rights(timeline, ids, span.from, end, scale);
  /* Time begins earlier where chains, or the screen, need it. */
  const lack = Math.max(0, EDGE - leftOf(found), room.width - end - END_GAP);
  const more = Number.isFinite(lack) ? Math.ceil(lack / scale) : 0;
  const shift = Math.round(more * scale);
  const axis = { from: span.from - shift / scale, to: span.to, scale, width: Math.round(end + shift + END_GAP) };
  const boxes = new Map<string, Box>();
  const drawn = timeline.lanes.map(({ key }) => {
    const lane = timeline.order.get(key) ?? [];
    const stack = stackSuccesses(timeline, lane, axis, heightOf, room, boxes);
    const bottom = fillRows({ timeline, lane, found, shift, heightOf, top: room.top, boxes });
    const least = typeof room.least === "function" ? room.least(key) : (room.least ?? 0);
    return { key, add: stack, content: Math.max(least, Math.max(stack + room.button, bottom) + ROW_GAP) };
  });
  return { axis, ...stacked(timeline, drawn, room, boxes), boxes };
}

type HeightOf = (id: string) => number | undefined;

/** The réussites of a lane, one under the other; returns where the next would be. */
function stackSuccesses(
  { steps }: Placed,
  lane: readonly string[],
  axis: Axis,
  heightOf: HeightOf,
  room: Room,
  boxes: Map<string, Box>,
): number {
  let y = room.top;
  for (const id of lane) {
    if (!isSuccess(steps.get(id)!)) continue;
    const height = heightOf(id) ?? FIRST_HEIGHT;
    boxes.set(id, { x: axis.width + COLUMN_PAD, y, width: SUCCESS_WIDTH, height });
    y += height + ROW_GAP;
  }
  return y;
}

interface Rows {
  timeline: Placed;
  lane: readonly string[];
  found: ReadonlyMap<string, number>;
  shift: number;
  heightOf: HeightOf;
  top: number;
  boxes: Map<string, Box>;
}

/** The steps of a lane, from the last to the first; returns the bottom of the lowest. */
function fillRows({ timeline, lane, found, shift, heightOf, top, boxes }: Rows): number {
  const { steps } = timeline;
  const rank = new Map(lane.map((id, i) => [id, i]));
  const todo = lane.filter((id) => !isSuccess(steps.get(id)!));
  todo.sort((a, b) => found.get(b)! - found.get(a)! || rank.get(a)! - rank.get(b)!);
  const taken: Box[] = [];
  let bottom = top;
  for (const id of todo) {
    const x = found.get(id)! + shift - STEP_WIDTH;
    const height = heightOf(id) ?? FIRST_HEIGHT;
    const next = steps
      .get(id)!
      .after.filter((each) => rank.has(each) && boxes.has(each))
      .map((each) => boxes.get(each)!)
      .sort((a, b) => a.x - b.x || a.y - b.y)[0];
    /* Its link is in its row, up to what it makes possible: no other card over it. */
    const reach = next === undefined ? x + STEP_WIDTH : Math.max(x + STEP_WIDTH, next.x - LINK_GAP);
    const y = freeRow(taken, { x, width: reach - x, height, y: next?.y ?? top }, top);
    taken.push({ x, y, width: STEP_WIDTH, height });
    /* Or goes up or down before what it makes possible, and no card there either. */
    if (next !== undefined && next.y !== y && isStair({ x, width: STEP_WIDTH }, next)) {
      const left = x + stairOut({ x }, next);
      taken.push({ x: left, y: next.y, width: next.x - left, height: Math.min(next.height, 2 * ANCHOR) });
    }
    boxes.set(id, { x, y, width: STEP_WIDTH, height });
    bottom = Math.max(bottom, y + height);
  }
  return bottom;
}

/** Whether a link has no room between the right edge of one and the left edge of the other, but under or over. */
export function isStair(from: Pick<Box, "x" | "width">, to: Pick<Box, "x">): boolean {
  return to.x - from.x - from.width < LINK_GAP / 2 && to.x - from.x >= STAIR / 2;
}

/** From its left edge, where its link leaves a step of a staircase. */
export function stairOut(from: Pick<Box, "x">, to: Pick<Box, "x">): number {
  return Math.min(STAIR / 2, (to.x - from.x) / 2);
}

/** The free place nearest to where a card would be, the higher of two. */
function freeRow(taken: readonly Box[], wanted: Box, top: number): number {
  const near = taken.filter(
    ({ x, width }) => x < wanted.x + wanted.width + SIDE_GAP && x + width + SIDE_GAP > wanted.x,
  );
  const free = (y: number) =>
    y >= top && near.every((box) => y >= box.y + box.height + ROW_GAP || y + wanted.height + ROW_GAP <= box.y);
  if (free(wanted.y)) return wanted.y;
  let best = Infinity;
  for (const box of near) {
    for (const y of [box.y - ROW_GAP - wanted.height, box.y + box.height + ROW_GAP]) {
      const [far, least] = [Math.abs(y - wanted.y), Math.abs(best - wanted.y)];
      const nearer = far < least || (far === least && y < best);
      if (nearer && free(y)) best = y;
    }
  }
  return best;
}

/** The lanes one under the other, higher when there is room; their cards go with them. */
function stacked(
  { order }: Placed,
  drawn: readonly { key: string; add: number; content: number }[],
  room: Room,
  boxes: Map<string, Box>,
): Pick<Layout, "lanes" | "height"> {
  const needed = drawn.reduce((sum, { content }) => sum + content, 0);
  const extra = drawn.length === 0 ? 0 : Math.max(0, Math.floor((room.height - needed) / drawn.length));
  let y = 0;
  const lanes = drawn.map(({ key, add, content }) => {
    const lane = { key, y, height: content + extra, add: y + add };
    for (const id of order.get(key) ?? []) {
      const box = boxes.get(id);
      if (box !== undefined) boxes.set(id, { ...box, y: box.y + y });
    }
    y += lane.height;
    return lane;
  });
  return { lanes, height: y };
}

/** The ids of each lane as one reads them: by time, then from top to bottom. */
export function readingOrder(timeline: Placed, { boxes }: Layout): ReadonlyMap<string, readonly string[]> {
  const read = new Map<string, string[]>();
  for (const { key } of timeline.lanes) {
    const ids = [...(timeline.order.get(key) ?? [])].filter((id) => boxes.has(id));
    ids.sort((a, b) => boxes.get(a)!.x - boxes.get(b)!.x || boxes.get(a)!.y - boxes.get(b)!.y);
    getOrMake(read, key, () => ids);
  }
  return read;
}
