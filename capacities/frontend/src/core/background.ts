/* The image behind a map, in the root "background": one key holds it all. Survives any content. */

import type * as Y from "yjs";
import { backgroundOf } from "./document";
import { Lazy, sameRecord } from "./store";
import type { BackgroundView, LimitsJson, Store } from "./types";

/** One plain value, so that an image comes, goes and is undone with its place and its words. */
const KEY = "shown";
const IMAGE = /^[0-9a-f]{64}$/;

type Limits = Pick<LimitsJson, "map_reach" | "field_text_chars">;
type Stored = Readonly<Record<string, unknown>>;

/** Read it; null when there is none, or what is stored is none. */
export function readBackground(doc: Y.Doc, limits: Limits): BackgroundView | null {
  const stored = backgroundOf(doc).get(KEY);
  if (typeof stored !== "object" || stored === null) return null;
  const { image, alt, ...rest } = stored as Stored;
  const [x, y, width, height] = ["x", "y", "width", "height"].map((key) => numberOf(rest[key]));
  if (typeof image !== "string" || !IMAGE.test(image)) return null;
  const { map_reach: reach, field_text_chars: chars } = limits;
  if (x === undefined || y === undefined || Math.abs(x) > reach || Math.abs(y) > reach) return null;
  if (!isSize(width, reach) || !isSize(height, reach)) return null;
  return {
    image,
    x,
    y,
    width,
    height,
    opacity: Math.min(1, Math.max(0, numberOf(rest["opacity"]) ?? 1)),
    alt: typeof alt === "string" ? alt.slice(0, chars) : "",
  };
}

function numberOf(found: unknown): number | undefined {
  return typeof found === "number" && Number.isFinite(found) ? found : undefined;
}

function isSize(found: number | undefined, reach: number): found is number {
  return found !== undefined && found > 0 && found <= 2 * reach;
}

/** Put one, change what is given of the one there is, or take it away. */
export function setBackground(doc: Y.Doc, limits: Limits, change: Partial<BackgroundView> | null): void {
  const root = backgroundOf(doc);
  const before = readBackground(doc, limits);
  if (change === null) return root.delete(KEY);
  if (before === null && change.image === undefined) return;
  const given = Object.entries(change).filter(([, found]) => typeof found !== "number" || Number.isFinite(found));
  const after = { ...before, ...Object.fromEntries(given) } as BackgroundView;
  if (!same(before, after)) root.set(KEY, after);
}

/** It as React sees it. */
export class BackgroundStore {
  private readonly lazy: Lazy<BackgroundView | null>;
  private teller: { tell: (sentence: string) => void; origin: unknown } | null = null;
  private image: string | null;

  constructor(
    private readonly doc: Y.Doc,
    limits: Limits,
  ) {
    this.lazy = new Lazy(() => readBackground(doc, limits), same);
    this.image = this.lazy.get()?.image ?? null;
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

  private readonly changed = ({ transaction }: Y.YMapEvent<unknown>): void => {
    const before = this.image;
    this.lazy.invalidate();
    this.image = this.lazy.get()?.image ?? null;
    if (transaction.origin !== this.teller?.origin || this.image === before) return;
    this.teller?.tell(this.image === null ? "L’image de fond a été retirée." : "Une image de fond a été posée.");
  };
}

function same(a: BackgroundView | null, b: BackgroundView | null): boolean {
  return a === b || (a !== null && b !== null && sameRecord(a, b));
}
