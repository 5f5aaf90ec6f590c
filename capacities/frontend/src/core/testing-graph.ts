/* For tests only: a form of cards that have a place on a board, and links between them. */

import { makeField, makePeer, type Peer, sync, TEMPLATE } from "./testing";
import type { TemplateJson } from "./types";

const DRAWN = { line: "solid", sources: [], targets: [], hue: "black", layer: "" } satisfies Partial<
  TemplateJson["edge_kinds"][number]
>;

export const GRAPH: TemplateJson = {
  ...TEMPLATE,
  key: "graphe",
  edge_kinds: [
    {
      key: "flux",
      title: "Flux",
      fields: [makeField("note", "Note")],
      ...DRAWN,
    },
    { key: "depend", title: "Dépend de", fields: [], ...DRAWN },
  ],
};

export interface Graph {
  a: Peer;
  b: Peer;
  /** Two cards and a link between them, made by a. */
  x: string;
  y: string;
  link: string;
}

/** Two people who have the same two cards, linked by the first. */
export function twoOnAGraph(): Graph {
  const [a, b] = [makePeer("Camille", GRAPH), makePeer("Dominique", GRAPH)];
  const [x, y] = a.actions.addMany("usagers", ["x", "y"]) as [string, string];
  const link = a.actions.link(x, y, "flux")!;
  sync(a, b);
  return { a, b, x, y, link };
}

/** All that a form would draw: cards where they are, links whose both ends are there. */
export function drawing({ doc, index, edges }: Peer): unknown {
  const cards = [...doc.getMap("cards").keys()].sort().map((id) => {
    const { x, y, shape, deleted } = index.view(id)!;
    return [id, x, y, shape, deleted, index.text(id).get(), edges.at(id).get()];
  });
  const links = edges.live.get().map((id) => {
    const { from, to, kind, fields } = edges.view(id)!;
    const whole = [from, to].every((end) => index.view(end)?.deleted === false);
    return [id, from, to, kind, fields, edges.text(id).get(), whole];
  });
  return {
    cards,
    links,
    trash: edges.trash
      .get()
      .map(({ id }) => id)
      .sort(),
  };
}
