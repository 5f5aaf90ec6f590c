/** What the picture of a live map is made from. */

import type { CanvasSession } from "../../core";
import { imageUrl, imageWords } from "./background";
import { graphOf } from "./graph";
import { inkHue, readInk } from "./ink";
import type { PictureSource } from "./picture";
import { planOf } from "./plan";
import { shownOf } from "./showing";
import { moneySign, smallWords, stampWords } from "./words";

/** `shows`: which elements, stamps and strokes are drawn; links go with what they join. */
export function sourceOf(session: CanvasSession, shows: (id: string) => boolean = () => true): PictureSource {
  const { template, dossier } = session.data;
  const plan = planOf(template);
  const graph = graphOf(session).get();
  const day = new Intl.DateTimeFormat("fr-FR", { dateStyle: "long" }).format(new Date());
  const edges = session.edges.get().flatMap((id) => session.edge(id).get() ?? []);
  const { ids, links: drawn } = shownOf(graph, edges, (id) => !graph.places.has(id) || shows(id));
  const behind = session.background.get();
  const kept = new Set(drawn);
  const links = edges
    .filter(({ id }) => kept.has(id))
    .map(({ id, from, to, kind }) => ({ id, from, to, kind, text: session.edgeText(id).get() }));
  return {
    graph,
    plan,
    ids,
    links,
    endsOf: (id) => session.edge(id).get(),
    strokes: session.ink.get().flatMap((stroke) => {
      const { id, color, x, y } = stroke;
      const ink = readInk(stroke, template.limits);
      return ink === null || !shows(id) ? [] : [{ ink, hue: inkHue(template, color), by: { x, y } }];
    }),
    behind: behind === null ? null : { ...behind, href: imageUrl(session.data, behind), words: imageWords(behind) },
    writtenOf: (id) => {
      const card = session.card(id).get()!;
      const type = plan.typeOf(card.zone);
      const facts = type.stamp ? stampWords(plan, card) : smallWords(plan, card);
      const text = session.text(id).get();
      const sign = `${moneySign(plan, card)}${type.sign}`;
      return { hue: plan.hueOf(card), sign, text: type.stamp ? text : text.trim() || type.title, facts };
    },
    title: `${template.title} — ${dossier.territory}, ${dossier.title}`,
    caption: [dossier.territory, dossier.title, day, template.source].filter((each) => each !== "").join(" · "),
    legend: plan.stamps.filter(({ sign }) => sign !== ""),
  };
}
