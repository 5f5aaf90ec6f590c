/** Above the Gantt: from nearer or farther, and what its signs say. */

import type { ReactElement } from "react";
import { useScreen } from "../../ui/screen";
import { CalendarTool } from "./CalendarDialog";
import { boundScale } from "./gantt-layout";
import { HiddenCount } from "./NoStep";
import type { GanttView } from "./use-gantt";
import { viewerOf } from "./viewer";

const STEP = 1.5;

export function GanttTools({ view }: { view: GanttView }): ReactElement {
  const { session } = useScreen();
  const viewer = viewerOf(session);
  const { scale, timeline } = view;
  return (
    <div className="gantt-tools">
      <ul className="gantt-legend" aria-label="Légende">
        <li>
          <span className="sign" /> au plus tard
        </li>
        <li>
          <span className="sign slack" /> marge
        </li>
        <li>
          <span className="sign critical" /> chaîne critique
        </li>
        <li>
          <span className="sign point" /> jalon
        </li>
        <li>
          <span className="sign success" /> réussite
        </li>
        <li>▲ trop tard</li>
      </ul>
      <HiddenCount hidden={timeline.hidden} />
      <CalendarTool />
      <div className="gantt-zoom" role="group" aria-label="Échelle du temps">
        <button type="button" className="button" onClick={() => viewer.zoom(boundScale(scale / STEP))}>
          <span aria-hidden="true">−</span>
          <span className="unseen">Réduire</span>
        </button>
        <button type="button" className="button" onClick={() => viewer.zoom(null)}>
          Tout voir
        </button>
        <button type="button" className="button" onClick={() => viewer.zoom(boundScale(scale * STEP))}>
          <span aria-hidden="true">+</span>
          <span className="unseen">Agrandir</span>
        </button>
      </div>
    </div>
  );
}
