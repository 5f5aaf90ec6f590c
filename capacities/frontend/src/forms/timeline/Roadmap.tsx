/** The feuille de route: a document to read, to print, to hand over. */

import type { ReactElement } from "react";
import { memo, useMemo, useRef, useState } from "react";
import { TRAY } from "../../core";
import { useStore } from "../../ui/hooks";
import { keep, readKept } from "../../ui/kept";
import { useScreen } from "../../ui/screen";
import { Beside } from "./Beside";
import { dayWords } from "./days";
import { timelineOf } from "./model";
import { HiddenCount, NoStep } from "./NoStep";
import type { Grouping, Part } from "./roadmap";
import { alertOf, inOrder, linesOf, partsOf } from "./roadmap";
import type { Told } from "./step-words";
import type { Timeline } from "./types";
import { useTold } from "./use-told";
import { viewerOf } from "./viewer";
import { countWords, NATURES, nameWords, titleOfLane } from "./words";

const KEPT = "capacities-feuille";
const GROUPINGS: Readonly<Record<Grouping, string>> = { semestre: "Par semestre", pilote: "Par pilote" };

export function Roadmap(): ReactElement {
  const { session, data } = useScreen();
  const timeline = useStore(timelineOf(session));
  const sheet = useRef<HTMLElement>(null);
  const ids = useMemo(() => inOrder(timeline, TRAY).map(({ id }) => id), [timeline]);
  const told = useTold(session, timeline, ids);
  const [grouping, setGrouping] = useState<Grouping>(() =>
    readKept("sessionStorage", KEPT) === "pilote" ? "pilote" : "semestre",
  );
  const parts = useMemo(() => partsOf([...told.values()], grouping), [grouping, told]);
  if (told.size === 0) return <NoStep hidden={timeline.hidden} />;
  const choose = (asked: Grouping) => {
    keep("sessionStorage", KEPT, asked);
    setGrouping(asked);
  };
  return (
    <Beside className="roadmap-place" onGo={(id) => focusEntry(sheet.current, id)}>
      <article className="roadmap" ref={sheet} aria-label="Feuille de route">
        <header className="roadmap-head">
          <p>
            {summaryOf(timeline, told)} {data.dossier.title}, {data.dossier.territory}.
          </p>
          <HiddenCount hidden={timeline.hidden} />
          <div className="roadmap-switch switch" role="group" aria-label="Ranger les étapes">
            {(Object.keys(GROUPINGS) as Grouping[]).map((each) => (
              <button key={each} type="button" aria-pressed={each === grouping} onClick={() => choose(each)}>
                {GROUPINGS[each]}
              </button>
            ))}
          </div>
        </header>
        {parts.map((part) => (
          <RoadmapPart key={part.title} part={part} timeline={timeline} told={told} />
        ))}
      </article>
    </Beside>
  );
}

function focusEntry(sheet: HTMLElement | null, id: string): void {
  sheet?.querySelector<HTMLElement>(`[data-step="${CSS.escape(id)}"] button`)?.focus();
}

/** « 12 étapes d’ici au 31 décembre 2027, dont 2 pour lesquelles il est déjà trop tard. » */
function summaryOf({ horizon }: Timeline, told: ReadonlyMap<string, Told>): string {
  const late = [...told.values()].filter(({ step }) => step.dates.late).length;
  const which = late > 1 ? "lesquelles" : "laquelle";
  const pressing = late === 0 ? "" : `, dont ${late} pour ${which} il est déjà trop tard`;
  return `${countWords(told.size, "étape")}, horizon au ${dayWords(horizon)}${pressing}. Rangées par leur fin au plus tard.`;
}

interface PartProps {
  part: Part;
  timeline: Timeline;
  told: ReadonlyMap<string, Told>;
}

function RoadmapPart({ part, timeline, told }: PartProps): ReactElement {
  const late = part.late === 0 ? "" : `, ${part.late} trop tard`;
  return (
    <section className="roadmap-part" aria-label={part.title}>
      <h2>
        {part.title}
        <small>
          {countWords(part.count, "étape")}
          {late}
        </small>
      </h2>
      {part.parts.map(({ title, ids }) => (
        <section key={title} className="roadmap-group" aria-label={`${part.title}, ${title}`}>
          <h3>{title}</h3>
          <ul>
            {ids.map((id) => {
              const each = told.get(id)!;
              return <Entry key={id} told={each} lane={titleOfLane(timeline, each.step.lane)} />;
            })}
          </ul>
        </section>
      ))}
    </section>
  );
}

const Entry = memo(function Entry({ told, lane }: { told: Told; lane: string }): ReactElement {
  const { session, data } = useScreen();
  const lines = linesOf(told, data.template.fields, lane);
  const { step, text } = told;
  const alert = alertOf(told);
  const open = () => {
    const viewer = viewerOf(session);
    viewer.select([step.id]);
    viewer.showDetails(true);
  };
  const classes = [step.nature, step.dates.late ? "late" : "", step.done ? "done" : ""].filter((each) => each !== "");
  return (
    <li className={`roadmap-entry ${classes.join(" ")}`} data-step={step.id}>
      <h4>
        <button type="button" onClick={open}>
          {nameWords(text, step.nature)}
        </button>
        {step.nature !== "action" && <span className="roadmap-nature">{NATURES[step.nature]}</span>}
        {step.done && <span className="roadmap-nature">✓ fait</span>}
      </h4>
      {alert !== "" && <p className="roadmap-late">{alert}</p>}
      <dl>
        {lines.map(({ title, words }) => (
          <div key={title}>
            <dt>{title}</dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
    </li>
  );
});
