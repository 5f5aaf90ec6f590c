/** The board of a tree: its layout, the lines between its nodes, and what stays put when places
 * change. One scene for each map on the screen. */

import type { BoardParts, Placed } from "../board/board";
import { Board } from "../board/board";
import type { Point, Size } from "../board/box";
import type { Box, Split } from "./layout";
import { columnsOf, originHolding, placeShown } from "./placing";
import type { Shown } from "./shown";
import { Strokes } from "./strokes";

interface Parts extends BoardParts {
  links: SVGElement;
}

export interface SceneHost {
  /** The node that must not move under the eyes; `fixed` when somebody writes in it here. */
  held: () => { id: string; fixed: boolean } | null;
  hueOf: (branch: string) => string;
  /** Questions are chained from the centre: all on its right, one column for each level. */
  chained: boolean;
  /** Nodes may change size by themselves (gommettes come later): the browser tells it. */
  late: boolean;
}

/** Room kept above the columns, for their captions. */
const ABOVE_COLUMNS_PX = 64;
/** A phone: all on the right of the centre, or its branches would be out of sight on both sides. */
const NARROW_PX = 700;

export class Scene extends Board<Box> {
  private shown: Shown | null = null;
  private placed: Shown | null = null;
  private strokes: Strokes | null = null;
  private origin: Point = { x: 0, y: 0 };
  private split: Split | undefined;

  private readonly above: number;

  constructor(private readonly host: SceneHost) {
    super({ late: host.late, body: ".node-body", urgent: ".is-main" });
    this.above = host.chained ? ABOVE_COLUMNS_PX : 0;
  }

  /** Of the highest node. */
  get top(): number {
    return this.bounds.top + this.above;
  }

  override attach(parts: Parts): () => void {
    this.strokes = new Strokes(parts.links, this.host.hueOf);
    const detach = super.attach(parts);
    return () => {
      detach();
      this.strokes?.clear();
      this.strokes = null;
    };
  }

  /** Other nodes are drawn, or elsewhere. Call it once React has drawn them. */
  show(shown: Shown): void {
    const anew = this.shown !== null && this.shown.root !== shown.root;
    this.shown = shown;
    if (anew) {
      this.origin = { x: 0, y: 0 };
      this.split = undefined;
    }
    this.strokes?.pair(shown);
    this.changed(anew);
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

  protected override layOut(sizeOf: (id: string) => Size, frame: Size): Placed<Box> {
    const shown = this.shown!;
    const { chained: columns, held } = this.host;
    const split = this.split === undefined ? {} : { split: this.split };
    const oneSided = columns || frame.width < NARROW_PX;
    const found = placeShown(shown, sizeOf, { ...split, oneSided, columns });
    this.split = found.split;
    if (this.placed !== null && this.placed.root === shown.root) {
      const last = { shown: this.placed, boxes: this.boxes, origin: this.origin };
      this.origin = originHolding(held(), last, { shown, boxes: found.boxes });
    }
    this.placed = shown;
    const { x, y } = this.origin;
    const { left, top, right, bottom } = found.bounds;
    const boxes = new Map<string, Box>();
    for (const [id, box] of found.boxes) boxes.set(id, { ...box, x: box.x + x, y: box.y + y });
    const root = boxes.get(shown.root)!;
    return {
      boxes,
      bounds: { left: left + x, top: top + y - this.above, right: right + x, bottom: bottom + y },
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
