/** What the picture of a live map is made from. */

import type { CanvasSession } from "../../core";
import { graphOf } from "./graph";
import type { PictureSource } from "./picture";
import { planOf } from "./plan";
import { factsUnder, stampWords } from "./words";

/** `shows`: which elements and stamps are drawn; links go with what they join. */
export function sourceOf(session: CanvasSession, shows: (id: string) => boolean = () => true): PictureSource {
  const { template, dossier } = session.data;
  const plan = planOf(template);
  const graph = graphOf(session).get();
  const day = new Intl.DateTimeFormat("fr-FR", { dateStyle: "long" }).format(new Date());
  const ids = [...graph.elements, ...graph.stamps].filter(shows);
  const drawn = new Set(ids);
  const hides = (id: string) => graph.places.get(id)?.deleted === false && !drawn.has(id);
  const links = session.edges.get().flatMap((id) => {
    const edge = session.edge(id).get();
    if (edge === null || hides(edge.from) || hides(edge.to)) return [];
    return [{ id, from: edge.from, to: edge.to, kind: edge.kind, text: session.edgeText(id).get() }];
  });
  return {
    graph,
    plan,
    ids,
    links,
    writtenOf: (id) => {
      const card = session.card(id).get()!;
      const type = plan.typeOf(card.zone);
      const facts = type.stamp ? stampWords(plan, card) : factsUnder(plan, card);
      const text = session.text(id).get();
      return { hue: plan.hueOf(card), sign: type.sign, text: type.stamp ? text : text.trim() || type.title, facts };
    },
    title: `${template.title} — ${dossier.territory}, ${dossier.title}`,
    caption: [dossier.territory, dossier.title, day, template.source].filter((each) => each !== "").join(" · "),
    legend: plan.stamps.filter(({ sign }) => sign !== ""),
  };
}
