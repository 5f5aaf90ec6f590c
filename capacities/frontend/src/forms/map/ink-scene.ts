/** The strokes of a board, without React: one path each, written when it changes, found by where they are. */

import type { CanvasSession, StrokeView } from "../../core";
import { value } from "../../core";
import type { Bounds, Box, Point } from "../board/box";
import type { Ink, Pen } from "./ink";
import { inkColors, inkHue, inkLayer, isNear, readInk, widthOf } from "./ink";
import type { Hue } from "./plan";
import { boundsOf } from "./room";
import type { Viewer } from "./viewer";

const SVG = "http://www.w3.org/2000/svg";
/** Outlines made at once; the rest waits for the next picture. */
const SLICE_MS = 8;
/** Of the smaller picture: so many points of a stroke are enough. */
const MINI_POINTS = 6;

const NONE: ReadonlySet<string> = new Set();
const NOWHERE: Point = { x: 0, y: 0 };

interface Drawn {
  view: StrokeView;
  ink: Ink;
  path: SVGPathElement;
  outlined: string;
  /** Where it was last put. */
  place: string;
}

/** What was last read of the shown strokes. */
interface Seen {
  strokes: readonly StrokeView[];
  hidden: ReadonlySet<string>;
  shown: readonly (readonly [StrokeView, Ink])[];
  bounds: Bounds | null;
  mini: Path2D | null;
}

type InkSource = Pick<CanvasSession, "ink" | "stroke" | "data">;

export class InkScene {
  readonly pen;
  private svg: SVGSVGElement | null = null;
  private readonly drawn = new Map<string, Drawn>();
  /** Those whose outline is to be made, the last one first. */
  private waiting: string[] = [];
  private request = 0;
  private held: { ids: ReadonlySet<string>; by: Point } | null = null;
  /** How far all of them are drawn from where they are written: most go together. */
  private shift = NOWHERE;
  private faded = NONE;
  private seen: Seen = { strokes: [], hidden: NONE, shown: [], bounds: null, mini: null };

  /** `changed` is called when strokes came, went or moved. */
  constructor(
    private readonly session: InkSource,
    private readonly viewer: Pick<Viewer, "get" | "subscribe">,
    private readonly changed: () => void,
  ) {
    this.pen = value<Pen>({ color: inkColors(session.data.template)[0]!.key, thick: false });
  }

  attach(svg: SVGSVGElement): () => void {
    this.svg = svg;
    this.sync();
    let { hidden, selected } = this.viewer.get();
    const stops = [
      this.session.ink.subscribe(() => this.sync()),
      this.viewer.subscribe(() => {
        const now = this.viewer.get();
        if (now.hidden !== hidden) this.sync();
        else if (now.selected !== selected) this.mark();
        ({ hidden, selected } = now);
      }),
    ];
    return () => {
      for (const stop of stops) stop();
      cancelAnimationFrame(this.request);
      this.request = 0;
      svg.replaceChildren();
      svg.style.transform = "";
      this.shift = NOWHERE;
      this.drawn.clear();
      this.waiting = [];
      this.svg = null;
    };
  }

  /** The shown strokes, from the one under all; read anew when one came, went, or changed. */
  private shown(): readonly (readonly [StrokeView, Ink])[] {
    const { template } = this.session.data;
    const { hidden } = this.viewer.get();
    const strokes = this.session.ink.get();
    if (this.seen.strokes === strokes && this.seen.hidden === hidden) return this.seen.shown;
    const shown = strokes.flatMap((view): (readonly [StrokeView, Ink])[] => {
      const ink = readInk(view, template.limits);
      return ink === null || hidden.has(inkLayer(template, view.color)) ? [] : [[view, ink]];
    });
    const boxes = shown.map(([{ x, y }, { box }]) => ({ ...box, x: box.x + x, y: box.y + y }));
    this.seen = { strokes, hidden, shown, bounds: boundsOf(boxes), mini: null };
    return shown;
  }

  private sync(): void {
    const { svg, drawn } = this;
    if (svg === null) return;
    const kept = new Set<string>();
    let next = svg.firstElementChild;
    for (const [view, ink] of this.shown()) {
      kept.add(view.id);
      const known = drawn.get(view.id);
      const one = known ?? { view, ink, path: document.createElementNS(SVG, "path"), outlined: "", place: "" };
      if (known === undefined || known.view !== view) this.dress(one, view, ink);
      drawn.set(view.id, one);
      if (one.path === next) next = next.nextElementSibling;
      else svg.insertBefore(one.path, next);
    }
    for (const [id, { path }] of drawn) {
      if (kept.has(id)) continue;
      path.remove();
      drawn.delete(id);
    }
    this.mark();
    this.outline();
    this.changed();
  }

  private dress(one: Drawn, view: StrokeView, ink: Ink): void {
    one.view = view;
    if (one.ink !== ink || one.outlined === "") this.waiting.push(view.id);
    one.ink = ink;
    one.path.dataset["stroke"] = view.id;
    one.path.dataset["hue"] = this.hueOf(view.color);
    this.put(one);
  }

  private readonly outline = (): void => {
    cancelAnimationFrame(this.request);
    this.request = 0;
    const end = performance.now() + SLICE_MS;
    while (this.waiting.length > 0 && performance.now() < end) {
      const one = this.drawn.get(this.waiting.pop()!);
      if (one === undefined || one.outlined === one.ink.d()) continue;
      one.outlined = one.ink.d();
      one.path.setAttribute("d", one.outlined);
    }
    if (this.waiting.length > 0) this.request = requestAnimationFrame(this.outline);
  };

  /** Which are selected, which are about to go. */
  private mark(): void {
    const selected = new Set(this.viewer.get().selected);
    for (const [id, { path }] of this.drawn) {
      path.classList.toggle("chosen", selected.has(id));
      path.classList.toggle("faded", this.faded.has(id));
    }
  }

  private put(one: Drawn): void {
    const { view, path } = one;
    const by = this.held?.ids.has(view.id) === true ? this.held.by : NOWHERE;
    const [x, y] = [view.x + by.x - this.shift.x, view.y + by.y - this.shift.y];
    const place = x === 0 && y === 0 ? "" : `translate(${x} ${y})`;
    if (place === one.place) return;
    one.place = place;
    if (place === "") path.removeAttribute("transform");
    else path.setAttribute("transform", place);
  }

  /** The stroke above all that passes as near as this to a point of the board, beside its own width. */
  strokeAt({ x, y }: Point, reach: number, but: ReadonlySet<string> = NONE): string | null {
    let found: string | null = null;
    for (const [view, { box, points }] of this.shown()) {
      if (but.has(view.id)) continue;
      const at = { x: x - view.x, y: y - view.y };
      const near = at.x >= box.x - reach && at.y >= box.y - reach;
      if (!near || at.x > box.x + box.width + reach || at.y > box.y + box.height + reach) continue;
      if (isNear(points, at, reach + widthOf(view.thick) / 2)) found = view.id;
    }
    return found;
  }

  /** The strokes of which half is in a rectangle: what goes around it stays. */
  inside({ x, y, width, height }: Box): string[] {
    return this.shown().flatMap(([view, { points }]) => {
      const [left, top] = [x - view.x, y - view.y];
      const caught = points.filter((at) => at.x >= left && at.x <= left + width && at.y >= top && at.y <= top + height);
      return caught.length * 2 >= points.length ? [view.id] : [];
    });
  }

  /** Those of these ids that are strokes, on the board. */
  strokesOf(ids: Iterable<string>): string[] {
    return [...ids].filter((id) => this.session.stroke(id).get()?.deleted === false);
  }

  allIds(): string[] {
    return this.shown().map(([{ id }]) => id);
  }

  boxesOf(ids: Iterable<string>): Box[] {
    return [...ids].flatMap((id) => {
      const view = this.session.stroke(id).get();
      const ink = view === null ? null : readInk(view, this.session.data.template.limits);
      return ink === null ? [] : [{ ...ink.box, x: ink.box.x + view!.x, y: ink.box.y + view!.y }];
    });
  }

  bounds(): Bounds | null {
    this.shown();
    return this.seen.bounds;
  }

  /** Strokes in hand are drawn so far from where they are. */
  drag(ids: Iterable<string>, by: Point): void {
    const before = this.held?.by ?? NOWHERE;
    this.held = { ids: new Set(ids), by };
    const most = this.held.ids.size * 2 > this.drawn.size;
    if (most) this.shiftBy({ x: by.x - before.x, y: by.y - before.y });
    else this.putAll(this.held.ids);
  }

  /** What holds the strokes is moved, and back where they are those that do not go. */
  private shiftBy({ x, y }: Point): void {
    this.shift = { x: this.shift.x + x, y: this.shift.y + y };
    if (this.svg !== null) this.svg.style.transform = `translate(${this.shift.x}px, ${this.shift.y}px)`;
    this.putAll(this.drawn.keys());
  }

  private putAll(ids: Iterable<string>): void {
    for (const id of ids) {
      const one = this.drawn.get(id);
      if (one !== undefined) this.put(one);
    }
  }

  /** Where those in hand would be put down. */
  moves(): { id: string; x: number; y: number }[] {
    const { ids, by } = this.held ?? { ids: [], by: { x: 0, y: 0 } };
    const most = 2 * this.session.data.template.limits.map_reach;
    const within = (at: number) => Math.round(Math.max(-most, Math.min(most, at)));
    return this.strokesOf(ids).map((id) => {
      const { x, y } = this.session.stroke(id).get()!;
      return { id, x: within(x + by.x), y: within(y + by.y) };
    });
  }

  /** They are put down by `act`, or go back. */
  release(act: () => void): void {
    const ids = this.held?.ids ?? [];
    this.held = null;
    act();
    this.putAll(ids);
  }

  hueOf(color: string): Hue {
    return inkHue(this.session.data.template, color);
  }

  /** These are about to go. */
  fade(ids: ReadonlySet<string>): void {
    this.faded = ids;
    this.mark();
  }

  /** All of them in few lines, for the small picture. */
  mini(): Path2D {
    const shown = this.shown();
    this.seen.mini ??= miniOf(shown);
    return this.seen.mini;
  }
}

function miniOf(shown: Seen["shown"]): Path2D {
  const path = new Path2D();
  for (const [view, { points }] of shown) {
    const last = points.length - 1;
    const step = Math.max(1, Math.ceil(last / MINI_POINTS));
    path.moveTo(points[0]!.x + view.x, points[0]!.y + view.y);
    for (let i = step; i < last; i += step) path.lineTo(points[i]!.x + view.x, points[i]!.y + view.y);
    path.lineTo(points[last]!.x + view.x, points[last]!.y + view.y);
  }
  return path;
}
