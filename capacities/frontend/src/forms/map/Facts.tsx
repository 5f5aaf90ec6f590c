/** The fields of an element, a stamp or a link, those that name an element too. */

import type { ReactElement } from "react";
import { useMemo } from "react";
import type { RecordView } from "../../core";
import { useStore, useStores } from "../../ui/hooks";
import { useScreen } from "../../ui/screen";
import { Facts } from "../panel/Details";
import type { Field } from "../shared/template";
import { graphOf, ofType } from "./graph";
import { planOf } from "./plan";
import { EffectFacts, EuroFacts } from "./StampFacts";
import { nameOf } from "./words";

/** The fields of a record; what names an element is a choice among those on the map. */
function useFields(record: RecordView, declared: readonly Field[]): readonly Field[] {
  const { session } = useScreen();
  const graph = useStore(graphOf(session));
  const among = declared.filter(({ kind }) => kind === "element");
  const ids = useMemo(() => among.flatMap((field) => ofType(graph, field.among)), [among, graph]);
  const texts = useStores(useMemo(() => ids.map((id) => session.text(id)), [ids, session]));
  return useMemo(() => {
    void texts;
    return declared.map((field): Field => {
      if (field.kind !== "element") return field;
      const choices = ofType(graph, field.among).map((key) => ({ key, title: nameOf(session, key) }));
      const stored = record.fields[field.key];
      if (typeof stored === "string" && !choices.some(({ key }) => key === stored)) {
        const gone = session.card(stored).get() === null ? "introuvable" : "n’est plus sur la carte";
        choices.push({ key: stored, title: `${nameOf(session, stored)} (${gone})` });
      }
      return { ...field, kind: "choix", choices };
    });
  }, [declared, graph, record.fields, session, texts]);
}

export function MapFacts({ record }: { record: RecordView }): ReactElement {
  const { session } = useScreen();
  const plan = planOf(session.data.template);
  const zone = useStore(session.card(record.id))?.zone;
  const kind = useStore(session.edge(record.id))?.kind;
  const declared = useMemo(
    () => (kind === undefined ? (zone === undefined ? [] : plan.fieldsOf(zone)) : plan.kindOf(kind).fields),
    [kind, plan, zone],
  );
  const fields = useFields(record, declared);
  const value = session.data.template.map?.value;
  if (value != null && zone === value.money) return <EuroFacts record={record} fields={fields} value={value} />;
  if (value != null && zone === value.quality) return <EffectFacts record={record} fields={fields} value={value} />;
  return <Facts card={record} fields={fields} marks="Ce que cela touche" />;
}
