// @vitest-environment node
/* The size of text asked of the browser. */

import { expect, test } from "vitest";
import { growthOf } from "./text-size";

test.each([
  ["16px", 1],
  ["24px", 1.5],
  ["9px", 0.75],
  ["72px", 2],
  ["", 1],
])("plain text of %s makes words %d times as large", (medium, growth) => {
  expect(growthOf(medium)).toBe(growth);
});
