/** The picture of the whole map, drawn on the page: for the projector and for paper. */

import type { ReactElement } from "react";
import { useMemo } from "react";
import { useTotals } from "../../ballot";
import { useStore, useStores } from "../../ui/hooks";
import { useScreen } from "../../ui/screen";
import type { Size } from "../board/box";
import { browserMeasure } from "../picture/file";
import { Sheet } from "../picture/Sheet";
import { pictureOf } from "./picture";
import { sourceOf } from "./picture-source";
import { readablePicture } from "./readable";
import { CENTRE, treeOf } from "./tree";

/** Within a frame of the screen, branches are left out rather than drawn too small to be read from the back of the
 * room; on paper, all of it. */
export function Drawing({ within }: { within?: Size }): ReactElement {
  const { session } = useScreen();
  const tree = useStore(treeOf(session));
  const ids = useMemo(() => [CENTRE, ...tree.order], [tree]);
  const texts = useStores(useMemo(() => ids.map((id) => session.text(id)), [ids, session]));
  const cards = useStores(useMemo(() => ids.map((id) => session.card(id)), [ids, session]));
  const totals = useTotals();
  const measure = useMemo(browserMeasure, []);
  const picture = useMemo(() => {
    void [tree, texts, cards, totals];
    /* The page itself says where it comes from. */
    const source = { ...sourceOf(session), caption: "" };
    return within === undefined ? pictureOf(source, measure) : readablePicture(source, within, measure);
  }, [cards, measure, session, texts, totals, tree, within]);
  return <Sheet picture={picture} />;
}
