/** The map as it is drawn, without React: sizes read in one batch, places computed, and only what
 * moved is written. One scene for each map on the screen. */

import type { Value } from "../../core";
import { Frames } from "./frames";
import type { Bounds, Box, LayoutOptions, Split } from "./layout";
import { columnsOf, originHolding, placeShown } from "./placing";
import type { Shown } from "./shown";
import { Strokes } from "./strokes";
import { cameraSignal, fit, kept, opening, reveal, toMap, zoomAt } from "./zoom";
import type { Camera, FrameSize } from "./zoom";

const MOVE_MS = 150;
/** For so long after opening, what arrives late (the vote, fonts) is still fitted. */
const SETTLING_MS = 2_000;
/** Beyond this many new nodes at once, they simply appear. */
const MOST_FADED = 40;

interface Parts {
  frame: HTMLElement;
  plane: HTMLElement;
  links: SVGElement;
}

interface Move {
  id: string;
  fromX: number;
  fromY: number;
  to: Box;
}

export interface SceneHost {
  /** The node that must not move under the eyes; `fixed` when somebody writes in it here. */
  held: () => { id: string; fixed: boolean } | null;
  hueOf: (branch: string) => string;
  layout: LayoutOptions;
  /** Room kept above the map, for the captions of its columns. */
  above: number;
  /** One column for each level. */
  columns: boolean;
  /** Nodes may change size by themselves (gommettes come later): the browser tells it. */
  late: boolean;
}

/** A phone: all on the right of the centre, or its branches would be out of sight on both sides. */
const NARROW_PX = 700;

function calm(): boolean {
  return window.matchMedia("(prefers-reduced-motion: reduce)").matches || document.hidden;
}

export class Scene {
  readonly camera: Value<Camera> = cameraSignal();
  /** Where each node goes, and how large it is; those drawn only. */
  boxes: ReadonlyMap<string, Box> = new Map();
  bounds: Bounds = { left: 0, top: 0, right: 0, bottom: 0 };

  /** Of the highest node. */
  get top(): number {
    return this.bounds.top + this.host.above;
  }

  private parts: Parts | null = null;
  private size: FrameSize = { width: 0, height: 0 };
  private shown: Shown | null = null;
  private placed: Shown | null = null;
  private readonly frames = new Frames(() => this.place());
  private strokes: Strokes | null = null;
  /** Where each node is drawn now: on its way to its box. */
  private readonly drawn = new Map<string, { x: number; y: number }>();
  private origin = { x: 0, y: 0 };
  private split: Split | undefined;
  private moves: Move[] = [];
  private journey: { from: Camera; to: Camera } | null = null;
  private started = 0;
  private frameRequest = 0;
  private opened = false;
  private openedAt = 0;
  /** A hand has chosen where to look. */
  private steered = false;
  private wanted: string | null = null;
  private fitting = false;
  private readonly listeners = new Set<() => void>();
  private readonly watcher: ResizeObserver;

  constructor(private readonly host: SceneHost) {
    this.watcher = new ResizeObserver((entries) => this.measured(entries));
    this.camera.subscribe(() => this.applyCamera());
  }

  attach(parts: Parts): () => void {
    this.parts = parts;
    this.strokes = new Strokes(parts.links, this.host.hueOf);
    this.watcher.observe(parts.frame);
    return () => {
      cancelAnimationFrame(this.frameRequest);
      this.watcher.disconnect();
      this.frames.destroy();
      this.strokes?.clear();
      this.strokes = null;
      this.parts = null;
    };
  }

  /** A node was drawn by React. */
  register(id: string, element: HTMLElement): () => void {
    this.frames.add(id, element);
    const { late } = this.host;
    if (late) this.watcher.observe(element);
    return () => {
      if (late) this.watcher.unobserve(element);
      this.frames.remove(id, element);
      this.drawn.delete(id);
    };
  }

  /** What a node shows has changed; `fitted` when its frame may hold its words closely. */
  touch(id: string, fitted: boolean): void {
    this.frames.touch(id, fitted);
  }

  /** Other nodes are drawn, or elsewhere. Call it once React has drawn them. */
  show(shown: Shown): void {
    const root = this.shown?.root;
    this.shown = shown;
    if (root !== undefined && root !== shown.root) {
      this.opened = false;
      this.steered = false;
      this.origin = { x: 0, y: 0 };
      this.split = undefined;
    }
    this.strokes?.pair(shown);
    this.place();
  }

  /** Called after each layout. */
  onPlaced(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Bring a node into the frame, now or as soon as it is placed. */
  reveal(id: string): void {
    this.wanted = id;
    if (this.placed === this.shown) this.revealWanted();
  }

  /** All of the map, however small. */
  fit(): void {
    this.travel(fit(this.bounds, this.size));
  }

  /** Other nodes are about to be drawn: look at them as at opening. */
  fitSoon(): void {
    this.fitting = true;
  }

  zoom(factor: number): void {
    this.travel(zoomAt(this.journey?.to ?? this.camera.get(), factor, this.size.width / 2, this.size.height / 2));
  }

  zoomTo(zoom: number): void {
    const { camera, size } = this;
    this.travel(zoomAt(camera.get(), zoom / camera.get().zoom, size.width / 2, size.height / 2));
  }

  pan(dx: number, dy: number): void {
    const from = this.journey?.to ?? this.camera.get();
    this.travel({ ...from, x: from.x + dx, y: from.y + dy });
  }

  /** Set by a hand: at once, and never out of sight of the map. */
  steer(camera: Camera): void {
    this.steered = true;
    this.journey = null;
    this.camera.set(kept(camera, this.bounds, this.size));
  }

  /** A point of the screen, in the map. */
  pointAt(clientX: number, clientY: number): { x: number; y: number } {
    const rect = this.parts?.frame.getBoundingClientRect();
    return toMap(this.camera.get(), clientX - (rect?.left ?? 0), clientY - (rect?.top ?? 0));
  }

  private measured(entries: readonly ResizeObserverEntry[]): void {
    for (const { target, borderBoxSize } of entries) {
      const box = borderBoxSize[0];
      if (box === undefined) continue;
      const id = (target as HTMLElement).dataset["node"];
      if (id !== undefined) this.frames.told(id, box.inlineSize, box.blockSize);
      else this.resized({ width: box.inlineSize, height: box.blockSize });
    }
  }

  /** What nobody has moved is fitted again; else the middle of the frame stays the middle. */
  private resized(size: FrameSize): void {
    const before = this.size;
    if (before.width === size.width && before.height === size.height) return;
    this.size = size;
    if (!this.opened) return this.place();
    if (!this.steered) return this.open();
    const camera = this.camera.get();
    this.journey = null;
    this.camera.set({
      ...camera,
      x: camera.x + (size.width - before.width) / 2,
      y: camera.y + (size.height - before.height) / 2,
    });
    /* What is in hand stays in sight. */
    this.wanted ??= this.host.held()?.id ?? null;
    this.revealWanted();
  }

  private place(): void {
    const { shown, frames, parts } = this;
    if (shown === null || parts === null) return;
    if (!shown.ids.every((id) => frames.size(id) !== undefined)) return;
    /* Sizes have just been read: this one costs nothing more. */
    if (this.size.width === 0) this.size = { width: parts.frame.offsetWidth, height: parts.frame.offsetHeight };
    if (this.size.width === 0) return;
    const { layout: options, columns, held } = this.host;
    const sizeOf = (id: string) => frames.size(id)!;
    const split = this.split === undefined ? {} : { split: this.split };
    const oneSided = options.oneSided === true || this.size.width < NARROW_PX;
    const found = placeShown(shown, sizeOf, { ...options, ...split, oneSided, columns });
    this.split = found.split;
    if (this.placed !== null && this.placed.root === shown.root) {
      const last = { shown: this.placed, boxes: this.boxes, origin: this.origin };
      this.origin = originHolding(held(), last, { shown, boxes: found.boxes });
    }
    const { x, y } = this.origin;
    const { left, top, right, bottom } = found.bounds;
    this.bounds = { left: left + x, top: top + y - this.host.above, right: right + x, bottom: bottom + y };
    const boxes = new Map<string, Box>();
    for (const [id, box] of found.boxes) boxes.set(id, { ...box, x: box.x + x, y: box.y + y });
    this.boxes = boxes;
    this.placed = shown;
    this.write(boxes);
    if (!this.opened || (!this.steered && performance.now() - this.openedAt < SETTLING_MS)) this.open();
    else if (this.fitting) this.travel(this.wide());
    this.fitting = false;
    this.revealWanted();
    for (const listener of this.listeners) listener();
  }

  private wide(): Camera {
    const root = this.shown === null ? undefined : this.boxes.get(this.shown.root);
    const middle = root === undefined ? this.origin : { x: root.x + root.width / 2, y: root.y + root.height / 2 };
    return opening(this.bounds, middle, this.size);
  }

  private open(): void {
    if (!this.opened) this.openedAt = performance.now();
    this.opened = true;
    this.journey = null;
    this.camera.set(this.wide());
  }

  private revealWanted(): void {
    const id = this.wanted;
    const box = id === null ? undefined : this.boxes.get(id);
    if (box === undefined) return;
    this.wanted = null;
    const part = { left: box.x, top: box.y, right: box.x + box.width, bottom: box.y + box.height };
    const from = this.journey?.to ?? this.camera.get();
    const to = reveal(from, part, this.size);
    if (to.x !== from.x || to.y !== from.y) this.travel(to);
  }

  /** Go to the boxes: by steps what is seen, at once the rest, and all when calm. */
  private write(boxes: ReadonlyMap<string, Box>): void {
    const { drawn, frames } = this;
    const still = drawn.size === 0 || calm();
    const seen = this.seen();
    const moves: Move[] = [];
    const fresh: HTMLElement[] = [];
    for (const [id, to] of boxes) {
      const element = frames.element(id);
      if (element === undefined) continue;
      if (element.dataset["side"] !== to.side) element.dataset["side"] = to.side;
      const from = drawn.get(id);
      if (from !== undefined && from.x === to.x && from.y === to.y) continue;
      if (from !== undefined && !still && (seen(from, to) || seen(to, to))) {
        moves.push({ id, fromX: from.x, fromY: from.y, to });
        continue;
      }
      if (from === undefined && !still && seen(to, to)) fresh.push(element);
      this.put(id, to.x, to.y);
    }
    for (const id of drawn.keys()) if (!boxes.has(id)) drawn.delete(id);
    if (fresh.length <= MOST_FADED) for (const element of fresh) element.animate({ opacity: [0, 1] }, MOVE_MS);
    this.moves = moves;
    if (moves.length > 0) this.run();
    this.drawLinks();
  }

  /** Tells whether a node would be in the frame, there. */
  private seen(): (at: { x: number; y: number }, size: { width: number; height: number }) => boolean {
    const { x, y, zoom } = this.camera.get();
    const [left, top] = [-x / zoom, -y / zoom];
    const [right, bottom] = [left + this.size.width / zoom, top + this.size.height / zoom];
    return (at, { width, height }) =>
      at.x < right && at.x + width > left && at.y < bottom && at.y + height > top;
  }

  private put(id: string, x: number, y: number): void {
    const element = this.frames.element(id);
    if (element === undefined) return;
    element.style.transform = `translate(${x}px, ${y}px)`;
    this.strokes?.moved(id, this.shown?.children.get(id) ?? []);
    const place = this.drawn.get(id);
    if (place === undefined) this.drawn.set(id, { x, y });
    else {
      place.x = x;
      place.y = y;
    }
  }

  private travel(to: Camera): void {
    this.steered = true;
    const aim = kept(to, this.bounds, this.size);
    if (calm()) {
      this.journey = null;
      this.camera.set(aim);
      return;
    }
    this.journey = { from: this.camera.get(), to: aim };
    this.run();
  }

  private run(): void {
    this.started = performance.now();
    /* What had not arrived starts again from where it is: one clock for all. */
    for (const move of this.moves) {
      const now = this.drawn.get(move.id);
      if (now !== undefined) [move.fromX, move.fromY] = [now.x, now.y];
    }
    if (this.journey !== null) this.journey.from = this.camera.get();
    cancelAnimationFrame(this.frameRequest);
    this.frameRequest = requestAnimationFrame(this.step);
  }

  private readonly step = (now: number): void => {
    const part = Math.min(1, Math.max(0, now - this.started) / MOVE_MS);
    const eased = 1 - (1 - part) ** 3;
    for (const { id, fromX, fromY, to } of this.moves) {
      this.put(id, fromX + (to.x - fromX) * eased, fromY + (to.y - fromY) * eased);
    }
    if (this.moves.length > 0) this.drawLinks();
    if (this.journey !== null) {
      const { from, to } = this.journey;
      const at = (a: number, b: number) => a + (b - a) * eased;
      this.camera.set({ x: at(from.x, to.x), y: at(from.y, to.y), zoom: at(from.zoom, to.zoom) });
    }
    if (part < 1) {
      this.frameRequest = requestAnimationFrame(this.step);
      return;
    }
    this.moves = [];
    this.journey = null;
  };

  private drawLinks(): void {
    this.strokes?.draw((id) => {
      const box = this.boxes.get(id);
      const place = this.drawn.get(id);
      return box === undefined || place === undefined ? box : { ...box, x: place.x, y: place.y };
    });
  }

  private applyCamera(): void {
    if (this.parts === null) return;
    const { x, y, zoom } = this.camera.get();
    this.parts.plane.style.transform = `translate(${x}px, ${y}px) scale(${zoom})`;
  }

  /** Where the caption of each level goes. */
  columns(): ReadonlyMap<number, number> {
    return this.shown === null ? new Map() : columnsOf(this.shown, this.boxes);
  }
}
