/** By when all is to have succeeded, and changing it. */

import type { ReactElement } from "react";
import { useEffect, useId, useState } from "react";
import { useStore } from "../../ui/hooks";
import { useEditable, useScreen } from "../../ui/screen";
import type { Day } from "./days";
import { civilOf, dayFrom, dayOf, dayWords, durationWords, isoOf, sentence } from "./days";
import { timelineOf } from "./model";
import { OpenDays } from "./OpenDays";
import { useOver } from "./over";
import type { Timeline } from "./types";

/** Half a year: nearer, there is little to plan backwards. */
const NEAR_DAYS = 183;
const YEARS_AHEAD = 5;

/** What is to be said of a horizon that leaves little time, or "". */
export function horizonWarning({ horizon, today }: Pick<Timeline, "horizon" | "today">): string {
  const left = horizon - today;
  if (left <= 0) return "Cet horizon est passé\u00a0: tout est déjà trop tard. Choisissez un jour à venir.";
  return left < NEAR_DAYS ? sentence(`Cet horizon est proche\u00a0: il reste ${durationWords(left)}`) : "";
}

/** The day of the workshop, five years later, as the workshop asks (« Nous sommes dans 5 ans »);
 * null when nobody knows that day, or when it is past already. */
export function fiveYearsOn(workshop: string, today: Day): Day | null {
  const began = dayOf(workshop);
  if (began === null) return null;
  const { year, month, day } = civilOf(began);
  const later = dayFrom(year + YEARS_AHEAD, month, month === 2 && day === 29 ? 28 : day);
  return later > today ? later : null;
}

/** Chooses the workshop's day and five years. Its words say which day that is. */
export function FiveYears({
  except,
  onChoose,
}: {
  except?: Day;
  onChoose: (iso: string) => void;
}): ReactElement | null {
  const { data, session } = useScreen();
  const { today } = useStore(timelineOf(session));
  const later = fiveYearsOn(data.dossier.workshop, today);
  if (later === null || later === except) return null;
  return (
    <button type="button" className="button" onClick={() => onChoose(isoOf(later))}>
      Date de l’atelier + {YEARS_AHEAD} ans&nbsp;: {dayWords(later)}
    </button>
  );
}

export function Horizon(): ReactElement {
  const { session } = useScreen();
  const timeline = useStore(timelineOf(session));
  const editable = useEditable();
  const { horizon, horizonGiven } = timeline;
  const warning = horizonWarning(timeline);
  return (
    <section className="list-section horizon" aria-label="Horizon">
      <p>
        <b>Horizon&nbsp;: {dayWords(horizon)}</b>
        {horizonGiven === "default" && " (date par défaut)"}
      </p>
      {warning !== "" && (
        <p className="warning" role="status">
          {warning}
        </p>
      )}
      {editable && <HorizonField timeline={timeline} />}
      <OpenDays />
    </section>
  );
}

function HorizonField({ timeline }: { timeline: Timeline }): ReactElement {
  const { hands } = useOver();
  const id = useId();
  const { horizon, horizonGiven } = timeline;
  const [typed, setTyped] = useState(isoOf(horizon));
  useEffect(() => setTyped(isoOf(horizon)), [horizon]);
  /* While a year is typed, « 0002-12-31 » is a date: only what is left there counts. */
  const leave = () => {
    const day = dayOf(typed);
    if (day === null) setTyped(isoOf(horizon));
    else if (day !== horizon) hands.setHorizon(typed);
  };
  return (
    <div className="field horizon-field">
      <label htmlFor={id}>Le jour où tout a réussi</label>
      <div className="field-line">
        <input
          id={id}
          type="date"
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          onBlur={leave}
          onKeyDown={(event) => {
            if (event.key === "Enter") leave();
          }}
        />
        <FiveYears except={horizon} onChoose={hands.setHorizon} />
        {horizonGiven !== "default" && (
          <button type="button" className="button" onClick={() => hands.setHorizon(null)}>
            Revenir à la date par défaut
          </button>
        )}
      </div>
    </div>
  );
}
