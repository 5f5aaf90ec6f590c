/* What the bar shows and what its menu holds: 27 tools in eight themes, at three widths. */

import { expect, test } from "vitest";
import type { BarData } from "../core";
import { BAR, themeOf } from "../core/testing";
import { entrancesOf, fitting, menuGroups, menuTitle, standing } from "./entrances";

/** The carnet: how many tools each theme has. */
const TOOLS: Record<string, number> = {
  "Cas d’usage": 5,
  Usagers: 3,
  Futur: 4,
  Valeur: 4,
  Modèle: 4,
  Gouvernance: 4,
  Responsabilité: 1,
  Restitution: 2,
};
/** As wide as the widest font of our three engines draws them. */
const LETTER = 8.2;
const MENU = 96;
/** The brand, 170 px of the dossier's name, the saved state, four people, « Partager », the way out. */
const OTHERS = 48 + 90 + 170 + 330 + 60;

function carnet(current: string): BarData {
  const themes = Object.entries(TOOLS).map(([theme, count]) =>
    themeOf(
      theme,
      Array.from({ length: count }, (_, i) => `${theme} ${i + 1}`),
      current,
    ),
  );
  const after = [{ title: "Synthèse", url: "/synthese", current: false }];
  return { ...BAR, dossier: { ...BAR.dossier!, themes, after } };
}

function at(width: number, current = "") {
  const entrances = entrancesOf(carnet(current));
  const widths = entrances.map(({ title, several }) => title.length * LETTER + (several.length > 0 ? 38 : 22));
  const kept = standing(width - OTHERS, widths, MENU, entrances);
  const used = widths.filter((_, at) => kept.has(at)).reduce((sum, each) => sum + each, 0);
  const groups = menuGroups(
    entrances.filter((_, at) => !kept.has(at)),
    [],
  );
  const folded = groups.flatMap(({ items }) => items);
  const inBar = entrances.filter((_, at) => kept.has(at));
  return { entrances, inBar, used: used + (kept.size < widths.length ? MENU : 0), groups, folded };
}

test.each([
  [1440, 6],
  [1280, 4],
  [820, 0],
  [390, 0],
])("at %i px, what is in the bar fits, and the menu holds every other tool", (width, expected) => {
  const { inBar, used, groups, folded } = at(width, "Gouvernance 2");
  expect(inBar.length).toBe(expected);
  if (inBar.length > 0) expect(used).toBeLessThanOrEqual(width - OTHERS);
  const shown = inBar.flatMap(({ several, url }) => (several.length > 0 ? several.map((each) => each.url) : [url]));
  const reached = [...shown, ...folded.map(({ href }) => href)];
  expect(reached.filter((url) => url?.includes("canevas=")).length).toBe(27);
  expect(new Set(reached).size).toBe(29);
  /* Folded, the menu holds on a phone: themes, not tools. */
  expect(groups.length).toBeLessThanOrEqual(10);
});

test.each([1440, 1280])("at %i px, where one is is read in the bar, and the menu is called the same", (width) => {
  for (const current of ["Usagers 1", "Gouvernance 2", "Restitution 2"]) {
    const { entrances, inBar, used } = at(width, current);
    expect(inBar.filter((each) => each.current)).toHaveLength(1);
    expect(inBar[0]).toBe(entrances[0]);
    expect(used).toBeLessThanOrEqual(width - OTHERS);
    expect(menuTitle(inBar.length)).toBe("Plus");
  }
});

test("with no room for entrances, the menu holds all, and shows unfolded where one is", () => {
  const { inBar, groups } = at(820, "Restitution 2");
  expect(menuTitle(inBar.length)).toBe("Menu");
  expect(groups.find(({ title }) => title === "Restitution")).toMatchObject({ folded: true, open: true });
  expect(groups.find(({ title }) => title === "Gouvernance")).toMatchObject({ folded: true, open: false });
});

test("a long entrance takes the place of as many as it needs, unless too few would stay", () => {
  const places = ["a", "b", "c", "d", "e"].map((title) => ({
    title,
    url: title,
    current: title === "e",
    hint: "",
    several: [],
  }));
  expect([...standing(480, [100, 100, 100, 100, 190], 80, places)]).toEqual([0, 1, 4]);
  expect([...standing(480, [100, 100, 100, 100, 100], 80, places)]).toEqual([0, 1, 2, 4]);
  expect([...standing(400, [100, 100, 100, 100, 290], 80, places)]).toEqual([0, 1, 2]);
});

test("a theme of one tool leads to it at once", () => {
  const { entrances } = at(1440, "Responsabilité 1");
  const alone = entrances.find(({ title }) => title === "Responsabilité");
  expect(alone).toMatchObject({ several: [], current: true, hint: "Responsabilité 1" });
  expect(alone?.url).toContain("canevas=Responsabilit");
});

test("all that fits needs no menu; a bar with room for two keeps none", () => {
  expect(fitting(300, [100, 100, 100], 80)).toBe(3);
  expect(fitting(299, [100, 100, 100], 80)).toBe(0);
  expect(fitting(399, [100, 100, 100, 100], 80)).toBe(3);
  expect(fitting(100, [90], 80)).toBe(1);
  expect(fitting(-40, [90, 90], 80)).toBe(0);
});

test("out of a dossier there is one entrance", () => {
  expect(entrancesOf({ ...BAR, dossier: null }).map(({ title }) => title)).toEqual(["À propos"]);
});
