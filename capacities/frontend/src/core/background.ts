/* The image behind a map, in the root "background" of plain values. Survives any content. */

import type * as Y from "yjs";
import { backgroundOf } from "./document";
import { Lazy, sameRecord } from "./store";
import type { BackgroundView, Store } from "./types";

const IMAGE = /^[0-9a-f]{64}$/;
/** As far as the server lets a thing be, and as large. */
const REACH = 20_000;
const ALT_CHARS = 500;

/** Read it; null when there is none, or what is stored is none. */
export function readBackground(doc: Y.Doc): BackgroundView | null {
  const root = backgroundOf(doc);
  const image = root.get("image");
  const [x, y, width, height] = ["x", "y", "width", "height"].map((key) => numberOf(root, key));
  if (typeof image !== "string" || !IMAGE.test(image)) return null;
  if (x === undefined || y === undefined || Math.abs(x) > REACH || Math.abs(y) > REACH) return null;
  if (!isSize(width) || !isSize(height)) return null;
  const alt = root.get("alt");
  return {
    image,
    x,
    y,
    width,
    height,
    opacity: Math.min(1, Math.max(0, numberOf(root, "opacity") ?? 1)),
    alt: typeof alt === "string" ? alt.slice(0, ALT_CHARS) : "",
  };
}

function numberOf(root: Y.Map<unknown>, key: string): number | undefined {
  const found = root.get(key);
  return typeof found === "number" && Number.isFinite(found) ? found : undefined;
}

function isSize(found: number | undefined): found is number {
  return found !== undefined && found > 0 && found <= 2 * REACH;
}

/** Write what changes; an image brings all its keys with it, so that one of two that cross wins whole. */
export function setBackground(doc: Y.Doc, change: Partial<BackgroundView> | null): void {
  const root = backgroundOf(doc);
  if (change === null) {
    for (const key of [...root.keys()]) root.delete(key);
    return;
  }
  if (change.image === undefined && readBackground(doc) === null) return;
  for (const [key, found] of Object.entries(change)) {
    if (typeof found === "number" && !Number.isFinite(found)) continue;
    if (change.image !== undefined || root.get(key) !== found) root.set(key, found);
  }
}

/** It as React sees it. */
export class BackgroundStore {
  private readonly lazy: Lazy<BackgroundView | null>;
  private teller: { tell: (sentence: string) => void; origin: unknown } | null = null;

  constructor(private readonly doc: Y.Doc) {
    this.lazy = new Lazy(() => readBackground(doc), same);
    backgroundOf(doc).observe(this.changed);
  }

  get store(): Store<BackgroundView | null> {
    return this.lazy;
  }

  /** Tell, in French, what comes by `origin`: what others do. */
  onOthers(tell: (sentence: string) => void, origin: unknown): void {
    this.teller = { tell, origin };
  }

  destroy(): void {
    backgroundOf(this.doc).unobserve(this.changed);
  }

  private readonly changed = (event: Y.YMapEvent<unknown>): void => {
    this.lazy.invalidate();
    if (event.transaction.origin !== this.teller?.origin || !event.keysChanged.has("image")) return;
    const now = this.lazy.get();
    this.teller?.tell(now === null ? "L’image de fond a été retirée." : "Une image de fond a été posée.");
  };
}

function same(a: BackgroundView | null, b: BackgroundView | null): boolean {
  return a === b || (a !== null && b !== null && sameRecord(a, b));
}
