/** Which nodes are drawn, and what each is among the others. */

import type { Store } from "../../core";
import { Lazy } from "../../core";
import { sameParts } from "../../ui/same";
import type { TreeView } from "./tree";
import { CENTRE, childrenOf, pathOf } from "./tree";

/** What one person folded, looks at alone, and writes in. */
interface Looking {
  readonly folded: ReadonlySet<string>;
  readonly focus: string | null;
  readonly editing: string | null;
}

export interface ShownNode {
  readonly id: string;
  /** "" for the root of what is drawn. */
  readonly parent: string;
  /** 0 for the root of what is drawn. */
  readonly level: number;
  /** Place among the brothers drawn, from 1. */
  readonly position: number;
  readonly brothers: number;
  /** The main branch it belongs to; "" for the centre. */
  readonly branch: string;
  /** Ideas under it, drawn or not. */
  readonly below: number;
  readonly open: boolean;
  readonly folded: boolean;
}

export interface Shown {
  readonly root: string;
  /** The root, then the nodes from top to bottom. */
  readonly ids: readonly string[];
  readonly nodes: ReadonlyMap<string, ShownNode>;
  /** Children drawn under each node. */
  readonly children: ReadonlyMap<string, readonly string[]>;
}

const NONE: readonly string[] = [];

/** How many ideas are under each node, all of them. */
export function countBelow(tree: TreeView): Map<string, number> {
  const counts = new Map<string, number>();
  for (let i = tree.order.length - 1; i >= 0; i--) {
    const id = tree.order[i]!;
    const parent = tree.parent.get(id)!;
    counts.set(parent, (counts.get(parent) ?? 0) + (counts.get(id) ?? 0) + 1);
  }
  return counts;
}

/** The nodes asked and all that leads to them. */
function withAncestors(tree: TreeView, ids: Iterable<string>): Set<string> {
  const kept = new Set<string>();
  for (const id of ids) {
    for (let node: string | undefined = id; node !== undefined && !kept.has(node); ) {
      kept.add(node);
      node = tree.parent.get(node);
    }
  }
  return kept;
}

/** A filter opens what is folded: what it keeps is drawn with all that leads to it. A node that
 * stays what it was in `last` is the same object. */
export function show(
  tree: TreeView,
  viewer: Omit<Looking, "editing"> & Partial<Looking>,
  matching: ReadonlySet<string> | null,
  last: Shown | null = null,
): Shown {
  const root = viewer.focus ?? CENTRE;
  /* What is being written stays, even when its new words do not match. */
  const kept = matching === null ? null : withAncestors(tree, [...matching, viewer.editing ?? CENTRE]);
  const counts = countBelow(tree);
  const ids: string[] = [];
  const nodes = new Map<string, ShownNode>();
  const children = new Map<string, readonly string[]>();
  const waiting: Pick<ShownNode, "id" | "parent" | "level" | "position" | "brothers" | "branch">[] = [
    { id: root, parent: "", level: 0, position: 1, brothers: 1, branch: pathOf(tree, root)[0] ?? "" },
  ];
  while (waiting.length > 0) {
    const place = waiting.pop()!;
    const { id, level } = place;
    const all = childrenOf(tree, id);
    const group = kept === null ? all : all.filter((child) => kept.has(child));
    const folded = kept === null && id !== root && all.length > 0 && viewer.folded.has(id);
    const drawn = folded ? NONE : group;
    ids.push(id);
    const node = { ...place, below: counts.get(id) ?? 0, open: drawn.length > 0, folded };
    const was = last?.nodes.get(id);
    nodes.set(id, was !== undefined && sameParts(was, node) ? was : node);
    if (drawn.length > 0) children.set(id, drawn);
    for (let i = drawn.length - 1; i >= 0; i--) {
      const child = drawn[i]!;
      const branch = id === CENTRE ? child : place.branch;
      waiting.push({ id: child, parent: id, level: level + 1, position: i + 1, brothers: drawn.length, branch });
    }
  }
  return { root, ids, nodes, children };
}

export function shownStore(
  tree: Store<TreeView>,
  viewer: Store<Looking>,
  matching: Store<ReadonlySet<string> | null>,
): Store<Shown> {
  let last: Shown | null = null;
  const store = new Lazy<Shown>(() => (last = show(tree.get(), viewer.get(), matching.get(), last)));
  let { folded, focus, editing } = viewer.get();
  tree.subscribe(() => store.invalidate());
  matching.subscribe(() => store.invalidate());
  viewer.subscribe(() => {
    const now = viewer.get();
    const filtered = matching.get() !== null && now.editing !== editing;
    const same = now.folded === folded && now.focus === focus && !filtered;
    ({ folded, focus, editing } = now);
    if (same) return;
    store.invalidate();
  });
  return store;
}
