/** What the screen asks of the trees besides drawing them: the corbeille, pictures, paper. */

import type { ReactElement } from "react";
import type { CanvasSession, CardPlace, CardView } from "../../core";
import { trueParents } from "./arrange";
import { Drawing } from "./Drawing";
import { nodeName } from "./say";
import { CENTRE } from "./tree";

export { pictures } from "./pictureFile";

/** What every card is under, those of the corbeille too. */
function parentsOf(places: ReadonlyMap<string, CardPlace>): Map<string, string> {
  const known = new Map(places);
  known.delete(CENTRE);
  return trueParents(known);
}

/** « sous « Portage politique » »: where a branch of the corbeille comes back. */
export function placeName(session: CanvasSession, card: CardView): string {
  const places = session.places.get();
  const parent = parentsOf(places).get(card.id) ?? CENTRE;
  const above = places.get(parent);
  const name = `sous «\u00a0${nodeName(session, parent)}\u00a0»`;
  return above?.deleted === true ? `${name}, elle aussi dans la corbeille` : name;
}

/** How many ideas went with this one and come back with it; what was deleted apart stays. */
export function held(session: CanvasSession, card: CardView): number {
  const places = session.places.get();
  const under = parentsOf(places);
  const children = new Map<string, string[]>();
  for (const [id, parent] of under) {
    const group = children.get(parent);
    if (group === undefined) children.set(parent, [id]);
    else group.push(id);
  }
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
      <Drawing caption={false} />
    </div>
  );
}
