/** How wide time is, by its units. */

import type { ReactElement } from "react";
import { useSelected } from "../../ui/hooks";
import { useFrise } from "./context";
import type { Unit } from "./frise-axis";
import { SCALES, unitOf } from "./frise-axis";

export const UNITS: readonly (readonly [Unit, string])[] = [
  ["annees", "Années"],
  ["semestres", "Semestres"],
  ["mois", "Mois"],
];

export function Scale(): ReactElement {
  const { scene } = useFrise();
  const unit = useSelected(scene.layout, ({ axis }) => unitOf(axis.scale));
  return (
    <div className="switch frise-scale" role="group" aria-label="Échelle">
      {UNITS.map(([key, title]) => (
        <button key={key} type="button" aria-pressed={key === unit} onClick={() => scene.zoomTo(SCALES[key])}>
          {title}
        </button>
      ))}
    </div>
  );
}
