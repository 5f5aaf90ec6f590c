/** The form « tree »: a mind map, the same tree as an outline, and the projector. */

import type { ReactElement } from "react";
import { BallotBar } from "../../ballot";
import { useScreen } from "../../ui/screen";
import { TreeMap } from "./Map";
import { Outline } from "./OutlineView";
import { Present } from "./Present";

export { goTo, held, Printed, pictures, placeName } from "./screen";
export { table } from "./table";

export function Form(): ReactElement {
  const { view, data } = useScreen();
  return (
    <div className={`tree ${view}`}>
      {data.template.dots !== null && <BallotBar />}
      {view === "canevas" && <TreeMap />}
      {view === "liste" && <Outline />}
      {view === "presentation" && <Present />}
    </div>
  );
}
