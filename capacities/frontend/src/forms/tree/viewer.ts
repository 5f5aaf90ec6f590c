/** What one person sees of the tree and has in hand: never in the document. Shared by the map,
 * the outline and the projector, so that changing view keeps it. */

import type { CanvasSession } from "../../core";
import { getOrMake, value } from "../../core";
import { useScreen } from "../../ui/screen";
import type { Asked } from "../panel/matching";
import { matchingStore } from "../panel/matching";
import { readFolded, writeFolded } from "./folded";
import type { Shown } from "./shown";
import { show, shownStore } from "./shown";
import { CENTRE, isUnder, pathOf, treeOf } from "./tree";

export interface ViewerState extends Asked {
  /** The nodes selected, in the order they were; the last one is where the keyboard is. */
  readonly selected: readonly string[];
  readonly folded: ReadonlySet<string>;
  /** The branch looked at alone, or null for the whole tree. */
  readonly focus: string | null;
  /** The node whose text is being written here, or null. */
  readonly editing: string | null;
  /** The panel of details is open. */
  readonly details: boolean;
}

const START: ViewerState = {
  selected: [],
  folded: new Set(),
  focus: null,
  query: "",
  types: new Set(),
  editing: null,
  details: false,
};

export type Viewer = ReturnType<typeof makeViewer>;

const viewers = new WeakMap<CanvasSession, Viewer>();

/** The viewer of a session: one, as long as the session lives. */
export function viewerOf(session: CanvasSession): Viewer {
  return getOrMake(viewers, session, () => makeViewer(session));
}

/** The acts and the live parts of the viewer of this screen. */
export function useViewerOf(): Viewer {
  return viewerOf(useScreen().session);
}

function makeViewer(session: CanvasSession) {
  const tree = treeOf(session);
  /** Folded by a hand; by themselves for want of room; and those that a hand opened all the same. */
  let own = readFolded(session.room);
  let auto: ReadonlySet<string> = new Set();
  const opened = new Set<string>();
  const state = value<ViewerState>({ ...START, folded: own });
  const set = (change: Partial<ViewerState>) => state.set({ ...state.get(), ...change });
  const matching = matchingStore(session, state, {
    ids: () => tree.get().order,
    typeOf: (id) => session.card(id).get()?.color ?? "",
    subscribe: tree.subscribe,
  });
  const shown = shownStore(tree, state, matching);

  const foldAll = (ids: readonly string[], folded: boolean) => {
    const before = state.get().folded;
    const changed = ids.filter((id) => before.has(id) !== folded);
    for (const id of ids) {
      if (folded) opened.delete(id);
      else opened.add(id);
    }
    if (changed.length === 0) return;
    const now = new Set(own);
    const still = new Set(auto);
    for (const id of changed) {
      if (folded) now.add(id);
      else {
        now.delete(id);
        still.delete(id);
      }
    }
    own = now;
    auto = still;
    set({ folded: union(own, auto) });
    writeFolded(session.room, own);
  };

  let heirs: ReadonlyMap<string, string> = tree.get().parent;
  /* What somebody deleted is in nobody's hand any more: its parent is. */
  tree.subscribe(() => {
    const { parent } = tree.get();
    const here = (id: string) => id === CENTRE || parent.has(id);
    const { selected, editing, focus } = state.get();
    const change: { -readonly [K in keyof ViewerState]?: ViewerState[K] } = {};
    if (!selected.every(here)) {
      const kept = selected.filter(here);
      const lost = selected.at(-1);
      const heir = lost === undefined ? undefined : heirs.get(lost);
      change.selected = kept.length > 0 ? kept : [heir !== undefined && here(heir) ? heir : CENTRE];
    }
    if (editing !== null && !here(editing)) change.editing = null;
    if (focus !== null && !here(focus)) change.focus = null;
    if (Object.keys(change).length > 0) set(change);
    heirs = new Map(parent);
  });
  /* What a fold or a filter hides is not in hand either: what hides it is. */
  shown.subscribe(() => {
    const { selected } = state.get();
    const { nodes, root } = shown.get();
    if (selected.every((id) => nodes.has(id))) return;
    const { parent } = tree.get();
    const seen = (id: string): string => {
      let node: string | undefined = id;
      while (node !== undefined && !nodes.has(node)) node = parent.get(node) ?? heirs.get(node);
      return node ?? root;
    };
    set({ selected: [...new Set(selected.map(seen))] });
  });

  return {
    get: state.get,
    subscribe: state.subscribe,
    /** The ids that the search and the filter keep, or null when nothing is asked. */
    matching,
    /** The nodes drawn: what is neither folded, nor filtered out, nor outside the focused branch. */
    shown,
    /** Nodes created here and not written yet: they go away when left empty. */
    fresh: new Set<string>(),
    select: (ids: readonly string[]) => set({ selected: [...new Set(ids)] }),
    /** Add a node to the selection, or take it out. */
    toggle: (id: string) => {
      const { selected } = state.get();
      const without = selected.filter((each) => each !== id);
      set({ selected: without.length < selected.length && without.length > 0 ? without : [...without, id] });
    },
    /** Select from the first of the selection to this node, in the order of the screen. */
    extendTo: (id: string) => {
      const { ids } = shown.get();
      const from = ids.indexOf(state.get().selected[0] ?? id);
      const to = ids.indexOf(id);
      if (from < 0 || to < 0) return set({ selected: [id] });
      const range = ids.slice(Math.min(from, to), Math.max(from, to) + 1);
      set({ selected: from <= to ? range : range.reverse() });
    },
    fold: foldAll,
    /** These have no room: folded for now, here only, but for those that a hand opened. */
    foldForRoom: (ids: ReadonlySet<string>) => {
      auto = new Set([...ids].filter((id) => !opened.has(id) && !own.has(id)));
      const folded = union(own, auto);
      const before = state.get().folded;
      if (folded.size !== before.size || [...folded].some((id) => !before.has(id))) set({ folded });
    },
    isOpened: (id: string) => opened.has(id),
    /** What would be drawn on a screen large enough. */
    unfolded: (): Shown => show(tree.get(), { ...state.get(), folded: own }, matching.get(), shown.get()),
    /** Unfold all that hides a node, and leave a focused branch that does not hold it. */
    reveal: (id: string) => {
      const view = tree.get();
      const { focus } = state.get();
      if (focus !== null && !isUnder(view, id, focus)) set({ focus: null });
      foldAll([CENTRE, ...pathOf(view, id).slice(0, -1)], false);
    },
    focusBranch: (focus: string | null) => set({ focus: focus === CENTRE ? null : focus }),
    setQuery: (query: string) => set({ query }),
    /** Add a type to the filter, or take it out. */
    flipType: (key: string) => {
      const types = new Set(state.get().types);
      if (!types.delete(key)) types.add(key);
      set({ types });
    },
    /** No search, no filter. */
    showAll: () => set({ query: "", types: new Set() }),
    /** Write in a node (selects it), or stop writing. */
    edit: (editing: string | null) => set(editing === null ? { editing } : { editing, selected: [editing] }),
    showDetails: (details: boolean) => set({ details }),
  };
}

function union(a: ReadonlySet<string>, b: ReadonlySet<string>): ReadonlySet<string> {
  return b.size === 0 ? a : new Set([...a, ...b]);
}
