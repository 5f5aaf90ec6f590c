/** « Vient de : Projection »: the way back to the card that this one was carried on from. */

import type { ReactElement } from "react";
import type { CardView } from "../../core";
import { useScreen } from "../../ui/screen";
import { sourceOf } from "./sequel";

/** Nothing for a card that comes from nowhere. */
export function CameFrom({ card }: { card: CardView }): ReactElement | null {
  const { data } = useScreen();
  const source = sourceOf(data, card.origin);
  if (source === null) return null;
  return (
    <p className="came-from">
      Vient de{"\u00a0"}:{" "}
      <a href={source.url} target="_self">
        {source.title}
      </a>
    </p>
  );
}
