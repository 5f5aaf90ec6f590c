/** « → Rétroplanning »: on a card that was carried on, the way to what it is there. */

import type { ReactElement } from "react";
import { useStore } from "../../ui/hooks";
import { useScreen } from "../../ui/screen";
import { carriedOf, goneTo } from "./sequel";

/** Nothing for a card that was not. What is projected is only looked at: there it is no link. */
export function CarriedTo({ id }: { id: string }): ReactElement | null {
  const { session, data, view } = useScreen();
  const there = goneTo(data, useStore(carriedOf(session)), id);
  if (there === null) return null;
  const words = (
    <>
      <span aria-hidden="true">→ </span>
      {there.title}
    </>
  );
  if (view === "presentation") return <span className="carried-to">{words}</span>;
  return (
    <a className="carried-to" href={there.url} target="_self" title={data.sequel?.way}>
      {words}
    </a>
  );
}
