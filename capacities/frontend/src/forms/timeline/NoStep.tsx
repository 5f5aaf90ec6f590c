/** What is said where there is no step yet, and of those that the time of silence keeps. */

import type { ReactElement } from "react";
import { useEditable, useScreen } from "../../ui/screen";
import { countWords } from "./words";

export function NoStep({ hidden }: { hidden: number }): ReactElement {
  const { setView, entry } = useScreen();
  const editable = useEditable();
  return (
    <div className="no-step">
      <p>
        {editable
          ? "Aucune étape encore. Posez d’abord une réussite à l’horizon, puis remontez le temps\u00a0: juste avant cela, qu’a-t-il fallu\u00a0?"
          : "Aucune étape encore."}
      </p>
      <HiddenCount hidden={hidden} />
      <button type="button" className="button primary" onClick={() => setView("canevas")}>
        Aller à la {entry.views.canevas.toLowerCase()}
      </button>
    </div>
  );
}

export function HiddenCount({ hidden }: { hidden: number }): ReactElement | null {
  if (hidden === 0) return null;
  const verb = hidden > 1 ? "écrites par d’autres seront montrées" : "écrite par quelqu’un d’autre sera montrée";
  return (
    <p className="hidden-count">
      Temps de silence&nbsp;: {countWords(hidden, "étape")} {verb} à la fin.
    </p>
  );
}
