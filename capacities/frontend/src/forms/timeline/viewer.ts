/** What one person sees of the timeline and has in hand: never in the document. Shared by its views, so that
 * changing view keeps it. */

import type { CanvasSession, CardView, Store } from "../../core";
import { CALENDAR, getOrMake, LANES, value } from "../../core";
import { timelineOf } from "./model";

export interface ViewerState {
  /** Steps and links selected; the last one is where the keyboard is. */
  readonly selected: readonly string[];
  /** Whose text is being written here, or null. */
  readonly editing: string | null;
  readonly details: boolean;
  /** Pixels for a day; null until somebody zooms: all of it is in sight. */
  readonly scale: number | null;
}

export interface Viewer extends Store<ViewerState> {
  /** Created here and not written yet, with all that came with each: they go away when left empty. */
  readonly fresh: Map<string, readonly string[]>;
  select(ids: readonly string[]): void;
  toggle(id: string): void;
  /** Write in a step or the title of a lane (selects it), or stop writing. */
  edit(id: string | null): void;
  showDetails(open: boolean): void;
  zoom(scale: number | null): void;
}

const viewers = new WeakMap<CanvasSession, Viewer>();

/** The viewer of a session: one, as long as the session lives. */
export function viewerOf(session: CanvasSession): Viewer {
  return getOrMake(viewers, session, () => makeViewer(session));
}

/** Of a lane or of a window: written too, and no step. */
function isTitle(card: CardView | undefined): boolean {
  return card?.deleted === false && (card.zone === LANES || card.zone === CALENDAR);
}

function makeViewer(session: CanvasSession): Viewer {
  const state = value<ViewerState>({ selected: [], editing: null, details: false, scale: null });
  const set = (change: Partial<ViewerState>) => state.set({ ...state.get(), ...change });
  const timeline = timelineOf(session);
  /* What somebody deleted, or what a silence hides, is in nobody's hand any more. */
  const forget = () => {
    const { selected, editing } = state.get();
    if (selected.length === 0 && editing === null) return;
    const { steps } = timeline.get();
    const [cards, links] = [session.cards.get(), session.links.get()];
    const here = (id: string) => steps.has(id) || isTitle(cards.get(id)) || links.get(id)?.deleted === false;
    if (selected.every(here) && (editing === null || here(editing))) return;
    set({ selected: selected.filter(here), editing: editing !== null && here(editing) ? editing : null });
  };
  timeline.subscribe(forget);
  return {
    get: state.get,
    subscribe: state.subscribe,
    fresh: new Map(),
    select: (ids) => set({ selected: [...new Set(ids)] }),
    toggle: (id) => {
      const { selected } = state.get();
      const without = selected.filter((each) => each !== id);
      set({ selected: without.length < selected.length ? without : [...without, id] });
    },
    edit: (editing) => set(editing === null ? { editing } : { editing, selected: [editing] }),
    showDetails: (details) => set({ details }),
    zoom: (scale) => set({ scale }),
  };
}
