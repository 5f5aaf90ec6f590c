/* What others do, told in French to screen readers: politely, a few sentences at a time. */

import type { IndexChange } from "./records-index";
import { getOrMake } from "./store";
import type { CardView, CardWords, EdgeView, Person, SentenceKind, SentenceListener, StrokeView } from "./types";
import { agree, capital, countOf, LINK, oneOf, STROKE } from "./words";

/** At most one batch of sentences in this time: a reader must have time to say them. */
const PAUSE_MS = 4_000;
const SENTENCES_PER_BATCH = 3;

type Act = "added" | "moved" | "removed" | "restored" | "changed";

type OneView = CardView | EdgeView;

export class Announcements {
  private readonly listeners = new Set<SentenceListener>();
  private readonly acts = new Map<string, { act: Act; view: OneView }>();
  private readonly writing = new Set<string>();
  /** What became of each stroke, and by whom it was drawn. */
  private readonly strokes = new Map<string, { act: Act; author: string }>();
  /** Cards and links seen for the first time, still in the corbeille. */
  private readonly hatching = new Set<string>();
  private names: ReadonlySet<string> | null = null;
  private readonly comings: string[] = [];
  private timer: ReturnType<typeof setTimeout> | undefined;

  /** `words` gives the form's way to name a card and its place. */
  constructor(
    private readonly words: () => CardWords,
    private readonly view: (id: string) => CardView | null,
  ) {}

  subscribe(listener: SentenceListener): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Say one sentence now. */
  say(sentence: string, kind: SentenceKind): void {
    for (const listener of [...this.listeners]) listener(sentence, kind);
  }

  destroy(): void {
    clearTimeout(this.timer);
    this.listeners.clear();
  }

  /** Others changed cards, or links, read by `view`. `people` tells who is in which. */
  note(
    { records, texts }: IndexChange<OneView>,
    view: (id: string) => OneView | null,
    people: readonly Person[],
  ): void {
    for (const { id, before, after } of records) this.noteAct(id, before, after);
    for (const id of texts) {
      const found = view(id);
      const writer = people.find((person) => !person.self && person.spectator === "" && person.card === id);
      if (found === null || found.deleted || writer === undefined) continue;
      this.writing.add(`${writer.name} écrit${"zone" in found ? this.words().place(found) : " sur un lien"}.`);
    }
    this.plan();
  }

  /** Others drew, moved or took away strokes: told by their number. */
  noteInk({ records }: IndexChange<StrokeView>): void {
    for (const { id, before, after } of records) {
      const was = before?.deleted === false;
      const is = after?.deleted === false;
      const { author } = (after ?? before)!;
      const told = this.strokes.get(id)?.act;
      const fresh = this.hatching.delete(id) || before === null || told === "added";
      if (before === null && !is) this.hatching.add(id);
      else if (is) this.strokes.set(id, { act: fresh ? "added" : was ? "changed" : "restored", author });
      else if (was && (fresh || told === "restored")) this.strokes.delete(id);
      else if (was) this.strokes.set(id, { act: "removed", author });
    }
    this.plan();
  }

  private noteAct(id: string, before: OneView | null, after: OneView | null): void {
    const act = actOf(before, after, this.hatching.has(id));
    // A new one is first written in the corbeille, then brought in (see `Undo.reveal`).
    if (before === null && after?.deleted === true) this.hatching.add(id);
    else this.hatching.delete(id);
    const view = after ?? before;
    if (act === null || view === null) return;
    const known = this.acts.get(id)?.act === "added";
    if (act === "added" && "zone" in view && this.words().isOld?.(view)) {
      this.acts.set(id, { act: "changed", view });
      return;
    }
    this.acts.set(id, { act: known && act !== "removed" ? "added" : act, view });
  }

  /** Those who are here when one arrives are not news: comings are told from now on. */
  startPeople(people: readonly Person[]): void {
    this.names = namesOf(people);
  }

  notePeople(people: readonly Person[]): void {
    const were = this.names;
    if (were === null) return;
    const here = namesOf(people);
    this.names = here;
    for (const name of here) if (!were.has(name)) this.come(name, "a rejoint", "a quitté");
    for (const name of were) if (!here.has(name)) this.come(name, "a quitté", "a rejoint");
    this.plan();
  }

  /** Everybody seems to leave when the connection is cut: that is not news of them. */
  forgetPeople(): void {
    this.names = null;
    this.comings.length = 0;
  }

  /** Somebody who leaves and comes back within a batch did neither. */
  private come(name: string, act: string, opposite: string): void {
    const undone = this.comings.indexOf(`${name} ${opposite} le canevas.`);
    if (undone >= 0) this.comings.splice(undone, 1);
    else this.comings.push(`${name} ${act} le canevas.`);
  }

  /** The first change opens the pause; what comes meanwhile is told together. */
  private plan(): void {
    if (this.acts.size + this.strokes.size + this.writing.size + this.comings.length === 0) return;
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.flush();
    }, PAUSE_MS);
  }

  private flush(): void {
    const sentences = [...this.comings, ...this.tellActs(), ...this.tellInk(), ...this.writing];
    this.comings.length = 0;
    this.acts.clear();
    this.strokes.clear();
    this.writing.clear();
    // One text: a live region that is filled twice at once says only the last.
    if (sentences.length > 0) this.say(sentences.slice(0, SENTENCES_PER_BATCH).join(" "), "change");
  }

  private *tellActs(): Generator<string> {
    const words = this.words();
    for (const act of ["added", "restored", "moved", "changed", "removed"] as const) {
      const views = [...this.acts.values()].filter((told) => told.act === act).map(({ view }) => view);
      const cards = views.filter((view) => "zone" in view);
      const edges = views.filter((view) => "from" in view);
      for (const [noun, named] of byNoun(cards, words)) {
        const said = noun === null ? words : { ...words, ...noun };
        yield named.length === 1 ? one(act, named[0]!, said) : several(act, named, said);
      }
      if (edges.length > 0) yield edges.length === 1 ? this.oneEdge(act, edges[0]!) : several(act, edges, LINK);
    }
  }

  private *tellInk(): Generator<string> {
    const all = [...this.strokes.values()];
    const drawn = all.filter(({ act }) => act === "added");
    for (const author of new Set(drawn.map(({ author }) => author))) {
      const count = drawn.filter((each) => each.author === author).length;
      yield `${author || "Quelqu’un"} a dessiné ${countOf(count, STROKE)}.`;
    }
    for (const act of ["restored", "changed", "removed"] as const) {
      const count = all.filter((each) => each.act === act).length;
      const [participle, rest] = DONE[act];
      if (count > 0) yield `${capital(countOf(count, STROKE))} ${agree(participle, count, STROKE)}${rest}.`;
    }
  }

  private oneEdge(act: Act, edge: EdgeView): string {
    const words = this.words();
    const [from, to] = [edge.from, edge.to].map((id) => {
      const card = this.view(id);
      return (card === null ? "" : words.name(card)) || oneOf(words);
    });
    if (act === "added" && edge.author !== "") return `${edge.author} a relié ${from} à ${to}.`;
    const [participle, rest] = DONE[act];
    return `${capital(oneOf(LINK))} ${participle}${rest} : de ${from} à ${to}.`;
  }
}

type Noun = Pick<CardWords, "noun" | "plural" | "feminine">;

/** Cards that are something else are told apart. */
function byNoun(cards: readonly CardView[], words: CardWords): Iterable<[Noun | null, CardView[]]> {
  const found = new Map<Noun | null, CardView[]>();
  for (const card of cards) getOrMake(found, words.other?.(card) ?? null, () => []).push(card);
  return found;
}

function namesOf(people: readonly Person[]): ReadonlySet<string> {
  return new Set(people.filter(({ self }) => !self).map(({ name }) => name));
}

/** A link has no place to leave. */
function hasStayed(before: OneView, after: OneView): boolean {
  if (!("zone" in before && "zone" in after)) return true;
  return (["zone", "parent", "rank", "x", "y", "on"] as const).every((key) => before[key] === after[key]);
}

function actOf(before: OneView | null, after: OneView | null, isNew: boolean): Act | null {
  const was = before !== null && !before.deleted;
  const is = after !== null && !after.deleted;
  if (!was && !is) return null;
  if (was && !is) return "removed";
  if (!was) return before === null || isNew ? "added" : "restored";
  return hasStayed(before!, after!) ? "changed" : "moved";
}

/** What is said after "a été" understood: the participle that agrees, then the rest. */
const DONE: Record<Act, [participle: string, rest: string]> = {
  added: ["ajouté", ""],
  restored: ["sorti", " de la corbeille"],
  moved: ["déplacé", ""],
  changed: ["modifié", ""],
  removed: ["mis", " à la corbeille"],
};

function one(act: Act, card: CardView, words: CardWords): string {
  const [participle, rest] = DONE[act];
  const name = words.name(card);
  const place = words.place(card);
  if (act === "added" && card.author !== "") {
    return `${card.author} a ajouté ${name || oneOf(words)}${place}.`;
  }
  const done = `${capital(oneOf(words))} ${agree(participle, 1, words)}${rest}${place}`;
  return name === "" ? `${done}.` : `${done} : ${name}.`;
}

function several(act: Act, records: readonly OneView[], words: CardWords): string {
  const [participle, rest] = DONE[act];
  const places = new Set(records.map((one) => ("zone" in one ? words.place(one) : "")));
  const place = places.size === 1 ? [...places][0]! : "";
  const done = `${agree(participle, records.length, words)}${rest}${place}`;
  return `${countOf(records.length, words)} ${done}.`;
}
