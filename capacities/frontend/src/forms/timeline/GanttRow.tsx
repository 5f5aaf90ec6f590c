/** One step in the Gantt: its name at left, its bar in time. */

import type { ReactElement } from "react";
import { memo } from "react";

export interface GanttRowProps {
  id: string;
  height: number;
  left: number;
  width: number;
  slackLeft: number;
  slackWidth: number;
  point: boolean;
  /** « reussite », « action », « jalon ». */
  nature: string;
  name: string;
  /** Under its name: pilote, duration, what presses. */
  small: string;
  /** All of the rest, for who does not see the bar. */
  label: string;
  late: boolean;
  critical: boolean;
  done: boolean;
  /** The keyboard is here. */
  current: boolean;
  selected: boolean;
  /** It may be moved, it may be stretched. */
  movable: boolean;
  stretchable: boolean;
}

export const GanttRow = memo(function GanttRow(row: GanttRowProps): ReactElement {
  const { id, late, critical, done, selected } = row;
  const flags = { late, critical, done, selected, point: row.point, movable: row.movable };
  const classes = Object.entries(flags).flatMap(([name, on]) => (on ? [name] : []));
  return (
    <li className={["gantt-row", row.nature, ...classes].join(" ")} style={{ height: row.height }} data-row={id}>
      <button type="button" className="gantt-name" data-step={id} tabIndex={row.current ? 0 : -1} title={row.name}>
        <span className="gantt-words">{row.name}</span>
        <small aria-hidden="true">{row.small}</small>
        <span className="unseen">{row.label}</span>
      </button>
      <div className="gantt-track" aria-hidden="true">
        {row.slackWidth > 0 && <span className="gantt-slack" style={{ left: row.slackLeft, width: row.slackWidth }} />}
        <span className="gantt-bar" data-bar={id} style={{ left: row.left, width: row.width }}>
          {row.stretchable && <span className="gantt-edge" data-edge="" />}
          <span className="gantt-shape" />
        </span>
      </div>
    </li>
  );
});
