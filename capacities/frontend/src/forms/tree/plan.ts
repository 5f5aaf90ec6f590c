/** What the rows of one outline share: the focus, the menu that is open, the acts. */

import { createContext, useContext } from "react";
import type { Caret } from "../shared/focus";
import type { Hands } from "./hands";

/** A menu opened from a button of a row. */
export interface OpenMenu {
  id: string;
  anchor: Element;
  what: "all" | "type";
}

export interface Plan {
  hands: Hands;
  /** Put the focus in a node, unfolding what hides it. */
  focusNode: (id: string, caret?: Caret) => void;
  /** The caret asked for a node that is being drawn, once. */
  takeFocus: (id: string) => Caret | null;
  /** The node that is going away (moved by somebody) had the focus. */
  keepFocus: (id: string, caret: Caret) => void;
  /** The node drawn just above or below, or null at the ends. */
  beside: (id: string, step: 1 | -1) => string | null;
  openMenu: (menu: OpenMenu) => void;
  askMove: (id: string) => void;
  /** The colour of a main branch. */
  hueOf: (branch: string) => string;
  /** Several lines pasted: ideas with their indentation, last or in the stead of an empty one. */
  paste: (parent: string, text: string, instead: string | null) => void;
}

export const PlanContext = createContext<Plan | null>(null);

export function usePlan(): Plan {
  const plan = useContext(PlanContext);
  if (plan === null) throw new Error("usePlan is used inside the outline");
  return plan;
}
