/* What of a map is drawn when a part of it is not: links go with what they join, stamps with what carries them. */

import { useMemo, useRef } from "react";
import type { CanvasSession, EdgeView, Store } from "../../core";
import { useStore, useStores } from "../../ui/hooks";
import type { Graph } from "./graph";
import { graphOf } from "./graph";
import type { Plan } from "./plan";

export interface Shown {
  /** Elements, then stamps. */
  ids: readonly string[];
  links: readonly string[];
}

/** `shows`: by itself, an element, a stamp or a link is drawn. What is broken stays, to be mended. */
export function shownOf(graph: Graph, edges: readonly EdgeView[], shows: (id: string) => boolean): Shown {
  const elements = graph.elements.filter(shows);
  const drawn = new Set(elements);
  const stamping = new Set(graph.stamps);
  const hides = (id: string) => graph.places.get(id)?.deleted === false && !drawn.has(id) && !stamping.has(id);
  const links = edges.filter(({ id, from, to }) => shows(id) && !hides(from) && !hides(to)).map(({ id }) => id);
  const kept = new Set(links);
  const cut = new Set(edges.map(({ id }) => id).filter((id) => !kept.has(id)));
  const stamps = graph.stamps.filter((id) => {
    const { on } = graph.places.get(id)!;
    return shows(id) && (on === null || !(hides(on) || cut.has(on)));
  });
  return { ids: [...elements, ...stamps], links };
}

/** What no hidden layer holds, live: whoever colours a thing may put it on one. */
export function useShown(session: CanvasSession, plan: Plan, hidden: ReadonlySet<string>): Shown {
  const graph = useStore(graphOf(session));
  const edges = useStore(session.edges);
  const all = hidden.size === 0;
  const cards = useMemo(() => (all ? [] : [...graph.elements, ...graph.stamps]), [graph, all]);
  const colors = useStores(useMemo(() => cards.map((id) => colorIn(session, id)), [cards, session]));
  const views = useStores(useMemo(() => (all ? [] : edges.map((id) => session.edge(id))), [all, edges, session]));
  const shown = useMemo((): Shown => {
    if (all) return { ids: [...graph.elements, ...graph.stamps], links: edges };
    const colorOf = new Map(cards.map((id, i) => [id, colors[i]!]));
    const joined = views.filter((view) => view !== null);
    const layerOf = new Map(joined.map(({ id, kind }) => [id, plan.kindOf(kind).layer]));
    return shownOf(graph, joined, (id) => {
      const zone = graph.places.get(id)?.zone ?? "";
      return !hidden.has(layerOf.get(id) ?? plan.layerOf({ zone, color: colorOf.get(id) ?? "" }));
    });
  }, [all, cards, colors, edges, graph, hidden, plan, views]);
  const [ids, links] = [useSame(shown.ids), useSame(shown.links)];
  return useMemo(() => ({ ids, links }), [ids, links]);
}

function colorIn(session: CanvasSession, id: string): Store<string> {
  const card = session.card(id);
  return { get: () => card.get()?.color ?? "", subscribe: (listener) => card.subscribe(listener) };
}

/** The former list as long as it holds the same. */
export function useSame(now: readonly string[]): readonly string[] {
  const last = useRef(now);
  if (last.current.length !== now.length || last.current.some((id, i) => id !== now[i])) last.current = now;
  return last.current;
}
