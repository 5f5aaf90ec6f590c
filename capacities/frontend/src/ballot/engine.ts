/** A ballot in a page: what the server says, what was just clicked, one request at a time. Nothing
 * of the document here: the light page of the vote has no other engine. */

import { value } from "../core/store";
import type { Store } from "../core/types";
import type { Around, Job, Kept } from "./acts";
import {
  asked,
  drawing,
  inOne,
  inWords,
  LOST,
  OFFLINE,
  OUTSIDE,
  passing,
  randomAct,
  refusalOf,
  together,
  UNKNOWN,
} from "./acts";
import { request } from "./asking";
import { handOf, noneLeft } from "./hand";
import type { BallotState, BallotView, Refusal, Roll, Round, Settings, TableState } from "./types";

/** Everybody's page hears at once that the gommettes changed: they ask apart. */
const SPREAD_MS = 300;
/** Waits before each new try of an act or a reading. */
const WAITS_MS = [400, 1_000, 2_500, 5_000];

/** What is kept is tried again this often, without a sign that the network is back. */
const AGAIN_MS = 4_000;

export class Ballot {
  readonly view: Store<BallotView>;
  private readonly shown = value<BallotView>({ state: null, online: false, failed: false, hand: null, waiting: 0 });
  /** The last answer of the server. */
  private base: BallotState | null = null;
  private failed = false;
  /** Asked of the server, oldest first; the first one may be on its way. */
  private jobs: Job[] = [];
  private wanted = false;
  private running = false;
  private reading: AbortController | null = null;
  /** The round in which this page took part. */
  private cameFor = 0;
  /** Nobody answers, and what was clicked is kept. */
  private mute = false;
  /** Nothing is asked any more. */
  private over = false;
  private wake: () => void = () => undefined;
  private watchers = 0;
  private unwatch: () => void = () => undefined;
  private readonly ask: typeof fetch;
  private readonly pause: (ms: number) => Promise<void>;
  private readonly random: () => string;

  constructor(private readonly around: Around) {
    this.ask = around.ask ?? ((input, init) => fetch(input, init));
    this.pause = around.pause ?? ((ms) => new Promise((resolve) => setTimeout(resolve, ms)));
    this.random = around.random ?? randomAct;
    this.view = {
      get: () => this.shown.get(),
      subscribe: (listener) => this.watch(listener),
    };
    this.base = around.begun ?? null;
    const { queue } = around;
    const done = (why: Refusal) => why !== null && queue?.refused(why);
    this.jobs = (queue?.load() ?? []).map((kept) => ({ ...kept, draw: drawing(kept), done }));
  }

  /** Why one more gommette cannot go on this card now; null when it can. */
  cannotPlace(card: string): Refusal {
    const { state, hand } = this.shown.get();
    const refusal = this.cannotVote();
    if (refusal !== null || state === null || hand === null) return refusal;
    if (hand.left <= 0) return noneLeft(hand);
    const full = !state.stacking && (hand.dots[card] ?? 0) >= hand.voters;
    return full ? "Une seule gommette par idée et par personne\u00a0: posez les autres ailleurs." : null;
  }

  cannotTakeBack(card: string): Refusal {
    const placed = this.shown.get().hand?.dots[card] ?? 0;
    return this.cannotVote() ?? (placed === 0 ? "Aucune gommette à reprendre sur cette idée." : null);
  }

  place(card: string): Promise<Refusal> {
    return this.act("", card, this.cannotPlace(card));
  }

  takeBack(card: string): Promise<Refusal> {
    return this.act("/retirer", card, this.cannotTakeBack(card));
  }

  /** Vote for a table of `state.tables` from this screen; null: for oneself. */
  voteFor(table: string | null): void {
    this.around.seat.set(table);
    this.redraw();
  }

  /** Say that one has finished, or goes on. */
  finish(done: boolean): Promise<Refusal> {
    const refusal = this.cannotVote();
    if (refusal !== null) return Promise.resolve(refusal);
    return this.enqueue("/terminer", { fini: done ? "oui" : "non", ...this.round() });
  }

  /** Facilitator only: begin again, and keep what was seen of this round or not. */
  newRound(keep: boolean, question: string): Promise<Refusal> {
    return this.send("/tour", { garder: keep ? "oui" : "non", question, ...this.round() });
  }

  /** Facilitator only: take a kept round away for good. */
  eraseRound({ number, ended }: Round): Promise<Refusal> {
    return this.send("/tours/effacer", { numero: String(number), fini: ended ?? "" });
  }

  /** The rounds that may be seen; null when they could not be read. */
  async readRounds(): Promise<readonly Round[] | null> {
    return (await this.get<{ rounds: Round[] }>("/tours"))?.rounds ?? null;
  }

  /** The same name again changes its number of voters; 0 takes it away, with its gommettes. */
  async declareTable(name: string, voters: number): Promise<Refusal> {
    const refusal = await this.send("/table", { nom: name, votants: String(voters) });
    const same = (other: string) => other.toLowerCase() === name.trim().toLowerCase();
    const table = this.base?.tables.find((each) => each.mine && same(each.name));
    if (refusal === null && table !== undefined) this.voteFor(table.id);
    return refusal;
  }

  /** Facilitator only. */
  settle(settings: Settings): Promise<Refusal> {
    return this.send("/reglages", inWords(settings));
  }

  /** Facilitator only: tables as they are read on this screen. */
  confirm(tables: readonly TableState[]): Promise<Refusal> {
    return this.send("/confirmer", Object.fromEntries(tables.map(({ id, voters }) => [id, String(voters)])));
  }

  /** Facilitator only: devices or tables, by id; `put` false takes them back. */
  setAside(ids: readonly string[], put: boolean): Promise<Refusal> {
    return this.send("/ecarter", Object.fromEntries(ids.map((id) => [id, put ? "oui" : "non"])));
  }

  /** Facilitator only: null when it could not be read. */
  readRoll(): Promise<Roll | null> {
    return this.get<Roll>("/votants");
  }

  /** Ask the server again now. */
  refresh(): void {
    this.wanted = true;
    void this.run();
  }

  /** Ask nothing any more; how many acts are given up, that will not be counted. */
  giveUp(): number {
    const given = this.jobs.splice(0).length;
    this.over = true;
    this.keep();
    this.redraw();
    return given;
  }

  // --- Asking -------------------------------------------------------------------------------

  private act(path: string, card: string, refusal: Refusal): Promise<Refusal> {
    const hand = this.shown.get().hand;
    if (refusal !== null || hand === null) return Promise.resolve(refusal ?? UNKNOWN);
    const { table } = hand;
    const body = { carte: card, acte: this.random(), ...this.round(), ...(table === null ? {} : { table }) };
    return this.enqueue(path, body);
  }

  /** Asked twice, it does no more than once: no `acte` is needed. */
  private send(path: string, body: Record<string, string>): Promise<Refusal> {
    if (!this.around.online.get()) return Promise.resolve(OFFLINE);
    return this.enqueue(path, body);
  }

  /** Which round an act is for: kept for an hour, it must not count in the next one. */
  private round(): { tour: string } {
    return { tour: String(this.base?.round ?? 1) };
  }

  private enqueue(path: string, body: Job["body"]): Promise<Refusal> {
    return new Promise((done) => {
      this.jobs.push({ path, body, draw: drawing({ path, body }), done });
      this.keep();
      this.reading?.abort();
      this.redraw();
      void this.run();
    });
  }

  /** One request at a time, acts first: an answer is then never older than what is shown. */
  private async run(): Promise<void> {
    if (this.running) return;
    this.running = true;
    try {
      for (;;) {
        if (this.over) return;
        const job = this.jobs[0];
        const some = this.around.queue === undefined ? [] : together(this.jobs);
        if (some.length > 1) await this.carryTogether(some);
        else if (job !== undefined) await this.carry(job);
        else if (this.wanted) await this.read();
        else return;
      }
    } finally {
      this.running = false;
    }
  }

  private async carry(job: Job): Promise<void> {
    const answer = await this.post(job);
    if (this.over) return;
    const lost = answer === null;
    if (lost && this.around.queue !== undefined) return this.waitForServer();
    this.mute = false;
    if (lost || typeof answer === "string") {
      // Those clicked after a lost one counted on it: they are given up together.
      const given = lost ? this.jobs.splice(0) : this.jobs.splice(0, 1);
      for (const { done } of given) done(answer ?? LOST);
      this.wanted = true;
    } else {
      this.jobs.shift();
      this.hear(answer);
      this.redraw();
      job.done(null);
    }
    this.keep();
    this.redraw();
  }

  /** What was clicked while the server was slow, or not there: in one request. */
  private async carryTogether(some: readonly Job[]): Promise<void> {
    const answer = await this.post({ path: "/ensemble", body: inOne(some) });
    if (this.over) return;
    if (answer === null) return this.waitForServer();
    this.mute = false;
    this.jobs.splice(0, some.length);
    const said = typeof answer === "string" ? null : (answer as BallotState & { refused?: Record<string, string> });
    if (said !== null) this.hear(said);
    else this.wanted = true;
    this.keep();
    this.redraw();
    for (const { body: words, done } of some) {
      done(said === null ? (answer as string) : (said.refused?.[words.acte ?? ""] ?? null));
    }
  }

  /** Nobody answers: say so, and try the same act again when the network may be back. */
  private async waitForServer(): Promise<void> {
    this.mute = true;
    this.redraw();
    const woken = new Promise<void>((resolve) => {
      this.wake = resolve;
    });
    await Promise.race([woken, this.pause(AGAIN_MS)]);
  }

  private hear(state: BallotState): void {
    this.base = state;
    this.around.heard?.(state);
  }

  private keep(): void {
    this.around.queue?.save(this.jobs.map(({ path, body }) => ({ path, body })));
  }

  /** The state after the act, the sentence of a refusal, or null when nobody answered. */
  private async post(job: Kept): Promise<BallotState | string | null> {
    for (let tries = 0; ; tries++) {
      const answer = await request(this.ask, `${this.around.url}${job.path}`, asked(job.body));
      if (answer?.status === OUTSIDE && !this.over) this.around.ended?.(refusalOf(answer.body));
      if (answer !== null && !passing(answer.status)) return answer.ok ? answer.body : refusalOf(answer.body);
      const wait = WAITS_MS[tries];
      /* What is kept is not given up for a crowd at the door, or for a server that restarts. */
      const kept = this.around.queue !== undefined;
      if (wait === undefined || (kept && tries > 0)) return answer === null || kept ? null : refusalOf(answer.body);
      await this.pause(wait);
    }
  }

  private async read(): Promise<void> {
    for (let tries = 0; ; tries++) {
      this.wanted = false;
      if (this.base !== null) await this.pause(Math.random() * SPREAD_MS);
      if (this.jobs.length > 0) break;
      this.reading = new AbortController();
      const coming = this.coming();
      const answer = await (coming === null
        ? request(this.ask, this.around.url, {}, this.reading)
        : request(this.ask, `${this.around.url}/venir`, asked({}), this.reading));
      this.reading = null;
      if (this.jobs.length > 0) break;
      if (answer?.ok === true) {
        this.hear(answer.body);
        this.failed = false;
        this.mute = false;
        if (coming !== null) this.cameFor = coming;
        if (this.coming() !== null) this.wanted = true;
        return this.redraw();
      }
      const wait = WAITS_MS[tries];
      if (answer === null && this.around.queue !== undefined) this.mute = true;
      if (wait === undefined || this.watchers === 0 || (answer !== null && !passing(answer.status))) {
        this.failed = this.base === null;
        return this.redraw();
      }
      await this.pause(wait);
    }
    this.wanted = true;
  }

  /** The round to take part in, null when this page does, or need not. */
  private coming(): number | null {
    const { arrives = false } = this.around;
    const { base } = this;
    return arrives && base?.open === true && base.can_vote && base.round !== this.cameFor ? base.round : null;
  }

  private async get<T>(path: string): Promise<T | null> {
    const answer = await request<T>(this.ask, `${this.around.url}${path}`, {});
    return answer?.ok === true ? answer.body : null;
  }

  // --- Showing ------------------------------------------------------------------------------

  private cannotVote(): Refusal {
    const { state, online } = this.shown.get();
    if (!online && this.around.queue === undefined) return OFFLINE;
    if (state === null) return "Le vote n’est pas encore chargé.";
    if (!state.can_vote) return "Votre lien permet de lire, pas de voter.";
    return state.open ? null : "Le vote n’est pas ouvert\u00a0: la personne qui anime l’ouvre et le clôt.";
  }

  private redraw(): void {
    const state = this.base === null ? null : this.jobs.reduce((drawn, job) => job.draw(drawn), this.base);
    this.shown.set({
      state,
      online: this.around.online.get() && !this.mute,
      failed: this.failed,
      waiting: this.jobs.length,
      hand: state === null ? null : handOf(state, this.around.seat.get()),
    });
  }

  /** The server is asked only while somebody looks. */
  private watch(listener: () => void): () => void {
    const off = this.shown.subscribe(listener);
    if (this.watchers++ === 0) this.start();
    return () => {
      off();
      if (--this.watchers === 0) this.unwatch();
    };
  }

  private start(): void {
    const { online, version } = this.around;
    let wasOnline = online.get();
    const back = () => {
      this.wake();
      this.refresh();
    };
    const onOnline = () => {
      const now = online.get();
      if (now && !wasOnline) back();
      if (now !== wasOnline) this.redraw();
      wasOnline = now;
    };
    const onVisible = () => document.visibilityState === "visible" && back();
    const offs = [online.subscribe(onOnline), version.subscribe(() => this.refresh())];
    document.addEventListener("visibilitychange", onVisible);
    this.unwatch = () => {
      offs.forEach((off) => off());
      document.removeEventListener("visibilitychange", onVisible);
    };
    this.redraw();
    this.refresh();
  }
}
