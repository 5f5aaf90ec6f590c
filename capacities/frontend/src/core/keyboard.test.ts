// @vitest-environment node
/* Keys as people mean them, whatever is written on their keyboard. */

import { expect, test } from "vitest";
import { historyKey } from "../ui/history";
import { isComposed, letterOf } from "./keyboard";

test.each([
  ["z", "KeyZ", "z"],
  ["Z", "KeyZ", "z"],
  ["z", "KeyW", "z"], // AZERTY
  [";", "KeyZ", "z"], // Dvorak's sign there: no letter, so its place
  ["z", "Slash", "z"], // Dvorak
  ["я", "KeyZ", "z"],
  ["Я", "KeyZ", "z"],
  ["ئ", "KeyZ", "z"],
  ["ζ", "KeyZ", "z"],
  ["é", "Digit2", "é"],
  ["Enter", "Enter", "enter"],
  ["Dead", "KeyE", "dead"],
  ["k", undefined, "k"],
])("%s on %s is « %s »", (key, code, letter) => {
  expect(letterOf({ key, code })).toBe(letter);
});

test("undo and redo answer on a Cyrillic and on an Arabic keyboard", () => {
  const control = { ctrlKey: true, metaKey: false, altKey: false };
  expect(historyKey({ key: "я", code: "KeyZ", shiftKey: false, ...control })).toBe("undo");
  expect(historyKey({ key: "ئ", code: "KeyZ", shiftKey: true, ...control })).toBe("redo");
  expect(historyKey({ key: "w", code: "KeyZ", shiftKey: false, ...control })).toBeNull();
});

test("the Enter that ends a composed word is the input method's, said in Safari's order too", () => {
  expect(isComposed({ isComposing: true, keyCode: 13 })).toBe(true);
  expect(isComposed({ isComposing: false, keyCode: 229 })).toBe(true);
  expect(isComposed({ isComposing: false, keyCode: 13 })).toBe(false);
});
