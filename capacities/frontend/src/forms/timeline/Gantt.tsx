/** The Gantt: from the latest start of each step to its latest finish, with what it may begin before. */

import type { KeyboardEvent, MouseEvent, ReactElement } from "react";
import { useCallback, useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from "react";
import { useMedia, useSelected, useStore } from "../../ui/hooks";
import { useEditable, useScreen } from "../../ui/screen";
import { Beside } from "./Beside";
import type { Day } from "./days";
import { GanttRow } from "./GanttRow";
import { GanttBack, GanttHead } from "./GanttTime";
import { GanttTools } from "./GanttTools";
import { daysFrom, lastFor, shift } from "./gantt-acts";
import { useBarDrag } from "./gantt-drag";
import type { Gantt as Layout } from "./gantt-layout";
import { boundScale, firstSight, LANE_PX, routesOf } from "./gantt-layout";
import { NoStep } from "./NoStep";
import type { Told } from "./step-words";
import { wholeWords } from "./step-words";
import type { Step, Timeline } from "./types";
import type { GanttView } from "./use-gantt";
import { smallWords, titleWords, useGantt } from "./use-gantt";
import { viewerOf } from "./viewer";
import { nameOf, nameWords } from "./words";

/** Of the column of names, and of what is around their words. */
const NAMES = { wide: 300, tablet: 210, phone: 148, around: 26 };
const SHEET_OF_PAPER = 1_480;
const WEEK = 7;
const ZOOM = 1.25;

export function Gantt(): ReactElement {
  const { session, printing } = useScreen();
  const asked = useSelected(viewerOf(session), (viewer) => viewer.scale);
  const phone = useMedia("(max-width: 699px)") && !printing;
  const tablet = useMedia("(max-width: 1099px)") && !printing;
  const names = phone ? NAMES.phone : tablet ? NAMES.tablet : NAMES.wide;
  const sheet = useRef<HTMLDivElement>(null);
  const width = useWidth(sheet);
  const time = (printing ? SHEET_OF_PAPER : width) - names - 2;
  const view = useGantt(session, printing ? null : asked, { names: names - NAMES.around, time: Math.max(160, time) });
  if (view.ids.length === 0) return <NoStep hidden={view.timeline.hidden} />;
  return (
    <Beside className="gantt-place" onGo={(id) => focusRow(sheet.current, id)}>
      <div className="gantt">
        <GanttTools view={view} />
        <GanttSheet view={view} names={names} sheet={sheet} />
      </div>
    </Beside>
  );
}

/** The width of the sheet, followed. */
function useWidth(sheet: React.RefObject<HTMLDivElement | null>): number {
  const [width, setWidth] = useState(1_000);
  useLayoutEffect(() => {
    const here = sheet.current;
    if (here === null || typeof ResizeObserver === "undefined") return undefined;
    const watch = new ResizeObserver(() => setWidth(here.clientWidth));
    watch.observe(here);
    return () => watch.disconnect();
  });
  return width;
}

interface SheetProps {
  view: GanttView;
  names: number;
  sheet: React.RefObject<HTMLDivElement | null>;
}

function GanttSheet({ view, names, sheet }: SheetProps): ReactElement {
  const { session, tell, whisper } = useScreen();
  const editable = useEditable();
  const viewer = viewerOf(session);
  const { selected } = useStore(viewer);
  const { timeline, gantt, told, ids, scale } = view;
  const helpId = useId();
  const last = selected.at(-1) ?? "";
  const current = told.has(last) ? last : ids[0]!;
  const said = useMemo(() => wordsOf(timeline, told), [timeline, told]);
  const routes = useMemo(() => routesOf(gantt, timeline.links), [gantt, timeline]);
  const dragging = useMemo(
    () =>
      editable
        ? {
            scale,
            stepOf: (id: string) => timeline.steps.get(id),
            shift: (id: string, days: number) => shift(session, id, days, tell),
            lastFor: (id: string, days: number) => lastFor(session, id, days, tell),
            daysFrom: (step: Step, start: Day) => daysFrom(timeline, step, start),
          }
        : null,
    [editable, scale, session, tell, timeline],
  );
  const { onDown, wasDrag } = useBarDrag(sheet, dragging);
  useFirstSight(sheet, gantt, timeline.today, names);
  useFocusOf(sheet, current);
  const open = useCallback(
    (id: string) => {
      viewer.select([id]);
      viewer.showDetails(true);
    },
    [viewer],
  );
  const onClick = (event: MouseEvent) => {
    const id = (event.target as HTMLElement).closest<HTMLElement>("[data-step], [data-bar]")?.dataset;
    const asked = id?.["step"] ?? id?.["bar"];
    if (asked !== undefined && !wasDrag()) open(asked);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const done = answer(event, { ids, current, ...(editable ? { move: moveOf(), last: lastOf() } : {}) });
    if (done === null) return;
    event.preventDefault();
    if (done === "in" || done === "out") viewer.zoom(boundScale(scale * (done === "in" ? ZOOM : 1 / ZOOM)));
    else if (done === "all") viewer.zoom(null);
    else if (done !== "done") {
      viewer.select([done]);
      focusRow(sheet.current, done);
    }
  };
  const moveOf = () => (weeks: number) => shift(session, current, weeks * WEEK, tell);
  const lastOf = () => (weeks: number) => {
    const step = timeline.steps.get(current);
    if (step !== undefined) lastFor(session, current, step.dates.days + weeks * WEEK, tell);
  };
  useEffect(() => {
    if (selected.length > 0 && told.has(last)) whisper(nameOf(session, last));
  }, [last, selected.length, session, told.has, whisper]);
  return (
    <div
      className="gantt-sheet"
      ref={sheet}
      role="group"
      aria-label="Gantt"
      aria-describedby={helpId}
      onPointerDown={onDown}
      onMouseDown={(event) => keepFocus(event, sheet.current)}
      onClick={onClick}
      onKeyDown={onKeyDown}
      style={{ "--names": `${names}px`, "--time": `${gantt.axis.width}px` } as React.CSSProperties}
    >
      <p id={helpId} className="unseen">
        Flèches haut et bas pour passer d’une étape à l’autre, Entrée pour l’ouvrir.
        {editable &&
          " Majuscule et flèche gauche ou droite\u00a0: une semaine plus tôt ou plus tard. Majuscule et flèche haut ou bas\u00a0: dure une semaine de plus ou de moins."}
      </p>
      <GanttHead timeline={timeline} axis={gantt.axis} />
      <div className="gantt-body">
        <GanttBack timeline={timeline} gantt={gantt} routes={routes} />
        {gantt.lanes.map((lane) => (
          <section key={lane.key} className="gantt-lane" aria-label={lane.title}>
            <h2 style={{ height: LANE_PX }}>
              <span>{lane.title}</span>
            </h2>
            <ul>
              {lane.rows.map(({ middle: _, beyond: __, ...row }) => {
                const { step } = told.get(row.id)!;
                const words = said.get(row.id)!;
                return (
                  <GanttRow
                    key={row.id}
                    {...row}
                    nature={step.nature}
                    {...words}
                    late={step.dates.late}
                    critical={step.chain === "critical"}
                    done={step.done}
                    current={row.id === current}
                    selected={selected.includes(row.id)}
                    movable={editable}
                    stretchable={editable && step.nature === "action" && !step.done}
                  />
                );
              })}
            </ul>
          </section>
        ))}
      </div>
    </div>
  );
}

interface RowWords {
  name: string;
  small: string;
  label: string;
}

/** What each row says: made anew when something said changes, not when another row is selected. */
function wordsOf(timeline: Timeline, told: GanttView["told"]): ReadonlyMap<string, RowWords> {
  const each = ([id, one]: [string, Told]): [string, RowWords] => [
    id,
    {
      name: titleWords(one),
      small: smallWords(one, timeline.today),
      label: wholeWords(one, linkWords(timeline, told, id)),
    },
  ];
  return new Map([...told].map(each));
}

/** What it waits for and makes possible, named. */
function linkWords({ steps }: Timeline, told: GanttView["told"], id: string): string[] {
  const step = steps.get(id);
  const named = (all: readonly string[]) =>
    all.flatMap((each) => (told.has(each) ? [nameWords(told.get(each)!.text).slice(0, 60)] : [])).join(", ");
  const [before, after] = [named(step?.before ?? []), named(step?.after ?? [])];
  return [before === "" ? "" : `après\u00a0: ${before}`, after === "" ? "" : `avant\u00a0: ${after}`];
}

interface Answers {
  ids: readonly string[];
  current: string;
  move?: (weeks: number) => void;
  last?: (weeks: number) => void;
}

/** The row a key leads to, what it asks of the scale, « done » when it changed a step; null: not for here. */
function answer(event: KeyboardEvent, { ids, current, move, last }: Answers): string | null {
  const { key, ctrlKey, metaKey, altKey, shiftKey } = event;
  if (ctrlKey || metaKey || altKey) return null;
  if (key === "+" || key === "=") return "in";
  if (key === "-") return "out";
  if (key === "0") return "all";
  if (shiftKey) {
    const act =
      key === "ArrowLeft" || key === "ArrowRight" ? move : key === "ArrowUp" || key === "ArrowDown" ? last : undefined;
    if (act === undefined) return null;
    act(key === "ArrowRight" || key === "ArrowUp" ? 1 : -1);
    return "done";
  }
  const at = ids.indexOf(current);
  if (key === "ArrowDown") return ids[Math.min(at + 1, ids.length - 1)] ?? null;
  if (key === "ArrowUp") return ids[Math.max(at - 1, 0)] ?? null;
  if (key === "Home") return ids[0] ?? null;
  return key === "End" ? (ids.at(-1) ?? null) : null;
}

/** A bar that is pressed gives the keyboard to its row: what was dragged is taken back by Ctrl+Z. */
function keepFocus(event: MouseEvent, sheet: HTMLElement | null): void {
  const id = (event.target as HTMLElement).closest<HTMLElement>("[data-bar]")?.dataset["bar"];
  if (id === undefined) return;
  event.preventDefault();
  sheet?.querySelector<HTMLElement>(`[data-step="${CSS.escape(id)}"]`)?.focus({ preventScroll: true });
}

function focusRow(sheet: HTMLElement | null, id: string): void {
  sheet?.querySelector<HTMLElement>(`[data-step="${CSS.escape(id)}"]`)?.focus();
}

/** What another view had in hand is brought in sight; the keyboard stays in the row that it follows. */
function useFocusOf(sheet: React.RefObject<HTMLDivElement | null>, current: string): void {
  const first = useRef(true);
  useEffect(() => {
    if (!first.current) return;
    first.current = false;
    sheet.current?.querySelector(`[data-row="${CSS.escape(current)}"]`)?.scrollIntoView({ block: "nearest" });
  }, [current, sheet]);
}

/** At first, today is in sight; else bars are. */
function useFirstSight(
  sheet: React.RefObject<HTMLDivElement | null>,
  gantt: Layout,
  today: number,
  names: number,
): void {
  const first = useRef(true);
  useLayoutEffect(() => {
    if (!first.current || sheet.current === null) return;
    first.current = false;
    const { clientWidth, clientHeight } = sheet.current;
    sheet.current.scrollLeft = firstSight(gantt, today, { width: clientWidth - names, height: clientHeight });
  }, [gantt, names, sheet, today]);
}
