/* The switch of views: those that the form offers, kept in the address. */

import type { ReactElement } from "react";
import { act } from "react";
import { createRoot } from "react-dom/client";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { FormEntry } from "./form";
import type { ScreenContext } from "./screen";
import { Screen } from "./screen";
import { noQuery } from "./testing";
import { ViewSwitch } from "./ViewSwitch";
import { useView } from "./view";

type Views = FormEntry["views"];

const MANY: Views = { canevas: "Mur", barres: "Barres", papier: "Papier", liste: "Liste" };
const host = document.createElement("div");
let root: ReturnType<typeof createRoot>;

function Page({ views }: { views: Views }): ReactElement {
  const entry = { views } as FormEntry;
  const [view, setView] = useView(entry, false);
  return (
    <Screen value={{ view, setView, entry } as ScreenContext}>
      <ViewSwitch />
      <output>{view}</output>
    </Screen>
  );
}

const show = (views: Views) => act(async () => root.render(<Page views={views} />));
const buttons = () => [...host.querySelectorAll("button")];
const shown = () => host.querySelector("output")!.textContent;

function onPhone(): void {
  const listens = { addEventListener: () => undefined, removeEventListener: () => undefined };
  vi.spyOn(window, "matchMedia").mockReturnValue({ matches: true, ...listens } as unknown as MediaQueryList);
}

beforeEach(() => {
  vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true);
  history.replaceState(null, "", "/?dossier=1");
  document.body.append(host);
  root = createRoot(host);
});

afterEach(async () => {
  await act(async () => root.unmount());
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

test("a form with views of its own has them in its order, before the projector", async () => {
  noQuery();
  await show(MANY);
  expect(buttons().map((each) => each.textContent)).toEqual(["Mur", "Barres", "Papier", "Liste", "Présentation"]);
  await act(async () => buttons()[1]!.click());
  expect(shown()).toBe("barres");
  expect(buttons()[1]!.getAttribute("aria-pressed")).toBe("true");
  expect(location.search).toBe("?dossier=1&vue=barres");
});

test("the address leads to such a view, never to one that the form lacks", async () => {
  noQuery();
  history.replaceState(null, "", "/?vue=papier");
  await show(MANY);
  expect(shown()).toBe("papier");
  await act(async () => root.unmount());
  root = createRoot(host);
  await show({ canevas: "Carte", liste: "Plan" });
  expect(shown()).toBe("canevas");
});

test("on a phone, many views are a choice; few stay buttons", async () => {
  onPhone();
  await show(MANY);
  const choice = host.querySelector("select")!;
  expect([...choice.options].map((each) => each.text)).toContain("Papier");
  expect(choice.value).toBe("liste");
  await show({ canevas: "Carte", liste: "Plan" });
  expect(buttons()).toHaveLength(3);
});
