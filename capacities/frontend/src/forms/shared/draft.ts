/** What is being typed in the field of a card, until it is in the document.
 *
 * Words are written as soon as one pauses, all the rest when the field is left; and whatever it
 * is, when the page may go away. What somebody else wrote meanwhile is not overwritten unseen. */

import { useEffect, useState } from "react";
import type { CanvasSession, FieldValue, Store } from "../../core";
import { value } from "../../core";
import { useScreen } from "../../ui/screen";
import { mergeWords } from "./merge";
import type { Fact } from "./template";
import { readTyped, typedOf } from "./typed";

/** Milliseconds without a key after which words are written. */
export const PAUSE_MS = 1_000;

export interface Drafted {
  typed: string;
  /** Key of the choice that goes with the value ("par an"), or "". */
  chosen: string;
  /** Why what was typed cannot be kept, or "". */
  refused: string;
}

export type DraftSession = Pick<CanvasSession, "card" | "edge" | "actions" | "notice" | "onFlush">;

export class Draft {
  readonly now: Store<Drafted>;
  private readonly shown;
  /** What the document held, as it is typed, when the typing began. */
  private base: string;
  private dirty = false;
  private readonly opened: Record<string, FieldValue | null>;
  /** What was written from here, as it is typed. */
  private wrote: string | null = null;
  private pause: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly session: DraftSession,
    private readonly id: string,
    private readonly fact: Fact,
  ) {
    const { field, by } = fact;
    const companion = by === null ? null : this.stored(by.key);
    this.opened = { [field.key]: this.stored(field.key) };
    if (by !== null) this.opened[by.key] = companion;
    this.base = this.storedWords();
    const chosen = typeof companion === "string" ? companion : (by?.default ?? by?.choices[0]?.key ?? "");
    this.shown = value<Drafted>({ typed: this.base, chosen, refused: "" });
    this.now = this.shown;
  }

  /** Follow the document until the returned function is called: the field is then left. */
  open(): () => void {
    const { session, id } = this;
    const stops = [
      session.onFlush(() => this.save()),
      ...[session.card(id), session.edge(id)].map((record) => record.subscribe(() => this.follow())),
    ];
    return () => {
      for (const stop of stops) stop();
      this.close();
    };
  }

  type(typed: string): void {
    this.dirty = true;
    this.shown.set({ ...this.shown.get(), typed, refused: "" });
    clearTimeout(this.pause);
    const { kind } = this.fact.field;
    if (kind === "texte" || kind === "note") this.pause = setTimeout(() => this.save(), PAUSE_MS);
  }

  choose(chosen: string): void {
    this.dirty = true;
    this.shown.set({ ...this.shown.get(), chosen });
  }

  /** Write what was typed, if anything was; false when it cannot be read. */
  save(): boolean {
    clearTimeout(this.pause);
    if (!this.dirty) return true;
    const { field, by } = this.fact;
    const { typed, chosen } = this.shown.get();
    const read = readTyped(field, typed);
    if ("refused" in read) {
      this.shown.set({ ...this.shown.get(), refused: read.refused });
      return false;
    }
    this.dirty = false;
    const kept = this.reconcile(read.value);
    this.base = typedOf(kept ?? undefined); // before `follow` hears of it
    const companion = by === null || kept === null ? null : chosen || null;
    this.session.actions.setFields(this.id, {
      [field.key]: kept,
      ...(by === null ? {} : { [by.key]: companion }),
    });
    this.base = this.wrote = this.storedWords();
    if (kept !== read.value) this.shown.set({ ...this.shown.get(), typed: this.base });
    return true;
  }

  /** Write, then show the value as it is kept; what cannot be read stays typed, and why. */
  leave(): boolean {
    if (!this.save()) return false;
    this.shown.set({ ...this.shown.get(), typed: this.base });
    return true;
  }

  /** Give up: what was there when the field was opened is put back, if it was written over. */
  drop(): void {
    clearTimeout(this.pause);
    this.dirty = false;
    if (this.wrote !== null && this.wrote === this.storedWords()) {
      this.session.actions.setFields(this.id, this.opened);
    }
  }

  private close(): void {
    if (this.save()) return;
    const { typed, refused } = this.shown.get();
    this.session.notice(`«\u00a0${typed}\u00a0» n’a pas été gardé. ${refused}`);
  }

  /** Somebody else wrote since the typing began: both texts are kept, or the newer value. */
  private reconcile(mine: FieldValue | null): FieldValue | null {
    const theirs = this.storedWords();
    if (theirs === this.base || theirs === typedOf(mine ?? undefined)) return mine;
    const { field } = this.fact;
    if (field.kind === "note" || field.kind === "texte") {
      const merged = mergeWords(this.base, this.shown.get().typed, theirs).trim();
      return merged === "" ? null : merged;
    }
    this.session.notice(
      `Quelqu’un d’autre venait d’écrire «\u00a0${theirs}\u00a0» ici\u00a0: votre valeur l’a remplacé, «\u00a0Annuler\u00a0» le rend.`,
    );
    return mine;
  }

  private follow(): void {
    const stored = this.storedWords();
    if (this.dirty || stored === this.base) return;
    this.base = stored;
    this.shown.set({ ...this.shown.get(), typed: stored, refused: "" });
  }

  private stored(key: string): FieldValue | null {
    const { session, id } = this;
    return (session.card(id).get() ?? session.edge(id).get())?.fields[key] ?? null;
  }

  private storedWords(): string {
    return typedOf(this.stored(this.fact.field.key) ?? undefined);
  }
}

/** The draft of a field as long as it is on the screen. */
export function useDraft(id: string, fact: Fact): Draft {
  const { session } = useScreen();
  const [draft] = useState(() => new Draft(session, id, fact));
  useEffect(() => draft.open(), [draft]);
  return draft;
}
