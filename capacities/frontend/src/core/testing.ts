/* For tests only: a canvas, a room in memory that speaks the real protocol, peers without it. */

import * as decoding from "lib0/decoding";
import * as encoding from "lib0/encoding";
import { modifyAwarenessUpdate } from "y-protocols/awareness";
import * as syncProtocol from "y-protocols/sync";
import * as Y from "yjs";
import { makeActions } from "./actions";
import { BackgroundStore } from "./background";
import { CardsIndex } from "./cards-index";
import { EdgesIndex } from "./edges-index";
import { InkIndex } from "./ink-index";
import { MetaStore } from "./meta";
import { value } from "./store";
import type {
  Actions,
  BarData,
  CanvasData,
  CanvasSession,
  FormRules,
  Me,
  Person,
  TemplateJson,
  ThemePlaces,
} from "./types";
import { Undo } from "./undo";
import { POST_IT } from "./words";

export const TEMPLATE: TemplateJson = {
  key: "essai",
  form: "zones",
  title: "Essai",
  short_title: "Essai",
  instruction: "",
  source: "",
  workshop: null,
  duration: "",
  grouping: "",
  theme: "",
  zones: ["usagers", "canaux", "couts"].map((key) => ({
    key,
    title: key === "couts" ? "Coûts" : key[0]!.toUpperCase() + key.slice(1),
    questions: [],
    example: "",
    accent: false,
    group: null,
  })),
  bands: [],
  matrix: null,
  blocks: [],
  tree: null,
  map: null,
  timeline: null,
  fields: [],
  colors: [{ key: "idee", title: "Idée", hue: "note", sign: "" }],
  edge_kinds: [],
  dots: null,
  limits: {
    card_text_chars: 50,
    cards_per_canvas: 20,
    field_text_chars: 10,
    field_note_chars: 40,
    field_link_chars: 20,
    paste_chars: 400,
    outline_depth: 5,
    stroke_chars: 400,
    ink_chars: 4_000,
    map_reach: 20_000,
  },
};

type Field = TemplateJson["fields"][number];

/** A field of a card or of a link: a text, unless said otherwise. */
export function makeField(key: string, title: string, more: Partial<Field> = {}): Field {
  return {
    key,
    title,
    kind: "texte",
    zones: [],
    unit: "",
    choices: [],
    total: false,
    total_by: null,
    default: null,
    among: "",
    question: "",
    ...more,
  };
}

/** A dossier of no canvas. */
export const BAR: BarData = {
  page: "Essai",
  home: "/",
  about: { title: "À propos", url: "/a-propos", current: false },
  dossier: {
    id: "dossier",
    title: "D",
    territory: "T",
    useCase: "U",
    example: false,
    writes: true,
    home: { title: "Dossier", url: "/dossier?dossier=dossier", current: false },
    themes: [],
    after: [],
    share: null,
  },
};

/** A theme of these canvases, by key. */
export function themeOf(title: string, canvases: readonly string[], current = ""): ThemePlaces {
  return {
    title,
    canvases: canvases.map((key) => ({
      key,
      title: key,
      whole: key,
      url: `/canevas?dossier=dossier&canevas=${key}`,
      current: key === current,
    })),
  };
}

export function canvasData(change: Partial<CanvasData> = {}): CanvasData {
  return {
    room: "dossier/essai",
    socketPath: "/collab",
    template: TEMPLATE,
    me: { name: "Camille", color: "#0b5d66", mark: "camille" },
    abilities: ["read", "edit", "export"],
    dossier: { id: "dossier", title: "D", territory: "T", useCase: "U", example: false, workshop: "2026-03-12" },
    urls: {
      home: "/",
      dossier: "/d",
      share: null,
      importPreview: "/apercu",
      importApply: "/appliquer",
      background: "/fond/dossier/essai",
    },
    exports: [],
    bar: BAR,
    palette: [],
    ...change,
  };
}

export type PeerSession = Pick<
  CanvasSession,
  | "actions"
  | "notice"
  | "places"
  | "cards"
  | "links"
  | "meta"
  | "people"
  | "editable"
  | "data"
  | "card"
  | "text"
  | "adopt"
  | "edges"
  | "edgeTrash"
  | "edgesAt"
  | "edge"
  | "edgeText"
  | "ink"
  | "stroke"
  | "background"
  | "undoState"
>;

/** A session's document, cards, history and actions, without connection or device. */
export interface Peer {
  doc: Y.Doc;
  index: CardsIndex;
  edges: EdgesIndex;
  ink: InkIndex;
  undo: Undo;
  actions: Actions;
  notices: string[];
  /** What a form needs of a session to read and to act. */
  session: PeerSession;
  text(id: string): Y.Text;
  /** From now on the person may only read. */
  freeze(): void;
  /** Type at the end of the text of a card or a link. */
  type(id: string, words: string, at?: number): void;
}

export function makePeer(name: string, template = TEMPLATE): Peer {
  const doc = new Y.Doc();
  const origin = { name };
  const index = new CardsIndex(doc);
  const edges = new EdgesIndex(doc);
  const ink = new InkIndex(doc, template.limits);
  const undo = new Undo(doc, origin, () => rules.words);
  const notices: string[] = [];
  const editable = value(true);
  let rules: FormRules = {
    words: POST_IT,
    live: (restored) => index.counts.get().live + (restored === undefined ? 0 : 1),
  };
  const notice = (sentence: string) => void notices.push(sentence);
  const actions = makeActions({
    doc,
    index,
    edges,
    ink,
    undo,
    template,
    author: () => name,
    now: () => new Date().toISOString(),
    rules: () => rules,
    mayEdit: () => editable.get(),
    notice,
  });
  const text = (id: string) => (index.view(id) ?? edges.view(id))!.text;
  return {
    doc,
    index,
    edges,
    ink,
    undo,
    actions,
    notices,
    session: {
      actions,
      notice,
      places: index.places,
      cards: index.all,
      links: edges.all,
      meta: new MetaStore(doc).store,
      people: value<readonly Person[]>([]),
      editable,
      data: canvasData({ template, me: { name, color: "#0b5d66", mark: name } }),
      card: (id) => index.record(id),
      text: (id) => index.text(id),
      adopt: (given) => void (rules = given),
      edges: edges.live,
      edgeTrash: edges.trash,
      edgesAt: (id) => edges.at(id),
      edge: (id) => edges.record(id),
      edgeText: (id) => edges.text(id),
      ink: ink.live,
      stroke: (id) => ink.record(id),
      background: new BackgroundStore(doc, template.limits).store,
      undoState: undo.state,
    },
    text,
    freeze: () => editable.set(false),
    type: (id, words, at) => undo.type(() => text(id).insert(at ?? text(id).length, words)),
  };
}

/** Give each the updates that it lacks. */
export function sync(...peers: { doc: Y.Doc }[]): void {
  for (let round = 0; round < 2; round++) {
    for (const from of peers) for (const to of peers) if (from !== to) deliver(from, to);
  }
}

export function deliver(from: { doc: Y.Doc }, to: { doc: Y.Doc }): void {
  const update = Y.encodeStateAsUpdate(from.doc, Y.encodeStateVector(to.doc));
  Y.applyUpdate(to.doc, update, "remote");
}

/** Let promises and timers of zero delay run. */
export function settle(ms = 0): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

export async function until(condition: () => boolean, ms = 3_000): Promise<void> {
  const end = performance.now() + ms;
  while (!condition()) {
    if (performance.now() > end) throw new Error(`Not true within ${ms} ms: ${condition}`);
    await settle(2);
  }
}

const SYNC = 0;
const AWARENESS = 1;
const SAVED = 100;
const NAME = 102;
const NEWS = 103;

/** A room: applies, broadcasts, then confirms, as the real one. */
export class FakeRoom {
  doc = new Y.Doc();
  /** What survives a crash. */
  durable = new Y.Doc();
  up = true;
  committing = true;
  /** When set, a new connection is accepted then closed with this code. */
  refusal: number | null = null;
  /** Under which name the room knows everyone, when it tells. */
  name: string | null = null;
  attempts = 0;
  readonly sockets = new Set<FakeSocket>();
  readonly received: string[] = [];
  readonly Socket = this.socketOf(canvasData().me);

  /** The WebSocket of a page of this person. */
  socketOf(me: Me): typeof WebSocket {
    const room = this;
    return class extends FakeSocket {
      constructor(_url: string) {
        super(room, me);
      }
    } as unknown as typeof WebSocket;
  }

  accept(socket: FakeSocket): void {
    this.attempts++;
    if (!this.up) return socket.end(1006);
    this.sockets.add(socket);
    socket.open();
    if (this.refusal !== null) return socket.end(this.refusal);
    socket.deliver(message(SYNC, (encoder) => syncProtocol.writeSyncStep1(encoder, this.doc)));
    for (const { presence } of this.sockets) if (presence !== null) socket.deliver(presence);
    this.tellName(socket);
  }

  rename(name: string): void {
    this.name = name;
    for (const socket of this.sockets) this.tellName(socket);
  }

  /** Tell everyone a news of the dossier. */
  tell(news: object): void {
    const frame = message(NEWS, (encoder) => encoding.writeVarString(encoder, JSON.stringify(news)));
    for (const socket of this.sockets) socket.deliver(frame);
  }

  private tellName(socket: FakeSocket): void {
    const { name } = this;
    if (name === null) return;
    socket.deliver(message(NAME, (encoder) => encoding.writeVarString(encoder, name)));
  }

  receive(socket: FakeSocket, data: Uint8Array): void {
    const decoder = decoding.createDecoder(data);
    const type = decoding.readVarUint(decoder);
    if (type === AWARENESS) {
      socket.presence = introduced(decoding.readVarUint8Array(decoder), socket.me);
      return this.broadcast(socket, socket.presence);
    }
    const kind = decoding.peekVarUint(decoder);
    this.received.push(["step1", "step2", "update"][kind]!);
    const answer = message(SYNC, (encoder) => {
      syncProtocol.readSyncMessage(decoder, encoder, this.doc, socket);
    });
    if (kind === 0) return socket.deliver(answer);
    socket.count++;
    if (kind === 2) this.broadcast(socket, data);
    else this.broadcast(socket, this.state());
    if (this.committing) this.commit();
  }

  commit(): void {
    Y.applyUpdate(this.durable, Y.encodeStateAsUpdate(this.doc, Y.encodeStateVector(this.durable)));
    for (const socket of this.sockets) {
      if (socket.saved === socket.count) continue;
      socket.saved = socket.count;
      socket.deliver(message(SAVED, (encoder) => encoding.writeVarUint(encoder, socket.count)));
    }
  }

  /** The server dies: what it had not committed is gone. */
  crash(): void {
    this.doc = new Y.Doc();
    Y.applyUpdate(this.doc, Y.encodeStateAsUpdate(this.durable));
    this.cut();
  }

  /** Cut every connection, as a network does. */
  cut(code = 1006): void {
    for (const socket of [...this.sockets]) socket.end(code);
  }

  private state(): Uint8Array {
    return message(SYNC, (encoder) => {
      syncProtocol.writeUpdate(encoder, Y.encodeStateAsUpdate(this.doc));
    });
  }

  private broadcast(from: FakeSocket, data: Uint8Array): void {
    for (const socket of this.sockets) if (socket !== from) socket.deliver(data);
  }
}

class FakeSocket {
  private readonly listeners: [string, () => void][] = [];
  static readonly CONNECTING = 0;
  static readonly OPEN = 1;
  static readonly CLOSING = 2;
  static readonly CLOSED = 3;
  readonly CONNECTING = 0;
  readonly OPEN = 1;
  readonly CLOSING = 2;
  readonly CLOSED = 3;
  readyState = 0;
  binaryType = "arraybuffer";
  onopen: (() => void) | null = null;
  onclose: ((event: { code: number; reason: string }) => void) | null = null;
  onmessage: ((event: { data: ArrayBuffer }) => void) | null = null;
  onerror: (() => void) | null = null;
  count = 0;
  saved = 0;
  presence: Uint8Array | null = null;
  private cut = false;

  constructor(
    private readonly room: FakeRoom,
    readonly me: Me,
  ) {
    queueMicrotask(() => room.accept(this));
  }

  addEventListener(type: string, listener: () => void): void {
    this.listeners.push([type, listener]);
  }

  private tell(type: string): void {
    for (const [heard, listener] of this.listeners) if (heard === type) listener();
  }

  open(): void {
    this.readyState = 1;
    this.tell("open");
    this.onopen?.();
  }

  send(data: Uint8Array): void {
    if (this.readyState !== 1) return;
    const copy = data.slice();
    queueMicrotask(() => {
      if (!this.cut) this.room.receive(this, copy);
    });
  }

  deliver(data: Uint8Array): void {
    queueMicrotask(() => {
      if (this.readyState === 1) this.onmessage?.({ data: data.slice().buffer as ArrayBuffer });
    });
  }

  /** Closed by the page: what was sent before still arrives. */
  close(): void {
    this.finish(1005);
  }

  /** Closed by the room or the network: what was on its way is lost. */
  end(code: number): void {
    this.cut = true;
    this.finish(code);
  }

  private finish(code: number): void {
    if (this.readyState === 3) return;
    this.readyState = 3;
    this.room.sockets.delete(this);
    this.tell("close");
    this.onclose?.({ code, reason: "" });
  }
}

/** What the room makes of a presence: it says itself who speaks. */
function introduced(update: Uint8Array, { name, color, mark }: Me): Uint8Array {
  const told = modifyAwarenessUpdate(update, (state: object | null) => {
    return state === null ? null : { ...state, user: { name, color }, by: mark, role: "editor" };
  });
  return message(AWARENESS, (encoder) => encoding.writeVarUint8Array(encoder, told));
}

function message(type: number, write: (encoder: encoding.Encoder) => void): Uint8Array {
  const encoder = encoding.createEncoder();
  encoding.writeVarUint(encoder, type);
  write(encoder);
  return encoding.toUint8Array(encoder);
}
