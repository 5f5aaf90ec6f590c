/** How large each thing is. A text that wraps leaves its frame as wide as it may be, and its lines
 * would start far from its words: things count for the width of their words. All that changed is
 * read in one batch: the browser lays the page out once. */

import type { Size } from "./box";

/** Narrower frames hold one line: nothing to fit. */
const WRAPPED_PX = 150;
/** Up to so many at once, frames are narrowed at once; else when the browser has time. */
const AT_ONCE = 60;

/** How a form draws its things, as CSS selectors. */
export interface FrameParts {
  /** What of a thing holds its words. */
  body: string;
  /** The things that are narrowed at once, however many: their words are aligned on their right edge. */
  urgent: string;
}

interface Measured extends Size {
  /** The width of the frame that the browser gave. */
  natural: number;
}

export class Frames {
  private readonly elements = new Map<string, HTMLElement>();
  private readonly sizes = new Map<string, Measured>();
  /** Things whose content changed, and whether their words may be fitted (not while one writes). */
  private readonly touched = new Map<string, boolean>();
  private readonly narrowing = new Map<string, number>();
  private timer = 0;

  /** `changed` is called when sizes were read, once for all of them. */
  constructor(
    private readonly parts: FrameParts,
    private readonly changed: () => void,
  ) {}

  add(id: string, element: HTMLElement): void {
    this.elements.set(id, element);
  }

  remove(id: string, element: HTMLElement): void {
    if (this.elements.get(id) !== element) return;
    this.elements.delete(id);
    this.sizes.delete(id);
    this.narrowing.delete(id);
    this.touched.delete(id);
  }

  element(id: string): HTMLElement | undefined {
    return this.elements.get(id);
  }

  size(id: string): Size | undefined {
    return this.sizes.get(id);
  }

  touch(id: string, fitted: boolean): void {
    if (this.touched.size === 0) queueMicrotask(() => this.read());
    this.touched.set(id, fitted);
  }

  /** The browser tells a size that is not the one read (a font came, a vote opened). */
  told(id: string, width: number, height: number): void {
    const known = this.sizes.get(id);
    const element = this.elements.get(id);
    if (known === undefined || element === undefined || this.touched.has(id)) return;
    const same = Math.abs(known.natural - width) < 1.5 || Math.abs(known.width - width) < 1.5;
    if (same && Math.abs(known.height - height) < 1.5) return;
    this.touch(id, element.querySelector("textarea") === null);
  }

  /** All of them are drawn otherwise. */
  again(): void {
    for (const [id, element] of this.elements) this.touch(id, element.querySelector("textarea") === null);
  }

  destroy(): void {
    window.clearTimeout(this.timer);
    this.narrowing.clear();
  }

  private read(): void {
    for (const id of this.touched.keys()) {
      const element = this.elements.get(id);
      if (element !== undefined && element.style.width !== "") element.style.width = "";
      this.narrowing.delete(id);
    }
    const range = document.createRange();
    const narrower: [id: string, width: number][] = [];
    let changed = false;
    for (const [id, fitted] of this.touched) {
      const element = this.elements.get(id);
      if (element === undefined) continue;
      const natural = element.offsetWidth;
      const height = element.offsetHeight;
      const width = fitted && natural >= WRAPPED_PX ? fittedWidth(element, this.parts.body, natural, range) : natural;
      const known = this.sizes.get(id);
      if (width < natural) narrower.push([id, width]);
      if (known?.width === width && known.height === height) continue;
      this.sizes.set(id, { width, height, natural });
      changed = true;
    }
    this.touched.clear();
    for (const [id, width] of narrower) {
      const element = narrower.length > AT_ONCE ? this.elements.get(id) : undefined;
      if (element?.matches(this.parts.urgent) === true) element.style.width = `${width}px`;
      else this.narrowing.set(id, width);
    }
    if (narrower.length <= AT_ONCE) this.narrow();
    else this.later();
    if (changed) this.changed();
  }

  private later(): void {
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => {
      this.narrow();
      if (this.narrowing.size > 0) this.later();
    }, 60);
  }

  private narrow(): void {
    let done = 0;
    for (const [id, width] of this.narrowing) {
      if (done++ >= AT_ONCE) return;
      const element = this.elements.get(id);
      if (element !== undefined) element.style.width = `${width}px`;
      this.narrowing.delete(id);
    }
  }
}

/** The frame's width if it held its words closely. */
function fittedWidth(element: HTMLElement, selector: string, natural: number, range: Range): number {
  const body = element.querySelector(selector);
  if (body === null) return natural;
  const outer = element.getBoundingClientRect();
  const inner = body.getBoundingClientRect();
  let [left, right] = [Infinity, -Infinity];
  for (const part of body.children) {
    if (part.classList.contains("unseen") || (part as HTMLElement).offsetWidth === 1) continue;
    range.selectNodeContents(part);
    for (const rect of range.getClientRects()) {
      left = Math.min(left, rect.left);
      right = Math.max(right, rect.right);
    }
  }
  const spare = inner.width - (right - left);
  if (!(spare > 4) || outer.width === 0) return natural;
  /* Another engine, or the next font, measures a little wider: a line is not broken for that. */
  return Math.min(natural, Math.ceil(1.01 * (1 - spare / outer.width) * natural) + 2);
}
