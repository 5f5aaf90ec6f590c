/* Steps with what people wrote of them, kept up to date; what did not change stays the same object. */

import { useMemo, useRef } from "react";
import type { CanvasSession } from "../../core";
import { useStores } from "../../ui/hooks";
import type { Told } from "./step-words";
import type { Timeline } from "./types";

/** In the order asked; ids that are no step of the timeline are left out. */
export function useTold(
  session: CanvasSession,
  { steps }: Timeline,
  ids: readonly string[],
): ReadonlyMap<string, Told> {
  const texts = useStores(useMemo(() => ids.map((id) => session.text(id)), [ids, session]));
  const cards = useStores(useMemo(() => ids.map((id) => session.card(id)), [ids, session]));
  const last = useRef<ReadonlyMap<string, Told>>(new Map());
  return useMemo(() => {
    const told = new Map<string, Told>();
    ids.forEach((id, i) => {
      const step = steps.get(id);
      if (step === undefined) return;
      const text = texts[i] ?? "";
      const values = cards[i]?.fields ?? {};
      const was = last.current.get(id);
      const same = was?.step === step && was.text === text && was.values === values;
      told.set(id, same ? was : { step, text, values });
    });
    last.current = told;
    return told;
  }, [cards, ids, steps, texts]);
}
