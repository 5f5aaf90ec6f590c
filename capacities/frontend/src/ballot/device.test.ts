/* The votes that a device keeps: of this version of the site, the last ones, and never at the price of the rest. */

import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { forgetVotes, type HeldVote, heldVote, heldVotes, holdVote, roomOf } from "./device";
import { JUST_OPEN } from "./testing";

const LONGEST = 10_000;
const kept = () => heldVotes().map(roomOf);

beforeEach(() => {
  localStorage.clear();
  vi.useFakeTimers({ toFake: ["Date"] });
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function voteOf(canvas: string, dossier = "d"): HeldVote {
  const vote = { canvas, title: canvas, state: JUST_OPEN, ideas: { groups: [] }, tag: "" };
  return { name: canvas, dossier: { id: dossier, title: "", territory: "" }, vote };
}

/** One a second. */
function hold(...canvases: string[]): void {
  for (const canvas of canvases) {
    vi.advanceTimersByTime(1_000);
    holdVote(voteOf(canvas), LONGEST);
  }
}

test("the last ten are kept: the one that was not seen for the longest time goes", () => {
  hold(..."abcdefghij");
  hold("a", "k");
  expect(kept()).toEqual([..."acdefghijk"].map((canvas) => `d/${canvas}`));
  vi.setSystemTime(0); // a device whose clock goes back still keeps what is under its eyes
  holdVote(voteOf("l"), LONGEST);
  expect(kept()).toContain("d/l");
  expect(kept()).toHaveLength(10);
});

test.each<[string, (written: string) => string]>([
  ["another version of the site", (written) => written.replace('"shape":1', '"shape":2')],
  ["a version that did not number them", (written) => written.replace('"shape":1,', "")],
  ["who knows what", () => "{"],
  ["another room", (written) => written.replace('"canvas":"a"', '"canvas":"b"')],
])("what %s wrote is not shown, and is forgotten", (_, change) => {
  hold("a");
  const [key] = Object.keys(localStorage) as [string];
  localStorage.setItem(key, change(localStorage.getItem(key)!));
  expect(heldVote("d/a")).toBeNull();
  expect(localStorage).toHaveLength(0);
});

test("where there is no room, nothing is said, nothing of this vote stays, and the rest does", () => {
  hold("a", "b");
  const room = localStorage;
  const full = {
    getItem: (key: string) => room.getItem(key),
    removeItem: (key: string) => room.removeItem(key),
    setItem: () => {
      throw new DOMException("full", "QuotaExceededError");
    },
  };
  vi.stubGlobal("localStorage", full);
  hold("b", "c");
  vi.unstubAllGlobals();
  expect(kept()).toEqual(["d/a"]);
});

test("those of one dossier are forgotten, not those of its neighbours", () => {
  holdVote(voteOf("a"), LONGEST);
  holdVote(voteOf("a", "d2"), LONGEST);
  forgetVotes("d");
  expect(kept()).toEqual(["d2/a"]);
});
