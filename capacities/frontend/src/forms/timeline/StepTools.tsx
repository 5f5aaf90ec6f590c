/** What the hand finds on the step that is selected: beside it, never over a neighbour. */

import type { ReactElement } from "react";
import { useSelected } from "../../ui/hooks";
import { Icon } from "../../ui/icons";
import { useFrise } from "./context";

export const BEFORE_WORDS = "Juste avant cela, qu’a-t-il fallu\u00a0?";

/** `pulls`: a link can be pulled from it. */
export function StepTools({ id, editable, pulls }: { id: string; editable: boolean; pulls: boolean }): ReactElement {
  const { scene, hands, openMenu, ask } = useFrise();
  /* The whole sentence where nothing is; else an arrow in the gap. */
  const roomy = useSelected(scene.layout, () => scene.isFreeBefore(id));
  return (
    <div className="step-tools">
      {editable && (
        <button
          type="button"
          className={roomy ? "step-before" : "step-before small"}
          aria-label={BEFORE_WORDS}
          title={`${BEFORE_WORDS} (Alt + ←)`}
          aria-keyshortcuts="Alt+ArrowLeft"
          tabIndex={-1}
          onClick={() => hands.addBefore(id)}
        >
          <span aria-hidden="true">←</span>
          {roomy && ` ${BEFORE_WORDS}`}
        </button>
      )}
      {editable && pulls && (
        <button
          type="button"
          className="step-pull"
          data-pull={id}
          aria-label="Relier à…"
          title="Tirer vers ce que cela rend possible (ou Ctrl + K)"
          tabIndex={-1}
          onClick={() => ask({ from: id, before: false })}
        />
      )}
      <button
        type="button"
        className="step-menu"
        aria-label="Actions"
        aria-haspopup="menu"
        title="Actions (Maj + F10)"
        tabIndex={-1}
        onClick={(event) => openMenu({ id, anchor: event.currentTarget })}
      >
        <Icon name="more" />
      </button>
    </div>
  );
}
