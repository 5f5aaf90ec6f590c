/** A map where nothing is yet: what to do first. */

import type { ReactElement } from "react";
import { useMedia } from "../../ui/hooks";
import { Beginnings } from "./Beginnings";
import { useMap } from "./context";

export function Empty({ editable }: { editable: boolean }): ReactElement {
  const { plan, hands, scene } = useMap();
  const coarse = useMedia("(pointer: coarse)");
  const first = [plan.note, ...plan.elements].filter((type, i, all) => all.indexOf(type) === i).slice(0, 3);
  if (!editable) return <p className="map-empty">Rien n’est encore posé sur la carte.</p>;
  return (
    <div className="map-empty">
      <p>
        <b>La carte est vide.</b> {coarse ? "Touchez deux fois le fond" : "Double-cliquez n’importe où"} pour poser une
        idée, ou commencez par&nbsp;:
      </p>
      <p className="map-first">
        {first.map(({ key, title }) => (
          <button key={key} type="button" className="button" onClick={() => hands.add(key, null)}>
            + {title}
          </button>
        ))}
      </p>
      <Beginnings onBegun={() => requestAnimationFrame(() => scene.fit())} />
      <p className="hint">Pour relier deux éléments, tirez un trait depuis le bord de l’un jusqu’à l’autre.</p>
    </div>
  );
}
