/** The picture of the whole map, drawn on the page: for the projector and for paper. */

import { useId, useMemo } from "react";
import type { ReactElement } from "react";
import { useStore, useStores } from "../../ui/hooks";
import { useScreen } from "../../ui/screen";
import type { Mark } from "./picture";
import { pictureOf } from "./picture";
import { browserMeasure } from "./pictureFile";
import { sourceOf } from "./pictureSource";
import { CENTRE, treeOf } from "./tree";

interface DrawingProps {
  /** On paper the page itself says what it is. */
  caption: boolean;
}

export function Drawing({ caption }: DrawingProps): ReactElement {
  const { session } = useScreen();
  const tree = useStore(treeOf(session));
  const ids = useMemo(() => [CENTRE, ...tree.order], [tree]);
  const texts = useStores(useMemo(() => ids.map((id) => session.text(id)), [ids, session]));
  const cards = useStores(useMemo(() => ids.map((id) => session.card(id)), [ids, session]));
  const measure = useMemo(browserMeasure, []);
  const titleId = useId();
  const picture = useMemo(() => {
    void [tree, texts, cards];
    const source = sourceOf(session);
    return pictureOf(caption ? source : { ...source, caption: "" }, measure);
  }, [caption, cards, measure, session, texts, tree]);
  return (
    <svg
      className="drawing"
      viewBox={`0 0 ${picture.width} ${picture.height}`}
      role="img"
      aria-labelledby={titleId}
      style={{ aspectRatio: `${picture.width} / ${picture.height}` }}
    >
      <title id={titleId}>{picture.description}</title>
      {picture.marks.map((mark, i) => (
        <Drawn key={i} mark={mark} />
      ))}
    </svg>
  );
}

function Drawn({ mark }: { mark: Mark }): ReactElement {
  switch (mark.kind) {
    case "line":
      return <path d={mark.d} fill="none" stroke={mark.stroke} strokeWidth={mark.width} strokeLinecap="round" />;
    case "pill":
      return <rect x={mark.x} y={mark.y} width={mark.width} height={mark.height} rx={Math.min(mark.height / 2, 28)} fill={mark.fill} />;
    case "words":
      return (
        <text x={mark.x} y={mark.y} fontSize={mark.size} fontWeight={mark.bold ? 650 : 400} textAnchor={mark.anchor} fill={mark.fill}>
          {mark.words}
        </text>
      );
  }
}
