/* The live tree of a session: who is under whom, for the map, the outline and the acts. */

import type { Store } from "../../core";
import { getOrMake, Lazy, sameItems } from "../../core";
import { sameParts } from "../../ui/same";
import { type Arranged, arrange, type TreeSource, type TreeView } from "./arrange";
import { rulesOf } from "./words";

/** Id and zone of the central idea; zone of what people add. */
export { CENTRE, NODE } from "../../core";
export type { TreeSource, TreeView } from "./arrange";

const trees = new WeakMap<TreeSource, Store<TreeView>>();

/** The live tree of a session: same reference until a card enters, leaves or moves. The first
 * to ask gives the session the words of a tree. */
export function treeOf(session: TreeSource): Store<TreeView> {
  return getOrMake(trees, session, () => {
    let last: TreeView | null = null;
    const store = new Lazy<TreeView>(() => (last = shared(last, arrange(session.places.get().values()))));
    // As long as the session itself: nothing to unsubscribe.
    session.places.subscribe(() => store.invalidate());
    session.adopt(rulesOf(session, store.get));
    return store;
  });
}

const NONE: readonly string[] = [];

export function childrenOf(tree: TreeView, id: string): readonly string[] {
  return tree.children.get(id) ?? NONE;
}

/** Every node under one, top to bottom. */
export function below(tree: TreeView, id: string): string[] {
  const found: string[] = [];
  const waiting = [...childrenOf(tree, id)].reverse();
  while (waiting.length > 0) {
    const node = waiting.pop()!;
    found.push(node);
    const group = childrenOf(tree, node);
    for (let i = group.length - 1; i >= 0; i--) waiting.push(group[i]!);
  }
  return found;
}

/** The nodes from the main branch down to the node itself; [] for the centre. */
export function pathOf(tree: TreeView, id: string): string[] {
  const path: string[] = [];
  for (let node = id; tree.parent.has(node); node = tree.parent.get(node)!) path.push(node);
  return path.reverse();
}

/** Tell whether a node is `above` or is under it. */
export function isUnder(tree: TreeView, id: string, above: string): boolean {
  let node: string | undefined = id;
  while (node !== undefined && node !== above) node = tree.parent.get(node);
  return node === above;
}

function shared(last: TreeView | null, next: Arranged): TreeView {
  if (last === null) return next;
  for (const [id, group] of next.children) {
    const was = last.children.get(id);
    if (was !== undefined && sameItems(was, group)) next.children.set(id, was);
  }
  const view: TreeView = {
    order: sameItems(last.order, next.order) ? last.order : next.order,
    children: sameEntries(last.children, next.children) ? last.children : next.children,
    parent: sameEntries(last.parent, next.parent) ? last.parent : next.parent,
    depth: sameEntries(last.depth, next.depth) ? last.depth : next.depth,
    hidden: sameItems(last.hidden, next.hidden) ? last.hidden : next.hidden,
  };
  return sameParts(view, last) ? last : view;
}

function sameEntries<V>(a: ReadonlyMap<string, V>, b: ReadonlyMap<string, V>): boolean {
  if (a.size !== b.size) return false;
  for (const [key, found] of b) if (a.get(key) !== found || !a.has(key)) return false;
  return true;
}
