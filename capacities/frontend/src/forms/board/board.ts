/** Things on a board as they are drawn, without React: sizes read in one batch, places asked of the
 * form, and only what moved is written. One board for each on the screen. */

import type { Value } from "../../core";
import { Asked } from "./asked";
import type { Bounds, Box, Point, Size } from "./box";
import { Frames } from "./frames";
import type { BoardOptions, BoardParts, Drawn, Move } from "./parts";
import { apart, calm, MOST_FADED, MOVE_MS, rectsIn, SETTLING_MS } from "./parts";
import { commonMove } from "./shifting";
import type { Camera, Over } from "./zoom";
import {
  between,
  cameraSignal,
  centred,
  FITTING,
  fitAround,
  keepAll,
  kept,
  LEAST,
  opening,
  overOf,
  reveal,
  seenFrom,
  shows,
  toBoard,
  zoomAt,
} from "./zoom";

export type { BoardParts, Placed } from "./parts";

export abstract class Board<B extends Box = Box> extends Asked<B> {
  readonly camera: Value<Camera> = cameraSignal();
  bounds: Bounds = { left: 0, top: 0, right: 0, bottom: 0 };

  private taken: readonly Box[] = [];
  private parts: BoardParts | null = null;
  size: Size = { width: 0, height: 0 };
  private centre: Point = { x: 0, y: 0 };
  protected readonly frames: Frames;
  /** Where each thing is drawn now: on its way to its box. */
  private readonly drawn = new Map<string, Drawn>();
  /** How far the layers are from the plane. */
  shift: Point = { x: 0, y: 0 };
  private moves: Move[] = [];
  private journey: { from: Camera; to: Camera } | null = null;
  private started = 0;
  private frameRequest = 0;
  private opened = false;
  private openedAt = 0;
  /** A hand has chosen where to look. */
  protected steered = false;
  /** How small a hand asked to see all of it. */
  private least: number | null = null;
  /** Other things are to be placed than those of `boxes`. */
  private stale = false;
  private wanted: string | null = null;
  private fitting = false;
  /** What floats above, while things are being placed: reading it again would lay the page out anew. */
  private floating: Over | null = null;
  private readonly listeners = new Set<() => void>();
  /** A hand moves things: they are drawn there at once. */
  protected instant = false;
  private readonly watcher: ResizeObserver;

  constructor(private readonly options: BoardOptions) {
    super();
    this.frames = new Frames(options, () => this.place());
    this.watcher = new ResizeObserver((entries) => this.measured(entries));
    this.camera.subscribe(() => this.applyCamera());
  }

  attach(parts: BoardParts): () => void {
    this.parts = parts;
    this.watcher.observe(parts.frame);
    return () => {
      cancelAnimationFrame(this.frameRequest);
      this.watcher.disconnect();
      this.frames.destroy();
      this.parts = null;
    };
  }

  /** A thing was drawn by React. */
  register(id: string, element: HTMLElement): () => void {
    this.frames.add(id, element);
    const { late } = this.options;
    if (late) this.watcher.observe(element);
    return () => {
      if (late) this.watcher.unobserve(element);
      this.frames.remove(id, element);
      this.drawn.delete(id);
    };
  }

  /** What a thing shows has changed; `fitted` when its frame may hold its words closely. */
  touch(id: string, fitted: boolean): void {
    this.frames.touch(id, fitted);
  }

  /** Other things are drawn, or elsewhere: call it once React has drawn them. `anew`: they are
   * looked at as at opening. */
  protected changed(anew: boolean): void {
    this.stale = true;
    if (anew) {
      this.opened = false;
      this.steered = false;
      this.least = null;
    }
    this.place();
  }

  /** Called after each layout. */
  onPlaced(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Bring a thing into the frame, now or as soon as it is placed. */
  reveal(id: string): void {
    this.wanted = id;
    if (!this.stale) this.revealWanted();
  }

  /** All of the board, however small; what cannot be so small is seen around its centre. From then on it
   * follows again what comes. */
  fit(): void {
    this.steered = false;
    this.least = LEAST;
    this.travel(this.wide());
  }

  /** What one was at is done: all of it is looked at again, unless a hand chose where to look. */
  refit(): void {
    if (!this.steered && this.opened && !this.stale) this.place();
  }

  /** Other things are about to be drawn: look at them as at opening. */
  fitSoon(): void {
    this.fitting = true;
  }

  zoom(factor: number): void {
    this.steered = true;
    this.travel(zoomAt(this.journey?.to ?? this.camera.get(), factor, this.size.width / 2, this.size.height / 2));
  }

  zoomTo(zoom: number): void {
    const { camera, size } = this;
    this.steered = true;
    this.travel(zoomAt(camera.get(), zoom / camera.get().zoom, size.width / 2, size.height / 2));
  }

  pan(dx: number, dy: number): void {
    const from = this.journey?.to ?? this.camera.get();
    this.steered = true;
    this.travel({ ...from, x: from.x + dx, y: from.y + dy });
  }

  /** Set by a hand: at once, and never out of sight of all things. */
  steer(camera: Camera): void {
    this.steered = true;
    this.journey = null;
    this.camera.set(kept(camera, this.bounds, this.size));
  }

  /** A point of the screen, on the board; `rect` is where its frame is, for whoever asks often. */
  pointAt(clientX: number, clientY: number, rect = this.parts?.frame.getBoundingClientRect()): Point {
    return toBoard(this.camera.get(), clientX - (rect?.left ?? 0), clientY - (rect?.top ?? 0));
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

  /** What nobody moved is fitted again; else the middle stays. Nothing moves while a panel opens for what is in
   * hand, if all stays in sight. */
  private resized(size: Size): void {
    const before = this.size;
    if (before.width === size.width && before.height === size.height) return;
    this.size = size;
    this.sized(size);
    if (!this.opened) return this.place();
    const camera = this.camera.get();
    /* What is in hand stays in sight. */
    this.wanted ??= this.inHand();
    if (this.inHand() !== null && shows(camera, this.bounds, size)) this.journey = null;
    else if (this.steered) {
      this.journey = null;
      this.camera.set(centred(camera, before, size));
    } else {
      this.opened = false;
      return this.place();
    }
    this.revealWanted();
  }

  private place(): void {
    const { frames, parts } = this;
    if (parts === null || this.ids()?.every((id) => frames.size(id) !== undefined) !== true) return;
    /* Sizes have just been read: this one costs nothing more. */
    if (this.size.width === 0) this.size = { width: parts.frame.offsetWidth, height: parts.frame.offsetHeight };
    if (this.size.width === 0) return;
    this.floating = this.over();
    try {
      if (!this.placeNow((id) => frames.size(id)!)) return;
    } finally {
      this.floating = null;
    }
    for (const listener of this.listeners) listener();
  }

  private placeNow(sizeOf: (id: string) => Size): boolean {
    if (!this.ready(sizeOf, this.size)) return false;
    const { boxes, bounds, centre, taken } = this.layOut(sizeOf, this.size);
    this.taken = taken ?? [...boxes.values()];
    this.boxes = boxes;
    this.bounds = bounds;
    this.centre = centre;
    this.stale = false;
    this.write(boxes);
    if (!this.opened || (!this.steered && performance.now() - this.openedAt < SETTLING_MS)) this.open();
    else if (this.fitting) this.travel(this.wide());
    else this.follow();
    this.fitting = false;
    this.wanted ??= this.written();
    this.revealWanted();
    return true;
  }

  /** What others do stays in sight as long as nobody pulls nor zooms. */
  private follow(): void {
    if (this.steered) return;
    if (this.written() !== null) return this.keepAll();
    if (this.busy()) return;
    const whole = this.whole();
    if (whole !== null && apart(whole, this.journey?.to ?? this.camera.get())) this.travel(whole);
  }

  /** What one writes pushes the rest: as long as all of it has room, none of it goes out of sight. */
  private keepAll(): void {
    const from = this.journey?.to ?? this.camera.get();
    const to = keepAll(from, this.bounds, this.taken, this.size, this.over()) ?? this.whole();
    if (to !== null && apart(to, from)) this.travel(to);
  }

  /** What floats above the board, now. */
  protected over(): Over {
    if (this.floating !== null) return this.floating;
    const { over } = this.options;
    const frame = this.parts?.frame;
    if (over === undefined || frame === undefined) return { rects: [], ...(this.options.fitting ?? FITTING) };
    return overOf(rectsIn(frame, over), this.size);
  }

  /** All of it, if it can be read so. */
  private whole(): Camera | null {
    return fitAround(this.bounds, this.taken, this.size, this.over(), this.smallest());
  }

  private wide(): Camera {
    const { above, under } = this.over();
    return this.whole() ?? opening(this.bounds, this.centre, this.size, { above, under, readable: this.smallest() });
  }

  /** How small things may be drawn to be seen whole. */
  private smallest(): number {
    return this.least ?? (this.options.fitting ?? FITTING).readable;
  }

  private open(): void {
    if (!this.opened) this.openedAt = performance.now();
    this.opened = true;
    this.journey = null;
    this.camera.set(this.wide());
  }

  private revealWanted(): void {
    const id = this.wanted;
    const box = id === null ? undefined : this.boxOf(id);
    if (box === undefined) return;
    this.wanted = null;
    const part = { left: box.x, top: box.y, right: box.x + box.width, bottom: box.y + box.height };
    const from = this.journey?.to ?? this.camera.get();
    const to = reveal(from, part, this.size, undefined, this.options.over === undefined ? undefined : this.over());
    if (to.x !== from.x || to.y !== from.y) this.travel(to);
  }

  /** Go to the boxes: by steps what is seen, at once the rest, and all when calm. */
  private write(boxes: ReadonlyMap<string, B>): void {
    const { drawn, frames } = this;
    const shifted = this.shiftWith(boxes);
    const still = shifted || drawn.size === 0 || this.instant || calm();
    const seen = seenFrom(this.camera.get(), this.size);
    const moves: Move[] = [];
    const fresh: HTMLElement[] = [];
    for (const [id, to] of boxes) {
      const element = frames.element(id);
      if (element === undefined) continue;
      this.dress(element, to, id);
      const from = drawn.get(id);
      if (!shifted && from !== undefined && from.x === to.x && from.y === to.y) continue;
      if (from !== undefined && !still && (seen(from, to) || seen(to, to))) {
        moves.push({ id, fromX: from.x, fromY: from.y, to });
        continue;
      }
      if (from === undefined && !still && seen(to, to)) fresh.push(element);
      this.put(id, to.x, to.y);
    }
    for (const id of drawn.keys()) if (!boxes.has(id)) drawn.delete(id);
    if (fresh.length <= MOST_FADED) for (const element of fresh) element.animate({ opacity: [0, 1] }, MOVE_MS);
    if (moves.length > (this.options.most ?? Infinity)) {
      for (const { id, to } of moves.splice(0)) this.put(id, to.x, to.y);
    }
    this.moves = moves;
    if (moves.length > 0) this.run();
    this.drawLinks(this.drawnBox, moves.length === 0);
  }

  /** Move the layers as most things do, so that these need not be written; tells whether they were. */
  private shiftWith(boxes: ReadonlyMap<string, B>): boolean {
    const { drawn, shift } = this;
    const by = (this.parts?.layers ?? []).length === 0 ? null : commonMove(drawn, boxes);
    if (by === null) return false;
    this.shift = { x: shift.x + by.x, y: shift.y + by.y };
    for (const layer of this.parts!.layers!) layer.style.transform = `translate(${this.shift.x}px, ${this.shift.y}px)`;
    return true;
  }

  private put(id: string, x: number, y: number): void {
    const element = this.frames.element(id);
    if (element === undefined) return;
    const [left, top] = [x - this.shift.x, y - this.shift.y];
    const was = this.drawn.get(id);
    const written = was?.left === left && was.top === top;
    if (was === undefined) this.drawn.set(id, { x, y, left, top });
    else Object.assign(was, { x, y, left, top });
    if (!written) element.style.transform = `translate(${left}px, ${top}px)`;
    this.moved(id);
  }

  private travel(to: Camera): void {
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
    if (this.moves.length > 0) this.drawLinks(this.drawnBox, part === 1);
    if (this.journey !== null) {
      this.camera.set(between(this.journey.from, this.journey.to, eased));
    }
    if (part < 1) {
      this.frameRequest = requestAnimationFrame(this.step);
      return;
    }
    this.moves = [];
    this.journey = null;
  };

  /** Where a thing is drawn now. */
  private readonly drawnBox = (id: string): B | undefined => {
    const box = this.boxes.get(id);
    const place = this.drawn.get(id);
    return box === undefined || place === undefined ? box : { ...box, x: place.x, y: place.y };
  };

  private applyCamera(): void {
    if (this.parts === null) return;
    const { x, y, zoom } = this.camera.get();
    this.parts.plane.style.transform = `translate(${x}px, ${y}px) scale(${zoom})`;
  }
}
