/* What waits until nothing changes any more. */

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Calm } from "./calm";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function* three(): Generator<undefined, string> {
  yield;
  yield;
  return "done";
}

test("it is done once, some time after the last change", () => {
  const done = vi.fn();
  const calm = new Calm(three, done);
  for (let i = 0; i < 5; i++) {
    calm.changed();
    vi.advanceTimersByTime(200);
    expect(done).not.toHaveBeenCalled();
  }
  vi.runAllTimers();
  expect(done.mock.calls).toEqual([["done"]]);
});

test("where something always changes, it is done all the same", () => {
  const done = vi.fn();
  const calm = new Calm(three, done);
  for (let i = 0; i < 100; i++) {
    calm.changed();
    vi.advanceTimersByTime(100);
  }
  expect(done.mock.calls.length).toBeGreaterThan(1);
  expect(done.mock.calls.length).toBeLessThan(6);
});

test("what changes while it is done has it done again", () => {
  const done = vi.fn();
  let changes = 1;
  const calm: Calm<string> = new Calm(function* () {
    yield;
    if (changes-- > 0) calm.changed();
    yield;
    return "done";
  }, done);
  calm.changed();
  vi.runAllTimers();
  expect(done).toHaveBeenCalledTimes(2);
});

test("long work leaves room between its slices", () => {
  const done = vi.fn();
  let now = 0;
  vi.spyOn(performance, "now").mockImplementation(() => now);
  const calm = new Calm(function* () {
    for (let i = 0; i < 10; i++) {
      now += 5;
      yield;
    }
    return "done";
  }, done);
  calm.changed();
  vi.advanceTimersToNextTimer();
  expect(now).toBe(10);
  vi.runAllTimers();
  expect(done).toHaveBeenCalledOnce();
});

test("nothing is done after it is stopped, nor when there is nothing to do", () => {
  const done = vi.fn();
  const calm = new Calm(three, done);
  calm.changed();
  calm.stop();
  vi.runAllTimers();
  new Calm<string>(() => null, done).changed();
  vi.runAllTimers();
  expect(done).not.toHaveBeenCalled();
});
