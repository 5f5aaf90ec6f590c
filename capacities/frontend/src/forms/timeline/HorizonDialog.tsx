/** By when all is to have succeeded: a date, and what it means. */

import type { FormEvent, ReactElement } from "react";
import { useState } from "react";
import { Dialog } from "../../ui/Dialog";
import { useStore } from "../../ui/hooks";
import { useFrise } from "./context";
import type { Day } from "./days";
import { dayOf, dayWords, isoOf } from "./days";
import type { Timeline } from "./model";

const NEAR_DAYS = 183;
const YEARS = 5;

/** What is to be known of a horizon, or "". */
export function horizonRemark(horizon: Day, today: Day): string {
  if (horizon <= today) return "Cet horizon est passé\u00a0: toutes les étapes qui y mènent sont déjà en retard.";
  const months = Math.max(1, Math.round((horizon - today) / 30.4));
  return horizon - today < NEAR_DAYS ? `Cet horizon est proche\u00a0: il reste ${months} mois.` : "";
}

/** Said before one opens it: « Horizon : 31 décembre 2027 ». */
export function horizonLabel({ horizon }: Pick<Timeline, "horizon">): string {
  return `Horizon\u00a0: ${dayWords(horizon)}`;
}

function inYears(day: Day): string {
  const iso = isoOf(day);
  const next = `${Number(iso.slice(0, 4)) + YEARS}${iso.slice(4)}`;
  return dayOf(next) === null ? `${next.slice(0, 8)}28` : next;
}

export function HorizonDialog({ onClose }: { onClose: () => void }): ReactElement {
  const { timeline, hands } = useFrise();
  const { today, horizon, horizonGiven } = useStore(timeline);
  const [wanted, setWanted] = useState(isoOf(horizon));
  const day = dayOf(wanted);
  const remark = day === null ? "Choisissez un jour." : horizonRemark(day, today);
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
      <form className="horizon" onSubmit={onSubmit}>
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
        <div className="horizon-acts">
          <button type="button" className="button" onClick={() => setWanted(inYears(today))}>
            Dans 5 ans
          </button>
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
