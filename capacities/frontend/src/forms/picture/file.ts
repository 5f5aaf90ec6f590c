/** Saving the picture of a canvas on this device, as SVG or PNG. */

import type { CanvasSession } from "../../core";
import { save } from "../../ui/download";
import type { Tell } from "../../ui/notice";
import type { Picture } from "./picture";
import { svgText } from "./picture";
import type { Measure } from "./words";
import { FONTS } from "./words";

/** Twice the size of the screen: sharp once projected or printed. */
const SCALE = 2;
/** Largest picture that every browser draws: 8,192 pixels a side, 40 million in all. */
const SIDE = 8_192;
const AREA = 40_000_000;

/** How much larger than the drawing the PNG is. */
export function scaleFor(width: number, height: number): number {
  return Math.min(SCALE, SIDE / width, SIDE / height, Math.sqrt(AREA / (width * height)));
}

/** « carte-heuristique-de-la-gouvernance-caux-seine-2027-03-12.svg » */
export function fileName(parts: readonly string[], day: string, ending: string): string {
  const slug = parts
    .join(" ")
    .normalize("NFD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/œ/g, "oe")
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 80)
    .replace(/-+$/, "");
  return `${slug === "" ? "carte" : slug}-${day}.${ending}`;
}

/** Words measured by the browser: tighter than `guessWidth`. */
export function browserMeasure(): Measure {
  const context = document.createElement("canvas").getContext("2d");
  return (words, size, bold) => {
    if (context === null) return words.length * size * 0.6;
    context.font = `${bold ? 650 : 400} ${size}px ${FONTS}`;
    /* Another device has another system font. */
    return context.measureText(words).width * 1.03;
  };
}

/** What a file is called: the canvas, the territory, the day here. */
function named({ data: { template, dossier } }: CanvasSession, ending: string): string {
  const now = new Date();
  const day = [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((n) => String(n).padStart(2, "0")).join("-");
  return fileName([template.title, dossier.territory], day, ending);
}

/** Draw the SVG on a canvas. The picture is ours and holds no address: nothing is fetched. */
async function pngOf(picture: Picture, scale: number): Promise<Blob | null> {
  const url = URL.createObjectURL(new Blob([svgText(picture)], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = url;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    const context = canvas.getContext("2d");
    if (context === null) return null;
    context.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve) => canvas.toBlob(resolve, "image/png"));
  } catch {
    return null;
  } finally {
    URL.revokeObjectURL(url);
  }
}

const NO_PNG =
  "L’image PNG n’a pas pu être faite par ce navigateur. Rien n’est perdu\u00a0: essayez l’image SVG, ou l’impression en PDF.";

/** Whether its words are as large as on the screen, at least. */
export function isLegible(scale: number): boolean {
  return scale >= 1;
}

const TOO_LARGE =
  "Ce dessin est trop grand pour qu’une image PNG se lise\u00a0: elle n’a pas été faite. L’image SVG reste nette à toute taille.";

/** The pictures offered in the menu « Importer, exporter »; `draw` makes the one asked for. */
export function picturesOf(
  session: CanvasSession,
  draw: (measure: Measure) => Picture | Promise<Picture>,
  tell: Tell,
): { title: string; detail: string; run: () => void }[] {
  const saveSvg = async () => {
    const picture = await draw(browserMeasure());
    save(new Blob([svgText(picture)], { type: "image/svg+xml" }), named(session, "svg"));
  };
  const savePng = async () => {
    const picture = await draw(browserMeasure());
    const scale = scaleFor(picture.width, picture.height);
    if (!isLegible(scale)) {
      tell({ sentence: TOO_LARGE, action: { title: "Image SVG", run: () => void saveSvg() } });
      return;
    }
    const blob = await pngOf(picture, scale);
    if (blob === null) tell(NO_PNG);
    else save(blob, named(session, "png"));
  };
  return [
    { title: "Image SVG", detail: "nette à toute taille, modifiable", run: () => void saveSvg() },
    { title: "Image PNG", detail: "pour un diaporama, un courriel", run: () => void savePng() },
  ];
}
