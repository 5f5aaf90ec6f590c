/** Searching on a map: elements, links and stamps, by their words and those of their fields. */

import type { CanvasSession, FieldValue, Store } from "../../core";
import { getOrMake, value } from "../../core";
import type { Asked } from "../panel/matching";
import { matchingStore } from "../panel/matching";
import type { Field } from "../shared/template";
import { filledFacts } from "../shared/words";
import { graphOf, ofType } from "./graph";
import type { Plan } from "./plan";
import { planOf } from "./plan";

interface Finding {
  asked: Store<Asked>;
  /** In the order of the lists. */
  matching: Store<ReadonlySet<string> | null>;
  setQuery: (query: string) => void;
}

const NO_TYPES: ReadonlySet<string> = new Set();
const findings = new WeakMap<CanvasSession, Finding>();

/** The search of a session: one for the board and the lists. */
export function findingOf(session: CanvasSession): Finding {
  return getOrMake(findings, session, () => makeFinding(session));
}

function makeFinding(session: CanvasSession): Finding {
  const asked = value<Asked>({ query: "", types: NO_TYPES });
  const graph = graphOf(session);
  const plan = planOf(session.data.template);
  const listed = (keys: readonly string[]) => keys.flatMap((key) => ofType(graph.get(), key));
  const matching = matchingStore(session, asked, {
    ids: () => [
      ...listed(plan.elements.map(({ key }) => key)),
      ...session.edges.get(),
      ...listed(plan.stamps.map(({ key }) => key)),
      ...ofType(graph.get(), ""),
    ],
    typeOf: () => "",
    wordsOf: (id) => wordsOf(session, plan, id),
    sourcesOf: (id) => {
      const link = session.edge(id).get() !== null;
      return link ? [session.edge(id), session.edgeText(id)] : [session.card(id), session.text(id)];
    },
    subscribe: (listener) => {
      const offs = [graph.subscribe(listener), session.edges.subscribe(listener)];
      return () => offs.forEach((off) => off());
    },
  });
  return { asked, matching, setQuery: (query) => asked.set({ query, types: NO_TYPES }) };
}

/** What is read of a record on the map: its text, or what stands in its place, and what its fields say. */
function wordsOf(session: CanvasSession, plan: Plan, id: string): string {
  const edge = session.edge(id).get();
  if (edge !== null) {
    const { title, fields } = plan.kindOf(edge.kind);
    return [session.edgeText(id).get().trim() || title, ...said(session, fields, edge.fields)].join("\n");
  }
  const card = session.card(id).get();
  if (card === null) return "";
  const text = session.text(id).get().trim() || plan.typeOf(card.zone).title;
  return [text, ...said(session, plan.fieldsOf(card.zone), card.fields)].join("\n");
}

function said(
  session: CanvasSession,
  fields: readonly Field[],
  values: Readonly<Record<string, FieldValue>>,
): string[] {
  const named = fields
    .filter(({ kind }) => kind === "element")
    .map(({ key }) => values[key])
    .map((id) => (typeof id === "string" ? session.text(id).get() : ""));
  return [...filledFacts(fields, values).map(({ words }) => words), ...named];
}
