/* What was drawn beside a canvas is the last slide of its presentation. */

import { afterEach, expect, test } from "vitest";
import { settle, TEMPLATE } from "../../core/testing";
import { closeScreens, openScreen } from "../../ui/testing";

const ONE = { ...TEMPLATE, bands: [{ rows: [["usagers", "canaux"]], weight: 1 }] };

afterEach(() => {
  closeScreens();
  history.replaceState(null, "", "/");
});

async function lastSlide(sketch: { image: string; sentence: string } | null): Promise<ShadowRoot> {
  const { screen } = await openScreen({ template: ONE, sketch }, { view: "presentation" });
  window.dispatchEvent(new KeyboardEvent("keydown", { key: "End" }));
  await settle();
  return screen;
}

test("the sketch is the last slide, with its sentence", async () => {
  const screen = await lastSlide({ image: "/versions/d/projection/2", sentence: "Le port" });
  expect(screen.querySelector("h1")!.textContent).toBe("Croquis");
  const image = screen.querySelector(".slide.sketch img")!;
  expect([image.getAttribute("src"), image.getAttribute("alt")]).toEqual(["/versions/d/projection/2", "Le port"]);
  expect(screen.querySelector("figcaption")!.textContent).toBe("Le port");
});

test("a sentence alone is projected too; without a sketch there is no such slide", async () => {
  const screen = await lastSlide({ image: "", sentence: "Le port, en mots" });
  expect(screen.querySelector(".slide.sketch img")).toBe(null);
  expect(screen.querySelector("figcaption")!.textContent).toBe("Le port, en mots");
  closeScreens();
  const without = await lastSlide(null);
  expect(without.querySelector(".slide.sketch")).toBe(null);
});
