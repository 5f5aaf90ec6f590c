/* Undo of one's own edits, never of anybody else's (see docs/adr/003). */

import * as Y from "yjs";
import { backgroundOf, cardMap, cardsOf, edgesOf, inkOf, isFieldOf, isWorkOn, recordMap, textString } from "./document";
import { getOrMake, sameRecord, value } from "./store";
import type { CardWords, UndoResult } from "./types";
import {
  BROUGHT,
  type Brought,
  CREATED,
  isCreationOf,
  isEmptyingOf,
  isLive,
  SINCE,
  type Step,
  stepOf,
  touchedCards,
  WRITTEN,
} from "./undo-steps";
import { keptSentence, LINK, POST_IT, STROKE, sparedSentence } from "./words";

const NOTHING: UndoResult = { done: false, message: null, cards: [] };
const NO_ENDS: ReadonlySet<unknown> = new Set();
const NOBODY: ReadonlySet<number> = new Set();

/** What is said of a step that was undone or redone. */
export const REPLAYED = {
  undo: "Dernière modification annulée.",
  redo: "Modification rétablie.",
} as const;

export class Undo {
  private readonly manager: Y.UndoManager;
  /** Every client id this page has written with (Yjs changes it when two pages collide). */
  private readonly own = new Set<number>();
  /** Those whose work is no reason to keep a creation: one's own, but where even that counts. */
  private discounted: ReadonlySet<number> = this.own;
  private creating: readonly string[] | null = null;
  private bringing: Brought | null = null;
  /** What others had written before the step that is looked at is no reason to keep it. */
  private known: ReadonlyMap<number, number> = new Map();
  /** The step being undone or redone. */
  private replayed: Step | null = null;
  private lastCards: string[] = [];
  readonly state = value({ canUndo: false, canRedo: false }, sameRecord);

  /** `origin` marks the transactions to be undone. */
  constructor(
    private readonly doc: Y.Doc,
    private readonly origin: object,
    private readonly words: () => CardWords = () => POST_IT,
  ) {
    this.manager = new Y.UndoManager([cardsOf(doc), edgesOf(doc), inkOf(doc), backgroundOf(doc)], {
      captureTimeout: 500,
      trackedOrigins: new Set([origin]),
      deleteFilter: (item) => this.putBack(item),
    });
    this.manager.on("stack-item-added", ({ stackItem }) => {
      if (this.creating !== null) {
        stackItem.meta.set(CREATED, this.creating);
        const { clientID, store } = this.doc;
        stackItem.meta.set(SINCE, new Map([[clientID, Y.getState(store, clientID)]]));
      }
      if (this.bringing !== null) stackItem.meta.set(BROUGHT, this.bringing);
      this.refresh();
    });
    this.manager.on("stack-item-popped", ({ changedParentTypes, stackItem, type }) => {
      this.lastCards = touchedCards(changedParentTypes);
      this.carryCreated(stackItem, type);
    });
    this.manager.on("stack-cleared", () => this.refresh());
    doc.on("beforeTransaction", this.noteClient);
  }

  destroy(): void {
    this.doc.off("beforeTransaction", this.noteClient);
    this.manager.destroy();
  }

  /** Origin of the transactions that undo and redo make. */
  get replayOrigin(): unknown {
    return this.manager;
  }

  /** One act that stands alone in the history. */
  act(body: () => void): void {
    this.manager.stopCapturing();
    this.doc.transact(body, this.origin);
    this.manager.stopCapturing();
  }

  /** Typing: what follows within half a second joins it. */
  type(body: () => void): void {
    this.doc.transact(body, this.origin);
  }

  /** Bring in cards and links written in the corbeille by an untracked transaction: undoing it sends
   * them back there, and destroys nothing of what anybody wrote in them meanwhile. An empty
   * card in whose stead they come goes by the same step. */
  reveal(ids: readonly string[], instead: string | null = null): void {
    const gone = instead === null || this.forget([instead]) ? null : cardMap(this.doc, instead);
    this.creating = ids;
    try {
      this.act(() => {
        for (const id of ids) recordMap(this.doc, id)?.delete("deleted");
        gone?.set("deleted", true);
      });
    } finally {
      this.creating = null;
    }
  }

  /** Bring cards and links back from the corbeille: undoing it leaves those in which others worked since. */
  bringBack(ids: readonly string[]): void {
    this.bringing = { ids, known: Y.decodeStateVector(Y.encodeStateVector(this.doc)) };
    try {
      this.act(() => {
        for (const id of ids) recordMap(this.doc, id)?.delete("deleted");
      });
    } finally {
      this.bringing = null;
    }
  }

  /** What the server wrote for this person (a file brought in) is one step of theirs too: undoing it spares what
   * others worked on since. Told by the ids that come and go: what is under another of them goes with it. */
  adopt(ids: readonly string[]): string[] {
    const all = new Set<unknown>(ids);
    const tops = ids.filter((id) => !all.has(cardMap(this.doc, id)?.get("parent")));
    const known = Y.decodeStateVector(Y.encodeStateVector(this.doc));
    this.manager.clear(false, true);
    this.manager.undoStack.push(
      stepOf({ [CREATED]: tops, [SINCE]: known, [BROUGHT]: { ids: tops, known }, [WRITTEN]: true }),
    );
    this.manager.stopCapturing();
    this.refresh();
    return tops;
  }

  /** Undo such a step: no transaction of this page made it, that Yjs could replay. Null when nothing is left of it. */
  private unwrite(step: Step, ids: readonly string[]): UndoResult | null {
    this.manager.undoStack.pop();
    const gone = ids.filter((id) => isLive(recordMap(this.doc, id)));
    this.manager.undoing = true;
    try {
      this.doc.transact(() => {
        for (const id of gone) recordMap(this.doc, id)?.set("deleted", true);
      }, this.origin);
    } finally {
      this.manager.undoing = false;
    }
    if (gone.length > 0) this.carryCreated(step, "undo");
    this.refresh();
    return gone.length === 0 ? null : { done: true, message: null, cards: gone };
  }

  /** Send cards and links back to the corbeille as if they never were, when their creation is the last
   * step and nothing is in them. False: they are to be removed by a step of its own. */
  forget(ids: readonly string[]): boolean {
    const last = this.manager.undoStack.at(-1);
    if (last === undefined || !isCreationOf(last, ids) || !ids.every((id) => this.isBare(id))) return false;
    this.manager.undoStack.pop();
    this.manager.clear(false, true);
    this.doc.transact(() => {
      for (const id of ids) recordMap(this.doc, id)?.set("deleted", true);
    });
    this.refresh();
    return true;
  }

  /** Send a card to the corbeille by the step that emptied it, when that is the last: one undo brings back both. */
  removeEmptied(ids: readonly string[]): boolean {
    const last = this.manager.undoStack.at(-1);
    const [id, ...rest] = ids;
    if (last === undefined || id === undefined || rest.length > 0 || !isEmptyingOf(last, recordMap(this.doc, id))) {
      return false;
    }
    this.manager.lastChange = Date.now(); // as if in the same breath
    this.doc.transact(() => recordMap(this.doc, id)?.set("deleted", true), this.origin);
    this.manager.stopCapturing();
    return true;
  }

  /** Nothing is written in the card or link, nor put under it, nor joined to it. */
  private isBare(id: string): boolean {
    const record = recordMap(this.doc, id);
    if (record === null || textString(record) !== "") return false;
    if ([...record.keys()].some((key) => isFieldOf(record, key))) return false;
    const holds = (root: Y.Map<unknown>, ...keys: string[]) =>
      [...root.values()].some((each) => each instanceof Y.Map && keys.some((key) => each.get(key) === id));
    return !holds(cardsOf(this.doc), "parent", "on") && !holds(edgesOf(this.doc), "from", "to");
  }

  undo(): UndoResult {
    const stack = this.manager.undoStack;
    // One step at a time: the manager goes on by itself past steps that change nothing,
    // and would not stop at a creation that must not be undone.
    while (stack.length > 0) {
      const top = stack[stack.length - 1]!;
      const brought = top.meta.get(BROUGHT) as Brought | undefined;
      const created = (top.meta.get(CREATED) as readonly string[] | undefined) ?? brought?.ids ?? [];
      this.known = brought?.known ?? new Map();
      const kept = this.keptOf(created);
      if (created.length > 0 && kept.length === created.length) {
        stack.pop();
        this.refresh();
        return { done: false, message: this.tellKept(kept, created), cards: kept };
      }
      const spared = new Set(kept);
      const result = top.meta.has(WRITTEN)
        ? this.unwrite(
            top,
            created.filter((id) => !spared.has(id)),
          )
        : this.replay("undo");
      if (result === null) continue;
      if (kept.length === 0) return result;
      this.doc.transact(() => {
        for (const id of kept) recordMap(this.doc, id)?.delete("deleted");
      });
      return { ...result, message: this.tellKept(kept, created) };
    }
    return { ...NOTHING, message: "Rien de vous à annuler." };
  }

  /** Undo the step that created these when it is the last; else send to the corbeille, by a step of its own,
   * those in which nobody worked since, oneself neither. */
  takeBack(ids: readonly string[]): UndoResult {
    const stack = this.manager.undoStack;
    const step = stack.findLast((each) => isCreationOf(each, ids));
    const live = ids.filter((id) => recordMap(this.doc, id)?.get("deleted") !== true);
    if (step === undefined || live.length === 0) return { ...NOTHING, message: "Rien de vous à annuler." };
    if (step === stack.at(-1)) return this.undo();
    const kept = this.workedOnSince(step, live);
    const gone = live.filter((id) => !kept.has(id));
    this.act(() => {
      for (const id of gone) recordMap(this.doc, id)?.set("deleted", true);
    });
    return { done: gone.length > 0, message: sparedSentence(kept.size, gone.length), cards: gone };
  }

  private workedOnSince(step: Step, ids: readonly string[]): ReadonlySet<string> {
    this.known = step.meta.get(SINCE) as ReadonlyMap<number, number>;
    this.discounted = NOBODY;
    try {
      return new Set(this.keptOf(ids));
    } finally {
      this.discounted = this.own;
    }
  }

  redo(): UndoResult {
    while (this.manager.redoStack.length > 0) {
      const result = this.replay("redo");
      if (result !== null) return result;
    }
    return { ...NOTHING, message: "Rien à rétablir." };
  }

  /** Replay the last step of one stack alone; null when it changes nothing any more. */
  private replay(kind: "undo" | "redo"): UndoResult | null {
    const name = kind === "undo" ? "undoStack" : "redoStack";
    const stack = this.manager[name];
    const rest = stack.splice(0, stack.length - 1);
    this.replayed = stack[0] ?? null;
    try {
      this.manager.stopCapturing();
      const done = this.manager[kind]() !== null;
      return done ? { done, message: null, cards: this.lastCards } : null;
    } finally {
      this.replayed = null;
      this.manager[name].unshift(...rest);
      this.manager.stopCapturing();
      this.refresh();
    }
  }

  /**
   * Yjs takes a value back by deleting it, once it has put back the one before; but not when
   * somebody set the key at the same time and lost: the key would be left empty, the card
   * without a place. Put back what was there then. True lets Yjs delete the item.
   */
  private putBack(item: Y.Item): boolean {
    const { parent, parentSub } = item;
    const step = this.replayed;
    if (step === null || parentSub === null || !(parent instanceof Y.Map)) return true;
    if (item.deleted || parent._map.get(parentSub) !== item) return true;
    let before = item.left;
    while (before !== null && (!Y.isDeleted(step.deletions, before.id) || Y.isDeleted(step.insertions, before.id))) {
      before = before.left;
    }
    if (before?.content instanceof Y.ContentAny) parent.set(parentSub, before.content.arr[0]);
    return true;
  }

  /** A creation undone then redone is still a creation, and so of what was brought back. */
  private carryCreated(popped: { meta: Map<unknown, unknown> }, kind: "undo" | "redo"): void {
    const { redoStack, undoStack } = this.manager;
    const target = (kind === "undo" ? redoStack : undoStack).at(-1);
    for (const key of [CREATED, SINCE, BROUGHT]) {
      const found = popped.meta.get(key);
      if (found !== undefined) target?.meta.set(key, found);
    }
  }

  private tellKept(allKept: readonly string[], allCreated: readonly string[]): string {
    const isCard = (id: string) => cardMap(this.doc, id) !== null;
    const cards = allKept.filter(isCard);
    const isEdge = (id: string) => edgesOf(this.doc).has(id);
    // A card that stays is told rather than the links that stay with it.
    const [kept, created, words] =
      cards.length > 0
        ? [cards, allCreated.filter(isCard), this.words()]
        : [allKept, allCreated.filter((id) => !isCard(id)), allKept.some(isEdge) ? LINK : STROKE];
    return keptSentence(kept.length, created.length, this.howOthersWorked(kept), words);
  }

  private howOthersWorked(kept: readonly string[]): string {
    const records = kept.map((id) => recordMap(this.doc, id));
    if (records.some((record) => this.othersWrote(record))) return "y a écrit";
    if (records.some((record) => this.othersWorkedOn(record))) return "a travaillé dessus";
    const linked = this.linkedByOthers();
    if (kept.some((id) => linked.has(id))) return "y a tracé ou modifié un lien";
    const carried = this.under("on");
    const stamped = kept.some((id) => carried.get(id)?.some((stamp) => this.othersPut(stamp)));
    return stamped ? "y a posé quelque chose" : "a travaillé dessous";
  }

  /** The cards at an end of a link that others drew, worked on or put something on. */
  private linkedByOthers(): ReadonlySet<unknown> {
    const ends = new Set<unknown>();
    const carried = this.under("on");
    for (const [id, edge] of edgesOf(this.doc).entries()) {
      if (!(edge instanceof Y.Map) || edge.get("deleted") === true) continue;
      const theirs = edge._item !== null && this.isTheirs(edge._item);
      if (!theirs && !this.othersWorkedIn(id, carried, NO_ENDS)) continue;
      ends.add(edge.get("from")).add(edge.get("to"));
    }
    return ends;
  }

  /** The live cards by what they name in one of the keys: what is above, what carries them. */
  private under(...keys: string[]): Map<unknown, string[]> {
    const under = new Map<unknown, string[]>();
    for (const [id, card] of cardsOf(this.doc).entries()) {
      if (!(card instanceof Y.Map) || card.get("deleted") === true) continue;
      for (const key of keys) if (card.has(key)) getOrMake(under, card.get(key), () => [] as string[]).push(id);
    }
    return under;
  }

  /** Those of the cards and links that hold the work of others: their text, their fields, links
   * that they drew, or cards that they put under it or on it (going away, it would take these along). */
  private keptOf(created: readonly string[]): string[] {
    if (created.length === 0) return [];
    const under = this.under("parent", "on");
    const linked = this.linkedByOthers();
    return created.filter((id) => this.othersWorkedIn(id, under, linked));
  }

  private othersWorkedIn(top: string, under: ReadonlyMap<unknown, string[]>, linked: ReadonlySet<unknown>): boolean {
    const seen = new Set<string>();
    const waiting = [top];
    while (waiting.length > 0) {
      const id = waiting.pop()!;
      if (seen.has(id)) continue;
      seen.add(id);
      const record = recordMap(this.doc, id);
      if (this.othersWrote(record) || this.othersWorkedOn(record) || linked.has(id)) return true;
      if (id !== top && this.othersPut(id)) return true;
      waiting.push(...(under.get(id) ?? []));
    }
    return false;
  }

  /** Somebody else made the card, or put it where it is. */
  private othersPut(id: string): boolean {
    const card = cardMap(this.doc, id);
    const items = [card?._item, card?._map.get("parent"), card?._map.get("on")];
    return items.some((item) => item != null && this.isTheirs(item));
  }

  /** Somebody else filled a field, coloured the card, joined the link to something else. */
  private othersWorkedOn(record: Y.Map<unknown> | null): boolean {
    for (const [key, item] of record?._map ?? []) {
      if (isWorkOn(record!, key) && !item.deleted && this.isTheirs(item)) return true;
    }
    return false;
  }

  private othersWrote(record: Y.Map<unknown> | null): boolean {
    const text = record?.get("text");
    if (!(text instanceof Y.Text)) return false;
    for (let item = text._start; item !== null; item = item.right) {
      if (!item.deleted && item.countable && this.isTheirs(item)) return true;
    }
    return false;
  }

  private isTheirs({ id, length }: Y.Item): boolean {
    return !this.discounted.has(id.client) && id.clock + length > (this.known.get(id.client) ?? 0);
  }

  private readonly noteClient = (): void => {
    this.own.add(this.doc.clientID);
  };

  private refresh(): void {
    this.state.set({ canUndo: this.manager.canUndo(), canRedo: this.manager.canRedo() });
  }
}
