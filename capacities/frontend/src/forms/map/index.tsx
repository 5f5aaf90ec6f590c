/** The form « map »: elements, links and stamps on a board, the same as lists, and the projector. */

import type { ReactElement } from "react";
import { BallotBar } from "../../ballot";
import { useScreen } from "../../ui/screen";
import { MapBoard } from "./Board";
import { MapList } from "./List";
import { Present } from "./Present";

export { arrivals, goTo, Printed, pictures, placeName } from "./screen";
export { table } from "./table";

export function Form(): ReactElement {
  const { view, data } = useScreen();
  return (
    <div className={`drawn-map ${view}`}>
      {data.template.dots !== null && <BallotBar />}
      {view === "canevas" && <MapBoard />}
      {view === "liste" && <MapList />}
      {view === "presentation" && <Present />}
    </div>
  );
}
