/** What the screen asks of the trees besides drawing them: the corbeille, pictures, paper. */

import type { ReactElement } from "react";
import type { CanvasSession, CardPlace, CardView } from "../../core";
import { getOrMake } from "../../core";
import type { Tell } from "../../ui/notice";
import { picturesOf } from "../picture/file";
import { grouped, trueParents } from "./arrange";
import { Drawing } from "./Drawing";
import { pictureOf } from "./picture";
import { sourceOf } from "./picture-source";
import { nodeName } from "./say";
import { CENTRE } from "./tree";
import { viewerOf } from "./viewer";

type Places = ReadonlyMap<string, CardPlace>;

/** Who is under whom, those of the corbeille too. */
interface Family {
  parent: ReadonlyMap<string, string>;
  children: ReadonlyMap<string, readonly string[]>;
}

/** Known once for all the cards of a corbeille: places are a new map when one of them changes. */
const families = new WeakMap<Places, Family>();

function familyOf(places: Places): Family {
  return getOrMake(families, places, () => {
    const known = new Map(places);
    known.delete(CENTRE);
    const parent = trueParents(known);
    return { parent, children: grouped(parent.keys(), (id) => parent.get(id)!) };
  });
}

/** Out of the fold, the branch or the search that hides it. */
export function goTo(session: CanvasSession, id: string): void {
  const viewer = viewerOf(session);
  viewer.showAll();
  viewer.reveal(id);
  viewer.select([id]);
}

/** « sous « Portage politique » »: where a branch of the corbeille comes back. */
export function placeName(session: CanvasSession, card: CardView): string {
  const places = session.places.get();
  const parent = familyOf(places).parent.get(card.id) ?? CENTRE;
  const above = places.get(parent);
  const name = `sous «\u00a0${nodeName(session, parent)}\u00a0»`;
  return above?.deleted === true ? `${name}, elle aussi dans la corbeille` : name;
}

/** How many ideas went with this one and come back with it; what was deleted apart stays. */
export function held(session: CanvasSession, card: CardView): number {
  const places = session.places.get();
  const { children } = familyOf(places);
  let count = 0;
  const waiting = [...(children.get(card.id) ?? [])];
  while (waiting.length > 0) {
    const id = waiting.pop()!;
    if (places.get(id)?.deleted === true) continue;
    count += 1;
    waiting.push(...(children.get(id) ?? []));
  }
  return count;
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
  return picturesOf(session, (measure) => pictureOf(sourceOf(session), measure), tell);
}
