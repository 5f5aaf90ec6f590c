/** What a map may begin from: another drawing of its dossier, the example. It is written by this page, as
 * anything else that one does: « Annuler » takes it back, but not what others did with it meanwhile. Two who begin at
 * once have it twice at worst, and lose nothing. */

import type { CanvasSession, CardSeed, CardView, EdgeSeed, EdgeView, FieldValue } from "../../core";
import { newId } from "../../core";
import type { Tell } from "../../ui/notice";
import { countWords, quoted } from "../shared/words";

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
  /** Named by the ids of what they come from, as links, carriers and fields name them. */
  cards: CardSeed[];
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
  const { cards, edges } = missing(session, found);
  const ids = [...cards, ...edges].map(({ id }) => id);
  if (ids.length === 0) tell(whyNothing(found));
  else session.actions.create(cards, [], null, edges);
  if (ids.every((id) => recordOf(session, id) === null)) return false;
  tell({
    sentence: `${parts(session, ids)} sur la carte, d’après ${quoted(found.title)}. L’original n’a pas changé.`,
    action: { title: "Annuler", run: () => takeBack(session, tell, ids) },
  });
  return true;
}

function takeBack(session: CanvasSession, tell: Tell, ids: readonly string[]): void {
  const { done, message } = session.actions.takeBack(ids);
  if (message !== null) tell(message);
  else if (done) tell("La carte est comme avant.");
}

/** What has no copy here, as it is to be written: each under an id of its own, that nobody writes at the same time,
 * joined to the copies that are here. When nothing is left on the map, all begins again. */
export function missing(session: MapHeld, { cards, edges }: Pick<Beginning, "cards" | "edges">) {
  const copies = copiesIn(session);
  const isNew = ({ id, origin = id }: Named) => !copies.has(id) && !copies.has(origin);
  const newCards = cards.filter(isNew);
  const twins = new Map(newCards.map(({ id }) => [id, newId()]));
  const isThere = (id: string) => twins.has(id) || copies.get(id)?.deleted === false;
  const newEdges = edges.filter((edge) => isNew(edge) && isThere(edge.from) && isThere(edge.to));
  for (const { id } of newEdges) twins.set(id, newId());
  const here = (id: string) => twins.get(id) ?? copies.get(id)?.id;
  const named = session.data.template.fields.filter(({ kind }) => kind === "element").map(({ key }) => key);
  return {
    cards: newCards.map((card): CardSeed => ({ ...put(card, here), fields: rejoined(card.fields, named, here) })),
    edges: newEdges.map((edge): EdgeSeed => {
      return { ...edge, id: here(edge.id)!, from: here(edge.from)!, to: here(edge.to)! };
    }),
  };
}

type MapHeld = Pick<CanvasSession, "places" | "card" | "edges" | "edgeTrash" | "edge" | "data">;
type Named = Pick<CardSeed, "id" | "origin">;
type Here = (id: string) => string | undefined;

/** The copies of a map by what they come from, rather those that are there than those thrown away; copies once had
 * the very id of what they come from. */
function copiesIn(session: MapHeld): ReadonlyMap<string, CardView | EdgeView> {
  const cards = [...session.places.get().keys()].flatMap((id) => session.card(id).get() ?? []);
  const links = session.edges.get().flatMap((id) => session.edge(id).get() ?? []);
  const copies = new Map<string, CardView | EdgeView>();
  if (cards.every(({ deleted }) => deleted)) return copies;
  for (const view of [...cards, ...links, ...session.edgeTrash.get()]) {
    for (const origin of [view.origin, view.id]) {
      if (origin !== null && copies.get(origin)?.deleted !== false) copies.set(origin, view);
    }
  }
  return copies;
}

/** A card where it is to be: on the copy of what carried it, else at no place. */
function put({ on, ...card }: CardSeed, here: Here): CardSeed {
  const id = here(card.id)!;
  if (on === undefined) return { ...card, id };
  const carrier = here(on);
  if (carrier !== undefined) return { ...card, id, on: carrier };
  const { x: _, y: __, ...rest } = card;
  return { ...rest, id };
}

/** Fields that name elements name their copies. */
function rejoined(fields: Readonly<Record<string, FieldValue>> = {}, named: readonly string[], here: Here) {
  const join = ([key, found]: [string, FieldValue]) => {
    return [key, named.includes(key) ? (here(String(found)) ?? found) : found] as const;
  };
  return Object.fromEntries(Object.entries(fields).map(join));
}

function recordOf(session: CanvasSession, id: string) {
  return session.card(id).get() ?? session.edge(id).get();
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
