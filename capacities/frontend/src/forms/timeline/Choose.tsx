/** Choosing by its words the step that comes before another one, or after it. */

import type { ReactElement } from "react";
import { useCallback } from "react";
import type { CanvasSession } from "../../core";
import { TRAY } from "../../core/generated";
import { useScreen } from "../../ui/screen";
import type { Choice } from "../panel/Choices";
import { Choices } from "../panel/Choices";
import { matches, plain } from "../panel/matching";
import { timelineOf } from "./model";
import type { Asked } from "./over";
import { listOrder, reached } from "./telling";
import { countWords, NATURES, quoted, stepName } from "./words";

/** Every other step, in the order of the list; those that would make a loop are shown, and say it. */
export function choicesOf(session: CanvasSession, { from, before }: Asked, query: string): Choice[] {
  const timeline = timelineOf(session).get();
  const { lanes, steps } = timeline;
  const linked = new Set(steps.get(from)?.[before ? "before" : "after"]);
  const looping = reached(steps, from, before ? "after" : "before");
  const found: Choice[] = [];
  for (const { key, title } of [...lanes, { key: TRAY, title: "À placer" }]) {
    for (const id of listOrder(timeline, key)) {
      if (id === from) continue;
      const words = stepName(session, id);
      const why = linked.has(id) ? "déjà reliée" : looping.has(id) ? "cela ferait une boucle" : "";
      const detail = [title, NATURES[steps.get(id)?.nature ?? "action"], why].filter(Boolean).join(" · ");
      if (query.trim() !== "" && !matches(plain(`${words} ${detail}`), query)) continue;
      found.push({ id, words, detail, refused: why !== "" });
    }
  }
  return found;
}

interface ChooseProps {
  asked: Asked;
  /** Called with what was chosen, or null when given up. */
  onDone: (id: string | null) => void;
}

export function ChooseDialog({ asked, onDone }: ChooseProps): ReactElement {
  const { session } = useScreen();
  const name = quoted(stepName(session, asked.from));
  const choicesFor = useCallback((query: string) => choicesOf(session, asked, query), [session, asked]);
  return (
    <Choices
      title={asked.before ? `Qu’est-ce qui vient avant ${name}\u00a0?` : `Que rend possible ${name}\u00a0?`}
      label="Chercher une étape"
      choicesFor={choicesFor}
      count={(count) => countWords(count, "étape")}
      firsts={(count) => `les ${count} premières sont montrées`}
      none="Aucune étape ne correspond."
      onDone={onDone}
    />
  );
}
