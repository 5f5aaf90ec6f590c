/* The buttons that undo, over a toolbar that is not ours. */

import { afterEach, expect, test, vi } from "vitest";
import { followSheet } from "./sketch-bar";

afterEach(() => {
  document.body.replaceChildren();
  vi.useRealTimers();
});

/** A sheet as its component draws it: a toolbar in a shadow root, in English. */
function sheetOf(names: readonly string[]): { toolbar: HTMLElement; pressed: string[] } {
  const paper = Object.assign(document.createElement("div"), { className: "st-key-papier-p" });
  const host = document.createElement("div");
  paper.append(host);
  const toolbar = Object.assign(document.createElement("div"), { className: "dc-toolbar" });
  const pressed: string[] = [];
  for (const name of names) {
    const button = document.createElement("button");
    button.setAttribute("aria-label", name);
    button.disabled = name === "Redo";
    button.addEventListener("click", () => pressed.push(name));
    toolbar.append(button);
  }
  host.attachShadow({ mode: "open" }).append(toolbar);
  document.body.append(paper);
  return { toolbar, pressed };
}

function bar(): { parent: HTMLElement; leave: () => void; names: () => (string | null)[] } {
  const parent = document.createElement("div");
  document.body.append(parent);
  const inside = document.createElement("div");
  parent.append(inside);
  const leave = followSheet(inside, "papier-p");
  return { parent, leave, names: () => [...parent.querySelectorAll("button")].map((each) => each.textContent) };
}

test("what the toolbar offers is offered in French, and pressed there", () => {
  const { toolbar, pressed } = sheetOf(["Undo", "Redo", "Reset canvas & history"]);
  const { parent, leave, names } = bar();
  expect(names()).toEqual(["Annuler", "Rétablir"]);
  expect(toolbar.style.display).toBe("none");
  const [undo, redo] = parent.querySelectorAll("button");
  expect(redo!.getAttribute("aria-disabled")).toBe("true");
  undo!.click();
  redo!.click();
  expect(pressed).toEqual(["Undo"]);
  leave();
  expect(parent.childElementCount).toBe(0);
});

test("a toolbar that comes later is found; one that is not known is left as it is", () => {
  vi.useFakeTimers();
  const { leave, names } = bar();
  const { toolbar } = sheetOf(["Revert"]);
  vi.advanceTimersByTime(500);
  expect(names()).toEqual([]);
  expect(toolbar.style.display).toBe("");
  document.body.querySelector(".st-key-papier-p")!.remove();
  sheetOf(["Undo", "Redo"]);
  vi.advanceTimersByTime(500);
  expect(names()).toEqual(["Annuler", "Rétablir"]);
  leave();
});
