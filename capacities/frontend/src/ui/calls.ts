/** What becomes of a call in a page: one goes by oneself after a moment, unless one is at work. */

import type { Call, DossierNews, Store } from "../core";
import { value } from "../core/store";
import { isWriting } from "./writing";

/** Time to read, and to say no. */
export const GOES_AFTER_MS = 8_000;
/** How often one looks whether somebody began to write. */
const LOOK_MS = 250;
/** An offer that nobody answers is forgotten. */
const FORGOTTEN_MS = 180_000;

export interface Called {
  call: Call;
  /** One is moved by itself; else it is only offered. */
  going: boolean;
}

interface CallsOptions {
  news: Store<DossierNews>;
  /** Go there. */
  go: (call: Call) => void;
  /** Something of this page would be lost, or is being done: only offer. */
  busy: () => boolean;
  /** The page follows its own browser: what is projected. The others stay when it calls. */
  follows: () => boolean;
  /** One is there already: nothing to wait for, what is to be seen is shown at once. */
  isHere: (call: Call) => boolean;
}

/** The call to show. */
export class Calls {
  private readonly state = value<Called | null>(null);
  readonly store: Store<Called | null> = this.state;
  private seen: string | null = null;
  private timers: ReturnType<typeof setTimeout>[] = [];

  constructor(private readonly options: CallsOptions) {}

  /** Those heard from now on. Returns what stops it. */
  start(): () => void {
    const { news } = this.options;
    this.seen = news.get().call?.id ?? null;
    const off = news.subscribe(() => this.look());
    return () => {
      off();
      this.stay();
    };
  }

  /** Go now. */
  go(): void {
    const now = this.state.get();
    this.stay();
    if (now !== null) this.options.go(now.call);
  }

  /** Stay where one is. */
  stay(): void {
    for (const timer of this.timers.splice(0)) clearTimeout(timer);
    this.state.set(null);
  }

  private look(): void {
    const { call } = this.options.news.get();
    if (call === null || call.id === this.seen) return;
    this.seen = call.id;
    this.stay();
    if (call.own && !this.options.follows()) return;
    const going = !this.isBusy();
    if (going && (call.own || this.options.isHere(call))) return this.options.go(call);
    this.state.set({ call, going });
    this.watch(performance.now() + GOES_AFTER_MS);
    this.timers.push(setTimeout(() => this.stay(), FORGOTTEN_MS));
  }

  /** Until it is time to go. Whoever begins to write meanwhile is not moved any more. */
  private watch(at: number): void {
    const now = this.state.get();
    if (now?.going !== true) return;
    if (this.isBusy()) this.state.set({ ...now, going: false });
    else if (performance.now() >= at) this.go();
    else this.timers.push(setTimeout(() => this.watch(at), LOOK_MS));
  }

  private isBusy(): boolean {
    return document.visibilityState === "hidden" || isWriting() || this.options.busy();
  }
}
