/** The time of silence: told to all while it lasts, begun and ended by who leads the workshop. */

import type { ReactElement } from "react";
import { useEffect } from "react";
import { useSelected } from "../../ui/hooks";
import { useScreen } from "../../ui/screen";
import { timelineOf } from "./model";
import { useOver } from "./over";
import { countWords, revealedWords } from "./words";

/** Who leads the workshop. */
export function useLeads(): boolean {
  const { data } = useScreen();
  return data.abilities.includes("manage");
}

/** Do what takes a button away; the focus goes to the one that undoes it, where there is one. */
export function leaveTo(button: HTMLElement, next: string, act: () => void): void {
  const root = button.getRootNode() as ParentNode;
  act();
  window.setTimeout(() => root.querySelector<HTMLElement>(next)?.focus(), 0);
}

/** Whichever view one is in, one is told that all is shown again. */
export function useSilenceEnd(): void {
  const { session, tell } = useScreen();
  useEffect(() => {
    const timeline = timelineOf(session);
    let { silence, hidden } = timeline.get();
    return timeline.subscribe(() => {
      const now = timeline.get();
      if (silence !== "" && now.silence === "") tell(revealedWords(hidden));
      ({ silence, hidden } = now);
    });
  }, [session, tell]);
}

export function SilenceBanner(): ReactElement | null {
  const { session } = useScreen();
  const { hands } = useOver();
  const timeline = timelineOf(session);
  const silence = useSelected(timeline, (now) => now.silence);
  const hidden = useSelected(timeline, (now) => now.hidden);
  const leads = useLeads();
  if (silence === "") return null;
  const count =
    hidden === 0
      ? "les autres n’ont encore rien écrit."
      : `${countWords(hidden, "étape")} des autres ${hidden > 1 ? "sont cachées" : "est cachée"}.`;
  return (
    <div className="frise-silence" role="status">
      <span>
        <b>Temps de silence</b>&nbsp;: jusqu’au dévoilement, vos nouvelles étapes sont cachées aux autres&nbsp;; {count}
      </span>
      {leads && (
        <button
          type="button"
          className="button primary"
          onClick={(event) => leaveTo(event.currentTarget, ".frise-start-silence", () => hands.reveal())}
        >
          Dévoiler
        </button>
      )}
    </div>
  );
}
