/** The map as it is read: which cards are elements, which are stamps, and what carries each. */

import type { CardPlace, Store } from "../../core";
import { compareRanked, Lazy } from "../../core";
import type { Plan } from "./plan";
import { planOf } from "./plan";
import type { GraphSource } from "./words";
import { rulesOf } from "./words";

export interface Graph {
  /** From the one under all to the one above all. */
  elements: readonly string[];
  stamps: readonly string[];
  /** Elements of each type, in order; those of types unknown to the template under "". */
  byType: ReadonlyMap<string, readonly string[]>;
  /** The stamps of each element or link that carries some. */
  carried: ReadonlyMap<string, readonly string[]>;
  places: ReadonlyMap<string, CardPlace>;
}

const NONE: readonly string[] = [];
const graphs = new WeakMap<GraphSource, Store<Graph>>();

/** The map of a session: one, as long as the session lives. */
export function graphOf(session: GraphSource): Store<Graph> {
  const known = graphs.get(session);
  if (known !== undefined) return known;
  const plan = planOf(session.data.template);
  const graph = new Lazy(() => readGraph(session.places.get(), plan));
  graphs.set(session, graph);
  session.places.subscribe(() => graph.invalidate());
  session.adopt(rulesOf(session, plan));
  return graph;
}

export function readGraph(places: ReadonlyMap<string, CardPlace>, plan: Plan): Graph {
  const live = [...places.values()].filter((card) => !card.deleted).sort(compareRanked);
  const elements: string[] = [];
  const stamps: string[] = [];
  const byType = new Map<string, string[]>();
  const carried = new Map<string, string[]>();
  for (const { id, zone, on } of live) {
    const type = plan.typeOf(zone);
    (type.stamp ? stamps : elements).push(id);
    put(byType, type.key, id);
    if (type.stamp && on !== null) put(carried, on, id);
  }
  return { elements, stamps, byType, carried, places };
}

function put(map: Map<string, string[]>, key: string, id: string): void {
  const group = map.get(key);
  if (group === undefined) map.set(key, [id]);
  else group.push(id);
}

export function ofType(graph: Graph, key: string): readonly string[] {
  return graph.byType.get(key) ?? NONE;
}

/** What a stamp put on a record stands on: it, or what carries it when it is a stamp; "" for nothing. */
export function carrierFor(session: Pick<GraphSource, "card" | "edge">, plan: Plan, stamp: string, id: string): string {
  const card = session.card(id).get();
  if (card !== null && plan.typeOf(card.zone).stamp) {
    const { on } = card;
    const stacked = on === null || plan.typeOf(session.card(on).get()?.zone ?? "").stamp;
    return stacked ? "" : carrierFor(session, plan, stamp, on);
  }
  const record = card ?? session.edge(id).get();
  const type = card?.zone ?? session.edge(id).get()?.kind ?? "";
  return record?.deleted === false && plan.mayCarry(stamp, type) ? id : "";
}
