/** The buttons that look at a board from nearer, farther, or whole. */

import type { MouseEvent, ReactElement, ReactNode } from "react";
import { useSelected } from "../../ui/hooks";
import { Glyph } from "../../ui/icons";
import type { Board } from "./board";
import { STEP } from "./zoom";

export function Tool({
  label,
  title,
  onClick,
  children,
}: {
  label: string;
  title?: string;
  onClick: (event: MouseEvent<HTMLElement>) => void;
  children: ReactNode;
}): ReactElement {
  return (
    <button type="button" className="map-tool" aria-label={label} title={title ?? label} onClick={onClick}>
      {children}
    </button>
  );
}

export function ZoomTools({ board }: { board: Pick<Board, "camera" | "zoom" | "zoomTo" | "fit"> }): ReactElement {
  const percent = useSelected(board.camera, ({ zoom }) => Math.round(zoom * 100));
  return (
    <>
      <Tool label="Réduire" title="Réduire (−)" onClick={() => board.zoom(1 / STEP)}>
        <Glyph path="M5 12h14" />
      </Tool>
      <button
        type="button"
        className="map-tool percent"
        aria-label={`Taille réelle, maintenant ${percent}\u00a0%`}
        title="Taille réelle"
        onClick={() => board.zoomTo(1)}
      >
        {percent}&nbsp;%
      </button>
      <Tool label="Agrandir" title="Agrandir (+)" onClick={() => board.zoom(STEP)}>
        <Glyph path="M12 5v14M5 12h14" />
      </Tool>
      <Tool label="Ajuster à l’écran" title="Ajuster à l’écran (0)" onClick={() => board.fit()}>
        <Glyph path="M4 9V4h5M20 9V4h-5M4 15v5h5M20 15v5h-5" />
      </Tool>
    </>
  );
}
