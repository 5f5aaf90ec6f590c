/** The picture of the map, drawn on the page: for the projector and for paper. */

import type { ReactElement } from "react";
import { useMemo } from "react";
import { useStore, useStores } from "../../ui/hooks";
import { useScreen } from "../../ui/screen";
import { browserMeasure } from "../picture/file";
import { Sheet } from "../picture/Sheet";
import { graphOf } from "./graph";
import { pictureOf } from "./picture";
import { sourceOf } from "./picture-source";

/** `shows`: which elements and stamps are drawn. */
export function Drawing({ shows }: { shows?: (id: string) => boolean }): ReactElement {
  const { session } = useScreen();
  const graph = useStore(graphOf(session));
  const edges = useStore(session.edges);
  const ids = useMemo(() => [...graph.elements, ...graph.stamps], [graph]);
  const texts = useStores(useMemo(() => ids.map((id) => session.text(id)), [ids, session]));
  const cards = useStores(useMemo(() => ids.map((id) => session.card(id)), [ids, session]));
  const links = useStores(useMemo(() => edges.map((id) => session.edge(id)), [edges, session]));
  const written = useStores(useMemo(() => edges.map((id) => session.edgeText(id)), [edges, session]));
  const strokes = useStore(session.ink);
  const behind = useStore(session.background);
  const measure = useMemo(browserMeasure, []);
  const picture = useMemo(() => {
    void [behind, graph, texts, cards, links, written, strokes];
    return pictureOf({ ...sourceOf(session, shows), caption: "" }, measure);
  }, [behind, cards, graph, links, measure, session, shows, strokes, texts, written]);
  return <Sheet picture={picture} />;
}
