/** What the boxes and post-its of one canvas share. */

import { useMemo } from "react";
import type { CanvasSession, Store } from "../../core";
import { useStore, useStores } from "../../ui/hooks";
import { useScreen } from "../../ui/screen";
import { sharedContext } from "../../ui/shared-context";
import type { Caret, CaretPlaces } from "../shared/focus";
import { readingOrder, strayZones } from "./layout";
import { ADDED_LINES } from "./template";

/** Which post-it has its menu open, and from which button. */
export interface OpenMenu {
  id: string;
  anchor: Element;
}

export interface BoardContext extends CaretPlaces {
  /** Put the focus in a post-it, now or as soon as it is drawn. */
  focusCard: (id: string, caret?: Caret) => void;
  focusBox: (box: string) => void;
  openMenu: (menu: OpenMenu) => void;
  askMove: (id: string) => void;
  /** The fact that the menu asked to edit. */
  wantedFact: Store<{ id: string; field: string } | null>;
  wantFact: (wanted: { id: string; field: string } | null) => void;
  /** Post-its created here and not written yet: they go away when left empty. */
  fresh: Set<string>;
  addCard: (box: string, before?: string | null) => void;
  removeCard: (id: string) => void;
  /** Several lines: one post-it each, last in the box or in the stead of an empty one. */
  pasteLines: (box: string, text: string, instead?: string | null) => void;
}

export const [Board, useBoard] = sharedContext<BoardContext>("the boxes");

export interface Structure {
  lines: readonly string[];
  instances: ReadonlyMap<string, readonly string[]>;
  /** Every box drawn, in reading order. */
  order: readonly string[];
  stray: readonly string[];
}

function addedOf(session: CanvasSession): { lines: Store<readonly string[]>; blocks: Store<readonly string[]>[] } {
  const { template } = session.data;
  return {
    lines: session.zoneOrder(ADDED_LINES),
    blocks: template.blocks.map((block) => session.zoneOrder(block.key)),
  };
}

/** The canvas as it stands now, without React. */
export function structureOf(session: CanvasSession): Structure {
  const { template } = session.data;
  const added = addedOf(session);
  const lines = template.matrix?.open_lines === true ? added.lines.get() : [];
  const instances = new Map(template.blocks.map((block, i) => [block.key, added.blocks[i]?.get() ?? []] as const));
  const order = readingOrder(template, { lines, instances });
  return { lines, instances, order, stray: strayZones(template, session.zonesInUse.get(), order) };
}

/** The same, live. */
export function useStructure(): Structure {
  const { session } = useScreen();
  const stores = useMemo(() => {
    const { lines, blocks } = addedOf(session);
    return [lines, ...blocks, session.zonesInUse];
  }, [session]);
  const values = useStores<readonly string[]>(stores);
  return useMemo(() => {
    void values;
    return structureOf(session);
  }, [session, values]);
}

/** The title of an added line or of an instance, live. */
export function useTitle(id: string, fallback: string): string {
  const { session } = useScreen();
  return useStore(session.text(id)).trim() || fallback;
}
