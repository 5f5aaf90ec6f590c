/* The connection to the room: y-websocket, counting what is sent, hearing what is saved. */

import * as decoding from "lib0/decoding";
import type { Awareness } from "y-protocols/awareness";
import { WebsocketProvider } from "y-websocket";
import * as Y from "yjs";
import { isFinal } from "./saved";

const MESSAGE_SYNC = 0;
const MESSAGE_AWARENESS = 1;
const MESSAGE_SAVED = 100;
const MESSAGE_BALLOT = 101;
const MESSAGE_NAME = 102;
const MESSAGE_NEWS = 103;
const SYNC_STEP_1 = 0;
const SYNC_STEP_2 = 1;
const SYNC_UPDATE = 2;

const MAX_BACKOFF_MS = 2_500;
/** A handshake that hangs (packets dropped on the way) is given up after this. */
const HANDSHAKE_MS = 10_000;
/** Nothing heard for this long when coming back to the page: the socket is taken for dead. */
const SILENCE_MS = 30_000;

export interface ConnectionListener {
  opened(): void;
  /** Called for each lost connection or failed attempt. */
  closed(code: number, reason: string): void;
  sent(message: "step2" | "update"): void;
  saved(count: number): void;
  /** The gommettes of this canvas changed. */
  ballot(version: number): void;
  /** The name under which the server knows this browser. */
  named(name: string): void;
  /** A news of the dossier, JSON. */
  news(text: string): void;
  /** All that was in the room has come; `known`: what it held, as it said on opening. */
  synced(known: ReadonlyMap<number, number>): void;
}

export interface ConnectionOptions {
  url: string;
  room: string;
  doc: Y.Doc;
  awareness: Awareness;
  /** A reader's page sends no document message at all. */
  readOnly: boolean;
  listener: ConnectionListener;
  socket?: typeof WebSocket;
}

export interface Connection {
  /** Origin of the transactions that came from the room. */
  readonly origin: unknown;
  /** Connect, once what this device holds has been read: the room then sends only the rest. */
  start(): void;
  /** An edit made now leaves at once. */
  isCarrying(): boolean;
  /** Try again now, without waiting for the backoff; replaces a socket that seems dead. */
  retry(force?: boolean): void;
  destroy(): void;
}

export function connect(options: ConnectionOptions): Connection {
  const { doc, awareness, listener } = options;
  const Base = options.socket ?? WebSocket;

  /** A socket that counts the document messages leaving through it. */
  class CountingSocket extends Base {
    constructor(url: string | URL, protocols?: string | string[]) {
      super(url, protocols);
      const timer = setTimeout(() => {
        if (this.readyState === this.CONNECTING) this.close();
      }, HANDSHAKE_MS);
      const settled = () => clearTimeout(timer);
      this.addEventListener("open", settled);
      this.addEventListener("close", settled);
    }

    override send(data: Parameters<WebSocket["send"]>[0]): void {
      const kind = documentMessage(data);
      if (kind !== null && options.readOnly) return;
      if (isEcho(data, doc.clientID)) return;
      super.send(data);
      if (kind !== null) listener.sent(kind);
    }
  }

  const provider = new WebsocketProvider(options.url, options.room, doc, {
    awareness,
    connect: false,
    disableBc: true,
    maxBackoffTime: MAX_BACKOFF_MS,
    WebSocketPolyfill: CountingSocket,
    shouldReconnect: ({ code }) => !isFinal(code),
  });
  let known: ReadonlyMap<number, number> | null = null;
  const heard = provider.messageHandlers;
  const sync = heard[MESSAGE_SYNC]!;
  heard[MESSAGE_SYNC] = (encoder, decoder, ...more) => {
    known = heldBy(decoder) ?? known;
    sync(encoder, decoder, ...more);
  };
  heard[MESSAGE_SAVED] = (_encoder, decoder) => listener.saved(decoding.readVarUint(decoder));
  heard[MESSAGE_BALLOT] = (_encoder, decoder) => listener.ballot(decoding.readVarUint(decoder));
  heard[MESSAGE_NEWS] = (_encoder, decoder) => listener.news(decoding.readVarString(decoder));
  heard[MESSAGE_NAME] = (_encoder, decoder) => listener.named(decoding.readVarString(decoder));
  provider.on("status", ({ status }) => {
    if (status === "connected") listener.opened();
  });
  provider.on("connection-close", (event) => listener.closed(event?.code ?? 1006, event?.reason ?? ""));
  provider.on("sync", (synced) => {
    if (synced) listener.synced(known ?? new Map());
  });
  return {
    origin: provider,
    start: () => provider.connect(),
    isCarrying: () => provider.wsconnected && provider.ws !== null && provider.ws.readyState === Base.OPEN,
    retry(force = false) {
      if (!provider.shouldConnect) return;
      const dead = Date.now() - provider.wsLastMessageReceived > SILENCE_MS;
      if (provider.ws !== null && (force || (provider.wsconnected && dead))) provider.disconnect();
      if (provider.ws === null) {
        provider.wsUnsuccessfulReconnects = 0;
        provider.connect();
      }
    },
    destroy: () => provider.destroy(),
  };
}

/** What the room says that it holds; null when it says something else. */
function heldBy(decoder: decoding.Decoder): ReadonlyMap<number, number> | null {
  const ahead = decoding.clone(decoder);
  if (decoding.readVarUint(ahead) !== SYNC_STEP_1) return null;
  return Y.decodeStateVector(decoding.readVarUint8Array(ahead));
}

/** A presence of others: y-websocket repeats all that it hears, which the room ignores. */
function isEcho(data: unknown, own: number): boolean {
  if (!(data instanceof Uint8Array) || data[0] !== MESSAGE_AWARENESS) return false;
  const decoder = decoding.createDecoder(data);
  decoding.readVarUint(decoder);
  decoding.readVarUint(decoder);
  for (let left = decoding.readVarUint(decoder); left > 0; left--) {
    if (decoding.readVarUint(decoder) === own) return false;
    decoding.readVarUint(decoder);
    decoding.readVarString(decoder);
  }
  return true;
}

/** Which document message this is, or null (sync step 1, presence…). */
function documentMessage(data: unknown): "step2" | "update" | null {
  if (!(data instanceof Uint8Array) || data[0] !== MESSAGE_SYNC) return null;
  if (data[1] === SYNC_STEP_2) return "step2";
  return data[1] === SYNC_UPDATE ? "update" : null;
}
