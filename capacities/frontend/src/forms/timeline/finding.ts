/** Searching among the steps, by their words and those of their fields. */

import type { CanvasSession, Store } from "../../core";
import { getOrMake, value } from "../../core";
import type { Asked } from "../panel/matching";
import { matchingStore } from "../panel/matching";
import { timelineOf } from "./model";

interface Finding {
  asked: Store<Asked>;
  matching: Store<ReadonlySet<string> | null>;
  setQuery: (query: string) => void;
}

const NO_TYPES: ReadonlySet<string> = new Set();
const findings = new WeakMap<CanvasSession, Finding>();

/** The search of a session. */
export function findingOf(session: CanvasSession): Finding {
  return getOrMake(findings, session, () => {
    const asked = value<Asked>({ query: "", types: NO_TYPES });
    const timeline = timelineOf(session);
    const matching = matchingStore(session, asked, {
      ids: () => [...timeline.get().order.values()].flat(),
      typeOf: () => "",
      subscribe: (listener) => timeline.subscribe(listener),
    });
    return { asked, matching, setQuery: (query) => asked.set({ query, types: NO_TYPES }) };
  });
}
