/** From the post-its that stand far before their date, a thin line to it. */

import type { ReactElement } from "react";
import { useSelected, useStore } from "../../ui/hooks";
import { useScreen } from "../../ui/screen";
import { useFrise } from "./context";
import type { Layout } from "./frise-layout";
import { isSuccess } from "./frise-layout";
import { leaderOf } from "./frise-leaders";
import { timelineOf } from "./model";
import type { Timeline } from "./types";

export function leadersOf({ steps }: Pick<Timeline, "steps">, { axis, boxes }: Layout): string {
  let d = "";
  for (const [id, box] of boxes) {
    const step = steps.get(id);
    if (step !== undefined && !isSuccess(step)) d += leaderOf(box, axis, step.dates.latestFinish);
  }
  return d;
}

export function Leaders(): ReactElement {
  const { session } = useScreen();
  const { scene } = useFrise();
  const timeline = useStore(timelineOf(session));
  const d = useSelected(scene.layout, (layout) => leadersOf(timeline, layout));
  return <path className="leaders" d={d} />;
}
