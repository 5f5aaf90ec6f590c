/* How the sentences of a session name a card, until its form says otherwise. */

import type { CardWords, TemplateJson } from "./types";

type Noun = Pick<CardWords, "noun" | "plural" | "feminine">;

export const POST_IT: CardWords = {
  noun: "post-it",
  plural: "post-its",
  feminine: false,
  place: () => "",
  name: () => "",
};

export const LINK: CardWords = { ...POST_IT, noun: "lien", plural: "liens" };

export const STROKE: CardWords = { ...POST_IT, noun: "trait à main levée", plural: "traits à main levée" };

/** "un post-it", "une idée". */
export function oneOf({ noun, feminine }: Noun): string {
  return `${feminine ? "une" : "un"} ${noun}`;
}

/** "ce post-it", "cet élément", "cette idée". */
export function thisOne({ noun, feminine }: Noun): string {
  return `${feminine ? "cette" : /^[aeiouyéèêh]/i.test(noun) ? "cet" : "ce"} ${noun}`;
}

/** Where a post-it is, as the end of a sentence. */
export function inBox({ zones, blocks }: TemplateJson, zone: string): string {
  const base = zone.split("@", 1)[0];
  const found = zones.find(({ key }) => key === base);
  const title = found?.title ?? blocks.find(({ key }) => key === zone)?.title;
  return title === undefined ? "" : ` dans «\u00a0${title}\u00a0»`;
}

/** "3 idées", "un post-it". */
export function countOf(count: number, words: Noun): string {
  return count === 1 ? oneOf(words) : `${french(count)} ${words.plural}`;
}

/** A participle or an adjective that agrees: "ajouté", "ajoutées". */
export function agree(word: string, count: number, { feminine }: Noun): string {
  return `${word}${feminine ? "e" : ""}${count > 1 ? "s" : ""}`;
}

export function capital(sentence: string): string {
  return sentence.slice(0, 1).toLocaleUpperCase("fr") + sentence.slice(1);
}

export function french(count: number): string {
  return count.toLocaleString("fr-FR");
}

/** What an undo that comes late left, because it had changed; null when it left nothing. */
export function sparedSentence(kept: number, gone: number): string | null {
  if (kept === 0) return null;
  if (gone === 0) return "Rien n’a été retiré : tout a changé depuis.";
  return kept === 1 ? "Annulé, sauf ce qui a changé depuis." : `Annulé, sauf ${kept} qui ont changé depuis.`;
}

/** Why creations were not undone: `how` somebody else worked on them. */
export function keptSentence(kept: number, created: number, how: string, words: CardWords): string {
  const { plural, feminine } = words;
  const reason = `quelqu’un d’autre ${how}.`;
  if (created === 1) {
    const it = feminine ? "la" : "le";
    return `${capital(thisOne(words))} n’est pas ${agree("retiré", 1, words)} : ${reason} Vous pouvez ${it} mettre à la corbeille.`;
  }
  return kept === 1
    ? `${feminine ? "Une" : "Un"} des ${plural} reste : ${reason}`
    : `${kept} ${plural} restent : ${reason}`;
}
