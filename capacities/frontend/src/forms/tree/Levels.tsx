/** The questions chained from the centre (« Pourquoi ? Et pourquoi ? »), above their columns. */

import type { ReactElement } from "react";
import { useLayoutEffect, useRef } from "react";
import { useScreen } from "../../ui/screen";
import { useMap } from "./map-context";
import type { Shown } from "./shown";
import { CENTRE } from "./tree";

/** Between a question and the first of its answers. */
const ABOVE_PX = 16;

export function Levels({ shown }: { shown: Shown }): ReactElement | null {
  const { data } = useScreen();
  const { scene } = useMap();
  const ref = useRef<HTMLDivElement>(null);
  const levels = data.template.tree?.levels ?? [];
  const asked = levels.length > 0 && shown.root === CENTRE;
  useLayoutEffect(() => {
    if (!asked) return undefined;
    const put = () => {
      const captions = ref.current?.querySelectorAll<HTMLElement>("[data-level]") ?? [];
      const columns = scene.columns();
      for (const caption of captions) {
        const x = columns.get(Number(caption.dataset["level"]));
        caption.hidden = x === undefined;
        if (x === undefined) continue;
        const y = scene.top - ABOVE_PX;
        caption.style.transform = `translate(${x}px, ${y}px) translateY(-100%)`;
      }
    };
    put();
    return scene.onPlaced(put);
  }, [asked, scene]);
  if (!asked) return null;
  return (
    <div ref={ref} className="levels" aria-hidden="true">
      {levels.map(({ question }, i) => (
        <p key={question} className="level" data-level={i + 1} hidden>
          <b>{i + 1}</b> {question}
        </p>
      ))}
    </div>
  );
}
