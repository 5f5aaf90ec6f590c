/* How far what is written here is saved: followed event by event, and told. */

import type * as Y from "yjs";
import { Pending } from "./pending";
import { describe, nextDeadline, type Progress, type SavedEvent, START, step } from "./saved";
import { sameRecord, value } from "./store";
import type { SavedState } from "./types";

export class Saving {
  readonly state = value<SavedState>(describe(START, 0), sameRecord);
  private readonly pending = new Pending();
  private deadline: ReturnType<typeof setTimeout> | undefined;
  private closed = false;

  /** `mark` is told whether something waits for the room, and what. */
  constructor(
    private progress: Progress,
    private readonly mark: (edited: boolean, waiting: ReadonlySet<string>) => void,
  ) {}

  /** All that was in the room has come. */
  get synced(): boolean {
    return this.progress.synced;
  }

  /** What comes now happens while one is here. */
  get live(): boolean {
    return this.progress.connected && this.progress.synced;
  }

  /** What an earlier visit left unsaved on this device. */
  found(keptHere: boolean, edited: boolean, changed: readonly string[]): void {
    this.pending.add(changed);
    this.note({ type: "local-read", keptHere, edited });
    this.note({ type: "waiting", count: this.pending.all.size });
  }

  /** Something was written here. */
  wrote(made: Y.Transaction, carried: boolean): void {
    if (this.pending.note(made)) this.note({ type: "waiting", count: this.pending.all.size });
    this.note({ type: "edited", carried });
  }

  note(event: SavedEvent): void {
    const before = this.progress;
    this.progress = step(before, event);
    if (this.progress === before || this.closed) return;
    if (before.edited && !this.progress.edited) this.pending.clear();
    if (this.progress.edited !== before.edited || event.type === "local-read" || event.type === "waiting") {
      this.mark(this.progress.edited, this.pending.all);
    }
    this.tell();
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.deadline);
  }

  private tell(): void {
    const now = performance.now();
    this.state.set(describe(this.progress, now));
    clearTimeout(this.deadline);
    const deadline = nextDeadline(this.progress);
    if (deadline === null || deadline <= now) return;
    this.deadline = setTimeout(() => this.tell(), deadline - now + 1);
  }
}
