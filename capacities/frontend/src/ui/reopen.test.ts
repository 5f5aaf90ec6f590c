/* The light page gives way to the whole one, never under somebody who writes. */

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { CanvasSession } from "../core";
import { value } from "../core/store";
import { canvasData } from "../core/testing";
import { reopen } from "./reopen";

const PROGRAM = "data:text/javascript,export default (given) => globalThis.mounted(given)";
const saved = value({ kind: "saved" });
let answer: (there: boolean) => void;
const answering = vi.fn(
  () =>
    new Promise<boolean>((resolve) => {
      answer = resolve;
    }),
);
let reload: ReturnType<typeof vi.fn>;

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["setInterval", "performance"] });
  reload = vi.fn();
  vi.spyOn(location, "reload").mockImplementation(reload as () => void);
  vi.stubGlobal("mounted", (given: { onLight: (session: unknown, say: () => void) => void }) =>
    given.onLight({ saved } as unknown as CanvasSession, () => undefined),
  );
  answering.mockClear();
  await reopen(canvasData(), { program: PROGRAM, style: "", answering });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
  document.body.replaceChildren();
});

test("a word begun while the site is being asked is not cut by the answer", async () => {
  await vi.advanceTimersByTimeAsync(6_500);
  expect(answering).toHaveBeenCalledOnce();
  document.dispatchEvent(new Event("input"));
  answer(true);
  await vi.advanceTimersByTimeAsync(0);
  expect(reload).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(15_000);
  answer(true);
  await vi.advanceTimersByTimeAsync(0);
  expect(reload).toHaveBeenCalledOnce();
});

test("a caret that rests in a field is somebody at work", async () => {
  const field = document.createElement("textarea");
  document.body.append(field);
  field.focus();
  await vi.advanceTimersByTimeAsync(30_000);
  expect(answering).not.toHaveBeenCalled();
  field.blur();
  await vi.advanceTimersByTimeAsync(2_000);
  expect(answering).toHaveBeenCalledOnce();
});
