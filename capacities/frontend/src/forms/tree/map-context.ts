/** What the nodes of one map share. */

import type { CanvasSession, Value } from "../../core";
import { sharedContext } from "../../ui/shared-context";
import type { Hands } from "./hands";
import type { Scene } from "./scene";
import type { Viewer } from "./viewer";
import type { Work } from "./work";

/** Which node has its menu open, and from what. */
export interface OpenMenu {
  id: string;
  anchor: Element;
  /** Only the types: its sign was pressed. */
  types?: boolean;
}

export interface MapContext {
  session: CanvasSession;
  viewer: Viewer;
  scene: Scene;
  hands: Hands;
  /** The node under the mouse. */
  hovered: Value<string | null>;
  /** How the last press was made, the only node then selected, and where the mouse was seen. */
  press: { touch: boolean; only: string | null; x: number; y: number };
  /** What a hand is at, besides writing. */
  work: Work;
  openMenu: (menu: OpenMenu) => void;
  /** Put the focus on a node, as soon as it is drawn. */
  focusNode: (id: string) => void;
}

export const [MapShared, useMap] = sharedContext<MapContext>("the map");
