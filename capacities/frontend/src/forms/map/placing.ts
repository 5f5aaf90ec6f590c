/* Where all that is on a map goes: on the board as in a picture of it. */

import type { CardPlace } from "../../core";
import type { Box, Point, Size } from "../board/box";
import type { Graph } from "./graph";
import type { Plan } from "./plan";
import { roomFor } from "./room";
import type { Joined, Met, Route, Router } from "./routing";
import { centreOf, routesOf } from "./routing";
import { STAMP_SIZE } from "./shapes";
import { besideMiddle, cornerOf, wordsAbove } from "./stamping";

export interface Asked {
  graph: Graph;
  plan: Plan;
  /** What is drawn. */
  ids: readonly string[];
  links: readonly Joined[];
  /** What a link joins, one that is not drawn too. */
  endsOf: (link: string) => Pick<Joined, "from" | "to"> | null;
  sizeOf: (id: string) => Size;
  /** By whom links are routed, when not anew. */
  router?: Router;
  /** How far a hand holds something from its place. */
  heldBy?: (id: string) => Point | null;
}

export interface Put {
  boxes: Map<string, Box>;
  routes: ReadonlyMap<string, Route>;
  /** The stamps whose words stand above them. */
  above: Set<string>;
  /** From where stamps on a link that is gone are counted. */
  origins: Map<string, Point>;
}

/** Further, in pixels from the middle, nobody would go and see (MAP_REACH of capacities/domain/limits.py). */
const REACH_PX = 20_000;

/** Where a card says it is, null when it is nowhere. */
function placeIn({ x, y }: CardPlace): Point | null {
  return x === null || y === null || Math.max(Math.abs(x), Math.abs(y)) > REACH_PX ? null : { x, y };
}

export function placeAll(asked: Asked): Put {
  const boxes = placeElements(asked);
  const routes = routesIn(asked, boxes);
  const put: Put = { boxes, routes, above: new Set(), origins: new Map() };
  placeStamps(asked, put);
  return put;
}

function routesIn({ graph, plan, links, router }: Asked, boxes: ReadonlyMap<string, Box>): ReadonlyMap<string, Route> {
  const met = (id: string) => metIn(graph, plan, boxes, id);
  return router === undefined ? routesOf(links, met) : router.route(links, met);
}

function placeStamps(asked: Asked, put: Put): void {
  const { graph } = asked;
  const { boxes, above } = put;
  const drawn = new Set(asked.ids);
  const lost: string[] = [];
  for (const id of graph.stamps) {
    if (!drawn.has(id)) continue;
    const stands = standing(asked, put, id);
    if (stands === null) {
      lost.push(id);
      continue;
    }
    const box = held(asked, id, { ...stands.place, ...STAMP_SIZE });
    boxes.set(id, box);
    if (wordsAbove(box, stands.carrier)) above.add(id);
  }
  roomForAll(asked, boxes, lost, () => STAMP_SIZE);
}

/** Those without a place go where there is room, the same for everyone. */
function placeElements(asked: Asked): Map<string, Box> {
  const { graph, sizeOf } = asked;
  const drawn = new Set(asked.ids);
  const boxes = new Map<string, Box>();
  const lost: string[] = [];
  for (const id of graph.elements) {
    if (!drawn.has(id)) continue;
    const place = placeIn(graph.places.get(id)!);
    if (place === null) lost.push(id);
    else boxes.set(id, held(asked, id, { ...place, ...sizeOf(id) }));
  }
  roomForAll(asked, boxes, lost, sizeOf);
  return boxes;
}

function roomForAll(
  asked: Asked,
  boxes: Map<string, Box>,
  lost: readonly string[],
  sizeOf: (id: string) => Size,
): void {
  const { graph, plan } = asked;
  for (const id of lost) {
    const alike = graph.byType.get(plan.typeOf(graph.places.get(id)!.zone).key) ?? [];
    const here = alike.flatMap((each) => boxes.get(each) ?? []);
    const size = sizeOf(id);
    boxes.set(id, held(asked, id, { ...roomFor(size, here, [...boxes.values()]), ...size }));
  }
}

function held({ heldBy }: Asked, id: string, box: Box): Box {
  const by = heldBy?.(id) ?? null;
  return by === null ? box : { ...box, x: box.x + by.x, y: box.y + by.y };
}

/** Where a stamp stands, and the element that carries it; null when nothing tells where. */
function standing(asked: Asked, put: Put, id: string): { place: Point; carrier: Box | null } | null {
  const { graph, plan } = asked;
  const { boxes, routes, origins } = put;
  const { on } = graph.places.get(id)!;
  const at = placeIn(graph.places.get(id)!);
  if (on === null) return at === null ? null : { place: at, carrier: null };
  const index = graph.carried.get(on)?.indexOf(id) ?? 0;
  const carrier = boxes.get(on) ?? null;
  if (carrier !== null) return { place: plus(carrier, at ?? cornerOf(carrier, index)), carrier };
  /* What carried it is gone: it stays where it was, as near as can be told. */
  const was = metIn(graph, plan, boxes, on);
  if (was !== undefined) return { place: plus(was, at ?? cornerOf(was, index)), carrier };
  const middle = routes.get(on)?.middle ?? middleOf(asked, boxes, on);
  if (middle === null) return null;
  origins.set(on, middle);
  return { place: plus(middle, at ?? besideMiddle(index)), carrier };
}

/** The middle of a link that has no route: it was deleted, or its ends were. */
function middleOf({ graph, plan, endsOf }: Asked, boxes: ReadonlyMap<string, Box>, link: string): Point | null {
  const ends = endsOf(link);
  if (ends === null) return null;
  const met = (id: string) => metIn(graph, plan, boxes, id);
  const route = routesOf([{ id: link, ...ends }], met).get(link);
  if (route !== undefined) return route.middle;
  const [from, to] = [met(ends.from), met(ends.to)].map((end) => end && centreOf(end));
  if (from === undefined || to === undefined) return from ?? to ?? null;
  return { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
}

function plus(a: Point, b: Point): Point {
  return { x: a.x + b.x, y: a.y + b.y };
}

/** An element as links meet it: one that was deleted where it was. */
export function metIn(
  graph: Graph,
  plan: Plan,
  boxes: Pick<ReadonlyMap<string, Box>, "get">,
  id: string,
): Met | undefined {
  const place = graph.places.get(id);
  if (place === undefined) return undefined;
  const { shape } = plan.typeOf(place.zone);
  const box = boxes.get(id);
  if (box !== undefined) return { ...box, shape };
  if (!place.deleted || place.x === null || place.y === null) return undefined;
  return { x: place.x, y: place.y, width: 120, height: 60, shape, gone: true };
}
