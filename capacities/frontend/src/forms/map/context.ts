/** What the things drawn on one map share. */

import { createContext, useContext } from "react";
import type { CanvasSession, Value } from "../../core";
import type { Hands } from "./hands";
import type { InkScene } from "./ink-scene";
import type { Plan } from "./plan";
import type { MapScene } from "./scene";
import type { Viewer } from "./viewer";

/** Whose menu is open, and from what. */
export interface OpenMenu {
  id: string;
  anchor: Element;
}

/** What is waited for: the other end of a link, or what a stamp is put on. */
export type Asked = { kind: "start" } | { kind: "join"; from: string } | { kind: "stamp"; type: string };

export interface MapContext {
  session: CanvasSession;
  viewer: Viewer;
  scene: MapScene;
  ink: InkScene;
  hands: Hands;
  plan: Plan;
  hovered: Value<string | null>;
  /** How the last press was made, and what alone was then selected. */
  press: { touch: boolean; only: string | null };
  openMenu: (menu: OpenMenu) => void;
  ask: (asked: Asked) => void;
  /** Put the focus on a record, as soon as it is drawn. */
  focus: (id: string) => void;
}

export const MapShared = createContext<MapContext | null>(null);

export function useMap(): MapContext {
  const map = useContext(MapShared);
  if (map === null) throw new Error("useMap is used inside the map");
  return map;
}
