/* Where all that is on a map goes: on the board as in a picture of it. */

import type { CardPlace } from "../../core";
import type { Bounds, Box, Point, Size } from "../board/box";
import type { Graph } from "./graph";
import type { Plan } from "./plan";
import { boundsOf, roomFor } from "./room";
import type { Joined, Met, Route, Router } from "./routing";
import { centreOf, routesOf } from "./routing";
import type { LabelSeat, Place, Seat } from "./seating";
import { labelBox, labelSeatOf, NO_WORDS, seatOf, Taken, wordsBox } from "./seating";
import { STAMP_SIZE } from "./shapes";
import { placeAround, placeOn, placesAround, placesOn, sideFrom } from "./stamping";

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
  /** About what the words of a stamp, or of a link, take. */
  wordsOf?: (id: string) => Size;
  /** Where they were seated: what still stands where it stood stays there; all is sought anew by default. */
  seats?: Seats;
}

/** What nobody placed: stamps and the side of their words, the words of links. */
export interface Seats {
  stamps: ReadonlyMap<string, Seat>;
  labels: ReadonlyMap<string, LabelSeat>;
}

export interface Put {
  boxes: Map<string, Box>;
  routes: ReadonlyMap<string, Route>;
  seats: { stamps: Map<string, Seat>; labels: Map<string, LabelSeat> };
  /** Where the words of stamps and of links are, about. */
  words: Map<string, Box>;
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
  const steps = placing(asked);
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
}

/** The same, by small steps. */
export function* placing(asked: Asked): Generator<undefined, Put> {
  const boxes = placeElements(asked);
  const routes = routesIn(asked, boxes);
  const seats = { stamps: new Map<string, Seat>(), labels: new Map<string, LabelSeat>() };
  const put: Put = { boxes, routes, seats, words: new Map(), origins: new Map() };
  const within = boundsOf(boxes.values());
  const { standing, lost } = standingIn(asked, put);
  const unseated = keepStamps(asked, put, standing);
  const unlabelled = keepLabels(asked, put);
  if (unseated.length + unlabelled.length > 0) {
    const taken = yield* takenIn(put, within);
    yield* seatStamps(asked, put, taken, unseated);
    yield* seatLabels(put, taken, unlabelled);
  }
  roomForAll(asked, boxes, lost, () => STAMP_SIZE);
  return put;
}

function routesIn({ graph, plan, links, router }: Asked, boxes: ReadonlyMap<string, Box>): ReadonlyMap<string, Route> {
  const met = (id: string) => metIn(graph, plan, boxes, id);
  return router === undefined ? routesOf(links, met) : router.route(links, met);
}

/** The stamps that are drawn; `lost`: those that nothing tells where. */
function standingIn(asked: Asked, put: Put): { standing: Standing[]; lost: string[] } {
  const drawn = new Set(asked.ids);
  const lost: string[] = [];
  const standing: Standing[] = [];
  for (const id of asked.graph.stamps) {
    if (!drawn.has(id)) continue;
    const stands = standingOf(asked, put, id);
    if (stands === null) lost.push(id);
    else standing.push(stands);
  }
  return { standing, lost };
}

/** Put the stamps that have a seat; returns the others. */
function keepStamps(asked: Asked, put: Put, standing: readonly Standing[]): Standing[] {
  return standing.filter((each) => {
    const seat = asked.seats?.stamps.get(each.id);
    if (seat === undefined || seat.on !== each.on || (seat.place === null) !== (each.at !== null)) return true;
    sit(asked, put, each, seat);
    return false;
  });
}

interface Unlabelled {
  id: string;
  route: Route;
  size: Size;
}

function keepLabels({ links, wordsOf, seats }: Asked, put: Put): Unlabelled[] {
  return links.flatMap(({ id }) => {
    const route = put.routes.get(id);
    const size = wordsOf?.(id) ?? NO_WORDS;
    if (route === undefined || size.height === 0) return [];
    const seat = seats?.labels.get(id);
    if (seat === undefined) return [{ id, route, size }];
    label(put, { id, route, size }, seat);
    return [];
  });
}

function* takenIn({ boxes, routes, words }: Put, within: Bounds | null): Generator<undefined, Taken> {
  const taken = new Taken(within);
  for (const [id, box] of boxes) taken.element(id, box);
  for (const box of words.values()) taken.words(box);
  for (const [id, route] of routes) {
    taken.line(id, route);
    yield;
  }
  return taken;
}

/** First what a hand placed, which makes no way; last what has most choice: the words of links. */
function* seatStamps(asked: Asked, put: Put, taken: Taken, unseated: readonly Standing[]): Generator<undefined> {
  const placed = unseated.filter(({ at }) => at !== null);
  const free = unseated.filter(({ at }) => at === null);
  for (const each of placed) taken.element(each.id, { ...plus(each.origin, each.at!), ...STAMP_SIZE });
  const [onLinks, onElements] = [free.filter(({ carrier }) => carrier === null), free.filter(({ carrier }) => carrier)];
  for (const each of [...onLinks, ...placed, ...onElements]) {
    const { id, on, origin, at } = each;
    const words = asked.wordsOf?.(id) ?? NO_WORDS;
    const { place, side } = seatOf(taken, origin, STAMP_SIZE, words, placesOf(asked, put, each), at === null ? on : id);
    const box = sit(asked, put, each, { on, place: at === null ? place : null, side });
    if (at === null) taken.element(id, box);
    if (words.height > 0) taken.words(wordsBox(box, words, side));
    yield;
  }
}

function* seatLabels(put: Put, taken: Taken, unlabelled: readonly Unlabelled[]): Generator<undefined> {
  for (const each of unlabelled) {
    taken.words(label(put, each, labelSeatOf(taken, each.id, each.route, each.size)));
    yield;
  }
}

/** Where a stamp may be: the only place where a hand put it. */
function placesOf({ graph }: Asked, { routes }: Put, { on, origin, at, carrier }: Standing): Place[] {
  if (at !== null) return [{ offset: at, side: sideFrom(plus(origin, at), carrier), base: 0 }];
  const count = graph.carried.get(on)?.length ?? 0;
  return carrier === null ? placesOn(routes.get(on), count) : placesAround(carrier, count);
}

/** Put a stamp and its words; returns where it is when no hand holds it. */
function sit(asked: Asked, put: Put, { id, on, origin, at, carrier }: Standing, seat: Seat): Box {
  const index = seat.place ?? 0;
  const place = () => (carrier === null ? placeOn(put.routes.get(on), index) : placeAround(carrier, index));
  const box = { ...plus(origin, at ?? place().offset), ...STAMP_SIZE };
  const drawn = held(asked, id, box);
  const words = asked.wordsOf?.(id) ?? NO_WORDS;
  put.boxes.set(id, drawn);
  put.seats.stamps.set(id, seat);
  if (words.height > 0) put.words.set(id, wordsBox(drawn, words, seat.side));
  return box;
}

function label(put: Put, { id, route, size }: Unlabelled, seat: LabelSeat): Box {
  const box = labelBox(route, seat, size);
  put.seats.labels.set(id, seat);
  put.words.set(id, box);
  return box;
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

/** What a stamp is counted from. */
interface Standing {
  id: string;
  /** What it says that it stands on, or "". */
  on: string;
  origin: Point;
  /** Where a hand put it from there, or null. */
  at: Point | null;
  /** The element that carries it. */
  carrier: Box | null;
}

/** Null when nothing tells where. */
function standingOf(asked: Asked, put: Put, id: string): Standing | null {
  const { graph, plan } = asked;
  const { boxes, routes, origins } = put;
  const { on } = graph.places.get(id)!;
  const at = placeIn(graph.places.get(id)!);
  if (on === null) return at === null ? null : { id, on: "", origin: { x: 0, y: 0 }, at, carrier: null };
  /* What carried it may be gone: it stays where it was, as near as can be told. */
  const carrier = boxes.get(on) ?? metIn(graph, plan, boxes, on) ?? null;
  if (carrier !== null) return { id, on, origin: carrier, at, carrier };
  const middle = routes.get(on)?.middle ?? middleOf(asked, boxes, on);
  if (middle === null) return null;
  origins.set(on, middle);
  return { id, on, origin: middle, at, carrier };
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
