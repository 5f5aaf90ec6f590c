/** For an effect: what may be counted of it, how, and what public documents say a unit is worth. */

import type { ReactElement } from "react";
import { useId } from "react";
import type { CardView, Indicator } from "../../core";
import { useEditable } from "../../ui/screen";
import { safeLink } from "../shared/links";
import { useMap } from "./context";

const EUROS = new Intl.NumberFormat("fr-FR", { maximumFractionDigits: 2 });

export function UnitValues({ card }: { card: CardView }): ReactElement | null {
  const { session } = useMap();
  const editable = useEditable();
  const id = useId();
  const value = session.data.template.map?.value;
  const indicators = session.data.unitValues ?? [];
  if (!editable || value == null || card.zone !== value.quality || indicators.length === 0) return null;
  const named = card.fields[value.indicator];
  const chosen = indicators.find(({ title }) => title === named);
  return (
    <div className="field unit-values">
      <label htmlFor={id}>Que compter{"\u202f"}?</label>
      <select
        id={id}
        value={chosen?.key ?? ""}
        onChange={(event) => {
          const picked = indicators.find(({ key }) => key === event.target.value);
          if (picked !== undefined) session.actions.setField(card.id, value.indicator, picked.title);
        }}
      >
        <option value="">{typeof named === "string" ? "Votre indicateur" : "Choisir un indicateur"}</option>
        {indicators.map(({ key, title }) => (
          <option key={key} value={key}>
            {title}
          </option>
        ))}
      </select>
      {chosen !== undefined && (
        <Proposed
          indicator={chosen}
          onTake={(euros, source) =>
            session.actions.setFields(card.id, { [value.unit_value]: euros, [value.source]: source })
          }
        />
      )}
    </div>
  );
}

interface ProposedProps {
  indicator: Indicator;
  onTake: (euros: number, source: string) => void;
}

/** A value is taken with its source; where none fits, one is told how to find it. */
function Proposed({ indicator, onTake }: ProposedProps): ReactElement {
  return (
    <>
      <p className="details-path">{`À compter en\u00a0: ${indicator.unit}. ${indicator.help}`}</p>
      {indicator.values.map(({ euros, about, source, url }) => (
        <p key={`${about} ${euros}`} className="details-path">
          <button type="button" className="button" onClick={() => onTake(euros, source)}>
            {`Prendre ${EUROS.format(euros)}\u00a0€ (${about})`}
          </button>{" "}
          <a href={safeLink(url) ?? undefined} target="_blank" rel="noopener noreferrer">
            {source}
          </a>
        </p>
      ))}
    </>
  );
}
