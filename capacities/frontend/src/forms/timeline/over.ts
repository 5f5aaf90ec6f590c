/** What the steps drawn in one view share: how one acts on them, and what may open over the view. */

import { sharedContext } from "../../ui/shared-context";
import type { Hands } from "./hands";
import type { Viewer } from "./viewer";

/** Whose menu is open, and from what. */
export interface OpenMenu {
  id: string;
  anchor: Element;
}

/** From which step a link is asked, and whether it goes to what is before. */
export interface Asked {
  from: string;
  before: boolean;
}

export interface Over {
  hands: Hands;
  viewer: Viewer;
  openMenu: (menu: OpenMenu) => void;
  /** Which other step comes before or after one. */
  ask: (asked: Asked) => void;
  /** Take a step in hand, and show it. */
  go: (id: string) => void;
}

export const [OverShared, useOver] = sharedContext<Over>("<StepOver>");
