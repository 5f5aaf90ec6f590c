/** A group that is folded: an entry says its title, and shows it in the same menu. */

import { act } from "react";
import { createRoot } from "react-dom/client";
import { expect, test, vi } from "vitest";
import { Menu } from "./Menu";

test("a folded group is opened by its title, whose second tap takes nothing back; what cannot be done does nothing, and the menu stays", async () => {
  HTMLElement.prototype.showPopover ??= () => undefined;
  HTMLElement.prototype.hidePopover ??= () => undefined;
  const matches = HTMLElement.prototype.matches;
  vi.spyOn(HTMLElement.prototype, "matches").mockImplementation(function (this: HTMLElement, selector: string) {
    return selector !== ":popover-open" && matches.call(this, selector);
  });
  const place = document.body.appendChild(document.createElement("div"));
  const anchor = document.body.appendChild(document.createElement("button"));
  vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true);
  let [closed, ran] = [0, 0];
  const groups = [
    { title: "Télécharger", items: [{ title: "Classeur" }, { title: "CSV", disabled: true, run: () => ran++ }] },
    { title: "Autres", items: [{ title: "Schéma" }], folded: true },
  ];
  const root = createRoot(place);
  await act(async () =>
    root.render(<Menu anchor={anchor} label="Exporter" groups={groups} onClose={() => closed++} />),
  );
  const items = () => [...place.querySelectorAll<HTMLElement>("[data-item]")].map(({ dataset }) => dataset["item"]);
  expect(items()).toEqual(["Classeur", "CSV", "Autres"]);
  const unable = place.querySelector<HTMLElement>('[data-item="CSV"]')!;
  expect(unable.getAttribute("aria-disabled")).toBe("true");
  await act(async () => unable.click());
  expect([closed, ran]).toEqual([0, 0]);
  const fold = place.querySelector<HTMLElement>('[data-item="Autres"]')!;
  expect(fold.getAttribute("aria-expanded")).toBe("false");
  await act(async () => fold.click());
  expect(items()).toEqual(["Classeur", "CSV", "Autres", "Schéma"]);
  expect(fold.getAttribute("aria-expanded")).toBe("true");
  expect(closed).toBe(0);
  const tap = () => act(async () => fold.dispatchEvent(new MouseEvent("click", { bubbles: true, detail: 1 })));
  await tap();
  await tap();
  expect(items()).toEqual(["Classeur", "CSV", "Autres"]);
  document.body.dispatchEvent(new MouseEvent("click", { bubbles: true, clientX: 99 })); // the pair is over
  await act(async () => root.unmount());
  HTMLElement.prototype.matches = matches;
  vi.unstubAllGlobals();
});
