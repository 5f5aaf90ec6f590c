/* Where each node of the map goes: both sides of the centre, balanced, never one over another. */

import type { Box as BoardBox, Bounds, Size } from "../board/box";

export type { Size } from "../board/box";

export type Side = "left" | "right";

/** The centre of the root is at (0, 0). */
export interface Box extends BoardBox {
  side: Side;
}

/** What is to be laid out: visible nodes only (give no child to a folded one). */
export interface LayoutTree {
  root: string;
  childrenOf(id: string): readonly string[];
  sizeOf(id: string): Size;
}

/** On which side each main branch was put. */
export type Split = ReadonlyMap<string, Side>;

export interface LayoutOptions {
  /** Space between a node and its children. */
  gapX?: number;
  /** Space between two brothers. */
  gapY?: number;
  /** Added between two brothers when one has children; twice between main branches. */
  gapBranch?: number;
  /** Everything on the right. */
  oneSided?: boolean;
  /** Of the last layout: kept while both sides are balanced enough, so that no branch jumps to
   * the other side for a line of text more. */
  split?: Split;
}

export interface Layout {
  /** The root's side is "right". */
  boxes: Map<string, Box>;
  bounds: Bounds;
  /** To be given to the next layout. */
  split: Split;
}

/** Differences of height between the sides, in pixels or as a share of both together, for which
 * no branch changes side. */
const TOLERANCE = 240;
const TOLERANCE_SHARE = 0.35;

/** One node on its way: the band is the height that its whole branch takes alone. */
interface Node {
  id: string;
  parent: Node | null;
  size: Size;
  children: Node[];
  /** Height of its children one above the other. */
  stack: number;
  band: number;
  box: Box;
}

type Gaps = Required<Pick<LayoutOptions, "gapX" | "gapY" | "gapBranch">>;

/** Place every node in a horizontal band of its own, so that no two boxes can meet, whatever
 * their sizes; O(n), without recursion. */
export function layout(tree: LayoutTree, options: LayoutOptions = {}): Layout {
  const gaps = { gapX: 40, gapY: 8, gapBranch: 12, ...options };
  const nodes = unroll(tree);
  for (let i = nodes.length - 1; i > 0; i--) measure(nodes[i]!, gaps);
  const root = nodes[0]!;
  const at = options.oneSided === true ? root.children.length : splitOf(root, gaps, options.split);
  const { width, height } = root.size;
  root.box = { x: -width / 2, y: -height / 2, width, height, side: "right" };
  root.children.forEach((node, i) => (node.box.side = i < at ? "right" : "left"));
  for (const group of [root.children.slice(0, at), root.children.slice(at)]) {
    stack(root, group, -heightOf(group, gaps, true) / 2, gaps, true);
  }
  for (let i = 1; i < nodes.length; i++) {
    const node = nodes[i]!;
    const top = node.box.y;
    stack(node, node.children, top + (node.band - node.stack) / 2, gaps, false);
    node.box.y = yOf(node, top);
  }
  const split = new Map(root.children.map(({ id, box }) => [id, box.side]));
  return { boxes: new Map(nodes.map(({ id, box }) => [id, box])), bounds: boundsOf(nodes), split };
}

/** The nodes, each before its children; one met twice is taken once. */
function unroll(tree: LayoutTree): Node[] {
  const nodes: Node[] = [];
  const seen = new Set<string>([tree.root]);
  const waiting = [nodeOf(tree, tree.root, null)];
  while (waiting.length > 0) {
    const node = waiting.pop()!;
    nodes.push(node);
    for (const id of tree.childrenOf(node.id)) {
      if (seen.has(id)) continue;
      seen.add(id);
      node.children.push(nodeOf(tree, id, node));
    }
    for (let i = node.children.length - 1; i >= 0; i--) waiting.push(node.children[i]!);
  }
  return nodes;
}

function nodeOf(tree: LayoutTree, id: string, parent: Node | null): Node {
  const size = tree.sizeOf(id);
  const box: Box = { x: 0, y: 0, width: size.width, height: size.height, side: "right" };
  return { id, parent, size, children: [], stack: 0, band: size.height, box };
}

function measure(node: Node, gaps: Gaps): void {
  node.stack = heightOf(node.children, gaps, false);
  node.band = Math.max(node.size.height, node.stack);
}

/** Height of brothers one above the other. */
function heightOf(brothers: readonly Node[], gaps: Gaps, main: boolean): number {
  let height = 0;
  brothers.forEach((node, i) => {
    height += node.band + (i === 0 ? 0 : gap(brothers[i - 1]!, node, gaps, main));
  });
  return height;
}

function gap(above: Node, below: Node, { gapY, gapBranch }: Gaps, main: boolean): number {
  if (main) return gapY + 2 * gapBranch;
  return above.children.length + below.children.length > 0 ? gapY + gapBranch : gapY;
}

/** Give brothers their bands, from `top` on, beyond their parent. Until its own turn comes, the
 * `y` of a node is the top of its band. */
function stack(parent: Node, brothers: readonly Node[], top: number, gaps: Gaps, main: boolean): void {
  const inner = parent.box;
  let y = top;
  brothers.forEach((node, i) => {
    if (i > 0) y += gap(brothers[i - 1]!, node, gaps, main);
    if (!main) node.box.side = inner.side;
    node.box.x = node.box.side === "right" ? inner.x + inner.width + gaps.gapX : inner.x - gaps.gapX - node.box.width;
    node.box.y = y;
    y += node.band;
  });
}

/** Beside the middle of its children, inside its band. */
function yOf({ size, band, children }: Node, top: number): number {
  const first = children[0];
  const last = children.at(-1);
  if (first === undefined || last === undefined) return top;
  const middle = (middleOf(first) + middleOf(last)) / 2;
  return Math.min(Math.max(middle - size.height / 2, top), top + band - size.height);
}

/** Of the band: the box of a child is put later. */
function middleOf({ box, band }: Node): number {
  return box.y + band / 2;
}

/** How many main branches go right: the first ones, so that reading goes down the right side
 * then down the left one. */
function splitOf({ children }: Node, gaps: Gaps, last: Split | undefined): number {
  const each = gaps.gapY + 2 * gaps.gapBranch;
  const total = children.reduce((sum, { band }) => sum + band + each, 0);
  let right = 0;
  let flips = children.filter(({ id }) => last?.get(id) === "right").length;
  let best = { at: 0, uneven: total };
  let kept = { at: 0, uneven: total, flips };
  children.forEach(({ id, band }, i) => {
    right += band + each;
    flips += last?.get(id) === "right" ? -1 : last?.get(id) === "left" ? 1 : 0;
    const now = { at: i + 1, uneven: Math.abs(total - 2 * right), flips };
    if (now.uneven <= best.uneven) best = now;
    if (flips < kept.flips || (flips === kept.flips && now.uneven <= kept.uneven)) kept = now;
  });
  if (last === undefined || last.size === 0) return best.at;
  const tolerated = Math.max(TOLERANCE, total * TOLERANCE_SHARE);
  return kept.uneven <= best.uneven + tolerated ? kept.at : best.at;
}

function boundsOf(nodes: readonly Node[]): Bounds {
  const bounds = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (const { box } of nodes) {
    bounds.left = Math.min(bounds.left, box.x);
    bounds.top = Math.min(bounds.top, box.y);
    bounds.right = Math.max(bounds.right, box.x + box.width);
    bounds.bottom = Math.max(bounds.bottom, box.y + box.height);
  }
  return bounds;
}
