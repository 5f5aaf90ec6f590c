/* What a key asks for on the map: a pure function, so that the whole keyboard can be tested. */

import { CENTRE, letterOf } from "../../core";
import type { Arrow, KeyPress } from "../board/press";
import { ARROWS, ZOOMS } from "../board/press";
import type { Box } from "./layout";
import type { Shown } from "./shown";

/** The map when the key is pressed. */
export interface MapNow {
  shown: Pick<Shown, "root" | "ids" | "nodes" | "children">;
  boxOf(id: string): Box | undefined;
  /** The last one is where the keyboard is. */
  selected: readonly string[];
  /** A text is being written: nearly all keys belong to it. */
  editing: boolean;
  editable: boolean;
  /** Nothing is written in what is being written. */
  empty?: boolean;
  /** The keys of the types there are, in their order; none when there is nothing to choose. */
  types?: readonly string[];
}

export type MapCommand =
  /** Ours, and nothing to do: the browser must not scroll instead. */
  | { kind: "stay" }
  | { kind: "select"; ids: readonly string[] }
  /** Select from the first of the selection to this node. */
  | { kind: "extend"; id: string }
  | { kind: "child"; of: string }
  | { kind: "sibling"; of: string; where: "before" | "after" }
  | { kind: "edit"; id: string }
  /** Begin to write, this sign being the first. */
  | { kind: "type"; id: string; text: string }
  | { kind: "shift"; ids: readonly string[]; to: "up" | "down" | "indent" | "outdent" }
  | { kind: "set-type"; ids: readonly string[]; type: string }
  | { kind: "remove"; ids: readonly string[] }
  | { kind: "duplicate"; id: string }
  | { kind: "fold"; ids: readonly string[]; folded: boolean }
  | { kind: "zoom"; to: "in" | "out" | "fit" }
  | { kind: "stop-editing" }
  | { kind: "leave" };

const STAY: MapCommand = { kind: "stay" };

/** Tell what a key asks for; null when it is the browser's or the text's. */
export function commandOf(press: KeyPress, now: MapNow): MapCommand | null {
  if (press.isComposing === true) return null;
  const at = now.selected.at(-1) ?? now.shown.root;
  if (now.editing) return whileWriting(press, at, now);
  const arrow = ARROWS[press.key];
  if (arrow !== undefined) return arrowCommand(press, arrow, at, now);
  const control = press.ctrlKey || press.metaKey;
  // AltGr is told as Ctrl + Alt: it writes signs.
  if (control && !press.altKey) return withControl(press, at, now);
  if (press.altKey && !press.ctrlKey) return null;
  return alone(press, at, now);
}

function whileWriting(press: KeyPress, at: string, { editable, empty }: MapNow): MapCommand | null {
  const { key, shiftKey, ctrlKey, altKey, metaKey } = press;
  if (ctrlKey || altKey || metaKey) return null;
  if (key === "Escape" || key === "F2") return { kind: "stop-editing" };
  if (shiftKey || !editable) return null;
  /* A second Enter, as in other tools, ends: it makes no idea for nothing. */
  if (empty === true && (key === "Enter" || key === "Tab")) return { kind: "stop-editing" };
  if (key === "Tab") return { kind: "child", of: at };
  if (key === "Enter") return { kind: "sibling", of: at, where: "after" };
  return null;
}

function withControl(press: KeyPress, at: string, now: MapNow): MapCommand | null {
  if (press.shiftKey) return null;
  switch (letterOf(press)) {
    case "a":
      return { kind: "select", ids: brothersOf(at, now) };
    case "d":
      // Never the browser's bookmark, even where there is nothing to copy.
      return now.editable && at !== now.shown.root ? { kind: "duplicate", id: at } : STAY;
    case "home":
      return { kind: "select", ids: [now.shown.root] };
    default:
      return null;
  }
}

function alone({ key, shiftKey, repeat }: KeyPress, at: string, now: MapNow): MapCommand | null {
  const { shown, editable } = now;
  if (key === "Escape") return { kind: "leave" };
  if (key === "Home") return { kind: "select", ids: [shown.root] };
  if (key === "End") return { kind: "select", ids: [shown.ids.at(-1) ?? shown.root] };
  const zoom = ZOOMS[key];
  if (zoom !== undefined) return { kind: "zoom", to: zoom };
  if (key === " " || key === ".") return foldCommand(at, now);
  if (!editable) return null;
  switch (key) {
    case "Tab":
      return shiftKey ? null : { kind: "child", of: at };
    case "Enter":
      return { kind: "sibling", of: at, where: shiftKey ? "before" : "after" };
    case "F2":
      return { kind: "edit", id: at };
    case "Delete":
    case "Backspace":
      if (repeat === true) return STAY;
      return { kind: "remove", ids: now.selected.length === 0 ? [at] : now.selected };
    default:
      return typeAsked(key, at, now) ?? ([...key].length === 1 ? { kind: "type", id: at, text: key } : null);
  }
}

/** 1 to 4: the type of what is in hand. */
function typeAsked(key: string, at: string, { selected, shown, types = [] }: MapNow): MapCommand | null {
  const type = /^[1-9]$/.test(key) ? types[Number(key) - 1] : undefined;
  const ids = (selected.length === 0 ? [at] : selected).filter((id) => id !== CENTRE && shown.nodes.has(id));
  return type === undefined || ids.length === 0 ? null : { kind: "set-type", ids, type };
}

function foldCommand(at: string, { shown }: MapNow): MapCommand {
  const node = shown.nodes.get(at);
  if (node === undefined || node.below === 0 || at === shown.root) return STAY;
  return { kind: "fold", ids: [at], folded: !node.folded };
}

function arrowCommand(press: KeyPress, arrow: Arrow, at: string, now: MapNow): MapCommand | null {
  const { ctrlKey, altKey, metaKey, shiftKey } = press;
  if (ctrlKey || altKey || metaKey) {
    if (shiftKey || !now.editable) return null;
    return { kind: "shift", ids: now.selected.length === 0 ? [at] : now.selected, to: shiftOf(arrow, at, now) };
  }
  const node = now.shown.nodes.get(at);
  if (!shiftKey && node?.folded === true && isAway(arrow, at, now)) {
    return { kind: "fold", ids: [at], folded: false };
  }
  const to = beside(arrow, at, now);
  if (to === null) return STAY;
  return shiftKey ? { kind: "extend", id: to } : { kind: "select", ids: [to] };
}

function shiftOf(arrow: Arrow, at: string, now: MapNow): "up" | "down" | "indent" | "outdent" {
  if (arrow === "up" || arrow === "down") return arrow;
  return isAway(arrow, at, now) ? "indent" : "outdent";
}

/** Away from the centre: to the right on the right side, to the left on the left one. */
function isAway(arrow: Arrow, at: string, now: MapNow): boolean {
  return arrow === (now.boxOf(at)?.side ?? "right");
}

/** The node that an arrow goes to, or null. */
export function beside(arrow: Arrow, at: string, now: MapNow): string | null {
  if (arrow === "up" || arrow === "down") return aboveOrBelow(arrow, at, now);
  const { shown } = now;
  const children = shown.children.get(at) ?? [];
  if (at === shown.root) {
    const there = children.filter((id) => now.boxOf(id)?.side === arrow);
    return nearest(at, there, now);
  }
  return isAway(arrow, at, now) ? nearest(at, children, now) : (shown.nodes.get(at)?.parent ?? null);
}

/** The next one of the same level and side, else the nearest of any level in that direction. */
function aboveOrBelow(arrow: "up" | "down", at: string, now: MapNow): string | null {
  const { shown } = now;
  const here = now.boxOf(at);
  if (here === undefined || at === shown.root) return null;
  const sign = arrow === "up" ? -1 : 1;
  const level = shown.nodes.get(at)?.level;
  const found = shown.ids.filter((id) => {
    const box = now.boxOf(id);
    if (box === undefined || id === at || id === shown.root || box.side !== here.side) return false;
    return sign * (middle(box) - middle(here)) > 0;
  });
  const same = found.filter((id) => shown.nodes.get(id)?.level === level);
  if (same.length > 0) return nearest(at, same, now);
  const apart = found.filter((id) => !leadsTo(id, at, now) && !leadsTo(at, id, now));
  return nearest(at, apart, now);
}

function leadsTo(above: string, id: string, { shown }: MapNow): boolean {
  let node: string | undefined = id;
  while (node !== undefined && node !== above) node = shown.nodes.get(node)?.parent;
  return node === above;
}

function nearest(at: string, ids: readonly string[], now: MapNow): string | null {
  const here = now.boxOf(at);
  let best: string | null = null;
  let least = Infinity;
  for (const id of ids) {
    const box = now.boxOf(id);
    if (box === undefined || here === undefined) continue;
    const far = Math.abs(middle(box) - middle(here));
    if (far < least) [best, least] = [id, far];
  }
  return best;
}

function middle({ y, height }: Box): number {
  return y + height / 2;
}

/** A node and its brothers; of the root, the main branches. */
function brothersOf(at: string, { shown }: MapNow): readonly string[] {
  const parent = shown.nodes.get(at)?.parent ?? "";
  const brothers = shown.children.get(parent === "" ? shown.root : parent) ?? [];
  // The one where the keyboard is stays last.
  return brothers.includes(at) ? [...brothers.filter((id) => id !== at), at] : brothers;
}
