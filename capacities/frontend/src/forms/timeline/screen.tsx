/** What the screen asks of the timelines besides drawing them: the corbeille, pictures, paper. */

import type { ReactElement } from "react";
import type { CanvasSession, CardView } from "../../core";
import { CALENDAR, LANES } from "../../core";
import type { Tell } from "../../ui/notice";
import { picturesOf } from "../picture/file";
import { Drawing } from "./Drawing";
import { timelineOf } from "./model";
import { pictureOf } from "./picture";
import { sourceOf } from "./picture-source";
import { viewerOf } from "./viewer";
import { titleOfLane } from "./words";

/** Where a card of the corbeille comes back. */
export function placeName(session: CanvasSession, { zone }: CardView): string {
  if (zone === LANES) return "les fils";
  if (zone === CALENDAR) return "le calendrier";
  return titleOfLane(timelineOf(session).get(), zone);
}

/** Take a step or a link in hand; the view shown brings it in sight. */
export function goTo(session: CanvasSession, id: string): void {
  viewerOf(session).select([id]);
}

/** On paper, the whole frise on one sheet. */
export function Printed(): ReactElement {
  return (
    <div className="printed-map">
      <Drawing />
    </div>
  );
}

export function pictures(session: CanvasSession, tell: Tell): ReturnType<typeof picturesOf> {
  return picturesOf(session, (measure) => pictureOf(sourceOf(session), measure), tell);
}
