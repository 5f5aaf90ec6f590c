/** What the things drawn on one frise share. */

import { createContext, useContext } from "react";
import type { CanvasSession, Store, Value } from "../../core";
import type { FriseScene } from "./frise-scene";
import type { Hands } from "./hands";
import type { Timeline } from "./model";
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

export interface FriseContext {
  session: CanvasSession;
  timeline: Store<Timeline>;
  viewer: Viewer;
  scene: FriseScene;
  hands: Hands;
  /** What is under the mouse. */
  hovered: Value<string | null>;
  /** The step that Tab comes to. */
  first: Value<string | null>;
  openMenu: (menu: OpenMenu) => void;
  ask: (asked: Asked) => void;
  /** Put the focus on a step or a link, as soon as it is drawn. */
  focus: (id: string) => void;
}

export const FriseShared = createContext<FriseContext | null>(null);

export function useFrise(): FriseContext {
  const frise = useContext(FriseShared);
  if (frise === null) throw new Error("useFrise is used inside the frise");
  return frise;
}
