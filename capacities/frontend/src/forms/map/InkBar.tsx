/** The pen: its tool, its colours and widths; and what can be done to the strokes in hand. In the foot of the
 * map, where the layers and the search make way for it: nothing moves under the hand that draws. */

import type { ReactElement, ReactNode } from "react";
import { useEffect, useMemo } from "react";
import { flushSync } from "react-dom";
import { capital, countOf, STROKE } from "../../core";
import { useSelected, useStore, useStores } from "../../ui/hooks";
import { Glyph, Icon } from "../../ui/icons";
import { useEditable } from "../../ui/screen";
import { asksToFind } from "../panel/Find";
import type { Color } from "../shared/template";
import { useMap } from "./context";
import { colorWords, inkColors } from "./ink";
import { penHabit, setPenHabit } from "./pen";
import { ERASER, PEN } from "./viewer";

export function PenTool({ onUsed }: { onUsed: () => void }): ReactElement {
  const { viewer } = useMap();
  const armed = useSelected(viewer, ({ tool }) => tool === PEN || tool === ERASER);
  return (
    <button
      type="button"
      className="palette-tool"
      aria-pressed={armed}
      title="Dessiner à main levée (P)"
      onClick={({ currentTarget, detail }) => {
        onUsed();
        viewer.select([]);
        viewer.arm(PEN);
        /* What is drawn next, and the keys, are for the map. */
        const frame = currentTarget.closest(".map-sheet")?.querySelector<HTMLElement>(".map");
        if (detail > 0) frame?.focus({ preventScroll: true });
      }}
    >
      <Glyph path="M4 20l1-4.5L16.5 4 20 7.5 8.5 19zM14 6.5l3.5 3.5" />
      <span>Crayon</span>
    </button>
  );
}

export function InkBar(): ReactElement | null {
  const { viewer, ink } = useMap();
  const editable = useEditable();
  const tool = useSelected(viewer, (now) => now.tool);
  const selected = useSelected(viewer, (now) => now.selected);
  const strokes = useMemo(() => ink.strokesOf(selected), [ink, selected]);
  const drawing = tool === PEN || tool === ERASER;
  const shown = editable && (drawing || (tool === null && strokes.length > 0));
  useEffect(() => {
    if (!shown) return undefined;
    /* The search is back in its place before it is given the focus. */
    const onKeyDown = (event: KeyboardEvent) => {
      if (!asksToFind(event)) return;
      flushSync(() => {
        viewer.arm(null);
        viewer.select([]);
      });
    };
    window.addEventListener("keydown", onKeyDown, true);
    return () => window.removeEventListener("keydown", onKeyDown, true);
  }, [shown, viewer]);
  if (!shown) return null;
  return drawing ? <PenBar erasing={tool === ERASER} /> : <StrokesBar ids={strokes} all={selected} />;
}

function PenBar({ erasing }: { erasing: boolean }): ReactElement {
  const { session, viewer, ink } = useMap();
  const { template } = session.data;
  const pen = useStore(ink.pen);
  const habit = useStore(penHabit);
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === "Escape" && !event.defaultPrevented) viewer.arm(null);
    };
    window.addEventListener("keydown", onKeyDown);
    return () => window.removeEventListener("keydown", onKeyDown);
  }, [viewer]);
  const take = (change: Partial<typeof pen>) => {
    ink.pen.set({ ...pen, ...change });
    viewer.arm(PEN);
  };
  return (
    <div className="ink-bar" role="group" aria-label="Crayon">
      <Colors now={erasing ? null : pen.color} onChoose={(color) => take({ color })} />
      {WIDTHS.map(([thick, title]) => (
        <Choice key={title} pressed={!erasing && pen.thick === thick} title={title} onClick={() => take({ thick })}>
          <Glyph path="M4 17C9 5 14 20 20 8" width={thick ? 5 : 2} />
        </Choice>
      ))}
      <Choice pressed={erasing} title="Gomme" onClick={() => viewer.arm(ERASER)}>
        <Glyph path="M8.5 19.5h11M4.5 15 14 5.5l5 5L11 19H8zM9 10.5l5 5" />
      </Choice>
      <span className="ink-now">{erasing ? "Gomme" : titleOf(inkColors(template), pen.color)}</span>
      {habit !== "" && (
        <label className="ink-habit">
          <input
            type="checkbox"
            checked={habit === "dessine"}
            onChange={(event) => setPenHabit(event.currentTarget.checked ? "dessine" : "pointe")}
          />
          Le doigt déplace la carte
        </label>
      )}
      <button type="button" className="button quiet" onClick={() => viewer.arm(null)}>
        Terminer
      </button>
    </div>
  );
}

const WIDTHS = [
  [false, "Trait fin"],
  [true, "Trait épais"],
] as const;

/** What is in hand is drawn: by a finger too, it is coloured, copied, taken away. */
function StrokesBar({ ids, all }: { ids: readonly string[]; all: readonly string[] }): ReactElement {
  const { session, hands } = useMap();
  const { template } = session.data;
  const views = useStores(useMemo(() => ids.map((id) => session.stroke(id)), [ids, session]));
  const there = views.filter((view) => view !== null);
  const colors = new Set(there.map(({ color }) => color));
  const authors = new Set(there.map(({ author }) => author));
  const color = colors.size === 1 ? [...colors][0]! : null;
  const count = countOf(ids.length, STROKE);
  const whole = all.length === ids.length ? count : `${all.length} sélectionnés, dont ${count}`;
  const said = [whole, color === null ? "" : colorWords(template, color)];
  if (authors.size === 1 && !authors.has("")) said.push(`de ${[...authors][0]}`);
  return (
    <div className="ink-bar" role="group" aria-label="Traits à main levée">
      <Colors now={color} onChoose={(key) => session.actions.setColors(ids, key)} />
      <Choice title="Dupliquer" onClick={() => hands.duplicate(all)}>
        <Icon name="copy" />
      </Choice>
      <Choice title="Supprimer" onClick={() => hands.remove(all)}>
        <Icon name="trash" />
      </Choice>
      <span className="ink-now">{capital(said.filter((each) => each !== "").join(", "))}</span>
    </div>
  );
}

function Colors({ now, onChoose }: { now: string | null; onChoose: (color: string) => void }): ReactElement {
  const { session } = useMap();
  return (
    <>
      {inkColors(session.data.template).map(({ key, title, hue, sign }) => (
        <Choice key={key} pressed={now === key} title={title} onClick={() => onChoose(key)}>
          <span className="ink-swatch" data-hue={hue}>
            {sign}
          </span>
        </Choice>
      ))}
      <span className="map-sep" />
    </>
  );
}

interface ChoiceProps {
  /** Absent: it does something, and stays nothing. */
  pressed?: boolean;
  title: string;
  onClick: () => void;
  children: ReactNode;
}

function Choice({ pressed, title, onClick, children }: ChoiceProps): ReactElement {
  return (
    <button
      type="button"
      className="ink-choice"
      aria-label={title}
      aria-pressed={pressed}
      title={title}
      onClick={onClick}
    >
      {children}
    </button>
  );
}

function titleOf(colors: readonly Color[], key: string): string {
  return colors.find((color) => color.key === key)?.title ?? "";
}
