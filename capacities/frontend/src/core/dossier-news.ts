/* The news of a dossier for a page that is no canvas: its own socket, opened while somebody
 * listens. A canvas hears them by the socket it has: `session.news`. Light: no Yjs here. */

import { NewsState } from "./news";
import type { DossierNews } from "./news-data";
import { getOrMake } from "./store";
import type { Store } from "./types";

export type { Call, DossierNews, VoteNews, Whereabouts } from "./news-data";

/** The server says something every 20 s at least: beyond, the socket is taken for dead. */
const SILENCE_MS = 45_000;
const HANDSHAKE_MS = 10_000;
const FIRST_WAIT_MS = 1_000;
const LAST_WAIT_MS = 30_000;
/** A component that Streamlit mounts again listens again at once. */
const LINGER_MS = 5_000;
/** Closing codes after which trying again is pointless: what was sent, no right, no dossier. */
const FINAL: readonly number[] = [4400, 4401, 4404];

export interface NewsOptions {
  /** For tests: another WebSocket, another chance. */
  socket?: typeof WebSocket;
  random?: () => number;
}

const feeds = new Map<string, Store<DossierNews>>();

/** The news of a dossier, one socket for the whole page, open as long as somebody is subscribed. */
export function dossierNews(dossierId: string, options: NewsOptions = {}): Store<DossierNews> {
  return getOrMake(feeds, dossierId, () => new Feed(dossierId, options));
}

class Feed implements Store<DossierNews> {
  private readonly heard = new NewsState();
  private readonly Socket: typeof WebSocket;
  private readonly random: () => number;
  private socket: WebSocket | null = null;
  private listeners = 0;
  private tries = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private closing: ReturnType<typeof setTimeout> | undefined;

  constructor(
    private readonly dossierId: string,
    { socket = WebSocket, random = Math.random }: NewsOptions,
  ) {
    this.Socket = socket;
    this.random = random;
  }

  get = (): DossierNews => this.heard.store.get();

  subscribe = (listener: () => void): (() => void) => {
    const off = this.heard.store.subscribe(listener);
    clearTimeout(this.closing);
    if (this.listeners++ === 0 && this.socket === null) this.start();
    return () => {
      off();
      if (--this.listeners === 0) this.closing = setTimeout(() => this.stop(), LINGER_MS);
    };
  };

  private start(): void {
    window.addEventListener("online", this.retry);
    document.addEventListener("visibilitychange", this.retry);
    this.open();
  }

  private stop(): void {
    window.removeEventListener("online", this.retry);
    document.removeEventListener("visibilitychange", this.retry);
    clearTimeout(this.timer);
    const { socket } = this;
    this.socket = null;
    socket?.close();
    this.heard.cut();
  }

  private open(): void {
    clearTimeout(this.timer);
    const { protocol, host } = location;
    const socket = new this.Socket(`${protocol.replace("http", "ws")}//${host}/nouvelles/${this.dossierId}`);
    this.socket = socket;
    const isCurrent = () => this.socket === socket;
    this.giveUpAfter(HANDSHAKE_MS);
    socket.addEventListener("open", () => {
      if (!isCurrent()) return;
      this.heard.opened();
      this.giveUpAfter(SILENCE_MS);
    });
    socket.addEventListener("message", ({ data }) => {
      if (!isCurrent() || typeof data !== "string") return;
      this.tries = 0;
      this.giveUpAfter(SILENCE_MS);
      this.heard.hear(data);
    });
    socket.addEventListener("close", ({ code }) => {
      if (isCurrent()) this.lost(code);
    });
  }

  private giveUpAfter(ms: number): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      const { socket } = this;
      this.lost(1006);
      socket?.close();
    }, ms);
  }

  private lost(code: number): void {
    clearTimeout(this.timer);
    this.socket = null;
    const over = FINAL.includes(code);
    this.heard.cut(over);
    if (over) return;
    /* Everybody comes back after a cut: not all at once. */
    const wait = Math.min(FIRST_WAIT_MS * 2 ** this.tries++, LAST_WAIT_MS);
    this.timer = setTimeout(() => this.open(), wait * (0.5 + this.random()));
  }

  /** The network is back, or somebody looks at the page again. */
  private readonly retry = (): void => {
    if (this.socket !== null || document.visibilityState === "hidden") return;
    if (!this.get().over) this.open();
  };
}
