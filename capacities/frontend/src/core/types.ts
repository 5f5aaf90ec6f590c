/* The vocabulary of the core: what a session offers to a form. */

import type * as Y from "yjs";
import type { CanvasData } from "./canvas-data";
import type { DossierNews } from "./news-data";

export type * from "./bar-data";
export type * from "./canvas-data";
export type * from "./news-data";
export type * from "./template";

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
 * - waiting: the server has too much for now, the page tries again; edits stay as offline;
 * - unsaved: connected, but the server has not been able to commit for more than 5 s;
 * - refused: the server closed the door; see code and message. The text stays readable.
 */
export type SavedKind = "loading" | "saved" | "saving" | "offline" | "waiting" | "unsaved" | "refused";

export interface SavedState {
  kind: SavedKind;
  /** Some edits of this device are not known to be saved: warn before leaving. */
  pending: boolean;
  /** Edits survive closing this page (IndexedDB works and nobody erased it). */
  keptHere: boolean;
  /** WebSocket closing code when refused, else null. */
  code: number | null;
  /** The dossier was deleted for everyone: there is no copy here any more. */
  deleted: boolean;
  /** One left the dossier in another tab: nothing of it is shown here any more. */
  left: boolean;
  /** How many things were changed here and are not known to be saved; 0: none, or it is not known. */
  waiting: number;
  /** The French sentence to have heard: without the count, which changes with each thing written. */
  heard: string;
  /** The French sentence to show. */
  message: string;
}

export interface Person {
  clientId: number;
  name: string;
  color: string;
  /** Id of the card or link this person is in, or null. */
  card: string | null;
  typing: boolean;
  self: boolean;
  /** What one does who may not edit (« en lecture »), or "". */
  spectator: string;
}

/** Where somebody points on a board. */
export interface Cursor {
  clientId: number;
  name: string;
  color: string;
  x: number;
  y: number;
}

export type FieldValue = string | number | boolean;

/** What cards and links have alike: immutable; a new object only when a key other than the text
 * changed. */
export interface RecordView {
  id: string;
  author: string;
  /** ISO 8601 as written by its author's clock: shown, never used to order. */
  created: string;
  deleted: boolean;
  fields: Readonly<Record<string, FieldValue>>;
  /** Always there; when the document holds no usable text it is detached (`text.doc` is
   * null): bindTextArea then shows what there is, read only. */
  text: Y.Text;
}

/** What cards and links have besides. */
interface CopyView extends RecordView {
  /** Id, in another drawing or in the example, of the one that it is a copy of, or null. */
  origin: string | null;
}

export interface CardView extends CopyView {
  zone: string;
  rank: string;
  /** Id of the card it says it is under (a tree), or null. Any id may be written there: the
   * form tells where the card really is. */
  parent: string | null;
  /** Where it is on a board, finite numbers, or null. */
  x: number | null;
  y: number | null;
  shape: string | null;
  /** Id of the card or link that carries it (a stamp), which may be gone, or null. */
  on: string | null;
  color: string;
}

/** A link from one card to another. Any id may be written as an end: a link of which an end is
 * unknown or deleted is broken, and mended when the card comes back. */
export interface EdgeView extends CopyView {
  /** Id of the card it leaves, "" when missing. */
  from: string;
  /** Id of the card it reaches, "" when missing. */
  to: string;
  /** Key of an EdgeKind of the template, "" when missing. */
  kind: string;
}

/** A freehand stroke. It has no text and no field. */
export interface StrokeView extends RecordView {
  /** As drawn (docs/protocole.md): any text may be written there. */
  points: string;
  /** Key of a colour. */
  color: string;
  thick: boolean;
  /** How far it was moved since. */
  x: number;
  y: number;
}

/** A stroke to draw. */
export type StrokeSeed = Pick<StrokeView, "id" | "points" | "color" | "thick"> & Partial<Pick<StrokeView, "x" | "y">>;

/** Where a card is, without what it says. */
export type CardPlace = Pick<CardView, "id" | "zone" | "parent" | "rank" | "x" | "y" | "shape" | "on" | "deleted">;

/** The image behind a map. */
export interface BackgroundView {
  /** Its name: it is served at `urls.background`/name. */
  image: string;
  /** Its top left corner and its size, on the board. */
  x: number;
  y: number;
  width: number;
  height: number;
  /** From 0 (not seen) to 1. */
  opacity: number;
  /** What it shows, "" when nobody said. */
  alt: string;
}

export interface UndoResult {
  /** Something was undone (or redone). */
  done: boolean;
  /** What to tell the person, when it is not what they expect. */
  message: string | null;
  /** Cards and links it touched, to show where. */
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
  /** That card is empty: it goes to the corbeille by the same step, those added take its place. */
  instead?: boolean;
}

/** A card to create at a known place. */
export interface CardSeed {
  /** From `newId()`. */
  id: string;
  zone: string;
  rank: string;
  parent?: string;
  x?: number;
  y?: number;
  shape?: string;
  on?: string;
  text?: string;
  /** The template's first colour when absent. */
  color?: string;
  fields?: Readonly<Record<string, FieldValue>>;
  /** Of what it is a copy (see CardView). */
  origin?: string;
}

/** What a card may be given besides its text and its place. */
export type CardExtra = Pick<CardSeed, "color" | "fields">;

/** A link to draw. */
export interface EdgeSeed extends Pick<CardSeed, "id" | "text" | "fields" | "origin"> {
  from: string;
  to: string;
  kind: string;
}

/** What changes of a link; what is not given stays. */
export type EdgeChange = Partial<Pick<EdgeView, "from" | "to" | "kind">>;

export interface Ranked {
  id: string;
  rank: string;
}

export interface CardMove {
  id: string;
  zone?: string;
  parent?: string;
  rank?: string;
  /** Of two moves that cross, one wins with its x and its y: give both. Null: where its form puts it. */
  x?: number | null;
  y?: number | null;
  shape?: string;
  /** Null: nothing carries it any more. */
  on?: string | null;
  /** Fields that change by the same step; null removes one. */
  fields?: Readonly<Record<string, FieldValue | null>>;
}

/** Every action does nothing in a session that cannot edit. Refusals are told as notices. Where
 * "record" is said, the id is that of a card, of a link or of a stroke. */
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
  /** A field of a record; null removes it. */
  setField(id: string, key: string, value: FieldValue | null): void;
  /** Several fields of a record, as one step. */
  setFields(id: string, values: Readonly<Record<string, FieldValue | null>>): void;
  duplicate(id: string): string | null;
  /** Create cards at places found by the form, as one step; `moved` are neighbours ranked anew.
   * A card under another of the same act comes and goes with it. `instead`: an empty card that
   * goes by the same step. `links` come with them, and may join them; `strokes` too. Returns the
   * ids of all but the links; [] when there is no room for all, which is told. */
  create(
    seeds: readonly CardSeed[],
    moved?: readonly Ranked[],
    instead?: string | null,
    links?: readonly EdgeSeed[],
    strokes?: readonly StrokeSeed[],
  ): string[];
  /** Write cards that stand for what is on the canvas already (a title that its template gives), so that they can be
   * changed: by themselves they change nothing, and are no step to undo. False: refused, which is told. */
  standFor(seeds: readonly CardSeed[]): boolean;
  /** Another text for a record, and fields, as one step; what stays of the text is not written again. */
  write(id: string, text: string, fields?: Readonly<Record<string, FieldValue | null>>): void;
  /** How many more cards, links and strokes the canvas may hold. */
  room(): number;
  /** Whether one more stroke fits; when none does, it is told. */
  canDraw(): boolean;
  /** Draw a link between two cards that are there. Returns its id, or null when refused. */
  link(from: string, to: string, kind: string, text?: string): string | null;
  /** Join a link to other cards, or make it of another kind. */
  changeLink(id: string, change: EdgeChange): void;
  /** Put cards, or strokes (their x and y), at places found by the form, as one step. What is not
   * given stays. */
  place(moves: readonly CardMove[]): void;
  /** One colour for several cards or strokes, as one step. */
  setColors(ids: readonly string[], color: string): void;
  /** A record to the corbeille; the links of a card stay, broken until it comes back. What one
   * just created and left empty leaves no step to undo. */
  remove(id: string): void;
  /** Several records to the corbeille, as one step. */
  removeAll(ids: readonly string[]): void;
  /** A record back at its place. */
  restore(id: string): void;
  /** A record back at its place for what somebody else writes in it: no step to undo here, or that would bin their words. */
  standAgain(id: string): void;
  /** Several as one step: all, or none when there is no room for all, which is told. */
  restoreAll(ids: readonly string[]): void;
  /** Put an image behind the map (all of it), change what of it is given, or take it away: null. */
  setBackground(change: BackgroundView | Partial<Omit<BackgroundView, "image">> | null): void;
  /** Set what holds for the whole canvas; null removes it. It is no step to undo: it is everybody's. */
  setMeta(key: string, value: string | number | null): void;
  /** What the server wrote for this person, by its ids, is one step to undo. Returns the ids to take it back by. */
  adopt(ids: readonly string[]): string[];
  undo(): UndoResult;
  redo(): UndoResult;
  /** Undo one creation, told by the ids of all that it created: as `undo` when it is the last step, else by a step
   * of its own, that leaves what anybody worked on since. */
  takeBack(ids: readonly string[]): UndoResult;
}

/** How the sentences of a session name a card. French has genders: what is said of « post-it »
 * does not serve for « idée ». */
export interface CardWords {
  /** "post-it". */
  noun: string;
  plural: string;
  feminine: boolean;
  /** Where a card is, as the end of a sentence (" dans « Canaux »"), or "". */
  place(card: CardView): string;
  /** A card named by what it says ("« Vélos »"), or "" for the bare noun. */
  name(card: CardView): string;
  /** Another noun for a card that is something else (the title of a line), else null. */
  other?(card: CardView): Pick<CardWords, "noun" | "plural" | "feminine"> | null;
  /** The card stands for something that was there before it: its coming is a change of that. */
  isOld?(card: CardView): boolean;
}

/** What a form tells the session of its cards. */
export interface FormRules {
  words: CardWords;
  /** How many cards are on the canvas, for its limit; or would be with this one restored. */
  live(restored?: string): number;
  /** Whether a card is not to be seen here for now: it is in no corbeille and in no sentence. */
  hides?(card: CardView): boolean;
}

/** "change": what others did, for screen readers (aria-live polite, not shown).
 *  "notice": an answer to one's own act (limit, undo skipped…), to show and announce. */
export type SentenceKind = "change" | "notice";
export type SentenceListener = (sentence: string, kind: SentenceKind) => void;

export interface CanvasSession {
  readonly data: CanvasData;
  readonly doc: Y.Doc;
  readonly room: string;
  /** The role allows editing. See `editable` for "now". */
  readonly canEdit: boolean;
  /** canEdit, and the server has not closed the door. */
  readonly editable: Store<boolean>;
  readonly saved: Store<SavedState>;
  /** Changes when the room says that the gommettes changed (message 101). */
  readonly ballotVersion: Store<number>;
  /** The news of the dossier: its name, who is where, a call. */
  readonly news: Store<DossierNews>;
  /** Self first, then by name. One entry per browser, whatever its tabs. */
  readonly people: Store<readonly Person[]>;
  /** Where the others point, on a board. */
  readonly cursors: Store<readonly Cursor[]>;
  readonly undoState: Store<{ canUndo: boolean; canRedo: boolean }>;
  /** Ids of the live cards of one box, in (rank, id) order. */
  zoneOrder(zone: string): Store<readonly string[]>;
  /** Every zone string that has live cards, sorted: those unknown to the template must be
   * shown too (« À reclasser »). */
  readonly zonesInUse: Store<readonly string[]>;
  card(id: string): Store<CardView | null>;
  text(id: string): Store<string>;
  /** A card is on the canvas, and the form does not keep it out of sight for now. */
  isShown(id: string): boolean;
  /** Where every card is, deleted ones too, by id. A new map when a card enters, leaves or
   * changes place, never on a keystroke; made only when asked. */
  readonly places: Store<ReadonlyMap<string, CardPlace>>;
  /** The same with their fields: a new map when one of them changes too. */
  readonly cards: Store<ReadonlyMap<string, CardView>>;
  /** Deleted here first (last first), then the others by box and place. */
  readonly trash: Store<readonly CardView[]>;
  readonly counts: Store<{ live: number }>;
  /** Ids of the live links, in order; those that are broken too. */
  readonly edges: Store<readonly string[]>;
  /** Every link, deleted ones too, by id: a new map when one changes, otherwise than by its text. */
  readonly links: Store<ReadonlyMap<string, EdgeView>>;
  /** Ids of the live links that leave a card or reach it, in order. */
  edgesAt(card: string): Store<readonly string[]>;
  edge(id: string): Store<EdgeView | null>;
  edgeText(id: string): Store<string>;
  /** Deleted here first (last first), then the others by id. */
  readonly edgeTrash: Store<readonly EdgeView[]>;
  /** The live strokes, from the one under all to the one above all. */
  readonly ink: Store<readonly StrokeView[]>;
  stroke(id: string): Store<StrokeView | null>;
  /** Deleted here first (last first), then the others in the order in which they were drawn. */
  readonly inkTrash: Store<readonly StrokeView[]>;
  /** The image behind the map, null when there is none. */
  readonly background: Store<BackgroundView | null>;
  /** What holds for the whole canvas, as stored: its horizon… */
  readonly meta: Store<Readonly<Record<string, string | number>>>;
  /** Sum of a number field over the live cards of a box, by the value of another field
   * ("" when absent, or when byKey is null). {} when no card has a number. */
  totals(zone: string, fieldKey: string, byKey: string | null): Store<Record<string, number>>;
  readonly actions: Actions;
  setPresence(card: string | null, typing: boolean): void;
  /** My pointer moved on a board, or (null) left it. Where it is is asked when it is told. */
  point(where: (() => { x: number; y: number } | null) | null): void;
  /** Answer to the person's own act (a refusal, a limit): shown, and said. */
  notice(sentence: string): void;
  /** Called when the page may go away, or the door is closed: write what is only on the screen. */
  onFlush(flusher: () => void): () => void;
  /** The form tells what its cards are; until then they are post-its in boxes. */
  adopt(rules: FormRules): void;
  readonly announcements: { subscribe(listener: SentenceListener): () => void };
  /** The other canvases of the dossier, by room, of which this device keeps edits not known to be
   * saved. */
  unsavedElsewhere(): Promise<readonly string[]>;
  /** Leave the dossier: the server forgets that one is in it, the session closes, this device's
   * copies are erased. False: the server does not answer, nothing was erased. Ask first when
   * `saved.get().pending` or `unsavedElsewhere()` finds some. */
  leave(): Promise<boolean>;
}
