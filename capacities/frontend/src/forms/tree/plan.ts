/** What the rows of one outline share: the focus, the menu that is open, the acts. */

import { sharedContext } from "../../ui/shared-context";
import type { Caret, CaretPlaces } from "../shared/focus";
import type { Hands } from "./hands";

/** A menu opened from a button of a row. */
export interface OpenMenu {
  id: string;
  anchor: Element;
  what: "all" | "type";
}

export interface Plan extends CaretPlaces {
  hands: Hands;
  /** Put the focus in a node, unfolding what hides it. */
  focusNode: (id: string, caret?: Caret) => void;
  /** The node drawn just above or below, or null at the ends. */
  beside: (id: string, step: 1 | -1) => string | null;
  openMenu: (menu: OpenMenu) => void;
  askMove: (id: string) => void;
  /** The colour of a main branch. */
  hueOf: (branch: string) => string;
  /** Several lines pasted: ideas with their indentation, last or in the stead of an empty one. */
  paste: (parent: string, text: string, instead: string | null) => void;
}

export const [PlanContext, usePlan] = sharedContext<Plan>("the outline");
