/* Where all that is on a map goes: on the board as in a picture of it. */

import type { CardPlace } from "../../core";
import type { Box, Point, Size } from "../board/box";
import type { Graph } from "./graph";
import type { Plan } from "./plan";
import { roomFor } from "./room";
import type { Joined, Met, Route } from "./routing";
import { routesOf } from "./routing";
import { STAMP_SIZE } from "./shapes";
import { besideMiddle, cornerOf, wordsAbove } from "./stamping";

export interface Asked {
  graph: Graph;
  plan: Plan;
  /** What is drawn. */
  ids: readonly string[];
  links: readonly Joined[];
  sizeOf: (id: string) => Size;
  /** How far a hand holds something from its place. */
  heldBy?: (id: string) => Point | null;
}

export interface Put {
  boxes: Map<string, Box>;
  routes: Map<string, Route>;
  /** The stamps whose words stand above them. */
  above: Set<string>;
}

/** Further, in pixels from the middle, nobody would go and see (MAP_REACH of capacities/domain/limits.py). */
const REACH_PX = 20_000;

/** Where a card says it is, null when it is nowhere. */
function placeIn({ x, y }: CardPlace): Point | null {
  return x === null || y === null || Math.max(Math.abs(x), Math.abs(y)) > REACH_PX ? null : { x, y };
}

export function placeAll(asked: Asked): Put {
  const { graph, plan, links } = asked;
  const boxes = placeElements(asked);
  const routes = routesOf(links, (id) => metIn(graph, plan, boxes, id));
  const above = new Set<string>();
  const drawn = new Set(asked.ids);
  for (const id of graph.stamps) {
    if (!drawn.has(id)) continue;
    const { place, carrier } = standing(graph, boxes, routes, id);
    const box = held(asked, id, { ...place, ...STAMP_SIZE });
    boxes.set(id, box);
    if (wordsAbove(box, carrier)) above.add(id);
  }
  return { boxes, routes, above };
}

/** Those without a place go where there is room, the same for everyone. */
function placeElements(asked: Asked): Map<string, Box> {
  const { graph, plan, sizeOf } = asked;
  const drawn = new Set(asked.ids);
  const boxes = new Map<string, Box>();
  const lost: string[] = [];
  for (const id of graph.elements) {
    if (!drawn.has(id)) continue;
    const place = placeIn(graph.places.get(id)!);
    if (place === null) lost.push(id);
    else boxes.set(id, held(asked, id, { ...place, ...sizeOf(id) }));
  }
  for (const id of lost) {
    const alike = graph.byType.get(plan.typeOf(graph.places.get(id)!.zone).key) ?? [];
    const here = alike.flatMap((each) => boxes.get(each) ?? []);
    const size = sizeOf(id);
    boxes.set(id, held(asked, id, { ...roomFor(size, here, [...boxes.values()]), ...size }));
  }
  return boxes;
}

function held({ heldBy }: Asked, id: string, box: Box): Box {
  const by = heldBy?.(id) ?? null;
  return by === null ? box : { ...box, x: box.x + by.x, y: box.y + by.y };
}

/** Where a stamp stands, and the element that carries it. */
function standing(
  graph: Graph,
  boxes: ReadonlyMap<string, Box>,
  routes: ReadonlyMap<string, Route>,
  id: string,
): { place: Point; carrier: Box | null } {
  const { on } = graph.places.get(id)!;
  const put = placeIn(graph.places.get(id)!);
  const index = on === null ? 0 : (graph.carried.get(on)?.indexOf(id) ?? 0);
  const carrier = (on === null ? undefined : boxes.get(on)) ?? null;
  const middle = on === null ? undefined : routes.get(on)?.middle;
  if (carrier !== null) return { place: plus(carrier, put ?? cornerOf(carrier, index)), carrier };
  if (middle !== undefined) return { place: plus(middle, put ?? besideMiddle(index)), carrier };
  /* What carried it is gone, or was never there: it stays where it was, as near as can be told. */
  const was = on === null ? undefined : graph.places.get(on);
  return { place: plus({ x: was?.x ?? 0, y: was?.y ?? 0 }, put ?? { x: 0, y: 0 }), carrier };
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
