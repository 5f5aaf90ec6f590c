/** Time: its header, that stays in sight, and what it draws behind the steps. */

import type { CSSProperties, ReactElement } from "react";
import { memo, useState } from "react";
import { useSelected } from "../../ui/hooks";
import { beginLane } from "./begin-lane";
import { CalendarDialog } from "./CalendarDialog";
import { useFrise } from "./context";
import { dayWords } from "./days";
import type { Shade } from "./frise-axis";
import { ticksOf, unitOf, windowsOn, xOf } from "./frise-axis";

/** A day is seen whatever the scale. */
const LEAST_SHADE = 6;

export const TimeHeader = memo(function TimeHeader({ editable }: { editable: boolean }): ReactElement {
  const frise = useFrise();
  const { scene, timeline } = frise;
  const narrow = useSelected(scene.seen, (seen) => seen.narrow);
  const axis = useSelected(scene.layout, (layout) => layout.axis);
  const today = useSelected(timeline, (now) => now.today);
  const windows = useSelected(timeline, (now) => now.windows);
  const now = xOf(axis, today);
  const [calendar, setCalendar] = useState(false);
  return (
    <div className="frise-head">
      <div className="frise-corner">
        {editable && !narrow && (
          <button type="button" className="add-lane-here" onClick={() => beginLane(frise)}>
            <span aria-hidden="true">+</span> Ajouter un fil
          </button>
        )}
      </div>
      <div className="frise-ticks" style={{ width: axis.width }}>
        <ol className="frise-units" aria-label="Temps">
          {ticksOf(axis, unitOf(axis.scale)).map(({ key, x, width, label, long, strong }) => (
            <li key={key} className={strong ? "tick strong" : "tick"} style={{ left: x, width }}>
              <span aria-label={long} title={long}>
                {label}
              </span>
            </li>
          ))}
        </ol>
        <ul className="frise-names" aria-label="Calendrier">
          {placeNames(windowsOn(axis, windows)).map(({ key, title, when, x, room }) => (
            <li key={key} className="window-name" style={{ left: x, maxWidth: room }} title={`${title}, ${when}`}>
              <button type="button" tabIndex={-1} aria-haspopup="dialog" onClick={() => setCalendar(true)}>
                {title}
                <span className="unseen">, {when}</span>
              </button>
            </li>
          ))}
        </ul>
        <span className="today-name" style={{ left: now }}>
          Aujourd’hui<span className="unseen">, {dayWords(today)}</span>
        </span>
      </div>
      <div className="frise-end">Réussites</div>
      {calendar && <CalendarDialog onClose={() => setCalendar(false)} />}
    </div>
  );
});

/** As much of a name as there is before the next one. */
function placeNames(shades: readonly Shade[]): (Shade & { room: number })[] {
  const sorted = [...shades].sort((a, b) => a.x - b.x);
  return sorted.map((shade, i) => ({
    ...shade,
    room: Math.max(24, Math.min(220, (sorted[i + 1]?.x ?? Infinity) - shade.x - 6)),
  }));
}

/** Behind the steps: where units begin, the windows, the line of today. */
export const Ground = memo(function Ground(): ReactElement {
  const { scene, timeline } = useFrise();
  const axis = useSelected(scene.layout, (layout) => layout.axis);
  const lanes = useSelected(scene.layout, (layout) => layout.lanes);
  const today = useSelected(timeline, (now) => now.today);
  const windows = useSelected(timeline, (now) => now.windows);
  return (
    <div className="frise-ground" aria-hidden="true">
      {lanes.map(({ key, y, height }) => (
        <div key={key} className="lane-band" data-lane={key} style={{ top: y, height }} />
      ))}
      {ticksOf(axis, unitOf(axis.scale)).map(({ key, x, strong }) => (
        <div key={key} className={strong ? "rule strong" : "rule"} style={{ left: x }} />
      ))}
      {windowsOn(axis, windows).map(({ key, title, x: left, width }) => (
        <div
          key={key}
          className="window-shade"
          data-title={title}
          style={{ left, width: Math.max(LEAST_SHADE, width) } as CSSProperties}
        />
      ))}
      <div className="today-line" style={{ left: xOf(axis, today) }} />
    </div>
  );
});
