/** For an effect: what may be counted of it, how, and what public documents say a unit is worth. */

import type { ReactElement } from "react";
import { useId } from "react";
import type { FieldValue, Indicator, RecordView } from "../../core";
import { useScreen } from "../../ui/screen";
import { safeLink } from "../shared/links";
import type { ValuePlan } from "./plan";

const EUROS = new Intl.NumberFormat("fr-FR", { maximumFractionDigits: 2 });

/** The indicator that a smiley names, when it is one that is proposed. */
export function chosenOf(indicators: readonly Indicator[], named: FieldValue | undefined): Indicator | undefined {
  return indicators.find(({ title }) => title === named);
}

interface ChooseProps {
  record: RecordView;
  value: ValuePlan;
  indicators: readonly Indicator[];
  chosen: Indicator | undefined;
}

export function ChooseIndicator({ record, value, indicators, chosen }: ChooseProps): ReactElement {
  const { session } = useScreen();
  const id = useId();
  return (
    <div className="field unit-values">
      <label htmlFor={id}>ou choisir ce qui se compte souvent</label>
      <select
        id={id}
        value={chosen?.key ?? ""}
        onChange={(event) => {
          const picked = indicators.find(({ key }) => key === event.target.value);
          if (picked !== undefined) session.actions.setField(record.id, value.indicator, picked.title);
        }}
      >
        <option value="">{typeof record.fields[value.indicator] === "string" ? "Votre indicateur" : "—"}</option>
        {indicators.map(({ key, title }) => (
          <option key={key} value={key}>
            {title}
          </option>
        ))}
      </select>
      {chosen !== undefined && <p className="details-path">{`À compter en\u00a0: ${chosen.unit}. ${chosen.help}`}</p>}
    </div>
  );
}

interface ProposedProps {
  record: RecordView;
  value: ValuePlan;
  indicator: Indicator;
}

/** A value is taken with its source, and what it is of: its year, its case. */
export function ProposedValues({ record, value, indicator }: ProposedProps): ReactElement | null {
  const { session } = useScreen();
  if (indicator.values.length === 0) return null;
  const take = (euros: number, source: string) =>
    session.actions.setFields(record.id, { [value.unit_value]: euros, [value.source]: source });
  return (
    <div className="field unit-values">
      {indicator.values.map(({ euros, about, source, url }) => (
        <p key={`${about} ${euros}`} className="details-path">
          <button type="button" className="button" onClick={() => take(euros, `${source}\u00a0: ${about}`)}>
            {`Prendre ${EUROS.format(euros)}\u00a0€ (${about})`}
          </button>{" "}
          <a href={safeLink(url) ?? undefined} target="_blank" rel="noopener noreferrer">
            {source}
          </a>
        </p>
      ))}
    </div>
  );
}
