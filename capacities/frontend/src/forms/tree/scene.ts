/** The map as it is drawn, without React: sizes read in one batch, places computed, and only what
 * moved is written. One scene for each map on the screen. */

import type { Signal } from "../shared/signal";
import { curve } from "./curves";
import { layout } from "./layout";
import type { Bounds, Box, Layout, LayoutOptions, Side, Size, Split } from "./layout";
import type { Shown } from "./shown";
import { cameraSignal, fit, kept, opening, reveal, toMap, zoomAt } from "./zoom";
import type { Camera, FrameSize } from "./zoom";

const MOVE_MS = 150;
/** Narrower frames hold one line: nothing to fit. */
const WRAPPED_PX = 250;
/** Lines need room to fan out around the root. */
const AROUND_ROOT_PX = 34;
/** For so long after opening, what arrives late (the vote, fonts) is still fitted. */
const SETTLING_MS = 2_000;
/** Beyond this many new nodes at once, they simply appear. */
const MOST_FADED = 40;
const SVG = "http://www.w3.org/2000/svg";

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

interface Stroke {
  path: SVGPathElement;
  pairs: (readonly [string, string])[];
  drawn: string;
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
}

function calm(): boolean {
  return window.matchMedia("(prefers-reduced-motion: reduce)").matches || document.hidden;
}

export class Scene {
  readonly camera: Signal<Camera> = cameraSignal();
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
  private readonly elements = new Map<string, HTMLElement>();
  private readonly sizes = new Map<string, Size>();
  /** Where each node is drawn now: on its way to its box. */
  private readonly drawn = new Map<string, { x: number; y: number }>();
  private readonly strokes = new Map<string, Stroke>();
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
  private readonly touched = new Map<string, boolean>();
  private readonly listeners = new Set<() => void>();
  private readonly watcher: ResizeObserver;

  constructor(private readonly host: SceneHost) {
    this.watcher = new ResizeObserver((entries) => this.measured(entries));
    this.camera.subscribe(() => this.applyCamera());
  }

  attach(parts: Parts): () => void {
    this.parts = parts;
    this.watcher.observe(parts.frame);
    return () => {
      cancelAnimationFrame(this.frameRequest);
      this.watcher.disconnect();
      this.strokes.clear();
      parts.links.replaceChildren();
      this.parts = null;
    };
  }

  /** A node was drawn by React; its size will be told by the browser before the next picture. */
  register(id: string, element: HTMLElement): () => void {
    this.elements.set(id, element);
    this.watcher.observe(element);
    return () => {
      this.watcher.unobserve(element);
      if (this.elements.get(id) === element) this.elements.delete(id);
      this.sizes.delete(id);
      this.drawn.delete(id);
    };
  }

  /** What a node shows has changed: its frame is fitted to its words, all nodes in one batch. */
  touch(id: string, fitted: boolean): void {
    if (this.touched.size === 0) queueMicrotask(() => this.fitFrames());
    this.touched.set(id, fitted);
  }

  /** A wrapped text leaves its frame as wide as it may be: the lines would start far from it. */
  private fitFrames(): void {
    const nodes: { element: HTMLElement; body: Element }[] = [];
    for (const [id, fitted] of this.touched) {
      const element = this.elements.get(id);
      if (element === undefined) continue;
      if (element.style.width !== "") element.style.width = "";
      const body = element.querySelector(".node-body");
      if (fitted && body !== null) nodes.push({ element, body });
    }
    this.touched.clear();
    const range = document.createRange();
    const widths = nodes.map(({ element, body }) => {
      if (element.offsetWidth < WRAPPED_PX) return 0;
      const outer = element.getBoundingClientRect();
      const inner = body.getBoundingClientRect();
      let [left, right] = [Infinity, -Infinity];
      for (const part of body.children) {
        range.selectNodeContents(part);
        for (const rect of range.getClientRects()) {
          left = Math.min(left, rect.left);
          right = Math.max(right, rect.right);
        }
      }
      const spare = inner.width - (right - left);
      return spare > 4 ? ((outer.width - spare) / outer.width) * element.offsetWidth : 0;
    });
    nodes.forEach(({ element }, i) => {
      const width = widths[i]!;
      if (width > 0) element.style.width = `${Math.ceil(width) + 1}px`;
    });
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
    this.pair(shown);
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

  /** Fit the frame at the next layout, or now. */
  fit(now = true): void {
    if (now && this.placed === this.shown) this.travel(fit(this.bounds, this.size));
    else this.fitting = true;
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
    let changed = false;
    for (const { target, borderBoxSize } of entries) {
      const box = borderBoxSize[0];
      if (box === undefined) continue;
      if (target === this.parts?.frame) {
        this.resized({ width: box.inlineSize, height: box.blockSize });
        continue;
      }
      const id = (target as HTMLElement).dataset["node"];
      if (id === undefined) continue;
      const size = { width: Math.ceil(box.inlineSize), height: Math.ceil(box.blockSize) };
      const known = this.sizes.get(id);
      if (known?.width === size.width && known.height === size.height) continue;
      this.sizes.set(id, size);
      changed = true;
    }
    if (changed || this.placed !== this.shown) this.place();
  }

  /** What nobody has moved is fitted again; else the middle of the frame stays the middle. */
  private resized(size: FrameSize): void {
    const before = this.size;
    this.size = size;
    if (!this.opened || before.width === 0) return;
    if (!this.steered) return this.open();
    const camera = this.camera.get();
    this.journey = null;
    this.camera.set({
      ...camera,
      x: camera.x + (size.width - before.width) / 2,
      y: camera.y + (size.height - before.height) / 2,
    });
  }

  private place(): void {
    const { shown, sizes, size } = this;
    if (shown === null || this.parts === null || size.width === 0) return;
    if (!shown.ids.every((id) => sizes.has(id))) return;
    const found = this.arrange(shown);
    this.split = found.split;
    this.hold(found.boxes);
    const { x, y } = this.origin;
    const { left, top, right, bottom } = found.bounds;
    this.bounds = { left: left + x, top: top + y - this.host.above, right: right + x, bottom: bottom + y };
    const boxes = new Map<string, Box>();
    for (const [id, box] of found.boxes) boxes.set(id, { ...box, x: box.x + x, y: box.y + y });
    this.boxes = boxes;
    this.placed = shown;
    this.write(boxes);
    if (!this.opened || (!this.steered && performance.now() - this.openedAt < SETTLING_MS)) this.open();
    else if (this.fitting) this.travel(fit(this.bounds, size));
    this.fitting = false;
    this.revealWanted();
    for (const listener of this.listeners) listener();
  }

  /** The layout, with more room around the root, and one width for each level when asked. */
  private arrange(shown: Shown): Layout {
    const { sizes, split } = this;
    const { layout: options, columns } = this.host;
    const levels: number[] = [];
    if (columns) {
      for (const [id, { level }] of shown.nodes) {
        levels[level] = Math.max(levels[level] ?? 0, sizes.get(id)!.width);
      }
    }
    const found = layout(
      {
        root: shown.root,
        childrenOf: (id) => shown.children.get(id) ?? [],
        sizeOf: (id) => {
          const { width, height } = sizes.get(id)!;
          if (id === shown.root) return { width: width + 2 * AROUND_ROOT_PX, height };
          return { width: levels[shown.nodes.get(id)!.level] ?? width, height };
        },
      },
      { ...options, ...(split === undefined ? {} : { split }) },
    );
    for (const [id, box] of found.boxes) {
      const { width } = sizes.get(id)!;
      if (box.width === width) continue;
      if (id === shown.root) box.x += AROUND_ROOT_PX;
      else if (box.side === "left") box.x += box.width - width;
      box.width = width;
    }
    return found;
  }

  /** Keep the held node where it is: the origin of the map moves instead. When it has itself
   * just been moved among others, the nearest node above that was not stays put. */
  private hold(next: ReadonlyMap<string, Box>): void {
    const { shown, placed, boxes } = this;
    if (shown === null || placed === null || placed.root !== shown.root) return;
    const held = this.host.held();
    let id = held?.id ?? shown.root;
    const stays = (each: string): boolean => {
      const now = shown.nodes.get(each);
      const was = placed.nodes.get(each);
      if (now === undefined || was === undefined) return false;
      return held?.fixed === true || (now.parent === was.parent && now.position === was.position);
    };
    while (id !== "" && !stays(id)) id = (shown.nodes.get(id) ?? placed.nodes.get(id))?.parent ?? "";
    const was = boxes.get(id);
    const now = next.get(id);
    if (was === undefined || now === undefined) return;
    /* The edge where its line comes in stays while the words grow; the middle of the root. */
    const grown = now.width - was.width;
    const inner = id === shown.root ? grown / 2 : now.side === "left" ? grown : 0;
    const flipped = was.side !== now.side;
    this.origin = {
      x: flipped ? this.origin.x : was.x - inner - now.x,
      y: was.y - now.y,
    };
  }

  private open(): void {
    const root = this.shown === null ? undefined : this.boxes.get(this.shown.root);
    if (root === undefined) return;
    const middle = { x: root.x + root.width / 2, y: root.y + root.height / 2 };
    if (!this.opened) this.openedAt = performance.now();
    this.opened = true;
    this.journey = null;
    this.camera.set(opening(this.bounds, middle, this.size));
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

  /** Go to the boxes: by steps when few people would be lost otherwise, at once when calm. */
  private write(boxes: ReadonlyMap<string, Box>): void {
    const { drawn, elements } = this;
    const still = drawn.size === 0 || calm();
    const moves: Move[] = [];
    const fresh: HTMLElement[] = [];
    for (const [id, to] of boxes) {
      const element = elements.get(id);
      if (element === undefined) continue;
      const from = drawn.get(id);
      if (from === undefined || element.dataset["side"] !== to.side) {
        element.dataset["side"] = to.side;
      }
      if (from === undefined || still) {
        if (from === undefined) fresh.push(element);
        this.put(id, to.x, to.y);
      } else if (from.x !== to.x || from.y !== to.y) {
        moves.push({ id, fromX: from.x, fromY: from.y, to });
      }
    }
    for (const id of drawn.keys()) if (!boxes.has(id)) drawn.delete(id);
    if (!still && fresh.length <= MOST_FADED) {
      for (const element of fresh) element.animate({ opacity: [0, 1] }, MOVE_MS);
    }
    this.moves = moves;
    if (moves.length === 0) this.drawLinks();
    else this.run();
  }

  private put(id: string, x: number, y: number): void {
    const element = this.elements.get(id);
    if (element === undefined) return;
    element.style.transform = `translate(${x}px, ${y}px)`;
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

  /** Two paths for each main branch: its bold line, and the thin ones after it. */
  private pair(shown: Shown): void {
    const { parts } = this;
    if (parts === null) return;
    for (const stroke of this.strokes.values()) stroke.pairs = [];
    for (const id of shown.ids) {
      const node = shown.nodes.get(id)!;
      if (node.level === 0) continue;
      const bold = node.level === 1;
      const key = `${bold ? "bold" : "thin"} ${node.branch}`;
      let stroke = this.strokes.get(key);
      if (stroke === undefined) {
        const path = document.createElementNS(SVG, "path");
        path.setAttribute("class", bold ? "link bold" : "link");
        parts.links.append(path);
        stroke = { path, pairs: [], drawn: "" };
        this.strokes.set(key, stroke);
      }
      stroke.path.style.stroke = this.host.hueOf(node.branch);
      stroke.pairs.push([node.parent, id]);
    }
    for (const [key, { path, pairs }] of this.strokes) {
      if (pairs.length > 0) continue;
      path.remove();
      this.strokes.delete(key);
    }
  }

  private drawLinks(): void {
    const root = this.shown?.root;
    const at = (id: string): Box | undefined => {
      const box = this.boxes.get(id);
      const place = this.drawn.get(id);
      return box === undefined || place === undefined ? box : { ...box, x: place.x, y: place.y };
    };
    for (const stroke of this.strokes.values()) {
      let d = "";
      for (const [parent, child] of stroke.pairs) {
        const [from, to] = [at(parent), at(child)];
        if (from !== undefined && to !== undefined) d += curve(from, to, parent === root);
      }
      if (d === stroke.drawn) continue;
      stroke.drawn = d;
      stroke.path.setAttribute("d", d);
    }
  }

  private applyCamera(): void {
    if (this.parts === null) return;
    const { x, y, zoom } = this.camera.get();
    this.parts.plane.style.transform = `translate(${x}px, ${y}px) scale(${zoom})`;
  }

  /** The outer edge of each level on each side: where its caption goes. */
  columns(): { level: number; side: Side; x: number }[] {
    const found = new Map<string, { level: number; side: Side; x: number }>();
    for (const [id, box] of this.boxes) {
      const level = this.shown?.nodes.get(id)?.level ?? 0;
      if (level === 0) continue;
      const key = `${level} ${box.side}`;
      const x = box.side === "right" ? box.x : box.x + box.width;
      const known = found.get(key);
      if (known === undefined) found.set(key, { level, side: box.side, x });
      else known.x = box.side === "right" ? Math.min(known.x, x) : Math.max(known.x, x);
    }
    return [...found.values()];
  }
}
