// @vitest-environment node
/* The smallest change, where the caret was. */

import { expect, test } from "vitest";
import { cutAt, diffText, endOf, mapIndex } from "./text-diff";

test.each([
  ["nothing", "abc", "abc", 3, null],
  ["a letter at the end", "ab", "abc", 3, { at: 2, remove: 0, insert: "c" }],
  ["a letter in the middle", "ac", "abc", 2, { at: 1, remove: 0, insert: "b" }],
  ["a repeated letter typed first", "aa", "aaa", 1, { at: 0, remove: 0, insert: "a" }],
  ["a repeated letter typed second", "aa", "aaa", 2, { at: 1, remove: 0, insert: "a" }],
  ["a repeated letter typed last", "aa", "aaa", 3, { at: 2, remove: 0, insert: "a" }],
  ["backspace among equals", "aaa", "aa", 1, { at: 1, remove: 1, insert: "" }],
  ["a word replaced", "un chat noir", "un chien noir", 8, { at: 5, remove: 2, insert: "ien" }],
  ["all of it", "abc", "", 0, { at: 0, remove: 3, insert: "" }],
  ["a change after the caret", "abc", "abcd", 0, { at: 3, remove: 0, insert: "d" }],
])("%s", (_words, before, after, caret, expected) => {
  expect(diffText(before, after, caret)).toEqual(expected);
});

test("a surrogate pair is replaced whole", () => {
  // 😀 and 😁 share their first half.
  expect(diffText("a😀b", "a😁b", 3)).toEqual({ at: 1, remove: 2, insert: "😁" });
  // 😀 (D83D DE00) and 🨀 (D83E DE00) share their second half.
  expect(diffText("😀", "🨀", 2)).toEqual({ at: 0, remove: 2, insert: "🨀" });
});

test("whatever the texts and the caret, the change makes one of the other and cuts no pair", () => {
  let seed = 11;
  const random = (n: number) => (seed = (seed * 48271) % 2147483647) % n;
  const word = () => Array.from({ length: random(7) }, () => ["a", "b", "😀", "😁", "\n"][random(5)]).join("");
  for (let run = 0; run < 3_000; run++) {
    const [before, after] = [word(), word()];
    const change = diffText(before, after, random(after.length + 1));
    if (change === null) {
      expect(after).toBe(before);
      continue;
    }
    const { at, remove, insert } = change;
    expect(before.slice(0, at) + insert + before.slice(at + remove)).toBe(after);
    // Half a pair makes encodeURIComponent throw.
    expect(() => encodeURIComponent(insert + before.slice(at, at + remove))).not.toThrow();
    expect(() => encodeURIComponent(insert)).not.toThrow();
  }
});

test("a position follows the changes of others", () => {
  expect(mapIndex(3, [{ insert: "ab" }])).toBe(5);
  expect(mapIndex(3, [{ retain: 3 }, { insert: "ab" }])).toBe(3);
  expect(mapIndex(3, [{ retain: 1 }, { delete: 5 }])).toBe(1);
  expect(mapIndex(3, [{ delete: 2 }, { insert: "x" }])).toBe(2);
  expect(mapIndex(3, [{ retain: 5 }, { delete: 1 }])).toBe(3);
  expect(endOf([{ retain: 2 }, { insert: "abc" }])).toBe(5);
  expect(endOf([{ retain: 2 }, { delete: 4 }])).toBe(2);
});

test("a text is cut between characters", () => {
  expect(cutAt("a😀", 2)).toBe("a");
  expect(cutAt("a😀", 3)).toBe("a😀");
  expect(cutAt("abc", -1)).toBe("");
});
