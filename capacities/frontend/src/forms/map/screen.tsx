/** What the screen asks of the maps besides drawing them: the corbeille, pictures, paper. */

import type { ReactElement } from "react";
import type { CanvasSession, CardView } from "../../core";
import { picturesOf } from "../picture/file";
import { Drawing } from "./Drawing";
import { pictureOf } from "./picture";
import { sourceOf } from "./picture-source";
import { planOf } from "./plan";

/** What a card of the corbeille comes back as. */
export function placeName(session: CanvasSession, card: CardView): string {
  return planOf(session.data.template).typeOf(card.zone).title;
}

/** On paper, the whole map on one sheet. */
export function Printed(): ReactElement {
  return (
    <div className="printed-map">
      <Drawing />
    </div>
  );
}

export function pictures(session: CanvasSession, tell: (sentence: string) => void): ReturnType<typeof picturesOf> {
  return picturesOf(session, (measure) => pictureOf(sourceOf(session), measure), tell);
}
