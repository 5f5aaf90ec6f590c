/* Where one points on a board, told to the others as often as the room bears it. */

/** A point of a board. */
export interface Point {
  x: number;
  y: number;
}

/** How often a room passes on a cursor each second, at most, all cursors to all pages together. A message
 * is 200 bytes: one Mbit/s when the whole room is behind one line and everybody moves at once. */
const PASSED_PER_S = 600;
const SHORTEST_MS = 125;
/** Slower, a cursor only jumps about. */
const LONGEST_MS = 1_000;
/** What does not move any more points at nothing. */
const STILL_MS = 10_000;

/** The pause between two tellings when so many pages are open, in milliseconds; null when one tells
 * nothing: nobody else is there, or too many are. */
export function pauseAmong(pages: number): number | null {
  if (pages < 2) return null;
  const pause = Math.max(SHORTEST_MS, (1_000 * pages * (pages - 1)) / PASSED_PER_S);
  return pause > LONGEST_MS ? null : pause;
}

interface PointerHost {
  /** How many pages are open on the canvas, this one too. */
  pages: () => number;
  say: (at: Point | null) => void;
}

export class Pointer {
  private where: (() => Point | null) | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private still: ReturnType<typeof setTimeout> | undefined;
  private saidAt = Number.NEGATIVE_INFINITY;

  constructor(private readonly host: PointerHost) {}

  /** The pointer moved; `where` it is is asked when it is told. */
  move(where: () => Point | null): void {
    this.where = where;
    clearTimeout(this.still);
    this.still = setTimeout(() => this.leave(), STILL_MS);
    if (this.timer !== undefined) return;
    const pause = pauseAmong(this.host.pages());
    if (pause === null) return this.host.say(null);
    const wait = Math.max(0, this.saidAt + pause - performance.now());
    this.timer = setTimeout(() => this.tell(), wait);
  }

  /** It is on the board no more. */
  leave(): void {
    this.stop();
    this.host.say(null);
  }

  /** Nothing more is said. */
  stop(): void {
    clearTimeout(this.still);
    clearTimeout(this.timer);
    this.timer = undefined;
    this.where = null;
  }

  private tell(): void {
    this.timer = undefined;
    this.saidAt = performance.now();
    this.host.say(this.where?.() ?? null);
  }
}
