/** The whole canvas, whatever its layout. */

import type { ReactElement } from "react";
import { useMemo } from "react";
import { useScreen } from "../../ui/screen";
import { Bands } from "./Bands";
import { Blocks } from "./Blocks";
import { useStructure } from "./board";
import { canvasBands } from "./layout";
import { Matrix } from "./Matrix";
import { Stray } from "./Stray";

/** Every box: bands or matrix, then repeated blocks, then what is to be put back in order. */
export function Whole(): ReactElement {
  const { data } = useScreen();
  const { template } = data;
  const { lines, instances, stray } = useStructure();
  const bands = useMemo(() => canvasBands(template), [template]);
  return (
    <>
      {bands.length > 0 && <Bands bands={bands} level={2} />}
      {template.matrix !== null && <Matrix matrix={template.matrix} lines={lines} />}
      {template.blocks.map((block) => (
        <Blocks key={block.key} block={block} instances={instances.get(block.key) ?? []} />
      ))}
      <Stray zones={stray} />
    </>
  );
}
