/** The board of a tree: its layout, the lines between its nodes, and what stays put when places
 * change. One scene for each map on the screen. */

import type { BoardParts, Placed } from "../board/board";
import { Board } from "../board/board";
import type { Box as BoardBox, Bounds, Point, Size } from "../board/box";
import type { Over } from "../board/zoom";
import { fitAround, READABLE } from "../board/zoom";
import { foldedToFit } from "./fitting";
import type { Box, Layout, LayoutOptions, Split } from "./layout";
import { columnsOf, originHolding, placeShown } from "./placing";
import type { Shown } from "./shown";
import { Strokes } from "./strokes";
import { CENTRE } from "./tree";

interface Parts extends BoardParts {
  links: SVGElement;
}

export interface SceneHost {
  /** The node that must not move under the eyes; `fixed` when somebody writes in it here. */
  held: () => { id: string; fixed: boolean } | null;
  /** All that is in hand: the next key acts on these, so no branch stands in their stead. */
  selected: () => readonly string[];
  /** A press, a branch being carried, a menu: nothing moves under it. */
  atWork: () => boolean;
  hueOf: (branch: string) => string;
  /** Questions are chained from the centre: all on its right, one column for each level. */
  chained: boolean;
  /** All that would be drawn on a screen large enough; null while a search decides what is drawn. */
  whole: () => Shown | null;
  /** These have no room: other nodes are to be drawn when it answers true. */
  foldForRoom: (ids: ReadonlySet<string>) => boolean;
  /** A hand opened it. */
  opened: (id: string) => boolean;
  /** Where others are. */
  visited: () => readonly string[];
  /** Nodes may change size by themselves (gommettes come later): the browser tells it. */
  late: boolean;
}

const TIGHT_PX = 1_320;
/** Room kept above the columns, for their captions. */
const ABOVE_COLUMNS_PX = 64;
/** As wide as a caption may be. */
const CAPTION_PX = 210;
/** Space between things, when there is room and when there is not. */
const WIDE = {};
const CLOSE = { gapX: matchMedia("(pointer: coarse)").matches ? 42 : 30, gapY: 5, gapBranch: 5 };
/** Trying what fits lays the tree out many times: not at each key of somebody else. */
const REFOLD_MS = 500;
/** The number of what is folded stands beside it. */
const BADGE_PX = 32;
/** Of a node never drawn: somebody added it under a folded branch. */
const UNKNOWN: Size = { width: 220, height: 46 };
/** A phone: all on the right of the centre, or its branches would be out of sight on both sides. */
const NARROW_PX = 700;

interface Way {
  gaps: LayoutOptions;
  /** Branches stay on the side where they are, as long as it is not too uneven. */
  keepsSides: boolean;
  oneSided: boolean;
}

export class Scene extends Board<Box> {
  private shown: Shown | null = null;
  private placed: Shown | null = null;
  private strokes: Strokes | null = null;
  private frame: HTMLElement | null = null;
  private narrow = false;
  private origin: Point = { x: 0, y: 0 };
  private split: Split | undefined;
  /** How things were placed last. */
  private way: Way | null = null;

  /** As large as each was when it was last drawn. */
  private readonly known = new Map<string, Size>();
  /** When it was last looked at what fits, and the next time that was put off. */
  private tried = Number.NEGATIVE_INFINITY;
  private later: ReturnType<typeof setTimeout> | undefined;
  /** Something changed while a hand was at work. */
  private missed = false;
  private readonly above: number;

  constructor(private readonly host: SceneHost) {
    super({ late: host.late, body: ".node-body", urgent: ".is-main", over: ".map-over > *" });
    this.above = host.chained ? ABOVE_COLUMNS_PX : 0;
  }

  /** Of the highest node. */
  get top(): number {
    return this.bounds.top + this.above;
  }

  override attach(parts: Parts): () => void {
    this.strokes = new Strokes(parts.links, this.host.hueOf);
    this.frame = parts.frame;
    this.tighten(parts.frame.offsetWidth);
    const detach = super.attach(parts);
    return () => {
      detach();
      clearTimeout(this.later);
      this.later = undefined;
      this.strokes?.clear();
      this.strokes = null;
    };
  }

  /** Other nodes are drawn, or elsewhere. Call it once React has drawn them. */
  show(shown: Shown): void {
    const anew = this.shown !== null && this.shown.root !== shown.root;
    this.shown = shown;
    this.tried = Number.NEGATIVE_INFINITY;
    if (anew) {
      this.origin = { x: 0, y: 0 };
      this.split = undefined;
      this.way = null;
    }
    this.strokes?.pair(shown);
    this.changed(anew);
  }

  /** Where there is no room for two wide levels on both sides, words wrap sooner; true when that changed. */
  private tighten(width: number): boolean {
    this.narrow = width > 0 && width < NARROW_PX;
    const tight = width > 0 && width < TIGHT_PX;
    if (this.frame === null || tight === "tight" in this.frame.dataset) return false;
    if (tight) this.frame.dataset["tight"] = this.host.chained ? "chain" : "sides";
    else delete this.frame.dataset["tight"];
    return true;
  }

  protected override sized({ width }: Size): void {
    this.tried = Number.NEGATIVE_INFINITY;
    if (this.tighten(width)) this.frames.again();
  }

  /** Where the caption of each level goes. */
  columns(): ReadonlyMap<number, number> {
    return this.shown === null ? new Map() : columnsOf(this.shown, this.boxes);
  }

  protected override ids(): readonly string[] | null {
    return this.shown?.ids ?? null;
  }

  protected override inHand(): string | null {
    return this.host.held()?.id ?? null;
  }

  protected override written(): string | null {
    const held = this.host.held();
    return held?.fixed === true ? held.id : null;
  }

  /** Others may write anywhere: only who is at work here is not to be disturbed. */
  protected override busy(): boolean {
    return this.written() !== null || this.host.atWork();
  }

  /** Branches for which there is no room fold by themselves, until a hand pulls or zooms. */
  protected override ready(sizeOf: (id: string) => Size, frame: Size): boolean {
    for (const id of this.shown?.ids ?? []) this.known.set(id, sizeOf(id));
    this.missed ||= this.host.atWork();
    if (this.steered || this.busy() || this.host.whole() === null) return true;
    if (this.isTooSoon()) return true;
    const crowded = this.crowded(frame);
    return crowded === null || !this.host.foldForRoom(crowded);
  }

  /** A hand is done: what waited for it comes now. */
  resume(): void {
    if (!this.missed || this.busy()) return;
    this.missed = false;
    this.tried = Number.NEGATIVE_INFINITY;
    this.refit();
  }

  /** It will be looked at what fits, but not yet. */
  private isTooSoon(): boolean {
    const now = performance.now();
    const wait = this.tried + REFOLD_MS - now;
    if (wait <= 0) {
      this.tried = now;
      return false;
    }
    this.later ??= setTimeout(() => {
      this.later = undefined;
      this.tried = Number.NEGATIVE_INFINITY;
      this.refit();
    }, wait);
    return true;
  }

  private crowded(frame: Size): ReadonlySet<string> | null {
    const whole = this.host.whole()!;
    const size = (id: string) => this.known.get(id) ?? UNKNOWN;
    const over = this.over();
    const ways = this.ways(frame);
    const fits = (shown: Shown): boolean =>
      ways.some((way) => this.sees(shown, this.placing(shown, size, way), frame, over));
    const lineage = (ids: Iterable<string>): Set<string> => {
      const path = new Set<string>();
      for (const id of ids) {
        for (let node = id; node !== "" && !path.has(node); node = whole.nodes.get(node)?.parent ?? "") path.add(node);
      }
      return path;
    };
    const parents = this.host.selected().map((id) => whole.nodes.get(id)?.parent ?? "");
    const kept = lineage(parents.filter((id) => id !== ""));
    const opened = whole.ids.filter((id) => this.host.opened(id));
    for (const id of opened) kept.add(id);
    const visited = lineage(this.host.visited());
    const open = this.placed?.children;
    return foldedToFit(whole, fits, {
      held: kept,
      asked: opened.length > 0,
      first: (id) => (visited.has(id) ? 2 : open?.has(id) === true ? 1 : 0),
    });
  }

  /** Ways to place what is shown, the best first: sides kept or not, closer together, and where a frame is higher
   * than wide, all on one side. */
  private ways(frame: Size): Way[] {
    const only = this.host.chained || frame.width < NARROW_PX;
    const kept = this.split === undefined || only ? [] : [true];
    const both = [WIDE, CLOSE].flatMap((gaps) =>
      [...kept, false].map((split): Way => ({ gaps, keepsSides: split, oneSided: only })),
    );
    if (only || frame.width > frame.height) return both;
    return [...both, { gaps: CLOSE, keepsSides: false, oneSided: true }];
  }

  private placing(shown: Shown, sizeOf: (id: string) => Size, { gaps, keepsSides, oneSided }: Way): Layout {
    const split = keepsSides && this.split !== undefined ? { split: this.split } : {};
    const around = this.narrow ? { aroundRoot: 0 } : {};
    return placeShown(shown, sizeOf, { ...gaps, ...split, ...around, oneSided, columns: this.host.chained });
  }

  /** All that takes room: the nodes, the numbers beside what is folded, the captions of the columns. */
  private roomOf(shown: Shown, { boxes, bounds }: Layout): { bounds: Bounds; things: BoardBox[] } {
    const all = { ...bounds, top: bounds.top - this.above };
    const things: BoardBox[] = [];
    for (const [id, box] of boxes) {
      const more = !shown.children.has(id) && (shown.nodes.get(id)?.below ?? 0) > 0 ? BADGE_PX : 0;
      const thing = { ...box, x: box.side === "left" ? box.x - more : box.x, width: box.width + more };
      things.push(thing);
      all.left = Math.min(all.left, thing.x);
      all.right = Math.max(all.right, thing.x + thing.width);
    }
    if (this.host.chained && shown.root === CENTRE) {
      for (const x of columnsOf(shown, boxes).values()) {
        things.push({ x, y: all.top, width: CAPTION_PX, height: this.above });
      }
    }
    return { bounds: all, things };
  }

  /** Whether all of it can be read at once. */
  private sees(shown: Shown, layout: Layout, frame: Size, over: Over): boolean {
    const { bounds, things } = this.roomOf(shown, layout);
    return fitAround(bounds, things, frame, over, READABLE) !== null;
  }

  /** Once a hand has chosen where to look, or while one writes, things stay as near one another as they were; what one
   * writes brings them closer only to keep all of them in sight. */
  private chosen(shown: Shown, sizeOf: (id: string) => Size, frame: Size): Layout {
    const ways = this.ways(frame);
    const over = this.over();
    const fits = (way: Way) => this.sees(shown, this.placing(shown, sizeOf, way), frame, over);
    if (this.way !== null && (this.steered || this.busy())) {
      const same = { ...this.way, keepsSides: true };
      const closer = { ...same, gaps: CLOSE };
      if (!this.steered && this.way.gaps !== CLOSE && !fits(same) && fits(closer)) this.way = closer;
      return this.placing(shown, sizeOf, { ...this.way, keepsSides: true });
    }
    this.way = ways.find(fits) ?? ways.findLast(({ oneSided }) => oneSided === ways[0]!.oneSided)!;
    return this.placing(shown, sizeOf, this.way);
  }

  protected override layOut(sizeOf: (id: string) => Size, frame: Size): Placed<Box> {
    const shown = this.shown!;
    const { held } = this.host;
    const found = this.chosen(shown, sizeOf, frame);
    this.split = found.split;
    if (this.placed !== null && this.placed.root === shown.root) {
      const last = { shown: this.placed, boxes: this.boxes, origin: this.origin };
      this.origin = originHolding(held(), last, { shown, boxes: found.boxes });
    }
    this.placed = shown;
    const { x, y } = this.origin;
    const { bounds, things } = this.roomOf(shown, found);
    const { left, top, right, bottom } = bounds;
    const boxes = new Map<string, Box>();
    for (const [id, box] of found.boxes) boxes.set(id, { ...box, x: box.x + x, y: box.y + y });
    const root = boxes.get(shown.root)!;
    return {
      boxes,
      bounds: { left: left + x, top: top + y, right: right + x, bottom: bottom + y },
      taken: things.map((each) => ({ ...each, x: each.x + x, y: each.y + y })),
      centre: { x: root.x + root.width / 2, y: root.y + root.height / 2 },
    };
  }

  protected override dress(element: HTMLElement, { side }: Box): void {
    if (element.dataset["side"] !== side) element.dataset["side"] = side;
  }

  protected override moved(id: string): void {
    this.strokes?.moved(id, this.shown?.children.get(id) ?? []);
  }

  protected override drawLinks(boxOf: (id: string) => Box | undefined): void {
    this.strokes?.draw(boxOf);
  }
}
