/** A card carried on into another canvas of its dossier, and the way back from there. */

import type { CanvasData, CanvasSession, CardView, Value } from "../../core";
import { value } from "../../core";
import { cardUrl } from "../../ui/arrival";
import type { Tell } from "../../ui/notice";

/** What the server did (see `services/carry_on.py`). */
interface CarriedOn {
  canvas: string;
  card: string;
  title: string;
  there: "new" | "already" | "back";
}

const SAID: Record<CarriedOn["there"], string> = {
  new: "C’est ajouté dans",
  already: "C’est déjà là, dans",
  back: "C’est revenu de la corbeille, dans",
};
const NO_ANSWER = "Le serveur ne répond pas\u00a0: rien n’a été changé. Réessayez dans un moment.";

/** How the gesture is called for this card, or null when it has none. */
export function gestureOf(data: CanvasData, card: Pick<CardView, "zone">): string | null {
  return data.sequel?.boxes.includes(card.zone) === true ? data.sequel.gesture : null;
}

const carried = new WeakMap<CanvasSession, Value<ReadonlyMap<string, string>>>();

/** The cards that were carried on, before this page was opened or from it; of each, the one that it is there. */
export function carriedOf(session: CanvasSession): Value<ReadonlyMap<string, string>> {
  const known = carried.get(session);
  if (known !== undefined) return known;
  const made = value<ReadonlyMap<string, string>>(new Map(Object.entries(session.data.sequel?.carried ?? {})));
  carried.set(session, made);
  return made;
}

/** Where a card was carried on, or null. */
export function goneTo(data: CanvasData, there: ReadonlyMap<string, string>, id: string): CardSource | null {
  const card = there.get(id);
  if (card === undefined || data.sequel == null) return null;
  const { canvas, title } = data.sequel;
  return { title, url: cardUrl(data.dossier.id, canvas, card) };
}

/** Carry a card on; what is told leads to where it is now. */
export async function carryOn(session: CanvasSession, tell: Tell, id: string): Promise<void> {
  const { sequel, dossier } = session.data;
  if (sequel == null) return;
  const headers = { "Content-Type": "application/json" };
  const body = JSON.stringify({ carte: id });
  const answer = await fetch(sequel.url, { method: "POST", headers, body }).catch(() => null);
  const found: unknown = await answer?.json().catch(() => null);
  if (answer?.ok !== true || found == null) {
    const said = (found as { erreur?: unknown } | null)?.erreur;
    tell(typeof said === "string" ? said : NO_ANSWER);
    return;
  }
  const { canvas, card, title, there } = found as CarriedOn;
  const known = carriedOf(session);
  known.set(new Map(known.get()).set(id, card));
  tell({
    sentence: `${SAID[there]} «\u00a0${title}\u00a0».`,
    action: { title: "Y aller", run: () => location.assign(cardUrl(dossier.id, canvas, card)) },
  });
}

export interface CardSource {
  title: string;
  url: string;
}

/** The card of another canvas that this one was carried on from, or null. */
export function sourceOf(data: CanvasData, origin: string | null): CardSource | null {
  const cut = origin?.indexOf("/") ?? -1;
  if (origin === null || cut < 0) return null;
  const source = data.sources?.find(({ canvas }) => canvas === origin.slice(0, cut));
  const card = origin.slice(cut + 1);
  if (source === undefined || card === "") return null;
  return { title: source.title, url: cardUrl(data.dossier.id, source.canvas, card) };
}
