/** What the things drawn on one frise share. */

import { createContext, useContext } from "react";
import type { CanvasSession, Store, Value } from "../../core";
import type { FriseScene } from "./frise-scene";
import type { Over } from "./over";
import type { Timeline } from "./types";

export interface FriseContext extends Over {
  session: CanvasSession;
  timeline: Store<Timeline>;
  scene: FriseScene;
  /** What is under the mouse. */
  hovered: Value<string | null>;
  /** The step that Tab comes to. */
  first: Value<string | null>;
  /** Put the focus on a step or a link, as soon as it is drawn. */
  focus: (id: string) => void;
}

export const FriseShared = createContext<FriseContext | null>(null);

export function useFrise(): FriseContext {
  const frise = useContext(FriseShared);
  if (frise === null) throw new Error("useFrise is used inside the frise");
  return frise;
}
