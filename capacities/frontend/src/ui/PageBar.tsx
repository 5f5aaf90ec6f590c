/** The bar of the pages that are not a canvas. Nothing of Yjs here. */

import type { ReactElement } from "react";
import type { BarData } from "../core";
import { dossierNews } from "../core/dossier-news";
import { COPY, copiesOf, eraseDossier, tellLeaving, withEdits } from "../core/keeping";
import { Bar } from "./Bar";
import { CallNotice } from "./CallNotice";
import { LeaveDialog } from "./LeaveDialog";
import { PagePeople } from "./PagePeople";
import { calledUrl } from "./places";

interface PageBarProps {
  data: BarData;
  /** Go past the bar. */
  skip: () => void;
}

export function PageBar({ data, skip }: PageBarProps): ReactElement {
  const { dossier } = data;
  if (dossier === null) return <Bar banner data={data} skip={skip} />;
  const news = dossierNews(dossier.id);
  return (
    <>
      <Bar
        banner
        data={data}
        skip={skip}
        news={news}
        people={<PagePeople news={news} dossier={dossier.id} />}
        leaving={(close) => <PageLeave bar={data} dossier={dossier.id} onClose={close} />}
      />
      <CallNotice news={news} go={(call) => location.assign(calledUrl(dossier.id, call, ""))} />
    </>
  );
}

function PageLeave({ bar, dossier, onClose }: { bar: BarData; dossier: string; onClose: () => void }): ReactElement {
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
