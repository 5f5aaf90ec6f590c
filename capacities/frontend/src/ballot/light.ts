/** The page of a vote, drawn without a framework: the ideas, big dots, « J’ai terminé », the ranking.
 * What does not change is not drawn again: a finger never misses what it goes to. */

import { button, element } from "../core/nodes";
import { short } from "../core/short";
import type { Ballot } from "./engine";
import { ranking, withoutAny } from "./ranks";
import type { BallotState, BallotView, Refusal } from "./types";
import {
  asideWords,
  countedWords,
  finishedWords,
  gommettes,
  groupsWords,
  networkWords,
  ownWords,
  placedWords,
  questionWords,
  standingWords,
  withoutWords,
} from "./words";

export interface Idea {
  id: string;
  text: string;
  /** How many ideas it is under. */
  depth: number;
}

export interface Group {
  /** "" where there is only one. */
  title: string;
  ideas: readonly Idea[];
}

/** What the page shows, from what is known: one thing at a time. */
export type Scene = "reading" | "soon" | "voting" | "done" | "closed" | "results";

export function sceneOf({ opened, open, totals, revealed, can_vote, done }: BallotState): Scene {
  if (open) return can_vote ? (done ? "done" : "voting") : "reading";
  if (totals !== null && (revealed || opened)) return "results";
  return opened ? "closed" : "soon";
}

export interface Place {
  find: (id: string) => HTMLElement;
  /** « Lisieux · Toits solaires ». */
  about: () => string;
  /** Its ideas are those that this device kept. */
  reopened?: boolean;
}

/** A row longer than this says nothing that the words do not. */
const DRAWN = 10;

export class LightVote {
  private groups: readonly Group[] = [];
  private scene: Scene | null = null;
  private readonly rows = new Map<string, Row>();
  private readonly lists: HTMLElement[] = [];
  /** Why nothing can be done here any more. */
  private over: string | null = null;
  private readonly off: () => void;
  private ranked = "";

  constructor(
    private readonly ballot: Ballot,
    private readonly place: Place,
  ) {
    place.find("terminer").addEventListener("click", () => this.finish());
    this.off = ballot.view.subscribe(() => this.draw());
  }

  /** Nothing is asked nor done any more, and nothing moves: what is shown stays to be read. */
  freeze(why: string): void {
    this.off();
    this.over = why;
    const { find } = this.place;
    for (const each of find("corps").querySelectorAll("button")) each.setAttribute("aria-disabled", "true");
    for (const id of ["terminer", "reseau", "refus"]) find(id).hidden = true;
    setText(find("dit"), why);
    this.foot();
  }

  /** Ideas were added, written again or taken away meanwhile. */
  setIdeas(groups: readonly Group[]): void {
    if (this.over !== null) return;
    this.groups = groups;
    if (this.scene === "voting") this.drawIdeas();
    else this.ranked = "";
    this.draw();
  }

  draw(): void {
    if (this.over !== null) return;
    const view = this.ballot.view.get();
    const { state } = view;
    if (state === null) return;
    const { find } = this.place;
    const scene = sceneOf(state);
    setText(find("surtitre"), this.place.about());
    setText(find("question"), questionWords(state));
    document.title = `${questionWords(state)} — ${this.place.about()}`;
    this.drawLeft(view, scene);
    drawNetwork(find("reseau"), find("dit"), view, this.place.reopened === true);
    this.foot();
    if (scene !== this.scene) this.enter(scene);
    if (scene === "voting") for (const row of this.rows.values()) row.draw(view, this.ballot);
    if (scene === "results") this.drawResults(state);
    if (scene === "done") setText(find("corps").querySelector(".compte"), finishedWords(state) ?? "");
  }

  private enter(scene: Scene): void {
    const first = this.scene === null;
    const { find } = this.place;
    this.scene = scene;
    this.ranked = "";
    find("refus").hidden = true;
    this.drawFoot(scene);
    if (scene === "voting") this.drawIdeas();
    else if (scene !== "results") find("corps").replaceChildren(card(...this.sentences(scene)));
    if (first) return;
    setText(find("dit"), SAID[scene]);
    // What was there is gone: whoever reads with a keyboard is not left nowhere.
    find("corps").focus({ preventScroll: true });
    scrollTo({ top: 0 });
  }

  private sentences(scene: Exclude<Scene, "voting" | "results">): HTMLElement[] {
    if (scene === "reading") return [strong("Un vote est en cours."), p("Votre lien permet de lire, pas de voter.")];
    if (scene === "soon") return [strong("Le vote n’est pas encore ouvert."), p(WAIT)];
    if (scene === "closed") {
      return [
        strong("Le vote est clos."),
        p("Les résultats s’afficheront ici quand la personne qui anime les montrera."),
      ];
    }
    const counter = p("");
    counter.className = "compte";
    const again = button("Reprendre mon vote", () => this.finish(false), "second");
    return [strong("C’est noté, merci\u00a0!"), p("Les résultats s’afficheront ici."), counter, again];
  }

  private drawFoot(scene: Scene): void {
    const { find } = this.place;
    find("terminer").hidden = scene !== "voting";
    this.foot();
  }

  private drawLeft({ hand }: BallotView, scene: Scene): void {
    const { find } = this.place;
    const line = find("reste");
    line.hidden = hand === null || (scene !== "voting" && scene !== "done");
    if (hand === null) return;
    const placed = Math.max(0, hand.allowance - hand.left);
    setText(find("reste-mots"), [placedWords(hand), standingWords(hand)].filter((each) => each !== null).join(" · "));
    const discs = hand.allowance <= DRAWN ? hand.allowance : 0;
    const row = find("pastilles");
    while (row.childElementCount > discs) row.lastElementChild?.remove();
    while (row.childElementCount < discs) row.append(document.createElement("i"));
    for (const [i, disc] of [...row.children].entries()) disc.className = i < placed ? "" : "libre";
  }

  private drawIdeas(): void {
    const corps = this.place.find("corps");
    const { activeElement } = document;
    const held = activeElement instanceof HTMLElement && corps.contains(activeElement) ? activeElement : null;
    const parts: HTMLElement[] = [];
    const here = new Set<string>();
    for (const [number, { title, ideas }] of this.groups.entries()) {
      if (title !== "") parts.push(make("h2", "", title));
      const list = this.lists[number] ?? make("ul", "idees");
      this.lists[number] = list;
      for (const { id } of ideas) here.add(id);
      arrange(
        list,
        ideas.map((idea) => this.row(idea).element),
      );
      parts.push(list);
    }
    for (const id of this.rows.keys()) if (!here.has(id)) this.rows.delete(id);
    if (here.size === 0)
      parts.push(card(strong("Il n’y a pas encore d’idée ici."), p("Elles apparaîtront d’elles-mêmes.")));
    arrange(corps, parts);
    if (held !== null && document.activeElement !== held) {
      // A row that moved keeps the focus; where it was taken away, one goes on from the top.
      (held.isConnected ? held : corps).focus({ preventScroll: true });
    }
  }

  private row(idea: Idea): Row {
    const kept = this.rows.get(idea.id);
    const row = kept ?? new Row(idea.id, (what) => this.act(what, idea.id));
    this.rows.set(idea.id, row);
    row.write(idea);
    return row;
  }

  private act(what: "place" | "takeBack", card: string): void {
    if (this.over !== null) return this.refuse(this.over);
    const { ballot } = this;
    const refused = what === "place" ? ballot.cannotPlace(card) : ballot.cannotTakeBack(card);
    const told = ballot[what](card);
    if (refused === null) {
      const left = ballot.view.get().hand?.left ?? 0;
      const done = what === "place" ? "Gommette posée." : "Gommette reprise.";
      setText(this.place.find("dit"), `${done} Il vous en reste ${left}.`);
    }
    this.told(told);
  }

  private finish(done = true): void {
    if (this.over !== null) return this.refuse(this.over);
    this.told(this.ballot.finish(done));
  }

  private told(act: Promise<Refusal>): void {
    void act.then((why) => {
      if (why !== null) this.refuse(why);
    });
  }

  /** Say why an act was not done, for a while. */
  refuse(why: string): void {
    const line = this.place.find("refus");
    setText(line, why);
    line.hidden = false;
    this.foot();
    clearTimeout(this.hiding);
    this.hiding = setTimeout(() => {
      line.hidden = true;
      this.foot();
    }, REFUSAL_MS);
  }

  /** What is at the foot of the screen is there when it has something to say. */
  private foot(): void {
    const foot = this.place.find("pied");
    foot.hidden = [...foot.children].every((each) => (each as HTMLElement).hidden);
  }

  private hiding: ReturnType<typeof setTimeout> | undefined;

  private drawResults(state: BallotState): void {
    const names = new Map(this.groups.flatMap(({ ideas }) => ideas.map(({ id, text }) => [id, text] as const)));
    const ideas = Object.entries(state.totals ?? {}).map(([id, total]) => {
      return { id, total, text: names.get(id) ?? "Idée qui n’est plus sur le canevas" };
    });
    const places = ranking(ideas);
    const chosen = this.groups.flatMap((group) => group.ideas);
    const without = withoutWords(withoutAny(chosen, state.totals ?? {}));
    const now = JSON.stringify([places, without, state.voters]);
    if (now === this.ranked) return;
    this.ranked = now;
    const most = places[0]?.total ?? 1;
    const list = make("ol", "ranking");
    for (const { id, text, total, rank, tied } of places) {
      const line = make("li", rank <= 3 ? "first" : "");
      const place = make("span", "ranking-place", String(rank));
      place.prepend(make("span", "unseen", "Rang "));
      const words = make("span", "ranking-words", `${text} `);
      if (tied) words.append(make("b", "", "à égalité"));
      const track = make("span", "ranking-track");
      track.setAttribute("aria-hidden", "true");
      const bar = make("span", "");
      bar.style.setProperty("--part", String(total / most));
      track.append(bar);
      const mine = state.mine[id] ?? 0;
      const count = make("span", "ranking-count", String(total));
      count.append(make("span", "unseen", ` gommette${total > 1 ? "s" : ""}`));
      if (mine > 0) words.append(make("span", "compte", ` (dont ${gommettes(mine)} à vous)`));
      line.append(place, words, track, count);
      list.append(line);
    }
    const aside = asideWords(state.turnout);
    const lines: HTMLElement[] = [make("p", "compte", countedWords(state)), list];
    const groups = groupsWords(state.groups);
    if (groups !== null) lines.push(make("p", "compte", `Gommettes par table\u00a0: ${groups}.`));
    if (without !== null) lines.push(make("p", "compte", `${without}.`));
    if (places.length === 0) lines.push(p("Aucune gommette n’a été posée."));
    if (aside !== null) lines.push(make("p", "compte", `${aside}.`));
    this.place.find("corps").replaceChildren(...lines);
  }
}

const REFUSAL_MS = 8_000;
const WAIT = "Gardez cette page ouverte\u00a0: il s’ouvrira ici tout seul.";
const SAID: Record<Scene, string> = {
  reading: "Un vote est en cours.",
  soon: "Le vote n’est pas encore ouvert.",
  voting: "Le vote est ouvert.",
  done: "C’est noté, merci.",
  closed: "Le vote est clos.",
  results: "Voici les résultats.",
};

/** One idea: its words, « + » in a place of its own, what is mine under them. */
class Row {
  readonly element = make("li", "idee");
  private readonly words = make("p", "texte");
  private readonly mine = make("div", "miennes");
  private readonly plus: HTMLElement;
  private readonly back: HTMLElement;
  private readonly discs = make("span", "pastilles");
  private readonly said = make("span", "unseen");

  constructor(
    private readonly id: string,
    act: (what: "place" | "takeBack") => void,
  ) {
    this.plus = button("+", () => act("place"), "plus");
    this.back = button("en reprendre une", () => act("takeBack"), "reprendre");
    this.discs.setAttribute("aria-hidden", "true");
    this.element.dataset["idee"] = id;
    this.mine.append(this.discs, this.said, this.back);
    this.element.append(this.words, this.mine, this.plus);
    this.back.hidden = true;
  }

  write({ text, depth }: Idea): void {
    setText(this.words, text);
    this.element.style.setProperty("--sous", String(depth));
    const named = short(text);
    this.plus.setAttribute("aria-label", `Poser une gommette sur «\u00a0${named}\u00a0»`);
    this.back.setAttribute("aria-label", `En reprendre une sur «\u00a0${named}\u00a0»`);
  }

  draw({ hand }: BallotView, ballot: Ballot): void {
    if (hand === null) return;
    const own = hand.dots[this.id] ?? 0;
    this.element.classList.toggle("choisie", own > 0);
    const drawn = Math.min(own, DRAWN);
    while (this.discs.childElementCount > drawn) this.discs.lastElementChild?.remove();
    while (this.discs.childElementCount < drawn) this.discs.append(document.createElement("i"));
    setText(this.said, own > 0 ? ownWords(own, hand) : "");
    if (this.back.hidden !== (own === 0)) {
      // Focus on what goes away goes to what stays.
      if (own === 0 && document.activeElement === this.back) this.plus.focus();
      this.back.hidden = own === 0;
    }
    this.plus.setAttribute("aria-disabled", String(ballot.cannotPlace(this.id) !== null));
  }
}

/** What is not known to be counted yet is shown as long as it lasts; heard once, and not at each count. */
function drawNetwork(line: HTMLElement, said: HTMLElement, view: BallotView, reopened: boolean): void {
  const begins = !view.online && line.hidden;
  line.hidden = view.online;
  if (view.online) return;
  const words = networkWords(view, navigator.onLine, reopened);
  setText(line, words);
  if (begins) setText(said, words);
}

/** Make these the children of an element; those that are there already are not taken out of it, so that a
 * finger that is on one, and the focus, stay. */
function arrange(parent: HTMLElement, wanted: readonly HTMLElement[]): void {
  const staying = new Set<Element>(wanted);
  for (const each of [...parent.childNodes]) if (!staying.has(each as Element)) each.remove();
  for (const [place, each] of wanted.entries()) {
    const there = parent.children[place] ?? null;
    if (there !== each) parent.insertBefore(each, there);
  }
}

function setText(element: Element | null, words: string): void {
  if (element !== null && element.textContent !== words) element.textContent = words;
}

function make<K extends keyof HTMLElementTagNameMap>(tag: K, kind: string, words = ""): HTMLElementTagNameMap[K] {
  return element(tag, kind === "" ? {} : { class: kind }, ...(words === "" ? [] : [words]));
}

function p(words: string): HTMLElement {
  return make("p", "", words);
}

function strong(words: string): HTMLElement {
  return make("p", "fort", words);
}

function card(...parts: HTMLElement[]): HTMLElement {
  return element("section", { class: "carte" }, ...parts);
}
