/** What invites to begin, where nothing is written yet: by the end. */

import type { ReactElement } from "react";
import { useSelected } from "../../ui/hooks";
import { useFrise } from "./context";
import { dayWords } from "./days";

export function Empty({ editable }: { editable: boolean }): ReactElement {
  const { session, timeline, hands } = useFrise();
  const horizon = useSelected(timeline, (now) => now.horizon);
  const lane = useSelected(timeline, (now) => now.lanes[0]);
  const { zones } = session.data.template;
  const example = zones.find(({ example: words }) => words !== "")?.example ?? "Chaque ménage est accompagné";
  if (!editable) return <p className="frise-empty">Rien n’est encore écrit sur la frise.</p>;
  return (
    <div className="frise-empty">
      <p>
        <b>Commencez par la fin.</b> Nous sommes le {dayWords(horizon)}, et nous avons réussi&nbsp;: qu’est-ce qui est
        là&nbsp;?
      </p>
      <p className="hint">Par exemple&nbsp;: «&nbsp;{example}&nbsp;». Puis remontez le temps, une étape à la fois.</p>
      {lane !== undefined && (
        <button type="button" className="button primary" onClick={() => hands.addSuccess(lane.key)}>
          Ajouter une réussite
        </button>
      )}
    </div>
  );
}
