/** A group that is folded: an entry says its title, and shows it in the same menu. */

import { act } from "react";
import { createRoot } from "react-dom/client";
import { expect, test, vi } from "vitest";
import { Menu } from "./Menu";

test("a folded group is opened by its title, and the menu stays", async () => {
  HTMLElement.prototype.showPopover ??= () => undefined;
  HTMLElement.prototype.hidePopover ??= () => undefined;
  const matches = HTMLElement.prototype.matches;
  HTMLElement.prototype.matches = function (this: HTMLElement, selector: string): this is HTMLElement {
    return selector !== ":popover-open" && matches.call(this, selector);
  };
  const place = document.body.appendChild(document.createElement("div"));
  const anchor = document.body.appendChild(document.createElement("button"));
  vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true);
  let closed = 0;
  const groups = [
    { title: "Télécharger", items: [{ title: "Classeur" }] },
    { title: "Autres", items: [{ title: "Schéma" }], folded: true },
  ];
  const root = createRoot(place);
  await act(async () =>
    root.render(<Menu anchor={anchor} label="Exporter" groups={groups} onClose={() => closed++} />),
  );
  const items = () => [...place.querySelectorAll<HTMLElement>("[data-item]")].map(({ dataset }) => dataset["item"]);
  expect(items()).toEqual(["Classeur", "Autres"]);
  const fold = place.querySelector<HTMLElement>('[data-item="Autres"]')!;
  expect(fold.getAttribute("aria-expanded")).toBe("false");
  await act(async () => fold.click());
  expect(items()).toEqual(["Classeur", "Autres", "Schéma"]);
  expect(fold.getAttribute("aria-expanded")).toBe("true");
  expect(closed).toBe(0);
  await act(async () => root.unmount());
  HTMLElement.prototype.matches = matches;
  vi.unstubAllGlobals();
});
