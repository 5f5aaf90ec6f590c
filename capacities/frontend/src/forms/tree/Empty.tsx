/** A map where only the centre is: what is asked, and where to begin. */

import type { ReactElement } from "react";
import { useStore } from "../../ui/hooks";
import { useEditable } from "../../ui/screen";
import { useMap } from "./map-context";
import { CENTRE } from "./tree";

export function EmptyTree(): ReactElement | null {
  const { session, viewer, hands } = useMap();
  const editable = useEditable();
  const searched = useStore(viewer.matching) !== null;
  if (searched) return null;
  const [first] = session.data.template.tree?.levels ?? [];
  return (
    <div className="map-over tree-empty">
      <div>
        {first !== undefined && <b>{first.question}</b>}
        {editable ? (
          <>
            <button type="button" className="button" onClick={() => hands.child(CENTRE)}>
              + {first === undefined ? "Ajouter une première branche" : "Écrire une première réponse"}
            </button>
            {first !== undefined && first.example !== "" && <p className="hint">{first.example}</p>}
          </>
        ) : (
          <p className="hint">Rien n’est encore écrit.</p>
        )}
      </div>
    </div>
  );
}
