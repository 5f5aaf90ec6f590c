/** What one person sees of the map and has in hand: never in the document. */

import type { CanvasSession, Store } from "../../core";
import { value } from "../../core";
import { graphOf } from "./graph";

export interface ViewerState {
  /** Elements, stamps and links selected; the last one is where the keyboard is. */
  readonly selected: readonly string[];
  /** Whose text is being written here, or null. */
  readonly editing: string | null;
  readonly details: boolean;
  /** What the next click puts down: the key of a type; or "lasso"; or what it draws with; or null. */
  readonly tool: string | null;
  /** Keys of the layers that are not shown. */
  readonly hidden: ReadonlySet<string>;
}

/** The tool that selects with a rectangle: no type has this key. */
export const LASSO = " lasso";
/** The tools that draw, and that rub out what is drawn. */
export const PEN = " crayon";
export const ERASER = " gomme";

export interface Viewer extends Store<ViewerState> {
  /** Created here and not written yet: they go away when left empty. */
  readonly fresh: Set<string>;
  select(ids: readonly string[]): void;
  toggle(id: string): void;
  /** Write in a record (selects it), or stop writing. */
  edit(id: string | null): void;
  showDetails(open: boolean): void;
  arm(tool: string | null): void;
  flipLayer(key: string): void;
  showLayers(): void;
}

const viewers = new WeakMap<CanvasSession, Viewer>();

export function viewerOf(session: CanvasSession): Viewer {
  const known = viewers.get(session);
  if (known !== undefined) return known;
  const viewer = makeViewer(session);
  viewers.set(session, viewer);
  return viewer;
}

function makeViewer(session: CanvasSession): Viewer {
  const state = value<ViewerState>({ selected: [], editing: null, details: false, tool: null, hidden: new Set() });
  const set = (change: Partial<ViewerState>) => state.set({ ...state.get(), ...change });
  const graph = graphOf(session);
  /* What somebody deleted is in nobody's hand any more. */
  const forget = () => {
    /* Asked of the whole: the store of each is told after. */
    const { selected, editing } = state.get();
    if (selected.length === 0 && editing === null) return;
    const others = new Set([...session.edges.get(), ...session.ink.get().map(({ id }) => id)]);
    const here = (id: string) => graph.get().places.get(id)?.deleted === false || others.has(id);
    if (selected.every(here) && (editing === null || here(editing))) return;
    set({ selected: selected.filter(here), editing: editing !== null && here(editing) ? editing : null });
  };
  graph.subscribe(forget);
  session.edges.subscribe(forget);
  session.ink.subscribe(forget);
  return {
    get: state.get,
    subscribe: state.subscribe,
    fresh: new Set(),
    select: (ids) => set({ selected: [...new Set(ids)] }),
    toggle: (id) => {
      const { selected } = state.get();
      const without = selected.filter((each) => each !== id);
      set({ selected: without.length < selected.length ? without : [...without, id] });
    },
    edit: (editing) => set(editing === null ? { editing } : { editing, selected: [editing] }),
    showDetails: (details) => set({ details }),
    arm: (tool) => set({ tool }),
    flipLayer: (key) => {
      const hidden = new Set(state.get().hidden);
      if (!hidden.delete(key)) hidden.add(key);
      set({ hidden });
    },
    showLayers: () => set({ hidden: new Set() }),
  };
}
