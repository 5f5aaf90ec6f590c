/** Puts the steps and the links of the frise where they go, without React: what somebody writes moves its
 * lane, what one zooms moves everything, and nothing is drawn again. */

import type { Store, Value } from "../../core";
import { sameRecord, value } from "../../core";
import type { Day } from "./days";
import { dayAt, MAX_SCALE, MIN_SCALE, xOf } from "./frise-axis";
import type { Box, Layout } from "./frise-layout";
import { COLUMN_PAD, COLUMN_WIDTH, fitScale, layoutOf, usualScale } from "./frise-layout";
import { routeOf } from "./frise-links";
import { aroundOf, calm, heightOf, meet, NOWHERE, put, sameLanes } from "./frise-view";
import type { Timeline } from "./types";

/** Of the titles of the lanes, beside them where there is room. */
export const TITLE_WIDTH = 150;
const HEAD_HEIGHT = 56;
/** On one line, where the screen is narrow. */
const NARROW_HEAD = 34;
/** Narrower, the titles lie at the top of their lanes and the réussites at the end of time. */
const NARROW = 720;
/** Narrower, the foot is on one line. */
const COMPACT = 900;
export const STEP = 1.3;
/** What is brought in sight stays clear of the edges. */
const CLEAR = 24;
/** What is farther from the view than this may wait, and for how long. */
const NEAR = 400;
const PAUSE_MS = 140;
/** How wide « Juste avant cela, qu’a-t-il fallu ? » is. */
const SENTENCE = 262;

interface Seen {
  width: number;
  height: number;
  narrow: boolean;
  compact: boolean;
  coarse: boolean;
}

interface Drawn {
  line: SVGPathElement;
  head: SVGPathElement;
  hit: SVGPathElement;
  from: string;
  to: string;
  shown: string;
  around: Box;
}

export class FriseScene {
  readonly layout: Value<Layout>;
  readonly seen = value<Seen>({ width: 0, height: 0, narrow: false, compact: false, coarse: false }, sameRecord);
  /** Something is carried: what is measured waits. */
  carried: string | null = null;
  private frame: HTMLElement | null = null;
  private plane: HTMLElement | null = null;
  private readonly elements = new Map<string, HTMLElement>();
  /** The réussites, that scroll does not move. */
  private readonly column = new Set<string>();
  private readonly heights = new Map<string, number>();
  private readonly links = new Map<string, Drawn>();
  private readonly sizes: ResizeObserver | null;
  /** Where each step was last put. */
  private readonly shown = new Map<string, Box>();
  private rest = 0;
  private begun = false;
  /** As it was last seen: to ask the frame itself would have all laid out. */
  private scrolled = 0;
  /** The horizon that was last drawn. */
  private end: Day | null = null;
  /** The scale until one chooses: found once for a width and a horizon, that nothing moves while others write. */
  private usual = { key: "", scale: 1 };

  constructor(
    private readonly timeline: Store<Timeline>,
    /** The width of a day that one chose; null: all is to be seen. */
    private readonly scale: Pick<Value<number | null>, "get" | "set">,
    /** The step in hand: it stays in sight when the frise has less room. */
    private readonly held: () => string | undefined = () => undefined,
  ) {
    this.layout = value(this.compute());
    this.sizes = typeof ResizeObserver === "undefined" ? null : new ResizeObserver((entries) => this.onSizes(entries));
  }

  attach(frame: HTMLElement, plane: HTMLElement): () => void {
    this.frame = frame;
    this.plane = plane;
    this.sizes?.observe(frame);
    const onScroll = () => {
      this.scrolled = frame.scrollLeft;
    };
    frame.addEventListener("scroll", onScroll, { passive: true });
    this.look();
    this.place();
    return () => {
      this.sizes?.disconnect();
      frame.removeEventListener("scroll", onScroll);
      window.clearTimeout(this.rest);
      this.frame = null;
      this.plane = null;
    };
  }

  /** Draws a step from now on. */
  register(id: string, element: HTMLElement): () => void {
    this.elements.set(id, element);
    if (element.dataset["nature"] === "reussite") this.column.add(id);
    else this.column.delete(id);
    this.sizes?.observe(element);
    return () => {
      if (this.elements.get(id) !== element) return;
      this.elements.delete(id);
      this.heights.delete(id);
      this.sizes?.unobserve(element);
    };
  }

  registerLink(id: string, drawn: Omit<Drawn, "shown" | "around">): () => void {
    const link = { ...drawn, shown: "", around: NOWHERE };
    this.links.set(id, link);
    this.route(link, this.layout.get());
    return () => {
      if (this.links.get(id) === link) this.links.delete(id);
    };
  }

  elementOf(id: string): HTMLElement | null {
    return this.elements.get(id) ?? null;
  }

  /** The steps, their dates or the lanes changed: drawn before one sees it. */
  show(): void {
    /* Later, one by one, as they are seen to change: nothing is laid out for it. */
    const begins = this.heights.size === 0;
    for (const [id, element] of begins ? this.elements : []) {
      const height = this.heights.has(id) ? 0 : heightOf(element);
      if (height > 0) this.heights.set(id, height);
    }
    this.place();
  }

  get scaleNow(): number {
    return this.layout.get().axis.scale;
  }

  /** How high the header of time is. */
  get head(): number {
    return this.seen.get().narrow ? NARROW_HEAD : HEAD_HEIGHT;
  }

  /** The time that is seen at once. */
  private get timeWidth(): number {
    const { width, narrow } = this.seen.get();
    return Math.max(200, width - (narrow ? 0 : TITLE_WIDTH) - COLUMN_WIDTH);
  }

  private compute(): Layout {
    const now = this.timeline.get();
    const { height, narrow, coarse } = this.seen.get();
    const width = this.timeWidth;
    const key = `${width} ${now.horizon} ${now.steps.size > 0}`;
    if (this.usual.key !== key) this.usual = { key, scale: usualScale(now, width) };
    const scale = this.scale.get() ?? this.usual.scale;
    const next = layoutOf(now, (id) => this.heights.get(id), {
      scale,
      width,
      height: height - this.head,
      top: narrow ? 48 : 18,
      least: narrow ? 0 : coarse ? 172 : 132,
      button: coarse ? 54 : 42,
    });
    /* The same lanes are the same list, and time the same axis: what draws them is not drawn again. */
    const last = this.layout?.get();
    if (last === undefined) return next;
    const lanes = sameLanes(last.lanes, next.lanes) ? last.lanes : next.lanes;
    return { ...next, lanes, axis: sameRecord(last.axis, next.axis) ? last.axis : next.axis };
  }

  private place(): void {
    const before = this.layout.get().axis;
    const { horizon } = this.timeline.get();
    const layout = this.compute();
    this.layout.set(layout);
    if (this.plane === null || this.frame === null) return;
    this.size(layout);
    /* Time began earlier: what one looks at stays where it is. */
    const more = (before.from - layout.axis.from) * before.scale;
    if (before.scale === layout.axis.scale && Math.abs(more) > 0.5 && this.begun) this.frame.scrollLeft += more;
    this.write(layout, null);
    if (!this.begun) this.begin();
    else if (this.end !== horizon) this.back();
    this.end = horizon;
  }

  /** The end of time moved: what one saw is there, not where one was. */
  private back(): void {
    const { frame } = this;
    if (this.end === null || frame === null) return;
    frame.scrollLeft = frame.scrollWidth;
    const held = this.held();
    if (held !== undefined) this.reveal(held);
  }

  /** Put all where it is; or first what is, or was, in the view: the rest follows when one pauses. */
  private write(layout: Layout, view: Box | null): void {
    window.clearTimeout(this.rest);
    for (const [id, element] of this.elements) {
      const box = layout.boxes.get(id);
      if (box === undefined || id === this.carried) continue;
      if (view !== null && !meet(box, view) && !meet(this.shown.get(id) ?? box, view)) continue;
      this.shown.set(id, box);
      put(element, this.inColumn(id) ? COLUMN_PAD : box.x, box.y);
    }
    for (const link of this.links.values()) {
      const around = aroundOf(layout.boxes.get(link.from), layout.boxes.get(link.to));
      if (view !== null && !meet(around, view) && !meet(link.around, view)) continue;
      link.around = around;
      this.route(link, layout);
    }
    if (view !== null) this.rest = window.setTimeout(() => this.write(this.layout.get(), null), PAUSE_MS);
  }

  private inColumn(id: string): boolean {
    return this.column.has(id);
  }

  private route(link: Drawn, { boxes, axis }: Layout): void {
    const from = boxes.get(link.from);
    const target = boxes.get(link.to);
    /* The column hides what is under it: a link arrives at its edge. */
    const to = target === undefined || target.x < axis.width ? target : { ...target, x: axis.width - 1 };
    const route = from === undefined || to === undefined ? { line: "", head: "" } : routeOf(from, to);
    if (link.shown === route.line + route.head) return;
    link.shown = route.line + route.head;
    link.line.setAttribute("d", route.line);
    link.hit.setAttribute("d", route.line);
    link.head.setAttribute("d", route.head);
  }

  /** One begins at the end: the réussites. */
  private begin(): void {
    const { frame } = this;
    if (frame === null || frame.clientWidth === 0) return;
    this.begun = true;
    frame.scrollLeft = frame.scrollWidth;
  }

  private look(): void {
    const { frame } = this;
    if (frame === null) return;
    const { clientWidth: width, clientHeight: height } = frame;
    const coarse = window.matchMedia("(pointer: coarse)").matches;
    this.seen.set({ width, height, narrow: width < NARROW, compact: width > 0 && width < COMPACT, coarse });
  }

  private onSizes(entries: readonly ResizeObserverEntry[]): void {
    let changed = false;
    for (const { target } of entries) {
      if (target === this.frame) {
        this.onFrame(this.frame);
        continue;
      }
      const { id } = (target as HTMLElement).dataset;
      const height = heightOf(target as HTMLElement);
      if (id === undefined || height === 0 || this.heights.get(id) === height) continue;
      this.heights.set(id, height);
      changed = true;
    }
    if (changed) this.place();
  }

  /** The end stays the end, and what is in hand in sight. */
  private onFrame(frame: HTMLElement): void {
    const before = this.seen.get();
    const atEnd = frame.scrollLeft + before.width >= frame.scrollWidth - 2;
    this.look();
    if (this.seen.get() === before) return;
    this.place();
    if (before.width > 0 && atEnd) frame.scrollLeft = frame.scrollWidth;
    const held = this.held();
    if (held !== undefined) this.reveal(held);
  }

  /** A day wider or narrower, what is under a point of the screen staying under it. */
  zoomTo(wanted: number, at?: number): void {
    const { frame } = this;
    const least = Math.max(MIN_SCALE, Math.min(fitScale(this.timeline.get(), this.timeWidth), 1.2) * 0.5);
    const scale = Math.min(MAX_SCALE, Math.max(least, wanted));
    if (frame === null || scale === this.scaleNow) return;
    const titles = this.seen.get().narrow ? 0 : TITLE_WIDTH;
    const { left } = frame.getBoundingClientRect();
    const point = at === undefined ? titles + this.timeWidth / 2 : Math.max(titles, at - left);
    const { axis } = this.layout.get();
    const day = (frame.scrollLeft + point - titles) / axis.scale + axis.from;
    const { scrollTop: y, clientWidth, clientHeight } = frame;
    this.scale.set(scale);
    const layout = this.compute();
    this.layout.set(layout);
    const scroll = xOf(layout.axis, day) + titles - point;
    this.scrolled = scroll;
    this.size(layout);
    const view = { x: scroll - NEAR, y: y - NEAR, width: clientWidth + 2 * NEAR, height: clientHeight + 2 * NEAR };
    this.write(layout, view);
    /* After React has drawn the header: all is laid out once. */
    queueMicrotask(() => frame.scrollTo({ left: scroll }));
  }

  private size(layout: Layout): void {
    if (this.plane === null) return;
    const titles = this.seen.get().narrow ? 0 : TITLE_WIDTH;
    this.plane.style.width = `${titles + layout.axis.width + COLUMN_WIDTH}px`;
    this.plane.style.height = `${this.head + layout.height}px`;
  }

  zoom(by: number, at?: number): void {
    this.zoomTo(this.scaleNow * by, at);
  }

  /** All at once. */
  fit(): void {
    this.scale.set(fitScale(this.timeline.get(), this.timeWidth));
    this.place();
    if (this.frame !== null) this.frame.scrollLeft = this.frame.scrollWidth;
  }

  /** A day in the middle of what one sees. */
  showDay(day: Day): void {
    const { frame } = this;
    if (frame === null) return;
    const left = xOf(this.layout.get().axis, day) - this.timeWidth / 3;
    frame.scrollTo({ left, behavior: calm() ? "auto" : "smooth" });
  }

  /** Bring a step in sight, clear of what is sticky. */
  reveal(id: string): void {
    const { frame } = this;
    const box = this.layout.get().boxes.get(id);
    if (frame === null || box === undefined) return;
    const { narrow } = this.seen.get();
    const titles = narrow ? 0 : TITLE_WIDTH;
    const column = narrow ? 0 : COLUMN_WIDTH;
    const { scrollLeft, scrollTop, clientWidth, clientHeight } = frame;
    const left = box.x + titles;
    let x = scrollLeft;
    if (box.x < this.layout.get().axis.width || narrow) {
      if (left - CLEAR < scrollLeft + titles) x = left - titles - CLEAR;
      else if (left + box.width + CLEAR > scrollLeft + clientWidth - column)
        x = left + box.width + CLEAR - clientWidth + column;
    }
    let y = scrollTop;
    const top = box.y + this.head;
    if (top - CLEAR < scrollTop + this.head) y = top - this.head - CLEAR;
    else if (top + box.height + CLEAR > scrollTop + clientHeight) y = top + box.height + CLEAR - clientHeight;
    if (x !== scrollLeft || y !== scrollTop) frame.scrollTo({ left: x, top: y });
  }

  /** Where a point of the screen is: in time, and in the lanes. */
  pointAt(clientX: number, clientY: number): { x: number; y: number; day: Day; lane: string | null; column: boolean } {
    const { frame } = this;
    const layout = this.layout.get();
    const rect = frame?.getBoundingClientRect() ?? new DOMRect();
    const { narrow } = this.seen.get();
    const titles = narrow ? 0 : TITLE_WIDTH;
    const x = clientX - rect.left + (frame?.scrollLeft ?? 0) - titles;
    const y = clientY - rect.top + (frame?.scrollTop ?? 0) - this.head;
    const inside = clientY > rect.top && clientY < rect.bottom && clientX > rect.left && clientX < rect.right;
    const lane = inside ? layout.lanes.find((each) => y >= each.y && y < each.y + each.height) : undefined;
    const column = narrow ? x > layout.axis.width : clientX > rect.left + (frame?.clientWidth ?? 0) - COLUMN_WIDTH;
    return { x, y, day: dayAt(layout.axis, x), lane: lane?.key ?? null, column };
  }

  /** A step follows the hand, over the others; then goes where it is. */
  carry(id: string, x: number, y: number): void {
    this.carried = id;
    const element = this.elements.get(id);
    const box = this.boxOf(id);
    if (element === undefined || box === undefined) return;
    put(element, (this.inColumn(id) ? COLUMN_PAD : box.x) + x, box.y + y);
    for (const link of this.links.values()) {
      if (link.from !== id && link.to !== id) continue;
      const boxes = new Map(this.layout.get().boxes);
      boxes.set(id, { ...box, x: box.x + x, y: box.y + y });
      this.route(link, { ...this.layout.get(), boxes });
    }
  }

  release(): void {
    this.carried = null;
    this.place();
  }

  /** Whether the sentence that asks what was before can stand at the left of a step. */
  isFreeBefore(id: string): boolean {
    const box = this.boxOf(id);
    const element = this.elements.get(id);
    if (box === undefined || element === undefined) return false;
    const { narrow } = this.seen.get();
    const titles = narrow ? 0 : TITLE_WIDTH;
    /* The réussites are where their column is, not at the end of time. */
    const stuck = this.scrolled + this.seen.get().width - COLUMN_WIDTH - titles + COLUMN_PAD;
    const x = this.inColumn(id) && !narrow ? Math.min(box.x, stuck) : box.x;
    if (x - SENTENCE < this.scrolled) return false;
    for (const [other, { x: left, y, width, height }] of this.layout.get().boxes) {
      const aside = left > x || left + width < x - SENTENCE;
      if (other !== id && !aside && y < box.y + 44 && y + height > box.y) return false;
    }
    return true;
  }

  boxOf(id: string): Box | undefined {
    return this.layout.get().boxes.get(id);
  }
}
