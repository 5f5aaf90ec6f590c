/** What a map may begin from: another drawing of its dossier, the example. It is written by this page, as
 * anything else that one does: « Annuler » takes it back, but not what others did with it meanwhile. */

import type { CanvasSession, CardSeed, EdgeSeed } from "../../core";
import type { Tell } from "../../ui/notice";
import { countWords, quoted } from "./words";

/** How much there is to begin from (see `web/beginnings.py`). */
export interface Offer {
  key: string;
  title: string;
  /** Key of the canvas it comes from. */
  canvas: string;
  elements: number;
  links: number;
  /** There is nothing in what it comes from. */
  empty: boolean;
}

interface Beginning extends Offer {
  cards: (CardSeed & { zone: string })[];
  edges: EdgeSeed[];
}

const NO_ANSWER = "Le serveur ne répond pas\u00a0: rien n’a été changé. Réessayez dans un moment.";

/** What the server answers, or the sentence that says why not. */
async function ask<T>(url: string): Promise<T | string> {
  const answer = await fetch(url).catch(() => null);
  const body: unknown = await answer?.json().catch(() => null);
  if (answer?.ok === true && body != null) return body as T;
  const said = (body as { erreur?: unknown } | null)?.erreur;
  return typeof said === "string" ? said : NO_ANSWER;
}

/** What there is now; nothing when the server cannot say. */
export async function offers(session: CanvasSession): Promise<readonly Offer[]> {
  const url = session.data.urls.beginnings;
  const found = url === undefined ? NO_ANSWER : await ask<{ beginnings: Offer[] }>(url);
  return typeof found === "string" ? [] : found.beginnings;
}

/** Bring in what the map has not yet; whether something came. What is told says how to take it back. */
export async function begin(session: CanvasSession, tell: Tell, key: string): Promise<boolean> {
  const found = await ask<Beginning>(`${session.data.urls.beginnings ?? ""}/${key}`);
  if (typeof found === "string") {
    tell(found);
    return false;
  }
  const ids = session.actions.bringIn(found.cards, found.edges);
  if (ids === null) return false;
  if (ids.length === 0) {
    tell(whyNothing(found));
    return false;
  }
  tell({
    sentence: `${parts(session, ids)} sur la carte, d’après ${quoted(found.title)}. L’original n’a pas changé.`,
    action: { title: "Annuler", run: () => tell(session.actions.takeBack(ids).message ?? "La carte est comme avant.") },
  });
  return true;
}

function parts(session: CanvasSession, ids: readonly string[]): string {
  const cards = ids.filter((id) => session.card(id).get() !== null).length;
  const said = [cards === 0 ? "" : countWords(cards, "élément")];
  if (ids.length > cards) said.push(countWords(ids.length - cards, "lien"));
  return said.filter((each) => each !== "").join(" et ");
}

function whyNothing({ title, empty }: Offer): string {
  return empty
    ? `${quoted(title)} est vide\u00a0: remplissez-le d’abord, puis revenez ici.`
    : `Tout ce que ${quoted(title)} contient est déjà sur la carte\u00a0: rien n’a été ajouté.`;
}
