/** The strokes in the list: how many, whose, in which colours. They are taken away from here without being seen. */

import type { ReactElement } from "react";
import { useId } from "react";
import type { StrokeView } from "../../core";
import { capital, countOf, getOrMake, STROKE } from "../../core";
import { useStore } from "../../ui/hooks";
import { Glyph, Icon } from "../../ui/icons";
import { useEditable, useScreen } from "../../ui/screen";
import { KeepFocus } from "../shared/KeepFocus";
import type { Template } from "../shared/template";
import { useMap } from "./context";
import { colorWords, inkHue, readInk } from "./ink";

interface Group {
  key: string;
  words: string;
  color: string | null;
  ids: string[];
}

/** Those of one hand and one colour together; what cannot be drawn apart. */
export function groupsOf(strokes: readonly StrokeView[], template: Template): Group[] {
  const groups = new Map<string, Group>();
  for (const stroke of strokes) {
    const { author } = stroke;
    const color = readInk(stroke, template.limits) === null ? null : stroke.color;
    const said = color === null ? "vide ou illisible" : colorWords(template, color);
    const words = [said, ...(author === "" ? [] : [`de ${author}`])].join(", ");
    const key = `${color === null ? "?" : inkHue(template, color)} ${words}`;
    getOrMake(groups, key, () => ({ key, words, color, ids: [] as string[] })).ids.push(stroke.id);
  }
  return [...groups.values()];
}

export function InkList(): ReactElement | null {
  const { session, data } = useScreen();
  const { hands } = useMap();
  const strokes = useStore(session.ink);
  const editable = useEditable();
  const titleId = useId();
  if (strokes.length === 0) return null;
  const groups = groupsOf(strokes, data.template);
  return (
    <section className="list-section" aria-labelledby={titleId} data-type="traits">
      <h2 id={titleId}>
        <Glyph path="M4 17C9 5 14 20 20 8" /> Traits à main levée <span className="number">{strokes.length}</span>
      </h2>
      <KeepFocus order={groups.map(({ key }) => key)} className="list-rows">
        {groups.map(({ key, words, color, ids }) => (
          <li key={key} className="list-row">
            <div className="list-row-line ink-row">
              <span className="ink-swatch" data-hue={inkHue(data.template, color ?? "")} />
              <span>
                {capital(countOf(ids.length, STROKE))}, {words}
              </span>
              {editable && (
                <button
                  type="button"
                  className="button quiet"
                  aria-label={`Supprimer\u00a0: ${countOf(ids.length, STROKE)}, ${words}`}
                  onClick={({ currentTarget }) => {
                    const row = currentTarget.closest("li");
                    const beside = row?.nextElementSibling ?? row?.previousElementSibling;
                    hands.remove(ids);
                    beside?.querySelector("button")?.focus();
                  }}
                >
                  <Icon name="trash" /> Supprimer
                </button>
              )}
            </div>
          </li>
        ))}
      </KeepFocus>
    </section>
  );
}
