/** By when all is to have succeeded: a date, and what it means. */

import type { FormEvent, ReactElement } from "react";
import { useState } from "react";
import { Dialog } from "../../ui/Dialog";
import { useStore } from "../../ui/hooks";
import { useFrise } from "./context";
import { dayOf, dayWords, isoOf } from "./days";
import { FiveYears, horizonWarning } from "./Horizon";
import { OpenDays } from "./OpenDays";
import type { Timeline } from "./types";

/** Said before one opens it: « Horizon : 31 décembre 2027 ». */
export function horizonLabel({ horizon }: Pick<Timeline, "horizon">): string {
  return `Horizon\u00a0: ${dayWords(horizon)}`;
}

export function HorizonDialog({ onClose }: { onClose: () => void }): ReactElement {
  const { timeline, hands } = useFrise();
  const { today, horizon, horizonGiven } = useStore(timeline);
  const [wanted, setWanted] = useState(isoOf(horizon));
  const day = dayOf(wanted);
  const remark = day === null ? "Choisissez un jour." : horizonWarning({ horizon: day, today });
  const set = (iso: string | null) => {
    hands.setHorizon(iso);
    onClose();
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    if (day !== null) set(wanted);
  };
  return (
    <Dialog title="L’horizon de la frise" onClose={onClose}>
      <form className="horizon-form" onSubmit={onSubmit}>
        <p>
          Le jour où les réussites sont là. Sans date propre, chaque réussite y est attendue&nbsp;; on remonte de là
          jusqu’à aujourd’hui.
        </p>
        <label className="field">
          <span>Date</span>
          <input type="date" data-first value={wanted} onChange={(event) => setWanted(event.target.value)} />
        </label>
        <p className={remark === "" ? "hint" : "hint warned"} role="status">
          {remark === "" && day !== null ? `Le ${dayWords(day)}.` : remark}
        </p>
        <OpenDays />
        <div className="horizon-acts">
          <FiveYears onChoose={setWanted} />
          {horizonGiven !== "default" && (
            <button type="button" className="button" onClick={() => set(null)}>
              Revenir à la date par défaut
            </button>
          )}
          <button type="submit" className="button primary" disabled={day === null}>
            Choisir cette date
          </button>
        </div>
      </form>
    </Dialog>
  );
}
