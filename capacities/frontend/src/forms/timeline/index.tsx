/** The form « timeline »: steps in lanes, from the réussites at the horizon back to today. */

import type { ReactElement } from "react";
import { useScreen } from "../../ui/screen";
import { Frise } from "./Frise";
import { Gantt } from "./Gantt";
import { TimelineList } from "./List";
import { Present } from "./Present";
import { Roadmap } from "./Roadmap";
import { useSilenceEnd } from "./Silence";

export { goTo, Printed, pictures, placeName } from "./screen";
export { table } from "./table";

export function Form(): ReactElement {
  const { view } = useScreen();
  useSilenceEnd();
  return (
    <div className={`timeline ${view}`}>
      {view === "canevas" && <Frise />}
      {view === "gantt" && <Gantt />}
      {view === "feuille" && <Roadmap />}
      {view === "liste" && <TimelineList />}
      {view === "presentation" && <Present />}
    </div>
  );
}
