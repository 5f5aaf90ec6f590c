/** The projector: the whole map, then one layer after another, or one of those whom the stamps name. */

import type { ReactElement } from "react";
import { useMemo } from "react";
import type { CanvasSession } from "../../core";
import { useStore, useStores } from "../../ui/hooks";
import { Slides } from "../../ui/Slides";
import { useScreen } from "../../ui/screen";
import { SlideMap } from "../picture/SlideMap";
import { Drawing } from "./Drawing";
import type { Graph } from "./graph";
import { graphOf, ofType } from "./graph";
import { inkLayer } from "./ink";
import type { Plan } from "./plan";
import { planOf } from "./plan";
import { nameOf } from "./words";

interface Slide {
  title: string;
  shows?: (id: string) => boolean;
}

export function Present(): ReactElement {
  const { session, data } = useScreen();
  const graph = useStore(graphOf(session));
  const plan = planOf(data.template);
  const named = useMemo(
    () => [...new Set(data.template.fields.map((field) => field.among))].filter((key) => key !== ""),
    [data],
  );
  const people = useMemo(() => named.flatMap((key) => ofType(graph, key)), [graph, named]);
  useStores(useMemo(() => people.map((id) => session.text(id)), [people, session]));
  const slides = useMemo(
    (): Slide[] => [
      { title: data.template.title },
      ...layersOf(session, graph, plan),
      ...people.map((id) => aroundOf(session, graph, id)),
    ],
    [data, graph, people, plan, session],
  );
  const titles = slides.map(({ title }) => title);
  return (
    <Slides titles={titles}>
      {(at) => {
        const { title, shows } = slides[at] ?? slides[0]!;
        return (
          <SlideMap key={at} label={title}>
            <Drawing {...(shows === undefined ? {} : { shows })} />
          </SlideMap>
        );
      }}
    </Slides>
  );
}

/** Each layer over those before it. */
function layersOf(session: CanvasSession, graph: Graph, plan: Plan): Slide[] {
  const layerOf = (id: string) => {
    const stroke = session.stroke(id).get();
    if (stroke !== null) return inkLayer(session.data.template, stroke.color);
    return plan.layerOf({ zone: graph.places.get(id)?.zone ?? "", color: session.card(id).get()?.color ?? "" });
  };
  return plan.layers.map(({ title }, i) => {
    const shown = new Set(["", ...plan.layers.slice(0, i + 1).map(({ key }) => key)]);
    return { title, shows: (id) => shown.has(layerOf(id)) };
  });
}

/** An element with all that names it, and what it is linked to. */
function aroundOf(session: CanvasSession, graph: Graph, id: string): Slide {
  const kept = new Set([id]);
  for (const link of session.edgesAt(id).get()) {
    const edge = session.edge(link).get();
    if (edge !== null) kept.add(edge.from).add(edge.to);
  }
  for (const stamp of graph.stamps) {
    const card = session.card(stamp).get();
    if (card === null || !Object.values(card.fields).includes(id)) continue;
    kept.add(stamp);
    const edge = session.edge(card.on ?? "").get();
    for (const carrier of edge === null ? [card.on] : [edge.from, edge.to]) if (carrier !== null) kept.add(carrier);
  }
  for (const stamp of graph.carried.get(id) ?? []) kept.add(stamp);
  return { title: nameOf(session, id), shows: (each) => kept.has(each) };
}
