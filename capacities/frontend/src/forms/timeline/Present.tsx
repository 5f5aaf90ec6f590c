/** The projector: the whole frise, each réussite with what leads to it, then what is late. */

import type { ReactElement } from "react";
import { useMemo } from "react";
import { TRAY } from "../../core";
import { useMedia, useStore } from "../../ui/hooks";
import { Slides } from "../../ui/Slides";
import { useScreen } from "../../ui/screen";
import { SlideMap } from "../picture/SlideMap";
import { chainWords } from "./chains";
import { Drawing } from "./Drawing";
import { dayWords } from "./days";
import { timelineOf } from "./model";
import { HiddenCount } from "./NoStep";
import { lateSlides, levelsBefore } from "./present";
import { inOrder } from "./roadmap";
import type { Told } from "./step-words";
import { pilotsOf } from "./step-words";
import { lateWords, slackWords } from "./telling";
import type { Step, Timeline } from "./types";
import { useTold } from "./use-told";
import { nameWords } from "./words";

type Slide =
  | { title: string; kind: "whole" }
  | { title: string; kind: "success"; id: string }
  | { title: string; kind: "late"; steps: readonly Step[] };

export function Present(): ReactElement {
  const { session, data } = useScreen();
  const timeline = useStore(timelineOf(session));
  const steps = useMemo(() => inOrder(timeline, TRAY), [timeline]);
  const ids = useMemo(() => steps.map(({ id }) => id), [steps]);
  const told = useTold(session, timeline, ids);
  const phone = useMedia("(max-width: 699px)");
  const slides = useMemo(() => slidesOf(data.template.title, steps, phone), [data, phone, steps]);
  return (
    <Slides
      titles={slides.map(({ title }) => title)}
      slideOf={(card) => slides.findIndex((slide) => slide.kind === "success" && slide.id === card)}
    >
      {(at) => <Shown key={at} slide={slides[at] ?? slides[0]!} timeline={timeline} told={told} />}
    </Slides>
  );
}

/** « Réussite 2 sur 3 »: its own words are written under it. */
function titleOf(i: number, count: number): string {
  return count === 1 ? "Comment on en est arrivé là" : `Réussite ${i + 1} sur ${count}`;
}

/** The whole frise first; on a phone, where it is not read at once, last. */
function slidesOf(title: string, steps: readonly Step[], phone: boolean): Slide[] {
  const successes = steps.filter(({ nature }) => nature === "reussite");
  const late = lateSlides(steps);
  const whole: Slide = { title, kind: "whole" };
  const slides: Slide[] = [
    ...successes.map(({ id }, i): Slide => ({ title: titleOf(i, successes.length), kind: "success", id })),
    ...late.map((some, i): Slide => {
      const which = late.length > 1 ? ` (${i + 1} sur ${late.length})` : "";
      return { title: `Il est déjà trop tard pour…${which}`, kind: "late", steps: some };
    }),
  ];
  return phone ? [...slides, whole] : [whole, ...slides];
}

interface ShownProps {
  slide: Slide;
  timeline: Timeline;
  told: ReadonlyMap<string, Told>;
}

function Shown({ slide, timeline, told }: ShownProps): ReactElement {
  if (slide.kind === "whole") {
    return (
      <SlideMap label={slide.title}>
        {told.size === 0 ? <p className="empty">Aucune étape encore.</p> : <Drawing />}
        <HiddenCount hidden={timeline.hidden} />
      </SlideMap>
    );
  }
  if (slide.kind === "late") {
    return (
      <ul className="chain-slide few" aria-label={slide.title}>
        {slide.steps.map(({ id }) => (
          <Shows key={id} told={told.get(id)} />
        ))}
      </ul>
    );
  }
  return <Chain id={slide.id} timeline={timeline} told={told} />;
}

function Chain({ id, timeline, told }: { id: string } & Omit<ShownProps, "slide">): ReactElement {
  const levels = useMemo(() => levelsBefore(timeline, id), [id, timeline]);
  const count = levels.flat().length;
  const size = count <= 5 ? "few" : count <= 14 ? "some" : "many";
  return (
    <div className={`chain-slide ${size}`} tabIndex={0} role="group" aria-label={nameWords(told.get(id)?.text ?? "")}>
      <ul>
        <Shows told={told.get(id)} />
      </ul>
      {levels.length === 0 && <p className="chain-why">Juste avant cela, qu’a-t-il fallu&nbsp;?</p>}
      {levels.map((level, i) => (
        <section key={level[0]}>
          <h2 className="chain-why">{i === 0 ? "← Juste avant, il a fallu" : "← et avant"}</h2>
          <ul>
            {level.map((each) => (
              <Shows key={each} told={told.get(each)} />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}

function Shows({ told }: { told: Told | undefined }): ReactElement | null {
  if (told === undefined) return null;
  const { step, text, values } = told;
  const { dates, done, nature, chain } = step;
  const late = lateWords(step);
  const pilots = pilotsOf(values).join(", ");
  const when = `${nature === "reussite" ? "le" : "au plus tard le"} ${dayWords(dates.latestFinish)}`;
  const facts = [
    done ? "✓ fait" : late === "" ? when : "",
    pilots === "" ? "" : `pilote\u00a0: ${pilots}`,
    late === "" && !done && nature !== "reussite" ? slackWords(dates.slack) : "",
    chainWords(chain),
  ];
  const classes = [nature, dates.late ? "late" : "", chain ?? ""];
  return (
    <li className={["chain-step", ...classes].filter((each) => each !== "").join(" ")}>
      <b>{nameWords(text, step.nature)}</b>
      {late !== "" && <span className="chain-late">{late}</span>}
      <small>{facts.filter((each) => each !== "").join(" · ")}</small>
    </li>
  );
}
