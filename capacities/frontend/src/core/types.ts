/* The vocabulary of the core: what Python gives a canvas, what a session offers to a form. */

import type * as Y from "yjs";
import type { TemplateJson } from "./template";

export type * from "./template";

/** What Python gives the component. Room, rights and addresses; never a secret. */
export interface CanvasData {
  /** `{dossier_id}/{canvas_key}`: the name of the shared document. */
  room: string;
  socketPath: string;
  template: TemplateJson;
  me: { name: string; color: string };
  abilities: string[];
  dossier: { id: string; title: string; territory: string; useCase: string; example: boolean };
  urls: {
    home: string;
    dossier: string;
    share: string | null;
    csv: string;
    csvOpen: string;
    schema: string;
    zip: string;
    importPreview: string;
    importApply: string;
    leave: string;
  };
  navigation: { title: string; url: string; current: boolean }[];
  palette: string[];
}

/** A value that can be watched (made for useSyncExternalStore): `get()` returns the same
 * reference until the value changes; listeners are called after a change, without argument. */
export interface Store<T> {
  get(): T;
  subscribe(listener: () => void): () => void;
}

/**
 * Where one's own edits are.
 * - loading: the canvas has not been received yet;
 * - saved: everything typed here is durably committed by the server;
 * - saving: sent, not confirmed yet;
 * - offline: no connection; edits stay on this device (`keptHere`), or only in this page;
 * - unsaved: connected, but the server has not been able to commit for more than 5 s;
 * - refused: the server closed the door; see code and message. The text stays readable.
 */
export type SavedKind = "loading" | "saved" | "saving" | "offline" | "unsaved" | "refused";

export interface SavedState {
  kind: SavedKind;
  /** Some edits of this device are not known to be saved: warn before leaving. */
  pending: boolean;
  /** Edits survive closing this page (IndexedDB works and nobody erased it). */
  keptHere: boolean;
  /** WebSocket closing code when refused, else null. */
  code: number | null;
  /** The French sentence to show. */
  message: string;
}

export interface Person {
  clientId: number;
  name: string;
  color: string;
  /** Id of the card this person is in, or null. */
  card: string | null;
  typing: boolean;
  self: boolean;
}

export type FieldValue = string | number | boolean;

/** One card, immutable; a new object only when a key other than its text changed. */
export interface CardView {
  id: string;
  zone: string;
  rank: string;
  color: string;
  author: string;
  /** ISO 8601 as written by its author's clock: shown, never used to order. */
  created: string;
  deleted: boolean;
  fields: Readonly<Record<string, FieldValue>>;
  /** Always there; when the document holds no usable text it is detached (`text.doc` is
   * null): bindTextArea then shows what there is, read only. */
  text: Y.Text;
}

export interface UndoResult {
  /** Something was undone (or redone). */
  done: boolean;
  /** What to tell the person, when it is not what they expect. */
  message: string | null;
  /** Cards it touched, to show where. */
  cards: string[];
}

export interface PasteResult {
  ids: string[];
  /** French sentence when something was left out, else null. */
  message: string | null;
  /** The text that was not added, exactly; "" when all of it was. Never drop it silently. */
  leftOut: string;
}

/** Where to put a card among those of a box: before this card, or last when null. */
export interface Place {
  before: string | null;
}

export interface CardExtra {
  color?: string;
  fields?: Record<string, FieldValue>;
}

/** Every action does nothing in a session that cannot edit. Refusals are told as notices. */
export interface Actions {
  /** Returns the new card's id, or null when refused (limit reached, reader). */
  add(zone: string, text?: string, at?: Place, extra?: CardExtra): string | null;
  /** One card per text, in order; those beyond the limits are not added. */
  addMany(zone: string, texts: readonly string[], at?: Place): string[];
  /** Several lines = several cards; bullets and numbers stripped. */
  paste(zone: string, text: string, at?: Place): PasteResult;
  /** A number is the index in the box, the card itself not counted. */
  move(id: string, zone: string, to: number | Place): void;
  setColor(id: string, color: string): void;
  /** null removes the field. */
  setField(id: string, key: string, value: FieldValue | null): void;
  duplicate(id: string): string | null;
  /** To the corbeille. */
  remove(id: string): void;
  /** Back at its place. */
  restore(id: string): void;
  undo(): UndoResult;
  redo(): UndoResult;
}

/** "change": what others did, for screen readers (aria-live polite, not shown).
 *  "notice": an answer to one's own act (limit, undo skipped…), to show and announce. */
export type SentenceKind = "change" | "notice";
export type SentenceListener = (sentence: string, kind: SentenceKind) => void;

export interface Sentences {
  subscribe(listener: SentenceListener): () => void;
}

export interface CanvasSession {
  readonly data: CanvasData;
  readonly doc: Y.Doc;
  readonly room: string;
  /** The role allows editing. See `editable` for "now". */
  readonly canEdit: boolean;
  /** canEdit, and the server has not closed the door. */
  readonly editable: Store<boolean>;
  readonly saved: Store<SavedState>;
  /** Self first, then by name. One entry per person: two tabs of one browser are one. */
  readonly people: Store<readonly Person[]>;
  readonly undoState: Store<{ canUndo: boolean; canRedo: boolean }>;
  /** Ids of the live cards of one box, in (rank, id) order. */
  zoneOrder(zone: string): Store<readonly string[]>;
  /** Every zone string that has live cards, sorted: those unknown to the template must be
   * shown too (« À reclasser »). */
  readonly zonesInUse: Store<readonly string[]>;
  card(id: string): Store<CardView | null>;
  text(id: string): Store<string>;
  /** Deleted here first (last first), then the others by box and place. */
  readonly trash: Store<readonly CardView[]>;
  readonly counts: Store<{ live: number }>;
  /** Sum of a number field over the live cards of a box, by the value of another field
   * ("" when absent, or when byKey is null). {} when no card has a number. */
  totals(zone: string, fieldKey: string, byKey: string | null): Store<Record<string, number>>;
  readonly actions: Actions;
  setPresence(card: string | null, typing: boolean): void;
  readonly announcements: Sentences;
  /** Erase this device's copy and close. Ask first when `saved.get().pending`. */
  leave(): Promise<void>;
}
