// @vitest-environment node
/* The time of the server, on a machine that is late. */

import { afterEach, expect, test, vi } from "vitest";
import { clockFrom, clockGap } from "./clock";

afterEach(() => void vi.useRealTimers());

test("a machine seven years late writes the server’s time, and time goes on", () => {
  vi.useFakeTimers({ now: new Date("2019-03-01T09:00:00Z") });
  const now = clockFrom("2026-03-01T10:00:00+00:00");
  vi.advanceTimersByTime(90_000);
  expect(now()).toBe("2026-03-01T10:01:30.000Z");
});

test("clocks that agree, but for the time a page takes to come, are left alone", () => {
  const here = Date.parse("2026-03-01T10:00:20Z");
  expect(clockGap("2026-03-01T10:00:00+00:00", here)).toBe(0);
  expect(clockGap("", here)).toBe(0);
  expect(clockGap("hier", here)).toBe(0);
});
