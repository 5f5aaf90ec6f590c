/* The projector where there is no full screen, as on an iPhone: neither is there in happy-dom. */

import { act } from "react";
import { createRoot } from "react-dom/client";
import { afterEach, beforeEach, expect, it, vi } from "vitest";
import type { CanvasSession } from "../core";
import { canvasData } from "../core/testing";
import { FORMS } from "../forms/registry";
import { Slides } from "./Slides";
import { Screen } from "./screen";

const host = document.createElement("div");
const setView = vi.fn();
let root: ReturnType<typeof createRoot>;
const button = (words: string) =>
  [...host.querySelectorAll("button")].find((each) => each.textContent?.includes(words));

beforeEach(async () => {
  vi.stubGlobal("IS_REACT_ACT_ENVIRONMENT", true);
  document.body.append(host);
  root = createRoot(host);
  const session = {} as CanvasSession;
  const screen = {
    session,
    data: canvasData(),
    form: null,
    entry: FORMS.zones,
    view: "presentation",
    printing: false,
    setView,
    tell: vi.fn(),
    whisper: vi.fn(),
    show: vi.fn(),
  } as const;
  await act(async () =>
    root.render(
      <Screen value={screen}>
        <Slides titles={["Usagers"]}>{() => null}</Slides>
      </Screen>,
    ),
  );
});

afterEach(async () => {
  await act(async () => root.unmount());
  vi.unstubAllGlobals();
});

it("can be left, and offers no full screen", async () => {
  expect(button("Plein écran")).toBeUndefined();
  await act(async () => button("Quitter")!.click());
  expect(setView).toHaveBeenCalledWith("canevas");
});
