/** « À reclasser »: post-its whose box is not in this template (an older one, an import). */

import type { ReactElement } from "react";
import { memo, useMemo } from "react";
import { Box } from "./Box";
import type { BoxSpec } from "./layout";

export const Stray = memo(function Stray({ zones }: { zones: readonly string[] }): ReactElement | null {
  const boxes = useMemo<BoxSpec[]>(
    () =>
      zones.map((zone) => ({
        id: zone,
        title: zone === "" ? "Sans case" : `Ancienne case «\u00a0${zone}\u00a0»`,
        questions: [],
        example: "",
        accent: false,
        area: "",
        within: "",
      })),
    [zones],
  );
  if (boxes.length === 0) return null;
  return (
    <section className="stray" aria-label="À reclasser">
      <h2 className="block-title">À reclasser</h2>
      <p className="hint">
        Ces post-its viennent d’une case qui n’existe plus ici : faites-les glisser dans une autre.
      </p>
      <div className="stray-boxes">
        {boxes.map((box) => (
          <Box key={box.id} box={box} level={3} stray />
        ))}
      </div>
    </section>
  );
});
