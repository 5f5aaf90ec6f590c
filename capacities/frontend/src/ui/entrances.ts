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

/** How many entrances have room in the bar. `menu`: how wide the button is that leads to the others, when there are
 * some. The last place can take any of those that are left, so that as many stand there from page to page. */
export function fitting(room: number, widths: readonly number[], menu: number): number {
  const few = Math.min(FEW, widths.length);
  if (total(widths) <= room) return widths.length;
  const fits = (count: number, last: number) => total(widths.slice(0, count - 1)) + last + menu <= room;
  const most = (last: (count: number) => number) => widths.findLastIndex((_, at) => fits(at, last(at)));
  const steady = most((count) => Math.max(...widths.slice(count - 1)));
  /* One title is too long for that: it will stay in the menu. */
  const count = steady < few ? most((at) => widths[at - 1] ?? 0) : steady;
  return count < few ? 0 : count;
}

function total(widths: readonly number[]): number {
  return widths.reduce((sum, each) => sum + each, 0);
}

/** Which entrances stand in the bar: those that fit, from the first; and where one is, in the place of the last. */
export function standing(
  room: number,
  widths: readonly number[],
  menu: number,
  entrances: readonly Entrance[],
): ReadonlySet<number> {
  const fits = fitting(room, widths, menu);
  const here = entrances.findIndex(({ current }) => current);
  const first = widths.map((_, at) => at).slice(0, fits);
  if (fits === 0 || here < fits) return new Set(first);
  let used = menu + (widths[here] ?? 0);
  const kept = first.slice(0, -1).filter((at) => (used += widths[at] ?? 0) <= room);
  return new Set(kept.length + 1 < FEW ? first : [...kept, here]);
}

/** What the menu of the bar is called, the same wherever one is: what it holds is not all where one is. */
export function menuTitle(shown: number): string {
  return shown === 0 ? "Menu" : "Plus";
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
