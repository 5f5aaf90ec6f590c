/** What the screen asks of the maps besides drawing them: the corbeille, pictures, paper. */

import type { ReactElement } from "react";
import type { CanvasSession, CardView } from "../../core";
import type { Picture } from "../../ui/form";
import type { Tell } from "../../ui/notice";
import { picturesOf } from "../picture/file";
import { quoted } from "../shared/words";
import { imageData } from "./background";
import { begin } from "./beginning";
import { Drawing } from "./Drawing";
import type { PictureSource } from "./picture";
import { pictureOf } from "./picture";
import { sourceOf } from "./picture-source";
import { planOf } from "./plan";
import { viewerOf } from "./viewer";

/** What a card of the corbeille comes back as. */
export function placeName(session: CanvasSession, card: CardView): string {
  return planOf(session.data.template).typeOf(card.zone).title;
}

/** The drawing of the dossier from which the map may begin: what of it is not here yet. */
export function arrivals(session: CanvasSession, tell: Tell): readonly Picture[] {
  const { origin = "" } = session.data;
  if (origin === "") return [];
  const detail = "ce qui n’est pas encore sur la carte";
  return [{ title: `Reprendre le dessin ${quoted(origin)}`, detail, run: () => void begin(session, tell, "dessin") }];
}

/** Whichever layer hides it. */
export function goTo(session: CanvasSession, id: string): void {
  const viewer = viewerOf(session);
  viewer.showLayers();
  viewer.select([id]);
}

/** On paper, the whole map on one sheet. */
export function Printed(): ReactElement {
  return (
    <div className="printed-map">
      <Drawing />
    </div>
  );
}

export function pictures(session: CanvasSession, tell: Tell): ReturnType<typeof picturesOf> {
  return picturesOf(session, async (measure) => pictureOf(await whole(sourceOf(session), tell), measure), tell);
}

/** With its image in it, for a file that needs nothing else; without it when it cannot be had. */
async function whole(source: PictureSource, tell: (sentence: string) => void): Promise<PictureSource> {
  if (source.behind === null) return source;
  const href = await imageData(source.behind.href);
  if (href === null) tell("L’image de fond n’a pas pu être chargée\u00a0: l’image de la carte est faite sans elle.");
  return { ...source, behind: href === null ? null : { ...source.behind, href } };
}
