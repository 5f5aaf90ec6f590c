/* What the Gantt shows, kept up to date: rows by lane, in the order of their days. */

import { useMemo } from "react";
import type { CanvasSession } from "../../core";
import { TRAY } from "../../core";
import { useStore } from "../../ui/hooks";
import type { Day } from "./days";
import { dayWords, durationWords } from "./days";
import { farSign, isFar } from "./frise-axis";
import type { Gantt } from "./gantt-layout";
import { extentOf, fittingScale, ganttOf } from "./gantt-layout";
import { timelineOf } from "./model";
import type { Told } from "./step-words";
import { lastingWords, pilotsOf } from "./step-words";
import type { Timeline } from "./types";
import { useTold } from "./use-told";
import { laneTitle, nameWords } from "./words";

export interface GanttLaneSource {
  key: string;
  title: string;
  ids: readonly string[];
}

/** Lanes in order, then what is to place; a lane that has no step is not drawn. */
export function lanesToDraw({ lanes, order, steps }: Timeline): GanttLaneSource[] {
  const all = [...lanes.map((lane) => ({ key: lane.key, title: laneTitle(lane) })), { key: TRAY, title: "À placer" }];
  const day = (id: string) => steps.get(id)!.dates;
  return all.flatMap(({ key, title }) => {
    const ids = [...(order.get(key) ?? [])].filter((id) => steps.has(id));
    if (ids.length === 0) return [];
    ids.sort((a, b) => day(a).latestFinish - day(b).latestFinish || day(a).latestStart - day(b).latestStart);
    return [{ key, title, ids }];
  });
}

/** « ▲ Convention avec la CAF » when it is late. */
export function titleWords({ step, text }: Told): string {
  return `${step.dates.late ? "▲ " : ""}${nameWords(text, step.nature)}`;
}

/** Under the name: « ▲ trop tard · DGS · 8 sem. · marge 3 sem. ». */
export function smallWords({ step, values }: Told, today: Day): string {
  const { dates, done } = step;
  const slack = done || dates.late || dates.slack <= 0 ? "" : `marge\u00a0: ${durationWords(dates.slack)}`;
  const said = [
    done ? "✓ fait" : dates.late ? "trop tard" : "",
    step.chain === "critical" ? "critique" : "",
    pilotsOf(values).join(", "),
    lastingWords(step, values["duree"]),
    slack,
    isFar(dates.latestFinish, today) ? farSign(dayWords(dates.latestFinish), dates.latestFinish, today) : "",
  ];
  return said.filter((each) => each !== "").join(" · ");
}

interface Room {
  /** Of the words of a name. */
  names: number;
  /** Of the time. */
  time: number;
}

export interface GanttView {
  timeline: Timeline;
  gantt: Gantt;
  told: ReadonlyMap<string, Told>;
  /** In the order of the rows. */
  ids: readonly string[];
  scale: number;
}

export function useGantt(session: CanvasSession, asked: number | null, room: Room): GanttView {
  const timeline = useStore(timelineOf(session));
  const lanes = useMemo(() => lanesToDraw(timeline), [timeline]);
  const ids = useMemo(() => lanes.flatMap(({ ids: own }) => own), [lanes]);
  const told = useTold(session, timeline, ids);
  const scale = asked ?? fittingScale(extentOf(timeline), room.time);
  const gantt = useMemo(() => {
    const rows = lanes.map((lane) => ({
      ...lane,
      rows: lane.ids.map((id) => ({
        id,
        text: titleWords(told.get(id)!),
        small: smallWords(told.get(id)!, timeline.today),
      })),
    }));
    return ganttOf(timeline, rows, { scale, names: room.names });
  }, [lanes, room.names, scale, timeline, told]);
  return { timeline, gantt, told, ids, scale };
}
