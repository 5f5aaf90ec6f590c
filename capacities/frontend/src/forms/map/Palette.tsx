/** What can be put on the map: click one, then the place. By the keyboard, it goes where there is room. */

import type { ReactElement } from "react";
import { useState } from "react";
import { useMedia, useSelected } from "../../ui/hooks";
import { Glyph, Icon } from "../../ui/icons";
import { useMap } from "./context";
import { carrierFor } from "./graph";
import { PenTool } from "./InkBar";
import type { ElementType } from "./plan";
import { outlineOf } from "./shapes";
import { ERASER, LASSO, PEN } from "./viewer";

export function Palette(): ReactElement {
  const { viewer, plan } = useMap();
  const tool = useSelected(viewer, (now) => now.tool);
  const [open, setOpen] = useState(false);
  const coarse = useMedia("(pointer: coarse)");
  const choose = () => {
    setOpen(false);
    viewer.arm(null);
  };
  return (
    <div className={open ? "palette open" : "palette"} role="toolbar" aria-label="Ajouter à la carte">
      <button
        type="button"
        className="palette-fold"
        aria-expanded={open}
        onClick={() => (tool === null ? setOpen((now) => !now) : viewer.arm(null))}
      >
        <Icon name={tool === null ? "plus" : "close"} />{" "}
        <span className="palette-word">{tool === null ? "Ajouter" : "Ne rien poser"}</span>
      </button>
      <div className="palette-tools">
        <button type="button" className="palette-tool" aria-pressed={tool === null} onClick={choose}>
          <Glyph path="M6 4l12 7-5.5 1.5L10 18z" />
          <span>Choisir</span>
        </button>
        {plan.elements.map((type) => (
          <TypeTool key={type.key} type={type} onUsed={() => setOpen(false)} />
        ))}
        <span className="palette-line" />
        {plan.stamps.map((type) => (
          <TypeTool key={type.key} type={type} onUsed={() => setOpen(false)} />
        ))}
        <span className="palette-line" />
        <button
          type="button"
          className="palette-tool"
          aria-pressed={tool === LASSO}
          title="Entourer plusieurs éléments (Maj + glisser)"
          onClick={() => {
            setOpen(false);
            viewer.arm(LASSO);
          }}
        >
          <Glyph path="M4 4h3M10 4h4M17 4h3v3M20 10v4M20 17v3h-3M14 20h-4M7 20H4v-3M4 14v-4M4 7V4" />
          <span>Entourer</span>
        </button>
        <PenTool onUsed={() => setOpen(false)} />
      </div>
      <p className="palette-hint" role="status">
        {hintOf(tool, coarse)}
      </p>
    </div>
  );
}

function hintOf(tool: string | null, coarse: boolean): string {
  if (tool === null) return "";
  if (tool === LASSO) return "Entourez ce que vous voulez prendre.";
  if (tool === PEN) return "Dessinez sur la carte.";
  return tool === ERASER
    ? "Passez sur les traits à effacer."
    : coarse
      ? "Touchez où le poser."
      : "Cliquez où le poser.";
}

function TypeTool({ type, onUsed }: { type: ElementType; onUsed: () => void }): ReactElement {
  const { viewer, hands, session, plan } = useMap();
  const { key, title, stamp, hue } = type;
  const armed = useSelected(viewer, (now) => now.tool === key);
  const put = () => {
    if (!stamp) return hands.add(key, null);
    return hands.stamp(key, carrierFor(session, plan, key, viewer.get().selected.at(-1) ?? ""));
  };
  return (
    <button
      type="button"
      className="palette-tool"
      data-hue={hue}
      aria-pressed={armed}
      title={`${title}\u00a0: cliquez ici, puis sur la carte`}
      onClick={(event) => {
        onUsed();
        /* By a key: there is no place to click. */
        if (event.detail === 0) put();
        else viewer.arm(key);
      }}
    >
      <TypeIcon type={type} />
      <span>{title}</span>
    </button>
  );
}

const BOX = { width: 20, height: 15 };
const TALL = { width: 18, height: 18 };

/** A type drawn small. */
export function TypeIcon({ type }: { type: ElementType }): ReactElement {
  const { shape, stamp, sign, hue } = type;
  if (shape === "label") {
    return (
      <svg className="type-icon letter" data-hue={hue} viewBox="-1 -1 22 20" aria-hidden="true" focusable="false">
        <path d="M4 6V3h12v3M10 3v13M7 16h6" />
      </svg>
    );
  }
  const tall = shape === "person" || shape === "star" || shape === "triangle" || shape === "silo";
  return (
    <svg className="type-icon" data-hue={hue} viewBox="-1 -1 22 20" aria-hidden="true" focusable="false">
      {stamp && shape !== "triangle" ? (
        <circle cx="10" cy="9" r="9" />
      ) : (
        <path d={tall ? outlineOf(shape, 1, 0, TALL) : outlineOf(shape, 0, 2, BOX)} />
      )}
      {(stamp || (sign !== "" && !tall)) && (
        <text x="10" y={shape === "triangle" ? 15.5 : stamp ? 13 : 14} textAnchor="middle">
          {sign}
        </text>
      )}
    </svg>
  );
}
