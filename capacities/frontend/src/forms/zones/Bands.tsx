/** Bands of boxes on a grid, as the template lays them out. */

import type { CSSProperties, ReactElement } from "react";
import { memo } from "react";
import { Box } from "./Box";
import type { BandSpec } from "./layout";

/** Heights: each band takes its weight of the room, each of its rows at least a few lines. */
export const Bands = memo(function Bands({
  bands,
  level,
}: {
  bands: readonly BandSpec[];
  level: 2 | 3 | 4;
}): ReactElement {
  const rows = bands.map((band) => `minmax(calc(${band.rows} * var(--row-min)), ${band.weight}fr)`);
  const lines = bands.reduce((sum, band) => sum + band.rows, 0);
  const style = { "--band-rows": rows.join(" "), "--lines": lines } as CSSProperties;
  return (
    <div className="bands" style={style}>
      {bands.map((band) => (
        <Band key={band.areas + (band.boxes[0]?.id ?? "")} band={band} level={level} />
      ))}
    </div>
  );
});

function Band({ band, level }: { band: BandSpec; level: 2 | 3 | 4 }): ReactElement {
  const style = {
    "--areas": band.areas,
    "--columns": `repeat(${band.columns}, minmax(0, 1fr))`,
    "--rows": `repeat(${band.rows}, minmax(0, 1fr))`,
  } as CSSProperties;
  return (
    <div className="band" style={style}>
      {band.boxes.map((box) => (
        <Box key={box.id} box={box} level={level} />
      ))}
    </div>
  );
}
