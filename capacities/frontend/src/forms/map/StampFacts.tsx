/** The fields of a € or of a ☺, in the order one thinks of them, with what they come to. */

import type { ReactElement } from "react";
import type { FieldValue, RecordView } from "../../core";
import { useEditable, useScreen } from "../../ui/screen";
import { Facts } from "../panel/Details";
import { formatNumber, shortPeriod } from "../shared/amounts";
import type { Field } from "../shared/template";
import { choiceTitle } from "../shared/template";
import type { ValuePlan } from "./plan";
import { worthOf } from "./sums";
import { ChooseIndicator, chosenOf, ProposedValues } from "./UnitValues";

const MARKS = "Ce que cela touche";

interface StampProps {
  record: RecordView;
  fields: readonly Field[];
  value: ValuePlan;
}

/** Those that are named, in this order. */
function named(fields: readonly Field[], keys: readonly string[]): Field[] {
  return keys.flatMap((key) => fields.filter((field) => field.key === key));
}

function others(fields: readonly Field[], keys: readonly string[]): Field[] {
  return fields.filter((field) => !keys.includes(field.key));
}

export function EuroFacts({ record, fields, value }: StampProps): ReactElement {
  const amounts = [value.sense, value.amount, value.period, value.amount_min, value.amount_max];
  const rest = [value.gainer, value.payer, value.confidence];
  const odd = oddRange(record.fields, value);
  return (
    <>
      <Facts card={record} fields={named(fields, amounts)} marks={MARKS} />
      {odd !== "" && (
        <p className="refusal" role="status">
          {odd}
        </p>
      )}
      <Facts card={record} fields={[...named(fields, rest), ...others(fields, [...amounts, ...rest])]} marks={MARKS} />
    </>
  );
}

/** What is odd in an amount and its range; "" when nothing is. They stay as they were typed. */
export function oddRange(fields: Readonly<Record<string, FieldValue>>, value: ValuePlan): string {
  const [likely, low, high] = [value.amount, value.amount_min, value.amount_max].map((key) => {
    const found = fields[key];
    return typeof found === "number" ? found : null;
  });
  if (low != null && high != null && low > high) {
    return "«\u00a0Au moins\u00a0» dépasse «\u00a0au plus\u00a0»\u00a0: ils sont lus dans l’autre sens. Corrigez l’un des deux.";
  }
  const outside = likely != null && ((low != null && low > likely) || (high != null && high < likely));
  return outside ? "Le montant est hors de sa fourchette\u00a0: elle est élargie jusqu’à lui." : "";
}

export function EffectFacts({ record, fields, value }: StampProps): ReactElement {
  const { session } = useScreen();
  const editable = useEditable();
  const indicators = session.data.unitValues ?? [];
  const chosen = chosenOf(indicators, record.fields[value.indicator]);
  const first = [value.effect, value.gainer, value.indicator];
  const counted = [value.quantity, value.period];
  const all = [...first, ...counted, value.unit_value, value.source];
  const quantity = named(fields, counted).map((field) =>
    field.key === value.quantity && chosen !== undefined
      ? { ...field, question: `${field.title} (${chosen.unit})` }
      : field,
  );
  const proposes = editable && indicators.length > 0;
  return (
    <>
      <Facts card={record} fields={named(fields, first)} marks={MARKS} />
      {proposes && <ChooseIndicator record={record} value={value} indicators={indicators} chosen={chosen} />}
      <Facts card={record} fields={quantity} marks={MARKS} />
      <Facts card={record} fields={named(fields, [value.unit_value])} marks={MARKS} />
      {proposes && chosen !== undefined && <ProposedValues record={record} value={value} indicator={chosen} />}
      <Facts card={record} fields={[...named(fields, [value.source]), ...others(fields, all)]} marks={MARKS} />
      <p className="equivalent" role="status">
        {equivalentWords(record.fields, fields, value)}
      </p>
    </>
  );
}

/** « Équivalent : 20 400 € / an », or what it still needs. */
export function equivalentWords(
  values: Readonly<Record<string, FieldValue>>,
  fields: readonly Field[],
  value: ValuePlan,
): string {
  const [quantity, unit] = [values[value.quantity], values[value.unit_value]];
  const lacks = [
    typeof quantity === "number" ? "" : "la quantité",
    typeof unit === "number" ? "" : "la valeur unitaire",
  ];
  if (typeof quantity !== "number" || typeof unit !== "number") {
    return `Pas encore d’équivalent en euros\u00a0: il manque ${lacks.filter((each) => each !== "").join(" et ")}.`;
  }
  const period = fields.find(({ key }) => key === value.period) ?? null;
  const when = shortPeriod(choiceTitle(period, values[value.period] ?? period?.default));
  const worth = worthOf(quantity, unit);
  if (worth === null)
    return "Équivalent illisible\u00a0: la quantité, la valeur unitaire ou leur produit est trop grand.";
  const euros = formatNumber(worth, true);
  return `Équivalent\u00a0: ${euros}\u00a0€${when === "" ? "" : ` ${when}`}, à part des euros.`;
}
