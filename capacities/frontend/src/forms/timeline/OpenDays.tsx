/** Whether every day counts, or only those that are worked. */

import type { ReactElement } from "react";
import { useSelected } from "../../ui/hooks";
import { useEditable, useScreen } from "../../ui/screen";
import { timelineOf } from "./model";
import { useOver } from "./over";

export function OpenDays(): ReactElement | null {
  const { session } = useScreen();
  const { hands } = useOver();
  const editable = useEditable();
  const only = useSelected(timelineOf(session), ({ openDays }) => openDays);
  if (!editable) {
    return only ? (
      <p className="hint">Seuls les jours ouvrés comptent (hors août, fin d’année et jours fériés).</p>
    ) : null;
  }
  return (
    <label className="open-days">
      <input type="checkbox" checked={only} onChange={(event) => hands.setOpenDays(event.target.checked)} />
      <span>Compter seulement les jours ouvrés (hors août, fin d’année et jours fériés)</span>
    </label>
  );
}
