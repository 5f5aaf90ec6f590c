/** The picture of the frise, drawn on the page: for the projector and for paper. */

import type { ReactElement } from "react";
import { useMemo } from "react";
import { useStore, useStores } from "../../ui/hooks";
import { useScreen } from "../../ui/screen";
import { browserMeasure } from "../picture/file";
import { Sheet } from "../picture/Sheet";
import { timelineOf } from "./model";
import { pictureOf } from "./picture";
import { sourceOf } from "./picture-source";

export function Drawing(): ReactElement {
  const { session } = useScreen();
  const timeline = useStore(timelineOf(session));
  const ids = useMemo(() => [...timeline.steps.keys()], [timeline]);
  const texts = useStores(useMemo(() => ids.map((id) => session.text(id)), [ids, session]));
  const cards = useStores(useMemo(() => ids.map((id) => session.card(id)), [ids, session]));
  const measure = useMemo(browserMeasure, []);
  const picture = useMemo(() => {
    void [timeline, texts, cards];
    return pictureOf({ ...sourceOf(session), caption: "" }, measure);
  }, [cards, measure, session, texts, timeline]);
  return <Sheet picture={picture} />;
}
