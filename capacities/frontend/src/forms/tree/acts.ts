/* What a person may do to the tree. Each act is one step of the undo history. */

import type { CanvasSession, PasteResult } from "../../core";

export interface TreeActs {
  /** Last child, or before a brother. Null: refused (a notice was given). */
  addChild(parent: string, before?: string | null): string | null;
  /** Of the centre: a child. */
  addSibling(id: string, where: "before" | "after"): string | null;
  /** False, with a notice, when a node would go under itself. */
  move(ids: readonly string[], parent: string, before: string | null): boolean;
  /** Among brothers. */
  up(id: string): boolean;
  down(id: string): boolean;
  /** Under the brother above. */
  indent(id: string): boolean;
  /** Beside its parent, right after it. */
  outdent(id: string): boolean;
  /** "" = no type. */
  setType(ids: readonly string[], type: string): void;
  /** To the corbeille, one undo step. */
  remove(ids: readonly string[]): void;
  /** The whole branch. */
  duplicate(id: string): string | null;
  /** Indentation, bullets, # = branches. */
  pasteOutline(parent: string, text: string, before?: string | null): PasteResult;
}

/** What the acts need of a session. */
export type ActsSource = Pick<
  CanvasSession,
  "places" | "card" | "text" | "actions" | "data" | "editable" | "notice"
>;

export function acts(session: ActsSource): TreeActs {
  void session;
  throw new Error("not written yet");
}
