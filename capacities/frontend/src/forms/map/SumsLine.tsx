/** In one line, at once, what the € and ☺ of the map come to in a year, and how many are not filled. */

import type { ReactElement } from "react";
import { useMemo } from "react";
import { useStore, useStores } from "../../ui/hooks";
import { formatNumber } from "../shared/amounts";
import { countWords } from "../shared/words";
import { useMap } from "./context";
import { graphOf, ofType } from "./graph";
import type { ValuePlan } from "./plan";
import type { Sums } from "./sums";
import { sumStamps } from "./sums";

export function SumsLine(): ReactElement | null {
  const { session } = useMap();
  const value = session.data.template.map?.value;
  return value == null ? null : <Line value={value} />;
}

function Line({ value }: { value: ValuePlan }): ReactElement | null {
  const { session } = useMap();
  const { fields } = session.data.template;
  const graph = useStore(graphOf(session));
  const ids = useMemo(() => [value.money, value.quality].flatMap((key) => ofType(graph, key)), [graph, value]);
  const cards = useStores(useMemo(() => ids.map((id) => session.card(id)), [ids, session]));
  const usual = (key: string) => fields.find((field) => field.key === key)?.default ?? "";
  const stamps = cards.filter((card) => card !== null);
  if (stamps.length === 0) return null;
  return <p className="map-sums">{sumsWords(sumStamps(stamps, value, usual))}</p>;
}

const euros = (cents: number) => `${formatNumber(cents / 100, true)}\u00a0€`;

/** « Par an : 40 000 € de gains, 62 000 € de coûts ; à part, 5 000 € d’équivalents ☺. 2 timbres € sans montant. » */
export function sumsWords(sums: Sums): string {
  const apart = sums.equivalent_year === 0 ? "" : `\u00a0; à part, ${euros(sums.equivalent_year)} d’équivalents ☺`;
  const lacks = [
    sums.without_amount === 0 ? "" : `${countWords(sums.without_amount, "timbre")} € sans montant`,
    sums.without_party === 0 ? "" : `${countWords(sums.without_party, "timbre")} € sans dire qui gagne ou qui paie`,
    sums.untold === 0 ? "" : `${sums.untold}\u00a0☺ sans équivalent`,
  ].filter((each) => each !== "");
  const year = `Par an\u00a0: ${euros(sums.gains_year)} de gains, ${euros(sums.costs_year)} de coûts${apart}.`;
  return lacks.length === 0 ? year : `${year} ${lacks.join(", ")}.`;
}
