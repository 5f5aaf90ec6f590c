/* What the bar shows and what its menu holds: 27 tools in eight themes, at three widths. */

import { expect, test } from "vitest";
import type { BarData } from "../core";
import { BAR, themeOf } from "../core/testing";
import { entrancesOf, fitting, menuGroups, menuTitle } from "./entrances";

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
  const shown = fitting(width - OTHERS, widths, MENU);
  const used = widths.slice(0, shown).reduce((sum, each) => sum + each, 0);
  const groups = menuGroups(entrances.slice(shown), []);
  const folded = groups.flatMap(({ items }) => items);
  return { entrances, shown, used: used + (shown < widths.length ? MENU : 0), groups, folded };
}

test.each([
  [1440, 6],
  [1280, 5],
  [820, 0],
  [390, 0],
])("at %i px, what is in the bar fits, and the menu holds every other tool", (width, expected) => {
  const { entrances, shown, used, groups, folded } = at(width, "Gouvernance 2");
  expect(shown).toBe(expected);
  if (shown > 0) expect(used).toBeLessThanOrEqual(width - OTHERS);
  const inBar = entrances
    .slice(0, shown)
    .flatMap(({ several, url }) => (several.length > 0 ? several.map((each) => each.url) : [url]));
  const reached = [...inBar, ...folded.map(({ href }) => href)];
  expect(reached.filter((url) => url?.includes("canevas=")).length).toBe(27);
  expect(new Set(reached).size).toBe(29);
  /* Folded, the menu holds on a phone: themes, not tools. */
  expect(groups.length).toBeLessThanOrEqual(10);
});

test("the menu says where one is when the bar cannot, and shows it unfolded", () => {
  const { entrances, shown, groups } = at(1280, "Restitution 2");
  expect(menuTitle(entrances, shown)).toBe("Restitution");
  expect(groups.find(({ title }) => title === "Restitution")).toMatchObject({ folded: true, open: true });
  expect(groups.find(({ title }) => title === "Gouvernance")).toMatchObject({ folded: true, open: false });
  expect(menuTitle(at(1280).entrances, shown)).toBe("Plus");
  expect(menuTitle(entrances, 0)).toBe("Menu");
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
