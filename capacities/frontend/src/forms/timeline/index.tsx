/** The form « timeline »: steps in lanes, from the réussites at the horizon back to today. */

import type { ReactElement } from "react";
import { useScreen } from "../../ui/screen";
import { Frise } from "./Frise";
import { TimelineList } from "./List";

export function placeName(): string {
  return "";
}

export function Form(): ReactElement {
  const { view } = useScreen();
  return (
    <div className={`timeline ${view}`}>
      {view === "canevas" && <Frise />}
      {view === "liste" && <TimelineList />}
    </div>
  );
}
