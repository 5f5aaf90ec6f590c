/** Time in the Gantt: its header, today, the windows of the calendar, the lines of the links. */

import type { ReactElement } from "react";
import { memo, useState } from "react";
import { guessWidth } from "../picture/words";
import { CalendarDialog } from "./CalendarDialog";
import { dayWords } from "./days";
import type { Axis } from "./frise-axis";
import { ticksOf, unitOf, windowsOn, xOf } from "./frise-axis";
import type { Gantt, Route } from "./gantt-layout";
import { flagsOf } from "./gantt-layout";
import type { Timeline } from "./types";

const FLAG_PX = 18;

export const GanttHead = memo(function GanttHead({ timeline, axis }: { timeline: Timeline; axis: Axis }): ReactElement {
  const [calendar, setCalendar] = useState(false);
  const today = xOf(axis, timeline.today);
  const windows = windowsOn(axis, timeline.windows);
  const asked = [
    { key: "today", x: today, words: "Aujourd’hui" },
    ...windows.map(({ key, again, x, title }) => ({ key, again, x, words: title })),
  ];
  /* A name that would leave the sheet at right ends there. */
  const inside = (x: number, words: string) => Math.max(0, Math.min(x, axis.width - guessWidth(words, 12, true) - 14));
  const flags = flagsOf(asked.map((flag) => ({ ...flag, x: inside(flag.x, flag.words) })));
  const lines = Math.max(...flags.map(({ line }) => line)) + 1;
  return (
    <div className="gantt-head">
      <div className="gantt-corner">Étapes</div>
      <div className="gantt-ticks" aria-hidden="true">
        <div className="gantt-units">
          {ticksOf(axis, unitOf(axis.scale)).map(({ key, x, width, label, long, strong }) => (
            <span key={key} className={strong ? "strong" : undefined} style={{ left: x, width }} title={long}>
              {guessWidth(label, 12.5, true) + 14 < width && <b>{label}</b>}
            </span>
          ))}
        </div>
        <div className="gantt-flags" style={{ height: lines * FLAG_PX + 4 }}>
          {flags.map(({ key, x, line, words }) => (
            <span key={key} className={key === "today" ? "today" : undefined} style={{ left: x, top: line * FLAG_PX }}>
              {key === "today" ? (
                words
              ) : (
                <button type="button" tabIndex={-1} title="Ouvrir le calendrier" onClick={() => setCalendar(true)}>
                  {words}
                </button>
              )}
            </span>
          ))}
        </div>
      </div>
      <p className="unseen">
        Aujourd’hui, le {dayWords(timeline.today)}. {windows.map(({ title, when }) => `${title}\u00a0: ${when}. `)}
      </p>
      {calendar && <CalendarDialog onClose={() => setCalendar(false)} />}
    </div>
  );
});

interface BackProps {
  timeline: Timeline;
  gantt: Gantt;
  routes: readonly Route[];
}

export const GanttBack = memo(function GanttBack({ timeline, gantt, routes }: BackProps): ReactElement {
  const { axis, height } = gantt;
  return (
    <div className="gantt-back" aria-hidden="true" style={{ height }}>
      {ticksOf(axis, unitOf(axis.scale)).map(({ key, x, strong }) => (
        <span key={key} className={strong ? "gantt-line strong" : "gantt-line"} style={{ left: x }} />
      ))}
      {windowsOn(axis, timeline.windows).map(({ key, x, width, title, when }) => (
        <span key={key} className="gantt-window" style={{ left: x, width }} title={`${title}\u00a0: ${when}`} />
      ))}
      <span className="gantt-today" style={{ left: xOf(axis, timeline.today) }} />
      <svg width={axis.width} height={height} aria-hidden="true">
        {routes.map(({ id, d, head, critical, tight, cut }) => (
          <g key={id} className={cut ? "cut" : critical ? "critical" : tight ? "tight" : undefined}>
            <path d={d} />
            <path className="head" d={head} />
          </g>
        ))}
      </svg>
    </div>
  );
});
