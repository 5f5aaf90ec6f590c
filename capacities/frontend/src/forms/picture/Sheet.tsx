/** A picture drawn on the page: for the projector and for paper. */

import type { CSSProperties, ReactElement } from "react";
import { useId } from "react";
import { useScreen } from "../../ui/screen";
import { quoted } from "../shared/words";
import type { Mark, Picture } from "./picture";

/** A sheet of A3 held across, in pixels, and how much smaller than a screen words may be there. */
const PAPER = { width: 1_500, height: 850, least: 0.6 };

export function Sheet({ picture }: { picture: Picture }): ReactElement {
  const titleId = useId();
  return (
    <>
      <svg
        className="drawing"
        viewBox={`0 0 ${picture.width} ${picture.height}`}
        role="img"
        aria-labelledby={titleId}
        style={styleOf(picture)}
      >
        <title id={titleId}>{picture.description}</title>
        {picture.marks.map((mark, i) => (
          <Drawn key={i} mark={mark} />
        ))}
      </svg>
      {Math.min(PAPER.width / picture.width, PAPER.height / picture.height) < PAPER.least && <TooSmall />}
    </>
  );
}

/** Said on paper, of a drawing that one sheet holds but does not let read. */
function TooSmall(): ReactElement {
  const { views } = useScreen().entry;
  return (
    <p className="printed">
      {`Ce dessin est trop grand pour se lire sur une feuille\u00a0: la vue ${quoted(views["liste"] ?? "Liste")} s’imprime sur plusieurs, l’image SVG s’agrandit.`}
    </p>
  );
}

/** The smallest words on a projector, in pixels of the screen. */
const READABLE_PX = 14;

/** Its shape, and how large it must be for its smallest words to be read from the back of a room. */
function styleOf({ width, height, marks }: Picture): CSSProperties {
  const sizes = marks.flatMap((mark) => (mark.kind === "words" ? [mark.size] : []));
  const scale = sizes.length === 0 ? 0 : READABLE_PX / Math.min(...sizes);
  const least = { "--least-width": `${scale * width}px`, "--least-height": `${scale * height}px` };
  return { aspectRatio: `${width} / ${height}`, ...least } as CSSProperties;
}

function Drawn({ mark }: { mark: Mark }): ReactElement {
  switch (mark.kind) {
    case "line":
      return (
        <path
          d={mark.d}
          fill={mark.fill ?? "none"}
          stroke={mark.stroke}
          strokeWidth={mark.width}
          strokeLinecap="round"
          strokeDasharray={mark.dash}
        />
      );
    case "image":
      return (
        <image x={mark.x} y={mark.y} width={mark.width} height={mark.height} opacity={mark.opacity} href={mark.href} />
      );
    case "pill":
      return (
        <rect
          x={mark.x}
          y={mark.y}
          width={mark.width}
          height={mark.height}
          rx={Math.min(mark.height / 2, 28)}
          fill={mark.fill}
        />
      );
    case "words":
      return (
        <text
          x={mark.x}
          y={mark.y}
          fontSize={mark.size}
          fontWeight={mark.bold ? 650 : 400}
          textAnchor={mark.anchor}
          fill={mark.fill}
        >
          {mark.words}
        </text>
      );
  }
}
