/** The steps that are not placed yet: written first, put in a lane after. Beside the frise, never over it. */

import type { ReactElement } from "react";
import { memo, useState } from "react";
import { TRAY } from "../../core";
import { useSelected } from "../../ui/hooks";
import { Icon } from "../../ui/icons";
import { useFrise } from "./context";
import { StepCard } from "./StepCard";

const NONE: readonly string[] = [];
/** So many are on the line of the tray itself. */
const FEW = 3;

export const Tray = memo(function Tray({ editable }: { editable: boolean }): ReactElement | null {
  const { timeline, hands, scene } = useFrise();
  const ids = useSelected(timeline, ({ order }) => order.get(TRAY) ?? NONE);
  const compact = useSelected(scene.seen, (seen) => seen.compact);
  const [chosen, setOpen] = useState<boolean | null>(null);
  const open = chosen ?? !compact;
  if (ids.length === 0 && !editable) return null;
  const shown = open && ids.length > 0;
  const few = shown && !compact && ids.length <= FEW;
  return (
    <section className={few ? "tray open few" : shown ? "tray open" : "tray"} aria-label={`À placer, ${ids.length}`}>
      <div className="tray-head">
        <button
          type="button"
          className="tray-fold"
          aria-expanded={shown}
          disabled={ids.length === 0}
          onClick={() => setOpen(!open)}
        >
          <Icon name={shown ? "down" : "right"} />
          <b>À placer</b> <span className="tray-count">{ids.length}</span>
        </button>
        {editable && (
          <button
            type="button"
            className="button quiet"
            onClick={() => {
              setOpen(true);
              hands.add(TRAY);
            }}
          >
            <Icon name="plus" /> Post-it
          </button>
        )}
        {!few && !compact && (
          <span className="hint">
            {ids.length === 0 ? "Une idée par post-it, avant de savoir où." : "Glissez chaque post-it dans un fil."}
          </span>
        )}
      </div>
      {shown && (
        <div className="tray-cards">
          {ids.map((id) => (
            <StepCard key={id} id={id} editable={editable} tray />
          ))}
        </div>
      )}
    </section>
  );
});
