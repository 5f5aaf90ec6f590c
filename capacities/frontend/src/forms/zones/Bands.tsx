/** Bands of boxes on a grid, as the template lays them out. */

import type { CSSProperties, ReactElement } from "react";
import { memo } from "react";
import { useScreen } from "../../ui/screen";
import { Box } from "./Box";
import type { BandSpec } from "./layout";
import { isTall } from "./paper";

/** Of the room, what each band keeps for itself by its weight; the rest goes where there is more to read. */
const KEPT_PERCENT = 55;

/** Heights: each band has part of its weight of the room, each of its rows at least a few lines; what is left is
 * shared as their content needs. */
export const Bands = memo(function Bands({
  bands,
  level,
}: {
  bands: readonly BandSpec[];
  level: 2 | 3 | 4;
}): ReactElement {
  const weights = bands.reduce((sum, band) => sum + band.weight, 0);
  const rows = bands.map(({ rows: lines, weight }) => {
    const least = `calc(${lines} * var(--row-min) + ${lines - 1} * var(--gap))`;
    return `minmax(max(${least}, ${(KEPT_PERCENT * weight) / weights}%), auto)`;
  });
  const { session, printing } = useScreen();
  const tall = printing && bands.some((band) => band.boxes.some((box) => isTall(session, box.id)));
  const lines = bands.reduce((sum, band) => sum + band.rows, 0);
  const style = { "--band-rows": rows.join(" "), "--lines": lines } as CSSProperties;
  return (
    <div className={tall ? "bands tall" : "bands"} style={style}>
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
    "--rows": `repeat(${band.rows}, minmax(var(--row-min), auto))`,
  } as CSSProperties;
  return (
    <div className="band" style={style}>
      {band.boxes.map((box) => (
        <Box key={box.id} box={box} level={level} />
      ))}
    </div>
  );
}
