/* What can wait: done once nothing changes any more, in slices, so that no hand feels it. */

const CALM_MS = 300;
/** Where something always changes, it is done all the same. */
const MOST_MS = 3_000;
const SLICE_MS = 8;

export class Calm<Result> {
  private timer = 0;
  /** Since when something waits. */
  private since: number | null = null;
  private steps: Generator<undefined, Result> | null = null;

  /** `begin` may find that there is nothing to do; what it began is heard of by `done`. */
  constructor(
    private readonly begin: () => Generator<undefined, Result> | null,
    private readonly done: (result: Result) => void,
  ) {}

  /** Something changed: it will be done, again if it is being done. */
  changed(): void {
    const now = performance.now();
    this.since ??= now;
    if (this.steps !== null) return;
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(this.run, Math.max(0, Math.min(CALM_MS, this.since + MOST_MS - now)));
  }

  stop(): void {
    window.clearTimeout(this.timer);
    this.steps = null;
    this.since = null;
  }

  private readonly run = (): void => {
    const end = performance.now() + SLICE_MS;
    if (this.steps === null) {
      this.since = null;
      this.steps = this.begin();
      if (this.steps === null) return;
    }
    do {
      const { done, value } = this.steps.next();
      if (done !== true) continue;
      this.steps = null;
      if (this.since !== null) this.changed();
      return this.done(value);
    } while (performance.now() < end);
    this.timer = window.setTimeout(this.run, 0);
  };
}
