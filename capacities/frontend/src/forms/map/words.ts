/** Names of elements, links and stamps in the sentences of the screen. */

import type { CanvasSession, CardView, EdgeView, FormRules } from "../../core";
import { capital, countOf, STROKE } from "../../core";
import type { Size } from "../board/box";
import type { Fact, Field } from "../shared/template";
import { groupFacts } from "../shared/template";
import { countWords, factWords, quoted, short } from "../shared/words";
import type { Plan } from "./plan";
import { planOf } from "./plan";
import { labelSize, stampWordsSize } from "./seating";
import { worthOf } from "./sums";

/** What is read of a session to know what is on its map. */
export type GraphSource = Pick<CanvasSession, "places" | "adopt" | "data" | "card" | "text" | "edge" | "edges">;

export function rulesOf(session: GraphSource, plan: Plan): FormRules {
  const live = () => [...session.places.get().values()].filter(({ deleted }) => !deleted).length;
  return {
    words: {
      noun: "élément",
      plural: "éléments",
      feminine: false,
      place: ({ zone }) => ` (${plan.typeOf(zone).title})`,
      name: ({ id }) => {
        const words = short(session.text(id).get());
        return words === "" ? "" : `«\u00a0${words}\u00a0»`;
      },
    },
    live: (restored) => live() + (restored === undefined ? 0 : 1),
  };
}

type Named = Pick<CanvasSession, "card" | "text" | "edge" | "edgeText" | "stroke" | "data">;

/** What an element is called: its words, else its type. */
export function nameOf(session: Named, id: string): string {
  const card = session.card(id).get();
  if (card === null) return "élément introuvable";
  const words = short(session.text(id).get());
  if (words !== "") return words;
  return `${planOf(session.data.template).typeOf(card.zone).title} sans nom`;
}

/** « Cadastre → Croisement ». */
export function linkName(session: Named, edge: Pick<EdgeView, "from" | "to">): string {
  return `${endName(session, edge.from)} → ${endName(session, edge.to)}`;
}

export function endName(session: Named, id: string): string {
  const card = session.card(id).get();
  if (card === null) return "?";
  return card.deleted ? `${nameOf(session, id)} (à la corbeille)` : nameOf(session, id);
}

/** Why a link is broken, or "". */
export function brokenWords(session: Named, { from, to }: EdgeView): string {
  const gone = [from, to].filter((id) => session.card(id).get()?.deleted !== false);
  if (gone.length === 0) return "";
  if (gone.length === 2) return "Lien rompu\u00a0: ses deux bouts ne sont plus sur la carte.";
  const [id] = gone;
  if (session.card(id!).get() === null)
    return "Lien rompu\u00a0: l’un de ses bouts est introuvable. Choisissez-en un autre.";
  return `Lien rompu\u00a0: ${quoted(nameOf(session, id!))} est à la corbeille. Restaurez-le, ou choisissez un autre bout.`;
}

/** Any record, by its id: the words of an element, a link, a stamp. */
export function anyName(session: Named, id: string): string {
  if (session.stroke(id).get() !== null) return STROKE.noun;
  const edge = session.edge(id).get();
  return edge === null ? nameOf(session, id) : linkName(session, edge);
}

const FIGURES: ReadonlySet<Field["kind"]> = new Set(["choix", "montant", "nombre"]);

/** What is written beside a stamp: its effect or sense, its amount with its sign, what its effect is worth. */
export function stampWords(plan: Plan, card: CardView): string {
  const equivalent = equivalentOf(plan, card);
  const words = factsOf(plan, card, (kind) => FIGURES.has(kind), equivalent === "" ? 2 : 1);
  const sign = moneySign(plan, card);
  const said = sign === "" ? words : words.replace(/(^| · )(?=\d)/, (dot) => `${dot === "" ? "" : " "}${sign}`);
  return [said, equivalent]
    .filter((each) => each !== "")
    .join(" ")
    .replaceAll("\u00a0/\u00a0", "/");
}

/** « ≈ 20 400 €/an »: what an effect is worth, once one said how much of what. */
function equivalentOf({ value, fieldsOf }: Plan, { zone, fields }: CardView): string {
  if (value === null || zone !== value.quality) return "";
  const worth = worthOf(fields[value.quantity], fields[value.unit_value]);
  if (worth === null) return "";
  const fact = groupFacts(fieldsOf(zone)).find(({ field }) => field.key === value.quantity);
  if (fact === undefined) return "";
  const money = { ...fact, field: { ...fact.field, kind: "montant" as const, unit: "€" } };
  return `≈\u00a0${factWords(money, { ...fields, [value.quantity]: worth }).replaceAll(" ", "\u00a0")}`;
}

/** Of a stamp of money: « − » for a cost, « + » for a gain, "" while nobody said which. */
export function moneySign(plan: Plan, { zone, fields }: Pick<CardView, "zone" | "fields">): "" | "+" | "−" {
  const { value } = plan;
  const sense = value === null || zone !== value.money ? undefined : fields[value.sense];
  if (typeof sense !== "string" || sense === "") return "";
  return sense === value?.cost ? "−" : "+";
}

/** About what the words of a stamp or of a link take on the board; kept as long as they are the same. */
export function wordsSizes(session: Named, plan: Plan): (id: string) => Size {
  const known = new Map<string, { card: CardView | null; text: string; facts: string; size: Size }>();
  return (id) => {
    const card = session.card(id).get();
    const text = card === null ? session.edgeText(id).get() : session.text(id).get();
    const last = known.get(id);
    if (last?.card === card && last.text === text) return last.size;
    const facts = card === null ? "" : stampWords(plan, card);
    const same = last !== undefined && last.text === text && last.facts === facts;
    const size = same ? last.size : card === null ? labelSize(text) : stampWordsSize(text, facts);
    known.set(id, { card, text, facts, size });
    return size;
  };
}

/** What is written small under the words of an element: its first choice. */
export function factsUnder(plan: Plan, card: CardView): string {
  return factsOf(plan, card, (kind) => kind === "choix", 1);
}

/** « Service ou usage » is a service. */
const BESIDES = / (?:ou|de) /;

/** What is written small under an element that is drawn: as above, else what it is, unless its shape alone
 * tells it. */
export function smallWords(plan: Plan, card: CardView): string {
  const { shape, title } = plan.typeOf(card.zone);
  const plain = shape === "square" || shape === "oval" || shape === "diamond";
  return factsUnder(plan, card) || (plain ? (title.split(BESIDES)[0] ?? "").toLowerCase() : "");
}

/** The first that are filled. */
function factsOf(plan: Plan, card: CardView, shows: (kind: Field["kind"]) => boolean, most = 2): string {
  return groupFacts(plan.fieldsOf(card.zone))
    .filter(({ field }) => shows(field.kind))
    .map((fact) => told(fact, factWords(fact, card.fields)))
    .filter((each) => each !== "")
    .slice(0, most)
    .join(" · ");
}

/** « oui » says nothing alone; a figure is not cut at the end of a line. */
function told({ field }: Fact, words: string): string {
  if (/^(oui|non)$/i.test(words)) return `${field.title.toLowerCase()}\u00a0: ${words}`;
  return field.kind === "choix" ? words : words.replaceAll(" ", "\u00a0");
}

/** « 3 éléments », « 2 traits à main levée » when all of them are strokes. */
export function takenWords(count: number, drawn: number): string {
  return drawn < count ? countWords(count, "élément") : capital(countOf(count, STROKE));
}
