/* The worker is asked for once people have what they came for, and not after all was erased. */

import { afterEach, beforeEach, expect, test, vi } from "vitest";

const register = vi.fn(async () => undefined);
let page: typeof import("./worker");

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
  register.mockClear();
  const ready = Promise.resolve({ active: { postMessage: () => undefined } });
  vi.stubGlobal("navigator", { serviceWorker: { register, ready, getRegistrations: async () => [] } });
  vi.stubGlobal("requestIdleCallback", (act: () => void) => act());
  vi.resetModules();
  page = await import("./worker");
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test("it is asked for once", async () => {
  page.keepForOffline("/composant/");
  page.keepForOffline("/composant/");
  await vi.advanceTimersByTimeAsync(60_000);
  expect(register).toHaveBeenCalledOnce();
});

test("what leaving a dossier forgot is not kept a moment later", async () => {
  page.keepForOffline("/composant/");
  await page.forgetOffline();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(register).not.toHaveBeenCalled();
});

test("nor what another tab forgot, with the last dossier", async () => {
  page.keepForOffline("/composant/");
  vi.resetModules();
  const other = await import("./worker");
  const channel = new BroadcastChannel("capacities-quitter");
  const heard = new Promise((resolve) => {
    channel.onmessage = resolve;
  });
  await other.forgetOffline();
  await heard;
  channel.close();
  await vi.advanceTimersByTimeAsync(60_000);
  expect(register).not.toHaveBeenCalled();
});
