/** The entrances of a dossier in the bar: what stands in it, what its menu holds. No drawing here. */

import type { BarData, BarPlace, CanvasPlace, DossierPlaces } from "../core";
import type { MenuGroup, MenuItem } from "./Menu";

/** What stands in the bar under one title: a page, or (`several`) a small menu of canvases. */
export interface Entrance {
  title: string;
  current: boolean;
  /** Where it leads; the first of its canvases when it has several. */
  url: string;
  /** What it says besides, "" when nothing. */
  hint: string;
  several: readonly CanvasPlace[];
}

/** Every canvas of the dossier that the bar leads to. */
export function canvasPlaces({ dossier }: BarData): readonly CanvasPlace[] {
  return dossier?.themes.flatMap(({ canvases }) => canvases) ?? [];
}

/** All the entrances, in order: those that do not fit are the last ones. */
export function entrancesOf({ dossier, about }: BarData): readonly Entrance[] {
  if (dossier === null) return [ofPlace(about)];
  return [
    ofPlace(dossier.home),
    ...dossier.themes.map(ofTheme),
    ...dossier.after.map(ofPlace),
    /* At the foot of pages, and in the menu. */
    ...(about.current ? [ofPlace(about)] : []),
  ];
}

function ofPlace({ title, url, current }: BarPlace): Entrance {
  return { title, url, current, hint: "", several: [] };
}

function ofTheme({ title, canvases }: DossierPlaces["themes"][number]): Entrance {
  const [first] = canvases;
  const whole = first?.whole ?? "";
  return {
    title,
    url: first?.url ?? "",
    current: canvases.some(({ current }) => current),
    hint: canvases.length === 1 && whole !== title ? whole : "",
    several: canvases.length > 1 ? canvases : [],
  };
}

/** Fewer than that beside a menu would be a bit of everything: the menu then holds them all. */
const FEW = 3;

/** How many entrances, from the first, have room in the bar. `menu`: how wide the button is that leads to the
 * others, when there are some. */
export function fitting(room: number, widths: readonly number[], menu: number): number {
  let used = 0;
  let fits = 0;
  for (const [at, width] of widths.entries()) {
    used += width;
    const rest = at === widths.length - 1 ? 0 : menu;
    if (used + rest <= room) fits = at + 1;
  }
  return fits < Math.min(FEW, widths.length) ? 0 : fits;
}

/** What the menu of the bar says it holds: where one is, when one is there. */
export function menuTitle(entrances: readonly Entrance[], shown: number): string {
  const here = entrances.slice(shown).find(({ current }) => current);
  if (shown === 0) return "Menu";
  return here?.title ?? "Plus";
}

/** The menu: every entrance that has no room in the bar, and `others` after them. A theme of several canvases is
 * folded, unless one of them is the page at hand. */
export function menuGroups(folded: readonly Entrance[], others: readonly MenuItem[]): MenuGroup[] {
  const groups: MenuGroup[] = folded.map((entrance) => {
    const { title, several, current } = entrance;
    if (several.length === 0) return { title, items: [itemOf(entrance)], untitled: true };
    return { title, items: several.map(canvasItem), folded: true, open: current };
  });
  return others.length === 0 ? groups : [...groups, { title: "Et aussi", items: others, untitled: true }];
}

function itemOf({ title, url, current, hint }: Entrance): MenuItem {
  return { title, href: url, current, ...(hint === "" ? {} : { detail: hint }) };
}

/** A canvas, in the menu of its theme. */
export function canvasItem({ title, whole, url, current }: CanvasPlace): MenuItem {
  return { title, href: url, current, ...(whole === title ? {} : { detail: whole }) };
}
