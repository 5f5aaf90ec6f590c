/* One live canvas in this page: document, connection, device copy, presence, undo, together. */

import * as Y from "yjs";
import { makeActions } from "./actions";
import { Announcements } from "./announcements";
import { BackgroundStore } from "./background";
import { CardsIndex } from "./cards-index";
import { clockFrom } from "./clock";
import { type DeviceCopy, noDeviceCopy, openDeviceCopy, unsavedElsewhere } from "./device";
import { Discretion } from "./discretion";
import { EdgesIndex } from "./edges-index";
import { goneSentence } from "./gone";
import { InkIndex } from "./ink-index";
import { deletedAmong, eraseDossier, tellLeaving } from "./keeping";
import { bringLate, type Known } from "./late";
import { onLeft } from "./left";
import { MetaStore } from "./meta";
import { NewsState } from "./news";
import { watchPage } from "./page-events";
import type { Point } from "./pointer";
import { Presence } from "./presence";
import { type Connection, connect } from "./provider";
import type { IndexChange, RecordsIndex } from "./records-index";
import { isFinal, START } from "./saved";
import { Saving } from "./saving";
import { value } from "./store";
import type {
  Actions,
  BackgroundView,
  CanvasData,
  CanvasSession,
  CardView,
  CardWords,
  EdgeView,
  FormRules,
  LimitsJson,
  RecordView,
  SavedState,
  Store,
  StrokeView,
} from "./types";
import { Undo } from "./undo";
import { inBox, LINK, POST_IT } from "./words";

/** A device slow to read does not delay the connection any longer. */
const READ_FIRST_MS = 500;
/** Closing codes that may mean that the dossier was deleted: no right in it, no such canvas. */
const MAYBE_DELETED = [4401, 4404];
/** Presence comes in a little after the document: until then nobody "arrives". */
const ARRIVAL_MS = 1_500;

export interface SessionOptions {
  /** For tests: another WebSocket. */
  socket?: typeof WebSocket;
}

export class Session implements CanvasSession {
  readonly doc = new Y.Doc();
  readonly room: string;
  readonly canEdit: boolean;
  readonly limits: LimitsJson;
  readonly actions: Actions;
  readonly announcements: Announcements;
  /** Origin of this page's undoable edits. */
  readonly origin = { name: "local" };
  /** The field whose typing is being written, so that it does not hear itself. */
  typist: object | null = null;

  private readonly index = new CardsIndex(this.doc);
  private readonly edgesIndex = new EdgesIndex(this.doc);
  private readonly inkIndex: InkIndex;
  private readonly behind: BackgroundStore;
  private readonly settings = new MetaStore(this.doc);
  private readonly discretion: Discretion;
  private readonly history = new Undo(this.doc, this.origin, () => this.rules.words);
  private readonly presence: Presence;
  private readonly device: DeviceCopy;
  private readonly connection: Connection;
  private name: string;
  private readonly flushers = new Set<() => void>();
  private readonly cleanups: (() => void)[] = [];
  private rules: FormRules = {
    words: { ...POST_IT, place: ({ zone }) => inBox(this.data.template, zone) },
    live: (restored) => this.counts.get().live + (restored === undefined ? 0 : 1),
  };
  private readonly saving: Saving;
  private begun = false;
  private arrival: ReturnType<typeof setTimeout> | undefined;
  private closed = false;

  readonly saved: Store<SavedState>;
  readonly ballotVersion = value(0);
  private readonly heard = new NewsState();
  readonly news = this.heard.store;
  readonly editable;
  readonly undoState = this.history.state;
  readonly people;
  readonly cursors;
  readonly zonesInUse = this.index.zonesInUse;
  readonly zoneOrder = (zone: string) => this.index.zoneOrder(zone);
  readonly card = (id: string) => this.index.record(id);
  readonly text = (id: string) => this.index.text(id);
  readonly isShown = (id: string) => this.discretion.isShown(this.index.view(id));
  readonly totals = (zone: string, fieldKey: string, byKey: string | null) => this.index.totals(zone, fieldKey, byKey);
  readonly places = this.index.places;
  readonly cards = this.index.all;
  readonly trash: Store<readonly CardView[]>;
  readonly counts = this.index.counts;
  readonly background: Store<BackgroundView | null>;
  readonly meta: Store<Readonly<Record<string, string | number>>>;
  readonly edges = this.edgesIndex.live;
  readonly links = this.edgesIndex.all;
  readonly edgeTrash: Store<readonly EdgeView[]>;
  readonly edgesAt = (card: string) => this.edgesIndex.at(card);
  readonly edge = (id: string) => this.edgesIndex.record(id);
  readonly edgeText = (id: string) => this.edgesIndex.text(id);

  readonly ink: Store<readonly StrokeView[]>;
  readonly inkTrash: Store<readonly StrokeView[]>;
  readonly stroke = (id: string) => this.inkIndex.record(id);

  constructor(
    readonly data: CanvasData,
    options: SessionOptions = {},
  ) {
    this.room = data.room;
    this.canEdit = data.abilities.includes("edit");
    /* A page that came without network may fail for ever: that says nothing of sockets. */
    const failures = data.light ? Number.NEGATIVE_INFINITY : 0;
    this.saving = new Saving({ ...START, reader: !this.canEdit, failures }, (edited, waiting) =>
      this.device.mark(edited, waiting),
    );
    this.saved = this.saving.state;
    this.editable = value(this.canEdit);
    this.limits = data.template.limits;
    this.inkIndex = new InkIndex(this.doc, this.limits);
    this.ink = this.inkIndex.live;
    this.inkTrash = this.inkIndex.trash;
    this.behind = new BackgroundStore(this.doc, this.limits);
    this.background = this.behind.store;
    this.meta = this.settings.store;
    this.discretion = new Discretion(() => this.rules, this.index, this.edgesIndex, this.meta);
    ({ trash: this.trash, edgeTrash: this.edgeTrash } = this.discretion);
    this.name = data.me.name;
    this.presence = new Presence(this.doc, data.me);
    this.people = this.presence.people;
    this.cursors = this.presence.cursors;
    this.announcements = new Announcements(
      () => this.rules.words,
      (id) => this.index.view(id),
    );
    this.actions = makeActions({
      doc: this.doc,
      index: this.index,
      edges: this.edgesIndex,
      ink: this.inkIndex,
      undo: this.history,
      template: data.template,
      author: () => this.name,
      now: clockFrom(data.light || !navigator.onLine ? "" : (data.now ?? "")),
      rules: () => this.rules,
      mayEdit: () => this.editable.get(),
      notice: (sentence) => this.notice(sentence),
    });
    this.device = this.openDevice();
    this.connection = this.openConnection(options);
    const start = setTimeout(() => this.begin(), READ_FIRST_MS);
    this.cleanups.push(() => clearTimeout(start));
    this.doc.on("update", this.onUpdate);
    this.follow(this.index, () => this.words);
    this.follow(this.edgesIndex, () => LINK);
    this.inkIndex.onChange((change) => {
      if (this.isOfOthers(change)) this.announcements.noteInk(change);
    });
    this.behind.onOthers((sentence) => {
      if (this.saving.synced) this.announcements.say(sentence, "change");
    }, this.connection.origin);
    this.cleanups.push(onLeft((left) => this.leftElsewhere(left)));
    const notePeople = () => this.announcements.notePeople(this.people.get());
    this.cleanups.push(this.people.subscribe(notePeople));
    this.cleanups.push(
      watchPage({
        flush: () => this.flush(),
        hide: () => this.presence.hide(),
        show: () => this.presence.show(),
        retry: (force) => this.connection.retry(force),
      }),
    );
  }

  setPresence(card: string | null, typing: boolean): void {
    this.presence.set(card, typing);
  }

  point(where: (() => Point | null) | null): void {
    if (where === null) this.presence.pointAway();
    else this.presence.pointAt(where);
  }

  /** How the form of this canvas names its cards. */
  get words(): CardWords {
    return this.rules.words;
  }

  adopt(rules: FormRules): void {
    this.rules = rules;
    this.discretion.anew();
  }

  unsavedElsewhere(): Promise<string[]> {
    return unsavedElsewhere(this.room);
  }

  async leave(): Promise<boolean> {
    const { id } = this.data.dossier; // a door that is closed may have nothing to forget
    if (!(await tellLeaving(id)) && this.saved.get().kind !== "refused") return false;
    this.close();
    await eraseDossier(id, this.room);
    return true;
  }

  /** Somebody opens the canvas again: a door that was closed may have been opened since. */
  reopen(): void {
    if (this.saved.get().kind === "refused") this.connection.start();
  }

  /** Close without erasing. */
  close(): void {
    if (this.closed) return;
    this.flush();
    this.closed = true;
    this.editable.set(false);
    this.saving.close();
    clearTimeout(this.arrival);
    for (const cleanup of this.cleanups) cleanup();
    this.doc.off("update", this.onUpdate);
    this.connection.destroy();
    void this.device.close();
    this.presence.destroy();
    this.announcements.destroy();
    this.history.destroy();
    this.index.destroy();
    this.edgesIndex.destroy();
    this.inkIndex.destroy();
    this.behind.destroy();
    this.settings.destroy();
  }

  // --- For the text fields ---------------------------------------------------------------

  /** Origin of the transactions that undo and redo make. */
  get replayOrigin(): unknown {
    return this.history.replayOrigin;
  }

  /** Write typing; what follows within half a second joins it in the undo history, unless it
   * stands `alone`, as what is pasted or cut. */
  type(body: () => void, typist: object, alone = false): void {
    if (!this.editable.get()) return;
    this.typist = typist;
    try {
      this.history[alone ? "act" : "type"](body);
    } finally {
      this.typist = null;
    }
  }

  typingIn(card: string | null): void {
    this.presence.typeIn(card);
  }

  notice(sentence: string): void {
    this.announcements.say(sentence, "notice");
  }

  onFlush(flusher: () => void): () => void {
    this.flushers.add(flusher);
    return () => this.flushers.delete(flusher);
  }

  // --- What happens ----------------------------------------------------------------------

  /** Once: the room may have closed its door since. */
  private begin(): void {
    if (this.begun || this.closed) return;
    this.begun = true;
    this.connection.start();
  }

  private openDevice(): DeviceCopy {
    const listener = {
      read: (keptHere: boolean, edited: boolean, changed: readonly string[]) => {
        this.saving.found(keptHere, edited, changed);
        this.begin();
      },
      lost: () => this.saving.note({ type: "device-lost" }),
    };
    return this.canEdit ? openDeviceCopy(this.room, this.doc, listener) : noDeviceCopy(listener);
  }

  private openConnection({ socket }: SessionOptions): Connection {
    const { protocol, host } = location;
    return connect({
      url: `${protocol.replace("http", "ws")}//${host}${this.data.socketPath}`,
      room: this.room,
      doc: this.doc,
      awareness: this.presence.awareness,
      readOnly: !this.canEdit,
      ...(socket === undefined ? {} : { socket }),
      listener: {
        opened: () => {
          this.saving.note({ type: "opened" });
          this.heard.opened();
          this.presence.again();
        },
        closed: (code, reason) => this.onClosed(code, reason),
        sent: (message) => this.saving.note({ type: "sent", message, now: performance.now() }),
        saved: (count) => this.saving.note({ type: "saved", count, now: performance.now() }),
        ballot: (version) => this.ballotVersion.set(version),
        named: (name) => this.onNamed(name),
        news: (text) => this.heard.hear(text),
        synced: (known) => this.onSynced(known),
      },
    });
  }

  private onSynced(known: Known): void {
    this.saving.note({ type: "synced" });
    this.device.keepPage(this.data);
    this.editable.set(this.canEdit);
    if (this.canEdit && known.size > 0) bringLate(this, known);
    clearTimeout(this.arrival);
    this.arrival = setTimeout(() => this.announcements.startPeople(this.people.get()), ARRIVAL_MS);
  }

  /** The pseudonym was erased from the dossier while the page was open, or away. */
  private onNamed(name: string): void {
    if (name === this.name) return;
    this.name = name;
    this.presence.rename(name);
    this.discretion.anew();
    this.notice(
      `Votre pseudonyme a changé\u00a0: vous apparaissez maintenant sous le nom «\u00a0${name}\u00a0». Pour en choisir un autre, rouvrez le lien que l’on vous a donné.`,
    );
  }

  private onClosed(code: number, reason: string): void {
    clearTimeout(this.arrival);
    this.announcements.forgetPeople();
    this.saving.note({ type: "closed", code, reason });
    this.heard.cut(isFinal(code));
    if (!isFinal(code)) return;
    this.flush();
    this.editable.set(false);
    if (MAYBE_DELETED.includes(code)) void this.eraseIfDeleted();
  }

  /** As in the tab where one left: nothing more is written, sent or kept. */
  private leftElsewhere(dossier: string): void {
    if (dossier !== this.data.dossier.id) return;
    this.editable.set(false);
    this.saving.note({ type: "left" });
    this.close();
  }

  /** Deleted for everyone, the dossier leaves no copy here; what is on the screen stays on it. */
  private async eraseIfDeleted(): Promise<void> {
    const { id } = this.data.dossier;
    if (!(await deletedAmong([id])).has(id) || this.closed) return;
    await this.device.close();
    this.saving.note({ type: "deleted" });
    await eraseDossier(id, this.room);
  }

  private readonly onUpdate = (_update: Uint8Array, origin: unknown, _doc: Y.Doc, made: Y.Transaction): void => {
    if (origin === this.connection.origin || this.device.isOrigin(origin)) return;
    this.saving.wrote(made, this.connection.isCarrying());
  };

  /** Tell what others do while one is here. */
  private follow<View extends CardView | EdgeView>(index: RecordsIndex<View>, words: () => CardWords): void {
    index.onChange((change) => {
      if (!this.isOfOthers(change)) return;
      this.announcements.note(this.discretion.told(change), (id) => index.view(id), this.people.get());
      const mine = this.people.get().find((person) => person.self)?.card ?? null;
      const gone = goneSentence(change.records, mine, (id) => this.index.view(id)?.parent ?? null, words());
      if (gone !== null) this.notice(gone);
    });
  }

  /** It came while one is here, not with what one lacked. */
  private isOfOthers({ transaction }: IndexChange<RecordView>): boolean {
    return transaction.origin === this.connection.origin && this.saving.live;
  }

  private flush(): void {
    for (const flusher of [...this.flushers]) flusher();
  }
}
