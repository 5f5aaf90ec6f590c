/* What mail programs and sentences do to a link. */
import { expect, test } from "vitest";
import { canvasIn, tokenIn } from "./link";

const TOKEN = `_${"a1B".repeat(13)}Z-`.padEnd(43, "x");

test.each([".", ",", ")", ">", "»", " »", ";", "!", "…", "’", '"', "%C2%BB", "%3E", "&gt;", "/", "%20à demain", "-"])(
  "a link followed by « %s » opens",
  (after) => {
    expect(tokenIn(`#${TOKEN}${after}`)).toBe(TOKEN);
  },
);

test.each(["<", "%3C", " ", "%20", "«%C2%A0"])("or preceded by « %s »", (before) => {
  expect(tokenIn(`#${before}${TOKEN}`)).toBe(TOKEN);
});

test("what is no link of ours is asked as it is, and nothing is nothing", () => {
  expect(tokenIn("#abc ")).toBe("abc");
  expect(tokenIn("#%F0%9F")).toBe("%F0%9F");
  expect(tokenIn("#")).toBe("");
  expect(tokenIn("")).toBe("");
});

test("the canvas of an address", () => {
  expect(canvasIn("?canevas=gouvernance")).toBe("gouvernance");
  expect(canvasIn("")).toBe("");
});
