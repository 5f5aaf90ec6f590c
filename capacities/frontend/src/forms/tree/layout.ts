/* Where each node of the map goes: both sides of the centre, balanced, never one over another. */

export type Side = "left" | "right";

export interface Size {
  width: number;
  height: number;
}

export interface Box extends Size {
  /** Top left corner; the centre of the root is at (0, 0). */
  x: number;
  y: number;
  side: Side;
}

/** What is to be laid out: visible nodes only (give no child to a folded one). */
export interface LayoutTree {
  root: string;
  childrenOf(id: string): readonly string[];
  sizeOf(id: string): Size;
}

export interface LayoutOptions {
  /** Space between a node and its children. */
  gapX?: number;
  /** Space between two brothers. */
  gapY?: number;
  /** Space between two branches of different parents, added to gapY. */
  gapBranch?: number;
  /** Everything on the right. */
  oneSided?: boolean;
  /** How many main branches the last layout put on the right: kept while it stays balanced
   * enough, so that no branch jumps to the other side for a line of text more. */
  split?: number;
}

export interface Bounds {
  left: number;
  top: number;
  right: number;
  bottom: number;
}

export interface Layout {
  /** The root's side is "right". */
  boxes: Map<string, Box>;
  bounds: Bounds;
  /** To be given to the next layout. */
  split: number;
}

export function layout(tree: LayoutTree, options: LayoutOptions = {}): Layout {
  void tree;
  void options;
  throw new Error("not written yet");
}
