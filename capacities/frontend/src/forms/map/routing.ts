/* Where links run: from border to border, side by side where several leave or reach one side. */

import { getOrMake } from "../../core";
import type { Box, Point } from "../board/box";
import type { Shape } from "./plan";
import { insetOf, tenth } from "./shapes";

export interface Joined {
  id: string;
  from: string;
  to: string;
}

/** An element as links meet it. */
export interface Met extends Box {
  shape: Shape;
  /** It is not on the board any more: the link stops on its way. */
  gone?: boolean;
}

export interface Route {
  /** The line, from border to border. */
  d: string;
  /** The head of the arrow; for a broken link, a cross. */
  head: string;
  middle: Point;
  /** The corners of the line: both ends of a straight one, with between them those that bend a curve. */
  line: readonly Point[];
  broken: boolean;
  /** It was moved as a whole so far from where `d`, `head` and `line` are. */
  by?: Point;
}

type Side = "left" | "right" | "top" | "bottom";

interface Attached {
  link: string;
  end: "from" | "to";
  side: Side;
  /** Where the other end is, along this side. */
  along: number;
}

/** Between two links on one side, and the share of the side that they may take. */
const STEP_PX = 18;
const SHARE = 0.55;
/** Enough to turn in between two things side by side. */
const ROOM_PX = 36;
const HEAD_PX = 9;
const STUB_PX = 84;
const OPPOSITE: Readonly<Record<Side, Side>> = { left: "right", right: "left", top: "bottom", bottom: "top" };
const OUTWARD: Readonly<Record<Side, Point>> = {
  left: { x: -1, y: 0 },
  right: { x: 1, y: 0 },
  top: { x: 0, y: -1 },
  bottom: { x: 0, y: 1 },
};

/** The routes of links; one that has no end on the board has none. */
export function routesOf(links: readonly Joined[], metBy: (id: string) => Met | undefined): Map<string, Route> {
  const sides = new Map<string, Attached[]>();
  const ends = new Map<string, { from: Attached; to: Attached }>();
  for (const { id, from, to } of links) {
    const [a, b] = [metBy(from), metBy(to)];
    if (a === undefined || b === undefined || from === to) continue;
    const side = sideFacing(a, b);
    const vertical = side === "left" || side === "right";
    const [ca, cb] = [centreOf(a), centreOf(b)];
    const leaving: Attached = { link: id, end: "from", side, along: vertical ? cb.y : cb.x };
    const reaching: Attached = { link: id, end: "to", side: OPPOSITE[side], along: vertical ? ca.y : ca.x };
    attach(sides, from, leaving);
    attach(sides, to, reaching);
    ends.set(id, { from: leaving, to: reaching });
  }
  const places = new Map<Attached, number>();
  for (const group of sides.values()) spread(group, places);
  const routes = new Map<string, Route>();
  for (const { id, from, to } of links) {
    const [a, b] = [metBy(from), metBy(to)];
    const joined = ends.get(id);
    let route: Route | null = null;
    if (a !== undefined && from === to) route = a.gone === true ? null : loop(a);
    else if (a !== undefined && b !== undefined && joined !== undefined && !(a.gone === true && b.gone === true)) {
      const start = pointAt(a, joined.from.side, places.get(joined.from) ?? 0);
      const end = pointAt(b, joined.to.side, places.get(joined.to) ?? 0);
      if (a.gone === true) route = stub(end, joined.to.side);
      else route = b.gone === true ? stub(start, joined.from.side) : curve(start, end, joined.from.side);
    } else if (a !== undefined && b === undefined && a.gone !== true) route = stub(pointAt(a, "right", 0), "right");
    else if (b !== undefined && a === undefined && b.gone !== true) route = stub(pointAt(b, "left", 0), "left");
    if (route !== null) routes.set(id, route);
  }
  return routes;
}

/** Routes kept from one time to the next: a link whose ends and their neighbours stayed, or moved as
 * one, is not routed again. */
export class Router {
  private links: readonly Joined[] = [];
  private at = new Map<string, Joined[]>();
  private met = new Map<string, Met | undefined>();
  private routes: ReadonlyMap<string, Route> = new Map();

  /** Goes on from where another is now. */
  follow({ links, at, met, routes }: Router): void {
    Object.assign(this, { links, at, met: new Map(met), routes });
  }

  /** As `routesOf`; `links` is the same array as long as it holds the same. `moved`: since the last
   * time nothing else went anywhere. */
  route(
    links: readonly Joined[],
    metBy: (id: string) => Met | undefined,
    moved?: ReadonlySet<string>,
  ): ReadonlyMap<string, Route> {
    const same = links === this.links;
    if (!same) this.join(links);
    const moves = this.movesOf(same && moved !== undefined ? moved : this.at.keys(), metBy);
    if (moves.size === 0) return this.routes;
    const moveOf = (id: string) => (moves.has(id) ? moves.get(id)! : STILL);
    const together = ({ from, to }: Joined) => alike(moveOf(from), moveOf(to));
    const ends = endsOf(this.linksAt(moves.keys()));
    const upset = [...ends].filter((id) => !this.at.get(id)!.every(together));
    const fresh = this.linksAt(upset);
    const anew = routesOf([...this.linksAt(endsOf(fresh))], (id) => this.met.get(id));
    const routes = new Map(this.routes);
    for (const link of this.linksAt(moves.keys())) {
      const old = routes.get(link.id);
      if (!fresh.has(link) && old !== undefined) routes.set(link.id, shifted(old, moveOf(link.from)!));
    }
    for (const { id } of fresh) {
      const route = anew.get(id);
      if (route === undefined) routes.delete(id);
      else routes.set(id, route);
    }
    this.routes = routes;
    return routes;
  }

  private movesOf(ids: Iterable<string>, metBy: (id: string) => Met | undefined): Map<string, Point | null> {
    const moves = new Map<string, Point | null>();
    for (const id of ids) {
      if (!this.at.has(id)) continue;
      const now = metBy(id);
      const move = this.met.has(id) ? moveBetween(this.met.get(id), now) : null;
      this.met.set(id, now);
      if (!alike(move, STILL)) moves.set(id, move);
    }
    return moves;
  }

  private linksAt(ids: Iterable<string>): Set<Joined> {
    return new Set([...ids].flatMap((id) => this.at.get(id) ?? []));
  }

  private join(links: readonly Joined[]): void {
    this.links = links;
    this.routes = new Map();
    this.met = new Map();
    this.at = new Map();
    for (const link of links) for (const end of [link.from, link.to]) getOrMake(this.at, end, () => []).push(link);
  }
}

function endsOf(links: Iterable<Joined>): Set<string> {
  return new Set([...links].flatMap(({ from, to }) => [from, to]));
}

const STILL: Point = { x: 0, y: 0 };

/** How far something went; null when it is not the same any more. */
function moveBetween(a: Met | undefined, b: Met | undefined): Point | null {
  if (a === undefined || b === undefined) return a === b ? STILL : null;
  const same = a.width === b.width && a.height === b.height && a.shape === b.shape && a.gone === b.gone;
  return same ? { x: b.x - a.x, y: b.y - a.y } : null;
}

function alike(a: Point | null, b: Point | null): boolean {
  return a !== null && b !== null && a.x === b.x && a.y === b.y;
}

function shifted(route: Route, { x, y }: Point): Route {
  if (x === 0 && y === 0) return route;
  const { middle, by = STILL } = route;
  return { ...route, middle: { x: middle.x + x, y: middle.y + y }, by: { x: by.x + x, y: by.y + y } };
}

export function centreOf({ x, y, width, height }: Box): Point {
  return { x: x + width / 2, y: y + height / 2 };
}

function attach(sides: Map<string, Attached[]>, card: string, attached: Attached): void {
  getOrMake(sides, `${attached.side} ${card}`, () => []).push(attached);
}

/** The side of `a` from which `b` is reached: one reads from left to right when there is room to, else
 * that across the wider gap. */
function sideFacing(a: Box, b: Box): Side {
  const gapX = Math.max(b.x - (a.x + a.width), a.x - (b.x + b.width));
  const gapY = Math.max(b.y - (a.y + a.height), a.y - (b.y + b.height));
  const [ca, cb] = [centreOf(a), centreOf(b)];
  if (gapX >= gapY || (gapX >= ROOM_PX && gapX * 4 >= gapY)) return cb.x >= ca.x ? "right" : "left";
  return cb.y >= ca.y ? "bottom" : "top";
}

/** In the order of what they join, so that they do not cross on leaving. */
function spread(group: Attached[], places: Map<Attached, number>): void {
  group.sort((a, b) => a.along - b.along || (a.link < b.link ? -1 : 1));
  group.forEach((each, i) => places.set(each, i - (group.length - 1) / 2));
}

/** `place`: how many steps from the middle of the side. */
function pointAt(box: Met, side: Side, place: number): Point {
  const vertical = side === "left" || side === "right";
  const length = vertical ? box.height : box.width;
  const offset = Math.max(-1, Math.min(1, (place * STEP_PX) / (length * SHARE * 0.5))) * length * SHARE * 0.5;
  const inset = insetOf(box.shape, offset, box, vertical);
  const centre = centreOf(box);
  if (vertical) return { x: side === "left" ? box.x + inset : box.x + box.width - inset, y: centre.y + offset };
  return { x: centre.x + offset, y: side === "top" ? box.y + inset : box.y + box.height - inset };
}

function curve(start: Point, end: Point, side: Side): Route {
  const out = OUTWARD[side];
  const tip = { x: end.x - out.x * HEAD_PX, y: end.y - out.y * HEAD_PX };
  const reach = Math.abs((tip.x - start.x) * out.x + (tip.y - start.y) * out.y);
  const bend = Math.max(22, reach * 0.5);
  const c1 = { x: start.x + out.x * bend, y: start.y + out.y * bend };
  const c2 = { x: tip.x - out.x * bend, y: tip.y - out.y * bend };
  const mid = (a: number, b: number, c: number, d: number) => (a + 3 * b + 3 * c + d) / 8;
  return {
    d: `M${at(start)}C${at(c1)} ${at(c2)} ${at(tip)}`,
    head: headAt(end, out),
    middle: { x: mid(start.x, c1.x, c2.x, tip.x), y: mid(start.y, c1.y, c2.y, tip.y) },
    line: [start, c1, c2, tip],
    broken: false,
  };
}

function headAt(tip: Point, out: Point): string {
  const base = { x: tip.x - out.x * (HEAD_PX + 2), y: tip.y - out.y * (HEAD_PX + 2) };
  const wide = { x: -out.y * 5.5, y: out.x * 5.5 };
  return `M${at(tip)}L${at({ x: base.x + wide.x, y: base.y + wide.y })}L${at({ x: base.x - wide.x, y: base.y - wide.y })}Z`;
}

/** What is left of a link whose other end is gone: a short line, and a cross. */
function stub(start: Point, side: Side): Route {
  const out = OUTWARD[side];
  const end = { x: start.x + out.x * STUB_PX, y: start.y + out.y * STUB_PX };
  const arm = 6;
  const cross =
    `M${at({ x: end.x - arm, y: end.y - arm })}L${at({ x: end.x + arm, y: end.y + arm })}` +
    `M${at({ x: end.x - arm, y: end.y + arm })}L${at({ x: end.x + arm, y: end.y - arm })}`;
  const middle = { x: (start.x + end.x) / 2, y: (start.y + end.y) / 2 };
  return { d: `M${at(start)}L${at(end)}`, head: cross, middle, line: [start, end], broken: true };
}

/** From an element to itself. */
function loop(box: Met): Route {
  const start = { x: box.x + box.width, y: box.y + box.height * 0.35 };
  const end = { x: box.x + box.width * 0.7, y: box.y };
  const corner = { x: start.x + 54, y: end.y - 54 };
  const [c1, c2, tip] = [
    { x: corner.x, y: start.y },
    { x: end.x, y: corner.y },
    { x: end.x, y: end.y - HEAD_PX },
  ];
  return {
    d: `M${at(start)}C${at(c1)} ${at(c2)} ${at(tip)}`,
    head: headAt(end, OUTWARD.bottom),
    middle: { x: start.x + 16, y: end.y - 16 },
    line: [start, c1, c2, tip],
    broken: false,
  };
}

function at({ x, y }: Point): string {
  return `${tenth(x)} ${tenth(y)}`;
}
