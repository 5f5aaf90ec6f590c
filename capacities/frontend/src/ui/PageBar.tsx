/** The bar of the pages that are not a canvas. Nothing of Yjs here. */

import type { ReactElement } from "react";
import type { BarData } from "../core";
import { COPY, copiesOf, eraseDossier, tellLeaving, withEdits } from "../core/keeping";
import { Bar } from "./Bar";
import { LeaveDialog } from "./LeaveDialog";

export function PageBar({ data, skip }: { data: BarData; skip: () => void }): ReactElement {
  return <Bar banner data={data} skip={skip} leaving={(close) => <PageLeave bar={data} onClose={close} />} />;
}

function PageLeave({ bar, onClose }: { bar: BarData; onClose: () => void }): ReactElement {
  const dossier = bar.dossier?.id ?? "";
  return (
    <LeaveDialog
      bar={bar}
      own={{ pending: false, refused: false, writes: bar.dossier?.writes === true }}
      unsaved={async () => (await withEdits(await copiesOf(dossier))).map((name) => name.slice(COPY.length))}
      leave={async () => {
        const left = await tellLeaving(dossier);
        if (left) await eraseDossier(dossier);
        return left;
      }}
      onClose={onClose}
    />
  );
}
