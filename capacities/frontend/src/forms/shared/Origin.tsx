/** « Vient de : Projection »: the way back to the card that this one was carried on from. */

import type { ReactElement } from "react";
import { useStore } from "../../ui/hooks";
import { useScreen } from "../../ui/screen";
import { sourceOf } from "./sequel";

/** Nothing for a card that comes from nowhere. */
export function Origin({ id }: { id: string }): ReactElement | null {
  const { session, data } = useScreen();
  const source = sourceOf(data, useStore(session.card(id))?.origin ?? null);
  if (source === null) return null;
  return (
    <p className="card-origin">
      Vient de{"\u00a0"}:{" "}
      <a href={source.url} target="_self">
        {source.title}
      </a>
    </p>
  );
}
