/* The site is asked whether it is back, less and less often, and at once when something says so. */

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { pageAnswers, watchReturn } from "./return";

let status: number | null;
let headers: Record<string, string>;
let asked: number;

beforeEach(() => {
  vi.useFakeTimers();
  status = null;
  headers = {};
  asked = 0;
  vi.stubGlobal("fetch", async () => {
    asked++;
    if (status === null) throw new TypeError("no network");
    return new Response("", { status, headers });
  });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("it goes on by itself, once, when the site answers; a proxy alone is no answer", async () => {
  const back = vi.fn();
  watchReturn(back);
  await vi.advanceTimersByTimeAsync(60_000);
  expect(asked).toBeGreaterThan(3);
  expect(asked).toBeLessThan(10);
  status = 502;
  await vi.advanceTimersByTimeAsync(20_000);
  expect(back).not.toHaveBeenCalled();
  status = 503; // a proxy's, as long as it is not signed
  await vi.advanceTimersByTimeAsync(20_000);
  expect(back).not.toHaveBeenCalled();
  headers = { "X-Capacites": "1" }; // it is there, and says that it is not well: its own page says so
  window.dispatchEvent(new Event("online"));
  await vi.advanceTimersByTimeAsync(100);
  expect(back).toHaveBeenCalledOnce();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(back).toHaveBeenCalledOnce();
});

test("a page that is slow is asked for itself, once, until it answers", async () => {
  let answer: (response: Response) => void = () => undefined;
  const paths: string[] = [];
  vi.stubGlobal("fetch", (path: string) => {
    paths.push(path);
    return new Promise<Response>((resolve) => {
      answer = resolve;
    });
  });
  const back = vi.fn();
  const { ask } = watchReturn(back, pageAnswers);
  await vi.advanceTimersByTimeAsync(40_000);
  void ask();
  window.dispatchEvent(new Event("online"));
  await vi.advanceTimersByTimeAsync(1_000);
  expect(paths).toEqual([location.pathname + location.search]);
  expect(back).not.toHaveBeenCalled();
  answer(new Response("", { status: 200 }));
  await vi.advanceTimersByTimeAsync(10);
  expect(back).toHaveBeenCalledOnce();
});
