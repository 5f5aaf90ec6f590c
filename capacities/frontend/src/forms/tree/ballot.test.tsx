/* The vote on the canvas: the ranking comes to everybody, under nobody's hands, in one window. */

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { ballotOf } from "../../ballot/ballot";
import { JUST_OPEN } from "../../ballot/testing";
import type { BallotState } from "../../ballot/types";
import { CENTRE } from "../../core";
import { until } from "../../core/testing";
import { closeScreens, noQuery, openScreen } from "../../ui/testing";
import { TREE } from "./testing";

let served: BallotState;
let screen: ShadowRoot;
let reveal: () => void;
let add: () => string;
const open = () => [...screen.querySelectorAll("dialog[open]")];
const button = (words: string) => [...screen.querySelectorAll("button")].find((each) => each.textContent === words)!;

beforeEach(async () => {
  noQuery();
  served = JUST_OPEN;
  vi.stubGlobal("fetch", async (url: string, init: RequestInit = {}) => {
    const body = init.body === undefined ? null : (JSON.parse(init.body as string) as Record<string, string>);
    if (body?.carte !== undefined) {
      const own = (served.mine[body.carte] ?? 0) + (url.endsWith("/retirer") ? -1 : 1);
      served = { ...served, mine: { [body.carte]: own }, left: 4 - own };
    }
    return new Response(JSON.stringify(served));
  });
  const opened = await openScreen({ template: { ...TREE, dots: 4 } }, { view: "liste" });
  screen = opened.screen;
  add = () => opened.session.actions.add(CENTRE, "Une idée")!;
  const ballot = ballotOf(opened.session)!;
  await until(() => ballot.view.get().state !== null, 3_000);
  reveal = () => {
    served = { ...served, open: false, revealed: true, totals: {} };
    ballot.refresh();
  };
});

afterEach(() => {
  closeScreens();
  vi.unstubAllGlobals();
});

test("whoever looks at their own gommettes is shown the ranking in the same place", async () => {
  await until(() => button("Mes gommettes") !== undefined);
  button("Mes gommettes").click();
  await until(() => open().length === 1);
  reveal();
  await until(() => screen.querySelector("dialog.full") !== null, 3_000);
  expect(open()).toEqual([screen.querySelector("dialog.full")]);
});

test("whoever writes finishes first, and is told", async () => {
  const field = document.createElement("textarea");
  screen.append(field);
  field.focus();
  reveal();
  await until(() => screen.textContent!.includes("Les résultats sont dévoilés"), 3_000);
  expect(open()).toEqual([]);
  field.blur();
  await until(() => screen.querySelector("dialog.full[open]") !== null, 3_000);
  expect(open()).toHaveLength(1);
});

test("the last gommette taken back leaves the focus on « + »", async () => {
  const id = add();
  const dots = () => screen.querySelector<HTMLElement>(`[data-dots="${id}"]`);
  await until(() => dots() !== null);
  const [plus, back] = [dots()!.querySelector<HTMLElement>(".place")!, dots()!.querySelector<HTMLElement>(".back")!];
  plus.click();
  await until(() => dots()!.querySelector(".dots-mine.none") === null, 3_000);
  back.focus();
  back.click();
  await until(() => dots()!.querySelector(".dots-mine.none") !== null, 3_000);
  expect(screen.activeElement).toBe(plus);
});
