/* What a person may do to the map. Each act is one step of the undo history. */

import type { CanvasSession, CardMove, CardSeed, EdgeSeed, PasteResult, StrokeSeed } from "../../core";
import { compareRanked, newId, placeAt, readPaste } from "../../core";
import type { Box, Point } from "../board/box";
import type { Graph } from "./graph";
import { graphOf, ofType } from "./graph";
import type { Edge } from "./lining";
import { aligned, spaced } from "./lining";
import type { Plan } from "./plan";
import { planOf } from "./plan";
import { boundsOf, roomFor, rowsAt } from "./room";
import { STAMP_SIZE, sizeOf } from "./shapes";
import { rulesOf } from "./words";

export type ActsSource = Pick<
  CanvasSession,
  | "places"
  | "card"
  | "text"
  | "adopt"
  | "actions"
  | "data"
  | "editable"
  | "edge"
  | "edges"
  | "edgesAt"
  | "edgeText"
  | "stroke"
>;

export interface MapActs {
  /** An element whose middle is at a point, or where there is room. Null: refused (a notice was given). */
  add(type: string, at: Point | null, text?: string): string | null;
  /** A stamp on a record, or on none with its middle at a point. */
  stamp(type: string, on: string, at?: Point | null): string | null;
  /** Lines become elements of one type, in rows around a point. */
  paste(type: string, text: string, at: Point | null): PasteResult;
  place(moves: readonly CardMove[]): void;
  /** Elements, stamps and strokes again, a little lower, with the links between them. The new ids. */
  duplicate(ids: readonly string[]): string[];
  front(ids: readonly string[]): void;
  align(ids: readonly string[], edge: Edge): void;
  space(ids: readonly string[], across: boolean): void;
}

/** How far a copy is from what it copies. */
const COPY_PX = 28;

/** `boxes`: where elements are drawn; where they are not, they are taken to be as large as their shape. */
export function acts(session: ActsSource, boxes: () => ReadonlyMap<string, Box> = () => new Map()): MapActs {
  const { actions } = session;
  const plan = planOf(session.data.template);
  const graph = () => graphOf(session).get();
  const boxOf = (id: string) => boxes().get(id) ?? guessed(graph(), plan, id);
  const named = (ids: readonly string[]) =>
    ids
      .filter((id) => graph().elements.includes(id))
      .flatMap((id) => {
        const box = boxOf(id);
        return box === null ? [] : [[id, box] as const];
      });

  const seedsAt = (type: string, texts: readonly string[], at: Point | null): CardSeed[] => {
    const size = sizeOf(plan.typeOf(type).shape);
    const rest = ranksAbove(graph(), texts.length);
    const rows = rowsAt(texts.length, size, at ?? { x: 0, y: 0 });
    const taken = at === null ? graph().elements.flatMap((id) => boxOf(id) ?? []) : [];
    const alike = at === null ? ofType(graph(), type).flatMap((id) => boxOf(id) ?? []) : [];
    return texts.map((text, i) => {
      const place = at === null ? roomFor(size, alike, taken) : rows[i]!;
      if (at === null) {
        taken.push({ ...place, ...size });
        alike.push({ ...place, ...size });
      }
      return { id: newId(), zone: type, rank: rest[i]!, ...whole(place), color: "", text };
    });
  };

  return {
    add: (type, at, text = "") => actions.create(seedsAt(type, [text], at))[0] ?? null,
    stamp: (type, on, at = null) => {
      const [rank] = ranksAbove(graph(), 1);
      const { width, height } = STAMP_SIZE;
      const free = at === null ? {} : whole({ x: at.x - width / 2, y: at.y - height / 2 });
      const place = on === "" ? (at === null ? freePlace(graph(), boxOf) : free) : { on };
      return actions.create([{ id: newId(), zone: type, rank: rank!, color: "", ...place }])[0] ?? null;
    },
    paste: (type, text, at) => {
      if (!session.editable.get()) return { ids: [], message: null, leftOut: text };
      const { limits } = session.data.template;
      const { words } = rulesOf(session, plan);
      const { texts, leftOut, message } = readPaste(text, limits, actions.room(), words);
      return { ids: texts.length === 0 ? [] : actions.create(seedsAt(type, texts, at)), leftOut, message };
    },
    place: (moves) => actions.place(moves),
    duplicate: (ids) => copy(session, graph(), ids),
    front: (ids) => {
      const sorted = graph().elements.filter((id) => ids.includes(id));
      const ranks = ranksAbove(graph(), sorted.length);
      actions.place(sorted.map((id, i) => ({ id, rank: ranks[i]! })));
    },
    align: (ids, edge) => actions.place(aligned(named(ids), edge).map(rounded)),
    space: (ids, across) => actions.place(spaced(named(ids), across).map(rounded)),
  };
}

export function whole({ x, y }: Point): Point {
  return { x: Math.round(x), y: Math.round(y) };
}

function rounded({ id, ...place }: { id: string } & Point): CardMove {
  return { id, ...whole(place) };
}

function ranksAbove(graph: Graph, count: number): string[] {
  const live = [...graph.elements, ...graph.stamps].map((id) => graph.places.get(id)!).sort(compareRanked);
  const above = live.slice(-1);
  return placeAt(above, above.length, count).ranks;
}

function guessed(graph: Graph, plan: Plan, id: string): Box | null {
  const place = graph.places.get(id);
  if (place === undefined || place.x === null || place.y === null) return null;
  return { x: place.x, y: place.y, ...sizeOf(plan.typeOf(place.zone).shape) };
}

/** Under all that is on the map. */
function freePlace(graph: Graph, boxOf: (id: string) => Box | null): Point {
  const bounds = boundsOf(graph.elements.flatMap((id) => boxOf(id) ?? []));
  const free = graph.stamps.filter((id) => graph.places.get(id)!.on === null).length;
  const step = STAMP_SIZE.width * 2.5;
  return bounds === null ? { x: free * step, y: 0 } : whole({ x: bounds.left + free * step, y: bounds.bottom + 60 });
}

function copy(session: ActsSource, graph: Graph, ids: readonly string[]): string[] {
  const cards = ids.filter((id) => session.card(id).get()?.deleted === false);
  const twins = new Map(cards.map((id) => [id, newId()]));
  const ranks = ranksAbove(graph, cards.length);
  const seeds = cards.map((id, i): CardSeed => {
    const { zone, color, fields, x, y, on } = session.card(id).get()!;
    const carrier = twins.get(on ?? "");
    const shift = carrier === undefined ? COPY_PX : 0;
    const place = x === null || y === null ? {} : { x: x + shift, y: y + shift };
    const text = session.text(id).get();
    return {
      id: twins.get(id)!,
      zone,
      rank: ranks[i]!,
      color,
      fields,
      text,
      ...place,
      ...(on === null ? {} : { on: carrier ?? on }),
    };
  });
  const between = new Set(cards.flatMap((id) => session.edgesAt(id).get()));
  const links = [...between].flatMap((id): EdgeSeed[] => {
    const edge = session.edge(id).get();
    const [from, to] = [twins.get(edge?.from ?? ""), twins.get(edge?.to ?? "")];
    if (edge === null || from === undefined || to === undefined) return [];
    return [{ id: newId(), from, to, kind: edge.kind, text: session.edgeText(id).get(), fields: edge.fields }];
  });
  const strokes = ids.flatMap((id): StrokeSeed[] => {
    const stroke = session.stroke(id).get();
    if (stroke === null || stroke.deleted) return [];
    const { points, color, thick, x, y } = stroke;
    return [{ id: newId(), points, color, thick, x: x + COPY_PX, y: y + COPY_PX }];
  });
  return session.actions.create(seeds, [], null, links, strokes);
}
