/** Choosing an element (or a link) by its words: the other end of a link, what a stamp is put on. */

import type { ReactElement } from "react";
import { useCallback } from "react";
import type { CanvasSession } from "../../core";
import { useScreen } from "../../ui/screen";
import type { Choice } from "../panel/Choices";
import { Choices } from "../panel/Choices";
import { matches, plain } from "../panel/matching";
import { countWords, quoted } from "../shared/words";
import type { Asked } from "./context";
import { graphOf, ofType } from "./graph";
import { planOf } from "./plan";
import { anyName, nameOf } from "./words";

const NOWHERE: Choice = { id: "", words: "Nulle part", detail: "à poser plus tard" };

export function choicesOf(session: CanvasSession, asked: Asked, query: string): Choice[] {
  const plan = planOf(session.data.template);
  const graph = graphOf(session).get();
  const { places } = graph;
  /* In the order of the lists. */
  const elements = [...plan.elements.map(({ key }) => key), ""].flatMap((key) => ofType(graph, key));
  const all: Choice[] = elements
    .filter((id) => asked.kind !== "join" || id !== asked.from)
    .map((id) => ({ id, words: nameOf(session, id), zone: places.get(id)!.zone }))
    .filter(({ zone }) => asked.kind !== "stamp" || plan.mayCarry(asked.type, zone))
    .map(({ id, words, zone }) => ({ id, words, detail: plan.typeOf(zone).title }));
  if (asked.kind === "stamp") {
    for (const id of session.edges.get()) {
      const kind = session.edge(id).get()?.kind ?? "";
      const detail = plan.kindOf(kind).title;
      if (plan.mayCarry(asked.type, kind)) all.push({ id, words: anyName(session, id), detail });
    }
  }
  return query.trim() === "" ? all : all.filter(({ words, detail }) => matches(plain(`${words} ${detail}`), query));
}

function titleOf(session: CanvasSession, asked: Asked): string {
  if (asked.kind === "start") return "Relier quel élément\u00a0?";
  if (asked.kind === "join") return `Relier ${quoted(nameOf(session, asked.from))} à…`;
  return `Poser ${quoted(planOf(session.data.template).typeOf(asked.type).title)} sur…`;
}

interface ChooseProps {
  asked: Asked;
  /** Called with what was chosen, or null when given up. */
  onDone: (id: string | null) => void;
}

export function ChooseDialog({ asked, onDone }: ChooseProps): ReactElement {
  const { session } = useScreen();
  const choicesFor = useCallback((query: string) => choicesOf(session, asked, query), [session, asked]);
  return (
    <Choices
      title={titleOf(session, asked)}
      choicesFor={choicesFor}
      count={(count) => countWords(count, "possible")}
      firsts={(count) => `les ${count} premiers sont montrés`}
      last={asked.kind === "stamp" ? NOWHERE : null}
      onDone={onDone}
    />
  );
}
